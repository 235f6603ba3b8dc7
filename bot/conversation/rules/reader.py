"""Words to intents without a model: pure, quick, and never at a loss for an answer."""

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.conversation.intents import Add, Drop, Greet, Intent, Make, NotUnderstood, Reading, Refine
from bot.conversation.rules.clauses import clauses, polished
from bot.conversation.rules.requests import Hit, RequestReader
from bot.conversation.rules.shared import is_only_shared, named_or_asked_back, shared, told_by_links
from bot.conversation.rules.spelling import mended
from bot.conversation.rules.suggest import nearest
from bot.conversation.rules.table import Table, tables
from bot.conversation.rules.wishes import as_change, merged
from bot.conversation.rules.wording import Clause, to_clause
from bot.curation.lexicon.terms import Lexicon

_HINT = 0.25  # what the member's usual language weighs against one more word of another
_COMMON = 0.5
_LONGEST_KNOWN, _MOST_KNOWN = 30, 500  # short requests, and what buttons say, come again word for word
_LONGEST_NAME = 10  # words of title and artist; more may hold another wish: "So What, and dig up people who …"
_SHORT_BARE_NAME = 2  # words: "de shakira"
_MORE_THAN_WORDS = 0.5  # "calmer" is a change in English; in any other language it is only a word the lexicon knows

_SIGNS = re.compile(r"^\s*(?:(\+1|👍[🏻-🏿]?)|-1|👎[🏻-🏿]?)(?=\s|$)")


def _vote_word(sign: re.Match[str]) -> str:
    """Return the word that every language's table has for a sign of a vote."""
    return "upvote" if sign[1] else "downvote"


class Rules:
    """Reads messages by the grammar, in whichever language's table fits best."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._grammars = tuple(_Grammar(table, lexicon) for table in tables())
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
        intents = intents or (NotUnderstood(nearest(message, table)),)
        return Reading(told_by_links(intents, text), table.language, is_certain=read.is_certain and bool(read.intents))


@dataclass(frozen=True, slots=True)
class _Read:
    """What one language's grammar makes of a message."""

    intents: tuple[Intent, ...]  # none when there are none
    score: float  # how well the message fits this language
    is_certain: bool  # every clause was understood, and no word was merely taken for a name


class _Grammar:
    """One language's reading of whole messages."""

    def __init__(self, table: Table, lexicon: Lexicon) -> None:
        self.table = table
        self._requests = RequestReader(table, lexicon)

    def read(self, message: Clause) -> _Read:
        """Return what is found, clause by clause."""
        intents: list[Intent] = []
        is_certain = True
        score = _COMMON * sum(word.text in self.table.common for word in message.words)
        for clause in clauses(message, self.table):
            bare = mended(polished(mended(clause, self.table), self.table), self.table)
            hit = self._requests.read(bare) if bare else None
            is_certain &= bool(hit and _is_certain(hit) and not _may_be_no_name(hit, bare, self.table)) or not bare
            if hit:
                intents.extend(hit.intents)
                score += 2 * (len(clause) - hit.guessed) + 1
                score += _MORE_THAN_WORDS * any(not isinstance(intent, Make) for intent in hit.intents)
        return _Read(_tidied(intents), score, is_certain)


def _is_certain(hit: Hit) -> bool:
    """Tell whether nothing was guessed; after "add" and "drop" a name is expected, and is none to guess."""
    return not hit.guessed or all(isinstance(intent, Add | Drop) for intent in hit.intents)


def _may_be_no_name(hit: Hit, clause: Clause, table: Table) -> bool:
    """Tell whether what was taken for a name may be more, or another language's "de la musique calme"."""
    if any(isinstance(intent, Add) and len(str(intent.pick).split()) > _LONGEST_NAME for intent in hit.intents):
        return True
    is_bare = clause.words[0].text in table.by and len(clause) > _SHORT_BARE_NAME
    return is_bare and any(isinstance(i, Make) for i in hit.intents) and not any(w.capital for w in clause.words)


def _tidied(intents: list[Intent]) -> tuple[Intent, ...]:
    """Return the intents with changes of one wish put together, and no greeting beside a request."""
    requests = [intent for intent in intents if not isinstance(intent, Greet)]
    tidy: list[Intent] = []
    for intent in requests or intents[:1]:
        last = tidy[-1] if tidy else None
        both = merged(last, intent) if isinstance(last, Make | Refine) and isinstance(intent, Refine) else None
        tidy[-1:] = [both] if both else [*tidy[-1:], intent]
    return tuple(as_change(intent) if isinstance(intent, Make) else intent for intent in tidy)
