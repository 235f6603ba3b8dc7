"""How alike two names are: of titles, of artists, as people type them. Pure functions."""

import re
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import OSA

from bot.curation.scripts import likeness_across
from bot.curation.titles import parsed, plain

LEAST_TITLE = 0.86  # similarity from which two titles are taken for one; below it namesakes begin
LEAST_ARTIST = 0.84
ALSO_CALLED = 0.96  # a title without its subtitle still is the title, but the whole one is nearer
AS_SPOKEN = 0.97  # "Nothing Compares 2 U"
SOUNDS_ALIKE = 0.84  # "Jolean" for "Jolene": enough beside an artist who is nearly certain, not by itself
LEADER = 0.9  # "Bob Marley" for "Bob Marley & The Wailers"
SOME_OF_NAME = 0.9  # "otis" for "Otis Redding", beside an exact title
SHORT = 4  # "Air" is not "Airs": shorter names allow no typo
LEAST_CONSONANTS = 3
LEAST_INITIALS = 3
LEAST_WORD = 0.7  # a word that differs more is no typo: "Sunday Morning" is not "Monday Morning"

_JOINT = re.compile(r"\s*(?:[,;/×]|&|\s\+\s|\b(?:feat|ft|featuring|and|with|vs|x|y|und|et|e)\b\.?)\s*", re.IGNORECASE)
_GUEST = re.compile(r"\s+(?:feat|ft|featuring)\b\.?\s+", re.IGNORECASE)
_VOWELS = re.compile(r"(?<=\w)[aeiou]+")
_ENSEMBLE = re.compile(r" (?:band|ensemble|group|orchestra|quartet|quintet|sextet|trio)$")
_NUMBER = re.compile(r"\d+|\b(?:iii?|iv|vi{1,3}|ix)\b")
_HEARD = {"two": "2", "to": "2", "too": "2", "for": "4", "four": "4", "you": "u", "are": "r", "your": "ur"} | {
    word: str(number)
    for number, word in [
        (3, "three"), (5, "five"), (6, "six"), (7, "seven"), (8, "eight"), (9, "nine"), (10, "ten"), (11, "eleven"),
        (12, "twelve"), (16, "sixteen"), (17, "seventeen"), (18, "eighteen"), (19, "nineteen"), (20, "twenty"),
        (30, "thirty"), (40, "forty"), (50, "fifty"), (60, "sixty"), (70, "seventy"), (80, "eighty"), (90, "ninety"),
        (100, "hundred"), (1000, "thousand"),
    ]
}  # fmt: skip
_OTHERS = frozenset({"los", "las", "experience", "project", "revival"})  # who bears a known name and one of these more
_BAND_OF = re.compile(r" (?:and|y) (?:the|his|her|los|las|su) ")


def artist_likeness(name: str, artists: Iterable[str]) -> float:
    """Return how near `name` is to the nearest of `artists`, 0 to 1; a joint name must match them part by part."""
    names = [plain(artist) for artist in artists]
    whole = max((_name_likeness(plain(name), each) for each in [*names, " and ".join(names)]), default=0.0)
    parts = [plain(part) for part in _JOINT.split(name) if part]
    if len(parts) < 2 or whole >= LEAST_ARTIST or not names:
        return whole
    whole = max(whole, min(max(_part_likeness(part, each) for each in names) for part in parts))
    lead = _GUEST.split(name)[0]  # a service credits a guest in the title, among the artists or not at all
    return max(whole, LEADER * artist_likeness(lead, artists)) if lead != name else whole


def title_likeness(one: str, other: str) -> float:
    """Return how alike two titles are, 0 to 1; one of them may lack the subtitle of the other."""
    first, second = parsed(one), parsed(other)
    shorter = [
        *(similarity(name, second.song) for name in first.others),
        *(similarity(first.song, name) for name in second.others),
    ]
    return max(similarity(first.song, second.song), ALSO_CALLED * max(shorter, default=0.0))


def similarity(one: str, other: str) -> float:
    """Return how alike two plain names are, 0 to 1: typos cost little, missing words and other numbers much."""
    if not one or not other:
        return 0.0
    if one == other or one.removeprefix("the ") == other.removeprefix("the "):
        return 1.0
    if one.replace(" ", "") == other.replace(" ", ""):
        return 0.99
    if one.isascii() != other.isascii() and (across := likeness_across(one, other, similarity)):
        return across
    if _as_spoken(one) == _as_spoken(other):
        return AS_SPOKEN
    return max(_spelt_alike(one, other), _sounds_alike(one, other))


def is_some_of(name: str, artists: Sequence[str]) -> bool:
    """Tell whether a plain name is some words of one of `artists`: "otis" of "Otis Redding"."""
    said = {word for word in name.split() if len(word) >= SHORT}
    names = [set(plain(artist).split()) for artist in artists]
    return bool(said) and any(said <= words and not _are_others(words - set(name.split())) for words in names)


def _spelt_alike(one: str, other: str) -> float:
    if min(len(one), len(other)) < SHORT or _numbers_differ(one, other) or _words_differ(one, other):
        return 0.0
    in_any_order = OSA.normalized_similarity(*(" ".join(sorted(name.split())) for name in (one, other)))
    return max(OSA.normalized_similarity(one, other), 0.97 * in_any_order)


def _name_likeness(one: str, other: str) -> float:
    if one and other and (other in (_leader(one), _initials(one)) or one in (_leader(other), _initials(other))):
        return LEADER
    return 0.0 if _are_others(set(one.split()) ^ set(other.split())) else similarity(one, other)


def _are_others(words: set[str]) -> bool:
    """Tell whether words that only one of two names has make it another artist's: "Los David Bowie"."""
    return bool(words & _OTHERS)


def _initials(name: str) -> str:
    """Return what a long name is shortened to, "rhcp" for "Red Hot Chili Peppers"; "" where it is too short for it."""
    words = name.split()
    return "".join(word[0] for word in words) if len(words) >= LEAST_INITIALS else ""


def _part_likeness(part: str, name: str) -> float:
    """Return how near one of several names said is to `name`: beside the others, "Pharrell" tells enough."""
    return max(_name_likeness(part, name), SOME_OF_NAME if is_some_of(part, (name,)) else 0.0)


def _as_spoken(name: str) -> str:
    """Return a plain name as it is heard: "7 nation army" and "seven nation army" are one, "walkin" is "walking"."""
    return " ".join(_HEARD.get(word, word.removesuffix("g") if word.endswith("ing") else word) for word in name.split())


def _sounds_alike(one: str, other: str) -> float:
    """Return SOUNDS_ALIKE for names that differ in nothing but the vowels inside their words, else 0."""
    first, second = (_VOWELS.sub("", name) for name in (one, other))
    consonants = len(first.replace(" ", ""))
    return SOUNDS_ALIKE if first == second and consonants >= LEAST_CONSONANTS and one[0] == other[0] else 0.0


def _leader(band: str) -> str:
    """Return who leads "bob marley and the wailers" or "the jimi hendrix experience"; "" where no name tells."""
    parts = _BAND_OF.split(band, maxsplit=1)
    named = _ENSEMBLE.sub("", band.removeprefix("the "))
    return parts[0] if len(parts) == 2 else named if " " in named and _ENSEMBLE.search(band) else ""


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
