"""Slack's markup, both ways. Pure functions.

Slack escapes three characters and puts everything that is not plain text in angle brackets; what is not ours is
escaped on its way out, for Slack has no other way to keep a text from pinging a whole workspace.
"""

import re
from collections.abc import Iterator, Mapping

_TOKEN = re.compile(r"<([^<>\n]+)>")
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_ADDRESS = re.compile(r"https?://[^\s<>|]+")
_BEFORE_WORDS = " \t\r\n,:;"
LONGEST_NAME = 80
LONGEST_ADDRESS = 3000


def mentioned(text: str) -> tuple[str, ...]:
    """Return the ids of the members named in a text, each once, in order."""
    return tuple(dict.fromkeys(_MENTION.findall(text)))


def plain(text: str, names: Mapping[str, str], me: str = "") -> str:
    """Return what was typed: mentions as names, links as addresses, nothing escaped.

    Args:
        text: As Slack sends it.
        names: The names of members, by id.
        me: Our own id; naming us is how one is heard, and no part of what is said.
    """
    said = re.sub(rf"<@{me}(?:\|[^<>]*)?> ?", "", text) if me else text
    said = _TOKEN.sub(lambda token: _read(token[1], names), said)
    return clean(unescape(said)).lstrip(_BEFORE_WORDS).rstrip()


def clean(text: str) -> str:
    """Return `text` without characters that nobody sees, and that turn round what is written after them."""
    return text if text.isprintable() else _UNSEEN.sub("", text)


def one_line(text: str, longest: int = LONGEST_NAME) -> str:
    """Return `text` on one line, cut where it is longer than `longest`."""
    line = " ".join(clean(text).split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def escape(text: str) -> str:
    """Return `text` so that Slack shows it and does nothing else with it."""
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """Return an escaped text as it was."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def link(url: str, label: str) -> str:
    """Return a labelled link; only the label where the address is none that a chat should open."""
    address = web_address(url)
    shown = escape(one_line(label, 200)) or "…"
    return f"<{address.replace('&', '&amp;')}|{shown}>" if address else shown


def web_address(url: str | None) -> str | None:
    """Return `url` where it is an address a button or a link may hold, else None."""
    return url if url and len(url) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(url) else None


def chunks(text: str, longest: int) -> Iterator[str]:
    """Yield `text` escaped and cut into pieces of at most `longest` characters, at the end of a line or word."""
    while text:
        room = min(len(text), longest)
        while len(escape(text[:room])) > longest:
            room -= max(1, (len(escape(text[:room])) - longest) // 5)
        if room < len(text):
            room = _break_before(text, room)
        if piece := escape(text[:room]).strip("\n"):
            yield piece
        text = text[room:].lstrip(" ")


def _break_before(text: str, room: int) -> int:
    for blank in ("\n", " "):
        at = text.rfind(blank, room // 2, room)
        if at > 0:
            return at + 1
    return room


def _read(token: str, names: Mapping[str, str]) -> str:
    word, _, label = token.partition("|")
    match word[0]:
        case "@":
            return names.get(word[1:]) or label or word[1:]
        case "#":
            return f"#{label or word[1:]}"
        case "!":
            return label or f"@{word[1:].split('^')[0]}"
        case _:
            return word if not label or label in word else f"{label} {word}"
