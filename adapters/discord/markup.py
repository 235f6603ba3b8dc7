"""Between plain text and Discord's markup. Pure functions."""

import re
import unicodedata
from collections.abc import Mapping

# What nobody sees but what rearranges or hides the rest: controls, overrides of direction, tags.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPECIAL = re.compile(r"[\\*_~`|\[\]<]")
_LINE_START = re.compile(r"^([ \t]*)([#>+-])", re.MULTILINE)
_MASS_MENTION = re.compile(r"@(?=everyone|here)", re.IGNORECASE)
_SAFE_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"\\|`]+")

_MENTION = re.compile(r"<@!?(\d+)>")
_ROLE_OR_CHANNEL = re.compile(r"<(?:@&|#)\d+>")
_EMOJI = re.compile(r"<a?(:\w+:)\d+>")
_BARE_ADDRESS = re.compile(r"<(https?://[^\s>]+)>")
_PAIRS = (
    re.compile(r"```(?:\w+\n)?(.+?)```", re.DOTALL),
    re.compile(r"\*\*(.+?)\*\*", re.DOTALL),
    re.compile(r"(?<!\w)__(.+?)__(?!\w)", re.DOTALL),
    re.compile(r"~~(.+?)~~", re.DOTALL),
    re.compile(r"\|\|(.+?)\|\|", re.DOTALL),
    re.compile(r"`([^`]+)`"),
    re.compile(r"(?<![\w*])\*(?!\s)([^*\n]+?)(?<!\s)\*(?![\w*])"),
    re.compile(r"(?<![\w_])_(?!\s)([^_\n]+?)(?<!\s)_(?![\w_])"),
)
_AFTER_NAME = re.compile(r"^[,:](?:\s+|$)")  # as in "@Chorus, calmer"
_ANY_MARKUP = re.compile(r"[\\*_~`|]")
_ESCAPED = re.compile(r"\\([^\w\s])")


def units(text: str) -> int:
    """Return the length of `text` as Discord may count it: a character beyond the first plane counts twice."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def plain(text: str) -> str:
    """Return `text` without what nobody sees; its lines stay."""
    if text.isprintable():
        return text
    whole = _BREAKS.sub("\n", text.encode("utf-8", "replace").decode())
    return _UNSEEN.sub("", whole)


def one_line(text: str, longest: int) -> str:
    """Return `text` without markup's line breaks, at most `longest` long."""
    line = " ".join(plain(text).split())
    if units(line) <= longest:
        return line
    while units(line) >= longest:
        line = line[: min(len(line) - 1, longest - 1)]
    return f"{line.rstrip()}…"


def escaped(text: str) -> str:
    """Return markup that shows `text` as it is: no mention, no link behind other words, no heading."""
    shown = _SPECIAL.sub(lambda sign: f"\\{sign[0]}", plain(text))
    shown = _LINE_START.sub(lambda start: f"{start[1]}\\{start[2]}", shown)
    return _MASS_MENTION.sub("@\u200b", shown) if "@" in shown else shown


def escaped_line(text: str, longest: int) -> str:
    """Return markup that shows `text` in one line; words written from right to left keep to their place."""
    line = one_line(text, longest)
    shown = escaped(line)
    return f"\u2068{shown}\u2069" if _runs_leftwards(line) else shown


def linked(text: str, url: str | None, longest: int) -> str:
    """Return markup that shows `text` in one line, leading to `url` where that is a web address."""
    shown = escaped_line(text, longest)
    return f"[{shown}]({url})" if url and is_web_address(url) and shown else shown


def is_web_address(url: str) -> bool:
    """Tell whether a button or link may lead to `url`."""
    return len(url) <= 512 and _SAFE_ADDRESS.fullmatch(url) is not None


def to_plain(content: str, names: Mapping[str, str], me: str) -> str:
    """Return what a member wrote, without markup: mentions become names, and the bot's own is left out."""

    def named(match: re.Match[str]) -> str:
        if match[1] == me:
            return " "
        name = names.get(match[1])
        return f"@{name}" if name else " "

    said = _ROLE_OR_CHANNEL.sub(" ", _MENTION.sub(named, plain(content)))
    said = _BARE_ADDRESS.sub(r"\1", _EMOJI.sub(r"\1", said))
    if _ANY_MARKUP.search(said):
        for pair in _PAIRS:
            said = pair.sub(r"\1", said)
        said = _ESCAPED.sub(r"\1", said)
    lines = (" ".join(line.split()) for line in said.splitlines())
    return _AFTER_NAME.sub("", "\n".join(lines).strip())


def _runs_leftwards(line: str) -> bool:
    if line.isascii():
        return False
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in line)
