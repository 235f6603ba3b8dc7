"""Which entries of the list are meant: "the ABBA one", "the second", "that one", "number 3"."""

from bot.conversation.intents import Target
from bot.conversation.rules.measures import number
from bot.conversation.rules.table import Table
from bot.conversation.rules.wording import Clause


def to_target(clause: Clause, table: Table) -> Target:
    """Return the entries meant by `clause`; words that are no such phrase are taken as artist or title."""
    return pointed_at(clause, table) or Target(words=clause.said())


def pointed_at(clause: Clause, table: Table) -> Target | None:
    """Return the entries meant when `clause` points at them by place or by "the … one"; else None."""
    clause = clause.plain()
    if any(word.quoted for word in clause.words):
        return None
    text = clause.text
    if any(pattern.match(text) for pattern in table.targets["this"]):
        return Target()
    if any(pattern.match(text) for pattern in table.targets["all"]):
        return Target(every=True)
    return _numbered(text, table) or _described(clause, table)


def _numbered(text: str, table: Table) -> Target | None:
    match = next((m for p in table.targets["number"] if (m := p.match(text))), None)
    if match is None:
        return None
    given = match.groupdict()
    if given.get("ordinal"):
        return Target(number=table.ordinals[given["ordinal"].strip()])
    return Target(number=number(table, given.get("number") or given["digits"]))


def _described(clause: Clause, table: Table) -> Target | None:
    match = next((m for p in table.targets["named"] if (m := p.match(clause.text))), None)
    return Target(words=clause.at(match.span("words")).said()) if match else None
