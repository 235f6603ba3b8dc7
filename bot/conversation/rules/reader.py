"""Words to intents without a model: pure, quick, and never at a loss for an answer."""

import re
from functools import lru_cache

from bot.conversation.intents import NotUnderstood, Reading
from bot.conversation.rules.grammar import Grammar
from bot.conversation.rules.shared import is_only_shared, named_or_asked_back, shared, told_by_links
from bot.conversation.rules.suggest import nearest
from bot.conversation.rules.table import tables
from bot.conversation.rules.wording import to_clause
from bot.curation.lexicon.terms import Lexicon

_HINT = 0.25  # what the member's usual language weighs against one more word of another
_LONGEST_KNOWN, _MOST_KNOWN = 30, 500  # short requests, and what buttons say, come again word for word

_SIGNS = re.compile(r"^\s*(?:(\+1|👍[🏻-🏿]?)|-1|👎[🏻-🏿]?)(?=\s|$)")


def _vote_word(sign: re.Match[str]) -> str:
    """Return the word that every language's table has for a sign of a vote."""
    return "upvote" if sign[1] else "downvote"


class Rules:
    """Reads messages by the grammar, in whichever language's table fits best."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._grammars = tuple(Grammar(table, lexicon) for table in tables())
        self._read = lru_cache(_MOST_KNOWN)(self._read_anew)

    def read(self, text: str, *, language: str | None = None) -> Reading:
        """Return what `text` wants; a single NotUnderstood when that cannot be told.

        Args:
            language: The member's language as far as it is known; a message that fits another one better wins.
        """
        return self._read(text, language) if len(text) <= _LONGEST_KNOWN else self._read_anew(text, language)

    def _read_anew(self, text: str, language: str | None) -> Reading:
        message = to_clause(_SIGNS.sub(_vote_word, text))
        if is_only_shared(message, tables()):
            english = self._grammars[0].table
            return Reading(told_by_links(shared(message, english), text), language or english.language)
        found = [grammar.read(message) for grammar in self._grammars]
        scores = [
            read.score + (_HINT if grammar.table.language == language else 0)
            for grammar, read in zip(self._grammars, found, strict=True)
        ]
        best = scores.index(max(scores))
        table, read = self._grammars[best].table, found[best]
        intents = read.intents or named_or_asked_back(message, table, text)
        intents = intents or (NotUnderstood(nearest(message, table), read.gist),)
        return Reading(told_by_links(intents, text), table.language, is_certain=read.is_certain and bool(read.intents))
