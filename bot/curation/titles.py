"""What a title says beside the song's name: version, featured artists. Pure functions."""

import re
from dataclasses import dataclass

from bot.curation.lexicon.terms import fold

_FEATURED = re.compile(r"\s*[\(\[]?\b(?:feat\.?|ft\.?|featuring)\s+[^)\]]+[\)\]]?", re.IGNORECASE)
_TAIL = re.compile(r"\s+[-–—]\s+(?P<tail>[^-–—]+)$|\s*[\(\[](?P<bracket>[^()\[\]]+)[\)\]]\s*$")
_VERSIONS = {
    "karaoke": r"karaoke|originally performed|in the style of|made famous|backing track",
    "tribute": r"tribute|as made|cover version|lullaby rendition",
    "live": r"live|unplugged|in concert|en vivo|en directo",
    "sped up": r"sped up|slowed|nightcore|8d audio|reverb",
    "remix": r"remix|rmx|extended mix|club mix|dub mix|extended version|edit\b(?<!radio edit)",
    "cover": r"piano version|string quartet|lounge version|cover\b",
    "instrumental": r"instrumental",
    "acoustic": r"acoustic",
    "demo": r"demo|rehearsal|outtake",
    "remaster": r"remaster(?:ed)?|deluxe|anniversary|mono|stereo|single version|album version|radio edit|bonus",
}
_VERSION_OF = {name: re.compile(rf"\b(?:{pattern})", re.IGNORECASE) for name, pattern in _VERSIONS.items()}
SAME_RECORDING = frozenset({"", "remaster"})  # versions that a listener takes for the song itself


@dataclass(frozen=True, slots=True)
class Parsed:
    """A title taken apart."""

    song: str  # folded, without version and featured artists
    version: str  # "" for the song itself, else one of live, karaoke, remix …


def parsed(title: str) -> Parsed:
    """Take a title apart: "Song 2 - 2012 Remaster" is the song "song 2" in the version "remaster"."""
    rest, version = _FEATURED.sub("", title), ""
    while match := _TAIL.search(rest):
        found = version_in(match["tail"] or match["bracket"])
        if not found:
            break
        version = version if version not in SAME_RECORDING else found
        rest = rest[: match.start()]
    return Parsed(plain(rest) or plain(title), version)


def version_in(words: str) -> str:
    """Return the version that `words` speak of, or an empty string."""
    return next((name for name, pattern in _VERSION_OF.items() if pattern.search(words)), "")


def plain(name: str) -> str:
    """Return a name folded to what two writings of it share: letters and digits, single spaces, "and" for "&"."""
    folded = fold(name).replace("&", " and ")
    folded = re.sub(r"['’`´.]", "", folded)
    return " ".join(re.findall(r"\w+", folded)) or folded


def song_key(title: str, artist: str) -> tuple[str, str]:
    """Return what all versions of one song by one artist share."""
    return parsed(title).song, plain(artist)
