"""Codes in the chat: the one from the link page, typed back, and the one that a button to confirm says."""

import re

from bot.conversation.rules.wording import Clause
from bot.curation.lexicon.terms import Lexicon

_CODE = re.compile(r"(?<![\w-])([2-9A-HJ-NP-Z]{4})(-?)([2-9A-HJ-NP-Z]{4})(?![\w-])", re.IGNORECASE | re.ASCII)

_PENDING = re.compile(r"[2-9a-z]{10}", re.ASCII)


def code_alone(clause: Clause, lexicon: Lexicon) -> str | None:
    """Return the code when the clause is one and no word: it has a digit, or a dash in the middle."""
    match = _CODE.fullmatch(_typed(clause))
    if match is None or not (match[2] or re.search(r"\d", match[0])):
        return None
    if lexicon.named(match[0], "en") or all(lexicon.named(half, "en") for half in (match[1], match[3])):
        return None
    return _plain(match)


def code_within(clause: Clause) -> str | None:
    """Return the code in a clause that speaks of one."""
    match = _CODE.fullmatch(_typed(clause))
    return _plain(match) if match else None


def pending_code(clause: Clause) -> str | None:
    """Return the code of what waits to be confirmed."""
    match = _PENDING.fullmatch(_typed(clause).lower())
    return match[0] if match else None


def _typed(clause: Clause) -> str:
    return clause.typed[clause.words[0].start : clause.words[-1].end] if clause else ""


def _plain(match: re.Match[str]) -> str:
    return f"{match[1]}{match[3]}".upper()
