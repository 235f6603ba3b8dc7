"""Choosing the track a member meant. Pure functions: no network, no clock."""

import re
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import OSA

from bot.curation.music import Track
from bot.curation.picks import Pick
from bot.curation.titles import parsed, plain, readings
from bot.curation.versions import REFUSED

LEAST_TITLE = 0.86  # similarity from which two titles are taken for one; below it namesakes begin
LEAST_ARTIST = 0.84
LEAST_EITHER = 0.75  # of a title and an artist, where the other of the two is (nearly) exact …
LEAST_BOTH = 0.87  # … so that their mean is this
ALSO_CALLED = 0.96  # a title without its subtitle still is the title, but the whole one is nearer
LEADER = 0.9  # "Bob Marley" for "Bob Marley & The Wailers"
SOME_OF_NAME = 0.9  # "otis" for "Otis Redding", beside an exact title
SHORT = 4  # "Air" is not "Airs": shorter names allow no typo
LEAST_WORD = 0.7  # a word that differs more is no typo: "Sunday Morning" is not "Monday Morning"
PENALTY = {"": 0.0, "remaster": 0.02, "re-recorded": 0.06, "live": 0.25, "remix": 0.2, "acoustic": 0.12, "demo": 0.2}
OTHER_PENALTY = 0.2
NOT_AS_ASKED = 0.1
UNASKED = frozenset({"", "remaster"})  # who says "remastered" is content with the song
READ_LOOSELY = 0.01  # "long live" is a title before it is a live take of "long"

_JOINT = re.compile(r"\s*(?:[,;/×]|&|\s\+\s|\b(?:feat|ft|featuring|and|with|vs|x|y|und|et|e)\b\.?)\s*", re.IGNORECASE)
_IMITATORS = re.compile(
    r"karaoke|\btribute\b|made famous|\bcover (?:band|hits|songs|versions?)\b|\bcovers\b|lullab|sing along|"
    r"backing track"
)
_NUMBER = re.compile(r"\d+|\b(?:iii?|iv|vi{1,3}|ix)\b")
_BAND_OF = re.compile(r" (?:and|y) (?:the|his|her|los|las|su) ")


def best_match(pick: Pick, tracks: Sequence[Track]) -> Track | None:
    """Return the track that `pick` means, or None when none is near enough.

    `tracks` come best first from the service: among equals the earlier one wins.
    """
    scored = [(closeness(pick, track), -place, track) for place, track in enumerate(tracks)]
    scored = [entry for entry in scored if entry[0] > 0]
    return max(scored, key=lambda entry: entry[:2])[2] if scored else None


def closeness(pick: Pick, track: Track) -> float:
    """Return how near `track` is to `pick`: 0 = not it, 1 = exactly it."""
    best = 0.0
    for loose, (words, asked) in enumerate(readings(pick.title or pick.words)):
        likeness = _likeness(pick, words, track)
        if likeness > 0.0:
            best = max(best, likeness - _version_penalty(pick, asked, track) - loose * READ_LOOSELY)
    return best


def artist_likeness(name: str, artists: Iterable[str]) -> float:
    """Return how near `name` is to the nearest of `artists`, 0 to 1; a joint name must match them part by part."""
    names = [plain(artist) for artist in artists]
    whole = max((_name_likeness(plain(name), each) for each in [*names, " and ".join(names)]), default=0.0)
    parts = [plain(part) for part in _JOINT.split(name) if part]
    if len(parts) < 2 or whole >= LEAST_ARTIST or not names:
        return whole
    return max(whole, min(max(_name_likeness(part, each) for each in names) for part in parts))


def similarity(one: str, other: str) -> float:
    """Return how alike two plain names are, 0 to 1: typos cost little, missing words and other numbers much."""
    if not one or not other:
        return 0.0
    if one == other or one.removeprefix("the ") == other.removeprefix("the "):
        return 1.0
    if one.replace(" ", "") == other.replace(" ", ""):
        return 0.99
    if min(len(one), len(other)) < SHORT or _numbers_differ(one, other) or _words_differ(one, other):
        return 0.0
    in_any_order = OSA.normalized_similarity(*(" ".join(sorted(name.split())) for name in (one, other)))
    return max(OSA.normalized_similarity(one, other), 0.97 * in_any_order)


def title_likeness(one: str, other: str) -> float:
    """Return how alike two titles are, 0 to 1; one of them may lack the subtitle of the other."""
    first, second = parsed(one), parsed(other)
    shorter = [
        *(similarity(name, second.song) for name in first.others),
        *(similarity(first.song, name) for name in second.others),
    ]
    return max(similarity(first.song, second.song), ALSO_CALLED * max(shorter, default=0.0))


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
        if like >= ALSO_CALLED and _is_some_of(artist, artists):
            best = max(best, _both(like, SOME_OF_NAME))
    return best


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


def _name_likeness(one: str, other: str) -> float:
    if one and other and (_leader(one) == other or _leader(other) == one):
        return LEADER
    return similarity(one, other)


def _leader(band: str) -> str:
    """Return who leads "bob marley and the wailers"; "" where the name does not tell."""
    parts = _BAND_OF.split(band, maxsplit=1)
    return parts[0] if len(parts) == 2 else ""


def _is_some_of(name: str, artists: Sequence[str]) -> bool:
    said = {word for word in name.split() if len(word) >= SHORT}
    return bool(said) and any(said <= set(plain(artist).split()) for artist in artists)


def _numbers_differ(one: str, other: str) -> bool:
    """Tell whether both names have numbers, and not the same: "Part 1" is not "Part 2", "1979" not "1999"."""
    first, second = (sorted(_NUMBER.findall(name)) for name in (one, other))
    return bool(first and second) and first != second


def _words_differ(one: str, other: str) -> bool:
    """Tell whether two names of as many words, in whichever order, have a word that is another one, no typo."""
    first, second = one.split(), other.split()
    if len(first) != len(second):
        return False
    return not (_are_typos(first, second) or _are_typos(sorted(first), sorted(second)))


def _are_typos(words: Sequence[str], others: Sequence[str]) -> bool:
    pairs = zip(words, others, strict=True)
    return all(len(max(pair, key=len)) < SHORT or OSA.normalized_similarity(*pair) >= LEAST_WORD for pair in pairs)


def _version_penalty(pick: Pick, asked: str, track: Track) -> float:
    version = _version_of(pick, track)
    if version == asked:
        return 0.0
    if version in REFUSED:
        return 1.0 if asked not in REFUSED else NOT_AS_ASKED
    return PENALTY.get(version, OTHER_PENALTY) + (NOT_AS_ASKED if asked not in UNASKED else 0.0)


def _version_of(pick: Pick, track: Track) -> str:
    """Return the track's version; an artist whose name says so makes it karaoke, unless it is who was asked for."""
    version = parsed(track.title).version
    imitators = [name for name in track.artists if _IMITATORS.search(plain(name))]
    wanted = plain(f"{pick.artist} {pick.words}")
    if version in REFUSED or not imitators or any(plain(name) in wanted for name in imitators):
        return version
    return "karaoke"
