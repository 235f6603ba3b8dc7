"""Choosing the track a member meant. Pure functions: no network, no clock."""

import re
from collections.abc import Iterator, Sequence

from bot.curation.likeness import (
    ALSO_CALLED,
    LEADER,
    LEAST_ARTIST,
    LEAST_TITLE,
    SHORT,
    SOME_OF_NAME,
    artist_likeness,
    is_some_of,
    title_likeness,
)
from bot.curation.music import Track
from bot.curation.picks import Pick
from bot.curation.titles import parsed, plain, readings
from bot.curation.versions import REFUSED, SAME_RECORDING
from bot.curation.works import parts_of

LEAST_EITHER = 0.75  # of a title and an artist, where the other of the two is (nearly) exact …
LEAST_BOTH = 0.87  # … so that their mean is this
LEAST_BEGUN = 8  # letters, and two words, by which a title is known from its beginning, by an artist who is certain
PENALTY = {"": 0.0, "remaster": 0.02, "re-recorded": 0.06, "live": 0.25, "remix": 0.2, "acoustic": 0.12, "demo": 0.2}
OTHER_PENALTY = 0.2
NOT_AS_ASKED = 0.1
UNASKED = frozenset({"", "remaster"})  # who says "remastered" is content with the song
READ_LOOSELY = 0.01  # "long live" is a title before it is a live take of "long"

_IMITATORS = re.compile(
    r"karaoke|\btribute\b|made famous|\bcover (?:band|hits|songs|versions?)\b|\bcovers\b|lullab|sing along|"
    r"backing track|backing band|revival band|vitamin string quartet|\b8[ -]?bit\b|workout"
)


def best_match(pick: Pick, tracks: Sequence[Track]) -> Track | None:
    """Return the track that `pick` means, or None when none is near enough.

    `tracks` come best first from the service: among equals the earlier one wins. Where none has the title asked for,
    that of which it names a part or the beginning is taken, if it is by the artist asked for.
    """
    for near in (closeness, _closeness_of_part):
        scored = [(near(pick, track), -place, track) for place, track in enumerate(tracks)]
        scored = [entry for entry in scored if entry[0] > 0]
        if scored:
            return max(scored, key=lambda entry: entry[:2])[2]
    return _begun(pick, tracks)


def namesakes(title: str, tracks: Sequence[Track]) -> list[Track]:
    """Return the tracks of a title, the first of each artist, in their order; no imitations and no live takes."""
    called = (
        track
        for track in tracks
        if title_likeness(title, track.title) >= LEAST_TITLE and not is_imitation(track)
        if parsed(track.title).version in SAME_RECORDING
    )
    first: dict[str, Track] = {}
    for track in called:
        first.setdefault(plain(track.artists[0]) if track.artists else "", track)
    return list(first.values())


def closeness(pick: Pick, track: Track) -> float:
    """Return how near `track` is to `pick`: 0 = not it, 1 = exactly it."""
    best = 0.0
    for loose, (words, asked) in enumerate(readings(pick.title or pick.words)):
        likeness = _likeness(pick, words, track)
        if likeness > 0.0:
            best = max(best, likeness - _version_penalty(pick, asked, track) - loose * READ_LOOSELY)
    return best


def is_imitation(track: Track) -> bool:
    """Tell whether a recording only pretends to be the song: karaoke, tribute, sped up."""
    return parsed(track.title).version in REFUSED or any(_IMITATORS.search(plain(name)) for name in track.artists)


def _likeness(pick: Pick, words: str, track: Track) -> float:
    artists = (*track.artists, *parsed(track.title).featured)
    if pick.title and pick.artist:
        return _both(title_likeness(words, track.title), artist_likeness(pick.artist, artists))
    if words:
        return _free_words(words, track, artists)
    return _enough(artist_likeness(pick.artist, artists), LEAST_ARTIST)


def _free_words(words: str, track: Track, artists: Sequence[str]) -> float:
    """For words that are a title, or a title and an artist in either order."""
    best = 0.98 * _enough(title_likeness(words, track.title), LEAST_TITLE)
    for title, artist in _splits(plain(words)):
        like = title_likeness(title, track.title)
        if like < LEAST_EITHER:
            continue
        best = max(best, _both(like, artist_likeness(artist, artists)))
        if like >= ALSO_CALLED and is_some_of(artist, artists):
            best = max(best, _both(like, SOME_OF_NAME))
    return best


def _closeness_of_part(pick: Pick, track: Track) -> float:
    """Return how near a part of `track`, a movement or one song of a medley, is to `pick`, by the artist asked for."""
    asked = parsed(pick.title)
    parts = parts_of(track.title)
    near = max(
        (
            max((title_likeness(title, part) for part in parts), default=0.0)
            for title, artist in (((asked.song, pick.artist),) if pick.title else _splits(plain(pick.words)))
            if parts and _is_certain(artist, track)
        ),
        default=0.0,
    )
    return _enough(near, LEADER) - _version_penalty(pick, asked.version, track)


def _begun(pick: Pick, tracks: Sequence[Track]) -> Track | None:
    """Return the track whose title begins as asked, "Dog Days" for "Dog Days Are Over"; None where several do."""
    begun = {
        parsed(track.title).song: track
        for track in reversed(tracks)
        for title, artist in (((plain(pick.title), pick.artist),) if pick.title else _splits(plain(pick.words)))
        if title.count(" ") and len(title) >= LEAST_BEGUN and parsed(track.title).song.startswith(f"{title} ")
        if _is_certain(artist, track) and not is_imitation(track)
    }
    return next(iter(begun.values())) if len(begun) == 1 else None


def _is_certain(artist: str, track: Track) -> bool:
    """Tell whether a track is beyond doubt by the artist named: by all of a name or, "Beethoven", by its last word."""
    said = plain(artist)
    by_surname = len(said) >= SHORT and any(plain(name).endswith(f" {said}") for name in track.artists)
    return bool(said) and (by_surname or artist_likeness(artist, track.artists) >= ALSO_CALLED)


def _splits(words: str) -> Iterator[tuple[str, str]]:
    """Yield every way to part words into a title and an artist."""
    listed = words.split()
    for place in range(1, len(listed)):
        left, right = " ".join(listed[:place]), " ".join(listed[place:])
        yield left, right.removeprefix("by ")
        yield right, left


def _both(title: float, artist: float) -> float:
    if min(title, artist) < LEAST_EITHER or (title + artist) / 2 < LEAST_BOTH:
        return 0.0
    return 0.6 * title + 0.4 * artist


def _enough(likeness: float, least: float) -> float:
    return likeness if likeness >= least else 0.0


def _version_penalty(pick: Pick, asked: str, track: Track) -> float:
    version = _version_of(pick, track)
    if version == asked:
        return 0.0
    if version in REFUSED or (version == "cover" and not _is_artist_said(pick, track)):
        return 1.0 if asked not in REFUSED else NOT_AS_ASKED
    return PENALTY.get(version, OTHER_PENALTY) + (NOT_AS_ASKED if asked not in UNASKED else 0.0)


def _version_of(pick: Pick, track: Track) -> str:
    """Return the track's version; an artist whose name says so makes it karaoke, unless it is who was asked for."""
    version = parsed(track.title).version
    imitators = [name for name in track.artists if _IMITATORS.search(plain(name))]
    is_wanted = any(plain(name) in plain(f"{pick.artist} {pick.words}") for name in imitators)
    return version if version in REFUSED or not imitators or is_wanted else "karaoke"


def _is_artist_said(pick: Pick, track: Track) -> bool:
    """Tell whether an artist of the track is named: who asks for nobody's does not mean a cover."""
    return bool(pick.artist) or any(plain(name) in plain(pick.words) for name in track.artists)
