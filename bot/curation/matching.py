"""Choosing the track a member meant. Pure functions: no network, no clock."""

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from bot.curation.music import Track
from bot.curation.picks import Pick
from bot.curation.titles import parsed, plain, version_in

LEAST_TITLE = 0.86  # similarity from which two titles are taken for one; below it namesakes begin
LEAST_ARTIST = 0.84
REFUSED = frozenset({"karaoke", "tribute", "sped up"})  # never meant unless asked for
PENALTY = {"": 0.0, "remaster": 0.02, "live": 0.25, "remix": 0.2, "acoustic": 0.12, "demo": 0.2}
OTHER_PENALTY = 0.2
_FAKE_ARTIST = ("karaoke", "tribute", "made famous", "cover band", "lullaby", "sing along")


def best_match(pick: Pick, tracks: Sequence[Track]) -> Track | None:
    """Return the track that `pick` means, or None when none is near enough.

    `tracks` come best first from the service: among equals the earlier one wins.
    """
    scored = [(closeness(pick, track), -place, track) for place, track in enumerate(tracks)]
    scored = [entry for entry in scored if entry[0] > 0]
    return max(scored, key=lambda entry: entry[:2])[2] if scored else None


def closeness(pick: Pick, track: Track) -> float:
    """Return how near `track` is to `pick`: 0 = not it, 1 = exactly it."""
    likeness = _title_and_artist(pick, track) if pick.title else _words(pick, track)
    if likeness == 0.0:
        return 0.0
    return max(0.0, likeness - _version_penalty(pick, track))


def artist_likeness(name: str, artists: Iterable[str]) -> float:
    """Return how near `name` is to the nearest of `artists`, 0 to 1; a joint name may match them together."""
    names = list(artists)
    wanted = plain(name)
    return max((similarity(wanted, plain(candidate)) for candidate in [*names, " and ".join(names)]), default=0.0)


def similarity(one: str, other: str) -> float:
    """Return how alike two folded names are, 0 to 1: typos cost little, missing words much."""
    if not one or not other:
        return 0.0
    if one == other or one.removeprefix("the ") == other.removeprefix("the "):
        return 1.0
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < 4:  # "Air" is not "Airs": short names allow no typo
        return 0.0
    ratio = max(fuzz.ratio(one, other), 0.97 * fuzz.token_sort_ratio(one, other)) / 100
    return ratio if len(shorter) / len(longer) > 0.6 else ratio * 0.8


def _title_and_artist(pick: Pick, track: Track) -> float:
    title = similarity(parsed(pick.title).song, parsed(track.title).song)
    if title < LEAST_TITLE:
        return 0.0
    if not pick.artist:
        return title
    artist = artist_likeness(pick.artist, track.artists)
    return 0.0 if artist < LEAST_ARTIST else 0.6 * title + 0.4 * artist


def _words(pick: Pick, track: Track) -> float:
    """For words that are a title, an artist, or both in either order."""
    words, song = plain(pick.words), parsed(track.title).song
    both = max(similarity(words, f"{song} {plain(artist)}".strip()) for artist in track.artists or ("",))
    swapped = max(similarity(words, f"{plain(artist)} {song}".strip()) for artist in track.artists or ("",))
    best = max(both, swapped, similarity(words, song) * 0.98)
    return best if best >= LEAST_TITLE else 0.0


def _version_penalty(pick: Pick, track: Track) -> float:
    asked = version_in(f"{pick.title} {pick.words}")
    version = parsed(track.title).version
    if any(word in fold_artists(track) for word in _FAKE_ARTIST) and asked not in REFUSED:
        return 1.0
    if version == asked:
        return 0.0
    if version in REFUSED:
        return 1.0
    return PENALTY.get(version, OTHER_PENALTY) + (0.1 if asked else 0.0)


def fold_artists(track: Track) -> str:
    """Return the artists' names folded into one string."""
    return " ".join(plain(artist) for artist in track.artists)
