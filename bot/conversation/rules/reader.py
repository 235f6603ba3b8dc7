"""Words to intents without a model: pure, quick, and never at a loss for an answer."""

from bot.conversation.intents import Add, Greet, Intent, Make, NotUnderstood, Reading, Refine
from bot.conversation.rules.clauses import clauses, polished
from bot.conversation.rules.requests import RequestReader
from bot.conversation.rules.spelling import mended
from bot.conversation.rules.suggest import nearest
from bot.conversation.rules.table import Table, tables
from bot.conversation.rules.wishes import as_change, merged
from bot.conversation.rules.wording import Clause, to_clause
from bot.curation.lexicon.terms import Lexicon
from bot.curation.picks import Pick

_HINT = 0.25  # what the member's usual language weighs against one more word of another
_COMMON = 0.5
_MORE_THAN_WORDS = 0.5  # "calmer" is a change in English; in any other language it is only a word the lexicon knows


class Rules:
    """Reads messages by the grammar, in whichever language's table fits best."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._grammars = tuple(_Grammar(table, lexicon) for table in tables())

    def read(self, text: str, *, language: str | None = None) -> Reading:
        """Return what `text` wants; a single NotUnderstood when that cannot be told.

        Args:
            language: The member's language as far as it is known; a message that fits another one better wins.
        """
        message = to_clause(text)
        links = _links(message)
        if links:
            return Reading(links, language or self._grammars[0].table.language)
        found = [grammar.read(message) for grammar in self._grammars]
        scores = [
            score + (_HINT if grammar.table.language == language else 0)
            for grammar, (_, score) in zip(self._grammars, found, strict=True)
        ]
        best = scores.index(max(scores))
        table = self._grammars[best].table
        return Reading(found[best][0] or (NotUnderstood(nearest(message, table)),), table.language)


class _Grammar:
    """One language's reading of whole messages."""

    def __init__(self, table: Table, lexicon: Lexicon) -> None:
        self.table = table
        self._requests = RequestReader(table, lexicon)

    def read(self, message: Clause) -> tuple[tuple[Intent, ...], float]:
        """Return the intents found, none when there are none, and how well the message fits this language."""
        intents: list[Intent] = []
        score = _COMMON * sum(word.text in self.table.common for word in message.words)
        for clause in clauses(message, self.table):
            bare = mended(polished(mended(clause, self.table), self.table), self.table)
            hit = self._requests.read(bare) if bare else None
            if hit:
                intents.extend(hit.intents)
                score += 2 * (len(clause) - hit.guessed) + 1
                score += _MORE_THAN_WORDS * any(not isinstance(intent, Make) for intent in hit.intents)
        return _tidied(intents), score


def _tidied(intents: list[Intent]) -> tuple[Intent, ...]:
    """Return the intents with changes of one wish put together, and no greeting beside a request."""
    requests = [intent for intent in intents if not isinstance(intent, Greet)]
    tidy: list[Intent] = []
    for intent in requests or intents[:1]:
        last = tidy[-1] if tidy else None
        both = merged(last, intent) if isinstance(last, Make | Refine) and isinstance(intent, Refine) else None
        tidy[-1:] = [both] if both else [*tidy[-1:], intent]
    return tuple(as_change(intent) if isinstance(intent, Make) else intent for intent in tidy)


def _links(message: Clause) -> tuple[Intent, ...]:
    """Return the tracks to add when the message is nothing but links to them."""
    words = [message.typed[word.start : word.end] for word in message.words]
    if words and all(word.startswith(("spotify:track:", "spotify:episode:")) for word in words):
        return tuple(Add(Pick(words=word)) for word in words)
    return ()
