"""What a title says beside the song's name: version, featured artists, a subtitle. Pure functions."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from bot.curation.versions import gravest, version_in, version_said

_CREDIT = r"(?:feat\.?|ft\.?|featuring|prod\.?(?: by)?)"
_FEATURED = re.compile(
    rf"\s*[(\[]\s*(?:{_CREDIT}|(?-i:with|w/))\s+(?P<inside>[^()\[\]]+)[)\]]"  # "(with X)" is a credit, "(With You)" not
    rf"|(?<=\S)\s+{_CREDIT}\s+(?P<bare>(?:(?!\s[-–—]\s)[^()\[\]])+)",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s+[-–—]\s+(?P<tail>(?:(?!\s[-–—]\s).)+)$|\s*[(\[](?P<bracket>[^()\[\]]+)[)\]]\s*$")
_SUBTITLE = re.compile(r"[(\[][^()\[\]]+[)\]]")
_PART = re.compile(r" part \d+(?: \d+)*$")
_TALK = re.compile(
    r"^(?:that|this|the|a) (?:song|track|tune) (?:called )?|^(?:la|esa|una) cancion (?:que se llama |llamada )?|"
    r" (?:please|por favor)$"
)
_ROMAN = {
    "i": "1",
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "v": "5",
    "vi": "6",
    "vii": "7",
    "viii": "8",
    "ix": "9",
    "x": "10",
}
_NO_ACCENT = str.maketrans({"ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_VOICED = "\u3099\u309a"  # the marks that make が of か: another letter, no accent
_SIGNS = (
    (re.compile(r"['’‘`´ʻʼ′]|\.(?!\d)"), ""),  # "R.E.M." is "rem", "Pt.2" two words
    (re.compile(r"&|(?<=\s)\+(?=\s)"), " and "),
    (re.compile(r"(?<=[^\W\d_])!(?=[^\W\d_])"), "i"),  # "P!nk"
    (re.compile(r"\$(?=[^\W\d_])|(?<=[^\W\d_])\$|(?<=\$)\$"), "s"),  # "Ke$ha", "Joey Bada$$"
)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A title taken apart."""

    song: str  # plain, without version and featured artists
    version: str  # "" for the song itself, else one of live, karaoke, remix …
    others: tuple[str, ...] = ()  # what people call it too: without its subtitle, by that alone, or by all that is said
    featured: tuple[str, ...] = ()  # artists that the title credits


@lru_cache(maxsize=16384)
def parsed(title: str) -> Parsed:
    """Take a title apart: "Song 2 - 2012 Remaster" is the song "song 2" in the version "remaster"."""
    featured = tuple(match["inside"] or match["bare"] for match in _FEATURED.finditer(title))
    rest, version = _FEATURED.sub("", title), ""
    while match := _TAIL.search(rest):
        found = version_in(match["tail"] or match["bracket"])
        if not found or not rest[: match.start()].strip():
            break
        version, rest = gravest(version, found), rest[: match.start()]
    song = plain(rest) or plain(title)
    others = dict.fromkeys([*_shorter_names(rest, song), plain(title)])  # the whole may be the name: "Square (2017)"
    return Parsed(song, version, tuple(name for name in others if name and name != song), featured)


def readings(said: str) -> list[tuple[str, str]]:
    """Return how words for a song may be meant, as (words, version): "glory box live" is a title or a live take."""
    title = parsed(said)
    loose, version = version_said(title.song)
    bare = _TALK.sub("", title.song)
    return [
        (said, title.version),
        *([(loose, gravest(title.version, version))] if version else []),
        *([(bare, title.version)] if bare and bare != title.song else []),
    ]


@lru_cache(maxsize=16384)
def plain(name: str) -> str:
    """Return what two writings of a name share: letters and digits without accents, single spaces, "and" for "&"."""
    folded = _without_accents(name)
    signless = folded
    for sign, meaning in _SIGNS:
        signless = sign.sub(meaning, signless)
    words = "".join(c if c.isalnum() or unicodedata.category(c) in ("Mn", "Mc") else " " for c in signless).split()
    return " ".join(_same_word(words, place) for place in range(len(words))) or folded.strip() or name.strip()


def song_key(title: str, artist: str) -> tuple[str, str]:
    """Return what all versions of one song by one artist share."""
    return parsed(title).song, plain(artist)


def _shorter_names(title: str, song: str) -> list[str]:
    """Return the song's name without what stands in brackets or after "Part", and a bracket in another script alone."""
    names = [plain(_SUBTITLE.sub(" ", title)), _PART.sub("", song)]
    brackets = [plain(bracket) for bracket in _SUBTITLE.findall(title)]
    return [*names, *(name for name in brackets if name.isascii() != names[0].isascii())]


def _without_accents(name: str) -> str:
    lowered = unicodedata.normalize("NFKC", name).casefold().translate(_NO_ACCENT)
    if lowered.isascii():
        return lowered
    marks = unicodedata.normalize("NFD", lowered)
    return unicodedata.normalize("NFC", "".join(c for c in marks if c in _VOICED or not unicodedata.combining(c)))


def _same_word(words: list[str], place: int) -> str:
    """Return one word as all writings of it: "n" between words is "and", "Pt. II" is "part 2"."""
    word = words[place]
    if word == "n" and 0 < place < len(words) - 1:
        return "and"
    if word in ("pt", "pts", "parts") and place:
        return "part"
    if place and words[place - 1] in ("pt", "pts", "part", "parts", "vol", "volume", "chapter"):
        return _ROMAN.get(word, word)
    return word
