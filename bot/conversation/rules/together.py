"""“Something Ana and I both like”: who is meant, and which words said so."""

import re
from dataclasses import dataclass

from bot.conversation.rules.names import artists
from bot.conversation.rules.table import Table
from bot.conversation.rules.wording import Clause
from bot.curation.lexicon.terms import Lexicon
from bot.curation.wish import Together

MOST_WORDS = 2  # of a member's name


@dataclass(frozen=True, slots=True)
class Shared:
    """What several members are to like, and the words that said so."""

    piece: Together
    words: Clause


def together(clause: Clause, table: Table, lexicon: Lexicon) -> Shared | None:
    """Return whom "something Ana and I both like" names; None where `clause` holds nothing of the kind."""
    for pattern in table.together:
        match = pattern.search(clause.text)
        names = _people(clause, match, table, lexicon) if match else None
        if match and names:
            return Shared(Together(names), clause.at(match.span()))
    return None


def _people(clause: Clause, match: re.Match[str], table: Table, lexicon: Lexicon) -> tuple[str, ...] | None:
    """Return the names, "" for the speaker; None where one of them is no name of a member."""
    names = []
    groups = [name for name in ("people", "other", "me") if name in match.re.groupindex]
    for name in (n for group in groups for n in artists(clause.at(match.span(group)), table)):
        folded = name.text.strip()
        if len(name) > MOST_WORDS or folded in table.glue - table.speaker or lexicon.named(folded, table.language):
            return None
        names.append("" if folded in table.speaker else name.said())
    return tuple(names)
