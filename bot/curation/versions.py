"""Which version of a song some words speak of: live, remix, karaoke … Pure functions."""

import re

SAME_RECORDING = frozenset({"", "remaster", "re-recorded"})  # versions that a listener takes for the song itself
REFUSED = frozenset({"karaoke", "tribute", "sped up", "8-bit"})  # never meant unless asked for

# Gravest first: of two that are said, the first here counts. Each is looked for in a bracket or after a dash, where
# a version stands; the words must read as one there: "(Live)" and "Live at Wembley", but not "(Live Your Life)".
_SAYS = {
    "karaoke": r"karaoke|originally performed|in the style of|made (?:famous|popular)|backing track|sing-?along",
    "tribute": r"tribute (?:to|version)|^tribute$|as performed by|cover version|lullaby (?:version|rendition)",
    "sped up": r"sped[- ]up|slowed|nightcore|8d audio|\breverb$|speed up",
    "8-bit": r"\b(?:8|16)[- ]?bit\b|\bchiptune\b",
    "live": r"^live$|\blive (?:at|in|from|on|version|session|recording|take|acoustic|edit|\d)|^live[ /,-]+[^a-z]|"
    r"(?:acoustic|recorded|session|studio|radio|tour|bbc|mtv|festival|\d{4}) live$|^live (?:[12]\d{3}|remaster)|"
    r"unplugged|in concert|(?:peel|bbc|kexp|spotify|studio|live) sessions?|recorded at|"
    r"en vivo|en directo|ao vivo|dal vivo|en public|ライ[ブヴ]|라이브",
    "remix": r"remix|\brmx|re-?work|bootleg|mash-?up|\bdub$|\bmix$|\bmix\b(?= \d)|\bvip\b|\bedit\b|extended",
    "cover": r"\bcover$|^cover of|covered by|(?:piano|orchestral|lounge|bossa(?: nova)?) version|string quartet",
    "instrumental": r"^instrumental|instrumental$|instrumental version|a ?cappella|acapella",
    "acoustic": r"^acoustic|acoustic$|acoustic version",
    "demo": r"\bdemo|rehearsal|outtake|(?:alternate|alternative|early) (?:take|version|mix)|^take \d|voice memo",
    "re-recorded": r"re-?record|\w['’]s version",
    "remaster": r"^(?:(?:love |main )?theme |music |song )?from\b|soundtrack|motion picture|"
    r"remaster|deluxe|anniversary|\bmono\b|\bstereo\b|bonus|^\d{4}$|^explicit|^clean\b|^original$",
    "other": r"\bversion\b|\bversión\b|\bver\.?$",
}
_SIGNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _SAYS.items()}
_RANK = {name: rank for rank, name in enumerate(_SAYS)}
_SAME_EDITS = re.compile(  # the song itself, cut or mixed for a record: no remix
    r"\b(?:radio|single|album|video|original|lp|full|stereo|mono|\d{4}(?: stereo| mono)?) (?:edit|mix|version)\b",
    re.IGNORECASE,
)

_KINDS = (
    r"live|acoustic|unplugged|karaoke|remix|instrumental|demo|cover|sped up|slowed|nightcore|remaster(?:ed)?|"
    r"radio edit|tribute|8[ -]bit|en vivo|en directo|ao vivo"
)
_SAID_LAST = re.compile(
    rf"^(?P<song>.+?) (?:the |an? )?(?P<version>(?:\d{{4}} )?(?:{_KINDS})"
    r"(?: (?:version|session|take|mix|recording|\d{4}))?|live (?:at|in|from|on) .+)$"
)
_SAID_FIRST = re.compile(
    rf"^(?:the |an? )?(?P<version>{_KINDS})(?: (?:version|take|recording|cut))? (?:of|de|von|di) (?P<song>.+)$"
)


def version_in(words: str) -> str:
    """Return the version that `words`, a bracket or the part after a dash, speak of; "" when they do not."""
    rest, edited = _SAME_EDITS.subn(" ", words)
    said = next((name for name, sign in _SIGNS.items() if sign.search(" ".join(rest.split()))), "")
    return gravest(said, "remaster" if edited else "")


def version_said(words: str) -> tuple[str, str]:
    """Return plain words without the version they ask for, and the version; ("", "") when they ask for none."""
    match = _SAID_LAST.match(words) or _SAID_FIRST.match(words)
    return (match["song"], version_in(match["version"])) if match else ("", "")


def gravest(one: str, other: str) -> str:
    """Return that of two versions which says more: of "live" and "remaster", "live"."""
    return min((v for v in (one, other) if v), key=_RANK.__getitem__, default="")
