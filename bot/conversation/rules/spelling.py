"""Mending the misspelt verb a clause begins with."""

from dataclasses import replace

from rapidfuzz.distance import OSA

from bot.conversation.rules.table import Table
from bot.conversation.rules.wording import Clause

LONG = 6  # letters; only a word this long is mended when a letter is wrong, as a shorter one may be another word


def mended(clause: Clause, table: Table) -> Clause:
    """Return the clause with its first word, when that is a misspelt verb of the table, put right."""
    if not clause or clause.words[0].quoted:
        return clause
    first = clause.words[0]
    right = _right(first.text, table)
    return replace(clause, words=(replace(first, text=right), *clause.words[1:])) if right else clause


def _right(word: str, table: Table) -> str | None:
    if word in table.misspelt:
        return table.misspelt[word]
    if len(word) < 4 or word in table.vocabulary:
        return None
    return next((verb for verb in table.spelling if _is_misspelt(word, verb)), None)


def _is_misspelt(word: str, verb: str) -> bool:
    if OSA.distance(word, verb, score_cutoff=1) != 1 or word.startswith(verb) != word.startswith(verb + verb[-1]):
        return False  # “removed” is another form of the verb, “playy” is not
    return len(verb) >= LONG or sorted(word) == sorted(verb) or set(word) == set(verb)
