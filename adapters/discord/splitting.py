"""Splitting long texts at Discord's limits. Pure functions."""

import unicodedata
from collections.abc import Iterable

from adapters.discord.markup import units

_JOINTS = ("\n\n", "\n", ". ", " ")
_TOO_EARLY = 2  # a break in the first half makes two small pieces of one


def split(text: str, limit: int) -> list[str]:
    """Return `text` in pieces of at most `limit`, broken between paragraphs, lines, sentences or words."""
    pieces: list[str] = []
    rest = text.strip()
    while units(rest) > limit:
        at = _place_to_break(rest, limit)
        pieces.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return [piece for piece in (*pieces, rest) if piece]


def packed(lines: Iterable[str], limit: int) -> list[str]:
    """Return whole lines together in as few pieces of at most `limit` as their order allows."""
    pieces: list[str] = []
    for line in lines:
        if pieces and units(pieces[-1]) + 1 + units(line) <= limit:
            pieces[-1] = f"{pieces[-1]}\n{line}"
        else:
            pieces.extend(split(line, limit))
    return pieces


def _place_to_break(text: str, limit: int) -> int:
    longest = min(len(text), limit)
    while (over := units(text[:longest]) - limit) > 0:
        longest -= (over + 1) // 2
    head = text[:longest]
    for joint in _JOINTS:
        at = head.rfind(joint)
        if at >= longest // _TOO_EARLY:
            return at + len(joint)
    return _not_inside(text, longest)


def _not_inside(text: str, at: int) -> int:
    """Return the nearest place up to `at` that parts neither an escape nor a letter from its marks."""
    place = at
    while place > 1 and (unicodedata.combining(text[place]) or text[place] in "\u200d\ufe0f"):
        place -= 1
    backslashes = len(text[:place]) - len(text[:place].rstrip("\\"))
    place -= backslashes % 2
    return place if place > at // _TOO_EARLY else at
