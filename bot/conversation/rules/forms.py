"""The forms of a request: what their phrases leave open in a clause."""

import re
from collections.abc import Iterator

from bot.conversation.rules.pieces import PieceReader
from bot.conversation.rules.table import Table
from bot.conversation.rules.wording import Clause


def captures(table: Table, form: str, clause: Clause, name: str = "what") -> Iterator[tuple[Clause, re.Match[str]]]:
    """Yield what the phrases of `form` leave open in `clause`, commas and all."""
    plain = clause.plain()
    text = plain.text
    for pattern in table.forms[form]:
        match = pattern.match(text)
        if match:
            inner = plain.at(match.span(name))
            first, last = clause.words.index(inner.words[0]), clause.words.index(inner.words[-1])
            yield clause.cut(first, last + 1), match


def title_of(what: Clause, table: Table, pieces: PieceReader) -> str:
    """Return what the member calls the list: "called X", or the occasion when it is told in words of their own."""
    for part in what.parts():
        called = next((m for p in table.forms["titled"] if (m := p.search(part.text))), None)
        if called:
            title = part.at(called.span("title"))
            return title.cut(0, pieces.name_length(title)).said()
    first = next(what.parts(), what)
    occasion = next((inner for inner, _ in captures(table, "for", first)), None)
    if occasion and pieces.read(occasion).unknown:
        return occasion.cut(0, pieces.name_length(occasion)).said()
    return ""
