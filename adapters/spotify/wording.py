"""Texts as Spotify takes them for a playlist. Pure functions."""

import re
from html import unescape

LONGEST_NAME = 100
LONGEST_DESCRIPTION = 300
UNNAMED = "Playlist"
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_BRACKET = re.compile(r"[<>]")


def playlist_name(title: str) -> str:
    """Return `title` in one line of at most 100 characters, never empty."""
    return _cut(_line(title), LONGEST_NAME) or UNNAMED


def playlist_description(description: str, title: str) -> str:
    """Return `description` in one line of at most 300 characters without HTML; the title where it is empty."""
    for text in (description, title):
        if line := _cut(_line(_BRACKET.sub(" ", _TAG.sub(" ", text))), LONGEST_DESCRIPTION):
            return line
    return UNNAMED  # an empty one is refused


def is_same(shown: object, meant: str) -> bool:
    """Tell whether Spotify shows what was meant; it shows descriptions HTML-escaped."""
    return isinstance(shown, str) and unescape(shown).strip() == meant


def _line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _cut(line: str, longest: int) -> str:
    if len(line) <= longest:
        return line
    return f"{line[: longest - 1].rstrip()}…"
