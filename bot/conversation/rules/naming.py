"""Words nothing is known of that are written as a name: an artist or a track asked for in a wish."""

from bot.conversation.rules.found import Pieces
from bot.conversation.rules.names import artists
from bot.conversation.rules.table import Table
from bot.conversation.rules.wishes import is_capitalised
from bot.conversation.rules.wording import COMMA, Clause
from bot.curation.picks import Pick
from bot.curation.wish import Named, Piece, Stance

LONGEST_ITEM = 3  # words of a name without capitals: "play jazz and fleet foxes"


def names_in(what: Clause, table: Table) -> list[Piece]:
    """Return the names that are all of `what`, or what follows "some" in it."""
    plain = what.plain()
    match = next((m for pattern in table.forms["some"] if (m := pattern.match(plain.text))), None)
    names = artists(plain.at(match.span("what")) if match else what, table)
    return [Named(Pick(words=n.said())) for n in names if n.text.strip() not in table.not_names and n.said()]


def take_names(found: Pieces, what: Clause, table: Table, *, is_play: bool = False) -> None:
    """Take the unknown words of `found` that are written as a name for one: "jazz and Björk".

    Args:
        is_play: Something is to be played, so that words which stand in a list of names need no capitals.
    """
    for unknown in list(found.unknown):
        if unknown.stance is not Stance.WANT or _is_for_somebody(unknown.words, what, table):
            continue
        is_name = is_capitalised(unknown.words, table) or (is_play and _is_item(unknown.words, what, table))
        if is_name and (names := names_in(unknown.words, table)):
            found.pieces += names
            found.unknown.remove(unknown)


def _is_for_somebody(words: Clause, what: Clause, table: Table) -> bool:
    """Tell whether it is “Ana” in "jazz for Ana"."""
    before = _before(words, what)
    return bool(before) and any(p.match(f" {before} {words.words[0].text}") for p in table.forms["for"])


def _is_item(words: Clause, what: Clause, table: Table) -> bool:
    """Tell whether words stand in a list by themselves."""
    before = _before(words, what)
    return len(words) <= LONGEST_ITEM and (not before or before == COMMA or before in table.joining)


def _before(words: Clause, what: Clause) -> str:
    """Return the word before some words of `what`; empty where they are the first."""
    place = what.words.index(words.words[0]) if words and words.words[0] in what.words else 0
    return what.words[place - 1].text if place else ""
