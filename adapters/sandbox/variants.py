"""What makes finding the right recording hard: remasters, karaoke, covers, namesakes. All made up.

Every variant follows from a song of the catalogue by arithmetic and is marked pretend.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TypeVar

from adapters.sandbox import pretend_acts
from adapters.sandbox.identity import number, share
from adapters.sandbox.lines import Performer, Song

Choice = TypeVar("Choice")
Maker = Callable[[Song], Song | None]  # None where the variant would make no sense

VARIED_SHARE = 1 / 3  # of what is widely known
CONFUSABLE_SHARE = 0.05  # of widely known artists
NEWEST_YEAR = 2026
_SUNG = {"voice", "choir", "rap", "falsetto"}
_ELECTRONIC = ("house", "techno", "trance", "electro", "disco", "dance", "garage", "breakbeat")


def variants_of(songs: Sequence[Song]) -> list[Song]:
    """Return pretend versions of about a third of the widely known `songs`, always the same ones."""
    return [*_versions(songs), *_confusable(songs)]


def _versions(songs: Sequence[Song]) -> Iterator[Song]:
    """Yield one or two versions of each song that was chosen."""
    for song in songs:
        if song.tier not in ("hit", "known") or song.version or _share("varied", song) >= VARIED_SHARE:
            continue
        made = (make(song) for make in _in_an_order_of_its_own(song))
        wanted = 1 + number("how many", song.title, song.performer.name) % 2
        yield from islice((variant for variant in made if variant), wanted)


def _in_an_order_of_its_own(song: Song) -> list[Maker]:
    return sorted(_MAKERS, key=lambda make: _share(make.__name__, song))


def _remaster(song: Song) -> Song | None:
    year = min(NEWEST_YEAR - 2, song.year + 20 + _pick(song, range(15)))
    if year - song.year < 12:
        return None
    title, album = f"{song.title} - Remastered {year}", f"{song.album} (Remastered {year})"
    return _version(song, "remaster", title, album, year=year, seconds=song.seconds + 1)


def _live(song: Song) -> Song:
    hall = pretend_acts.HALLS[number("hall", song.performer.name) % len(pretend_acts.HALLS)]
    year = min(NEWEST_YEAR, song.year + 3)
    seconds = song.seconds + song.seconds // 9
    return _version(song, "live", f"{song.title} - Live at {hall}", f"Live at {hall}", year=year, seconds=seconds)


def _karaoke(song: Song) -> Song | None:
    if not _has_words(song):
        return None
    title = f"{song.title} (Karaoke Version) [Originally Performed by {song.performer.name}]"
    singer = _pretend(_pick(song, pretend_acts.KARAOKE_LABELS), "karaoke")
    made = _by(singer, song, "karaoke", title, f"Sing the {_decade(song)}s")
    return replace(made, language="instrumental", sounds=_without_voices(song), explicit=False)


def _tribute(song: Song) -> Song:
    band = _pretend(_pick(song, pretend_acts.TRIBUTES), "rock", "pop")
    made = _by(band, song, "cover", song.title, f"A Tribute to {song.performer.name}")
    return replace(made, genres=song.genres, seconds=song.seconds + 4)


def _piano(song: Song) -> Song:
    pianist = _pretend(_pick(song, pretend_acts.PIANISTS), "easy listening")
    made = _by(pianist, song, "cover", f"{song.title} (Piano Version)", f"Piano for the {_decade(song)}s")
    return replace(made, language="instrumental", sounds=("piano",), energy=1, moods=("calm",), explicit=False)


def _lounge(song: Song) -> Song:
    act = _pretend(_pick(song, pretend_acts.LOUNGES), "lounge")
    made = _by(act, song, "cover", f"{song.title} (Lounge Version)", f"The {_decade(song)}s at Half Past Ten")
    return replace(made, energy=2, moods=("relaxed",))


def _namesake(song: Song) -> Song:
    act = Performer(_two_words(song), song.performer.country, song.language, song.genres, "niche", pretend=True)
    year = min(NEWEST_YEAR, song.year + _pick(song, range(1, 12)))
    made = _by(act, song, "", song.title, f"{_pick(song, pretend_acts.SECOND_WORDS)} at Dawn")
    return replace(made, year=year, seconds=150 + year % 90, energy=6 - song.energy, valence=6 - song.valence)


def _compilation(song: Song) -> Song | None:
    year = min(NEWEST_YEAR, song.year + 10)
    if year == song.year:
        return None
    album = f"Greatest Evenings of {song.performer.name}"
    made = _version(song, song.version, song.title, album, year=year, seconds=song.seconds)
    return replace(made, is_same_recording=True, album_kind="compilation")


def _sped_up(song: Song) -> Song | None:
    if song.tier != "hit" or song.year < 2012:
        return None
    title, seconds = f"{song.title} - Sped Up", song.seconds * 5 // 6
    fast = replace(song, energy=min(5, song.energy + 1))
    return replace(_version(fast, "sped up", title, title, year=song.year, seconds=seconds), original=song)


def _turning(song: Song) -> Song | None:
    if song.tier != "hit" or song.year < 2005:
        return None
    act = _pretend(_pick(song, pretend_acts.SPINNERS), "pop")
    return _by(act, song, "8d audio", f"{song.title} (8D Audio)", "Round Your Head")


def _radio_edit(song: Song) -> Song | None:
    if not _is_electronic(song) or song.seconds < 240:
        return None
    title = f"{song.title} - Radio Edit"
    return _version(song, "radio edit", title, title, year=song.year, seconds=205 + song.seconds % 20)


def _extended(song: Song) -> Song | None:
    if not _is_electronic(song):
        return None
    title = f"{song.title} - Extended Mix"
    return _version(song, "extended mix", title, title, year=song.year, seconds=song.seconds * 3 // 2)


def _instrumental(song: Song) -> Song | None:
    if not _has_words(song) or "rap" not in song.sounds:
        return None
    made = _version(
        song, "instrumental", f"{song.title} - Instrumental", song.album, year=song.year, seconds=song.seconds
    )
    return replace(made, language="instrumental", sounds=_without_voices(song), explicit=False)


_MAKERS: tuple[Maker, ...] = (
    _remaster, _live, _karaoke, _tribute, _piano, _lounge, _namesake, _compilation,
    _sped_up, _turning, _radio_edit, _extended, _instrumental,
)  # fmt: skip


def _confusable(songs: Sequence[Song]) -> Iterator[Song]:
    """Yield two songs each by pretend artists whose names are almost those of known ones."""
    known = {song.performer.name: song for song in songs if song.tier in ("hit", "known") and not song.version}
    for name, song in known.items():
        if share("confusable", name) >= CONFUSABLE_SHARE:
            continue
        disguise = _pick(song, (f"{name} Quartet", f"Los {name}", f"{name} Jr.", f"The {name} Experience"))
        act = Performer(disguise, song.performer.country, song.language, song.genres, "niche", pretend=True)
        album = f"Not the {_pick(song, pretend_acts.SECOND_WORDS)} You Know"
        namesake = _by(act, song, "", song.title, album)
        yield replace(namesake, seconds=song.seconds + 21)
        yield replace(
            namesake,
            title=f"{_pick(song, pretend_acts.FIRST_WORDS)} {_pick(song, pretend_acts.SECOND_WORDS)}",
            original=None,
        )


def _version(song: Song, version: str, title: str, album: str, *, year: int, seconds: int) -> Song:
    """Return another version by the same artist."""
    kind = "single" if title == album else song.album_kind
    return replace(
        song, title=title, album=album, year=year, seconds=seconds, version=version,
        album_kind=kind, original=song, pretend=True,
    )  # fmt: skip


def _by(act: Performer, song: Song, version: str, title: str, album: str) -> Song:
    """Return a version by the pretend `act`."""
    return replace(
        song, performer=act, title=title, album=album, version=version, genres=act.genres, tier=act.tier,
        featured=(), cover_of="", album_kind="album", original=song, pretend=True,
    )  # fmt: skip


def _pretend(name: str, *genres: str) -> Performer:
    """Return an act that plays the songs of others."""
    country = pretend_acts.COUNTRIES[number("country", name) % len(pretend_acts.COUNTRIES)]
    return Performer(name, country, "instrumental", genres, "niche", pretend=True)


def _pick(song: Song, choices: Sequence[Choice]) -> Choice:
    return choices[number("pick", song.title, song.performer.name, str(choices[0])) % len(choices)]


def _two_words(song: Song) -> str:
    """Return a made-up name."""
    return f"{_pick(song, pretend_acts.FIRST_WORDS)} {_pick(song, pretend_acts.SECOND_WORDS)}"


def _share(word: str, song: Song) -> float:
    return share(word, song.performer.name, song.title)


def _has_words(song: Song) -> bool:
    return song.language != "instrumental" and bool(_SUNG.intersection(song.sounds))


def _without_voices(song: Song) -> tuple[str, ...]:
    return tuple(sound for sound in song.sounds if sound not in _SUNG) or ("piano",)


def _is_electronic(song: Song) -> bool:
    return any(kind in genre for genre in song.genres for kind in _ELECTRONIC)


def _decade(song: Song) -> int:
    return song.year // 10 * 10
