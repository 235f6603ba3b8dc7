"""What might have been meant by what was not understood."""

from rapidfuzz import fuzz, process

from bot.conversation.rules.table import Table
from bot.conversation.rules.wording import Clause
from bot.curation.lexicon.terms import fold

NEAR = 55.0  # of 100; below it an example has nothing in common with what was said but a letter or two
LONGEST = 120  # characters compared; a suggestion for a whole letter helps nobody


def nearest(clause: Clause, table: Table) -> tuple[str, ...]:
    """Return the two examples most like `clause`, nearest first; fewer, or none, when nothing is like it."""
    said = " ".join(w.text for w in clause.plain().words if w.text not in table.glue)[:LONGEST]
    if not said:
        return ()
    folded = {example: fold(example) for example in table.examples}
    found = process.extract(said, folded, scorer=fuzz.token_sort_ratio, limit=2, score_cutoff=NEAR)
    return tuple(example for _, _, example in found)
