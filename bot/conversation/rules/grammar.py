"""One language's reading of whole messages: clause by clause, and as free text what no form of a request fits."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.intents import ALL_UNDERSTOOD, Add, Drop, Gist, Greet, Intent, Make, Refine
from bot.conversation.rules import links
from bot.conversation.rules.clauses import clauses, polished
from bot.conversation.rules.loose import Loose, is_story
from bot.conversation.rules.requests import Hit, RequestReader
from bot.conversation.rules.spelling import mended
from bot.conversation.rules.table import Table
from bot.conversation.rules.wishes import as_change, in_one, is_adjustment, merged
from bot.conversation.rules.wording import Clause
from bot.curation.lexicon.terms import Lexicon

_COMMON = 0.5
_LOOSELY = 0.1  # a word of free text tells less of its language than one of a request
_LONGEST_NAME = 10  # words of title and artist; more may hold another wish: "So What, and dig up people who …"
_SHORT_BARE_NAME = 2  # words: "de shakira"
_MORE_THAN_WORDS = 0.5  # "calmer" is a change in English; in any other language it is only a word the lexicon knows


@dataclass(frozen=True, slots=True)
class _Heard:
    """A clause, and what it asks for: by a form of a request, or as far as free text can be understood."""

    words: Clause
    bare: Clause  # without courtesies
    hit: Hit | None = None
    loose: Loose | None = None

    @property
    def intents(self) -> tuple[Intent, ...]:
        """What it asks for; nothing where it is not understood."""
        if self.hit:
            return self.hit.intents
        return (self.loose.intent,) if self.loose else ()

    @property
    def score(self) -> float:
        """How well it fits the language."""
        if self.loose:
            return _LOOSELY * max(1, len(self.words) - self.loose.guessed)
        if self.hit is None:
            return 0.0
        is_more = any(not isinstance(intent, Make) for intent in self.hit.intents)
        return 2 * (len(self.words) - self.hit.guessed) + 1 + _MORE_THAN_WORDS * is_more


@dataclass(frozen=True, slots=True)
class Read:
    """What one language's grammar makes of a message."""

    intents: tuple[Intent, ...]  # none when there are none
    score: float  # how well the message fits this language
    is_certain: bool  # every clause was understood, and no word was merely taken for a name
    gist: Gist  # where nothing was understood: what the music was to be like that was asked for


class Grammar:
    """One language's reading of whole messages."""

    def __init__(self, table: Table, lexicon: Lexicon) -> None:
        self.table = table
        self._requests = RequestReader(table, lexicon)

    def read(self, message: Clause) -> Read:
        """Return what is found, clause by clause."""
        told = is_story(message)
        heard = [h for clause in clauses(message, self.table) if (h := self._heard(clause, is_told=told))]
        score = _COMMON * sum(word.text in self.table.common for word in message.words)
        intents = _tidied(_in_one(heard))
        gists = (self._requests.loose.gist(each.bare) for each in heard) if not intents else ()
        return Read(
            intents,
            score + sum(each.score for each in heard),
            all(self._is_certain(each) for each in heard),
            next(filter(None, gists), ALL_UNDERSTOOD),
        )

    def _heard(self, clause: Clause, *, is_told: bool) -> _Heard | None:
        """Return the clause with what it asks for; None where it is courtesy alone."""
        bare = mended(polished(mended(clause, self.table), self.table), self.table)
        if not bare:
            return None
        hit = self._requests.read(bare)
        is_free = not hit and "://" not in clause.typed and not links.ADDRESS.search(clause.typed)
        return _Heard(clause, bare, hit, self._requests.loose.read(bare, is_story=is_told) if is_free else None)

    def _is_certain(self, heard: _Heard) -> bool:
        return bool(heard.hit and _is_certain(heard.hit) and not _may_be_no_name(heard.hit, heard.bare, self.table))


def _is_certain(hit: Hit) -> bool:
    """Tell whether nothing was guessed; after "add" and "drop" a name is expected, and is none to guess."""
    return not hit.guessed or all(isinstance(intent, Add | Drop) for intent in hit.intents)


def _may_be_no_name(hit: Hit, clause: Clause, table: Table) -> bool:
    """Tell whether what was taken for a name may be more, or another language's "de la musique calme"."""
    if any(isinstance(intent, Add) and len(str(intent.pick).split()) > _LONGEST_NAME for intent in hit.intents):
        return True
    is_bare = clause.words[0].text in table.by and len(clause) > _SHORT_BARE_NAME
    return is_bare and any(isinstance(i, Make) for i in hit.intents) and not any(w.capital for w in clause.words)


def _in_one(heard: Sequence[_Heard]) -> list[Intent]:
    """Return all intents; where free text is among them, what is wished in it and beside it is one wish."""
    intents = [intent for each in heard for intent in each.intents]
    if not any(each.loose for each in heard):
        return intents
    asked = [wish for each in heard if each.hit for wish in _wishes(each.intents)]
    both = [wish for each in heard for wish in _wishes(each.intents)]
    makes = any(isinstance(wish, Make) for wish in asked)
    adjusts = any(isinstance(wish, Refine) and is_adjustment(wish) for wish in asked)
    whole = in_one(both, is_change=not makes and (adjusts or not any(isinstance(wish, Make) for wish in both)))
    first = next(place for place, intent in enumerate(intents) if intent is both[0])
    return [*intents[:first], whole, *(i for i in intents[first:] if not any(i is wish for wish in both))]


def _wishes(intents: Sequence[Intent]) -> list[Make | Refine]:
    """Return what can go into one wish: not a change of the speaker's own share."""
    return [i for i in intents if isinstance(i, Make) or (isinstance(i, Refine) and not i.only_mine)]


def _tidied(intents: Sequence[Intent]) -> tuple[Intent, ...]:
    """Return the intents with changes of one wish put together, and no greeting beside a request."""
    requests = [intent for intent in intents if not isinstance(intent, Greet)]
    tidy: list[Intent] = []
    for intent in requests or intents[:1]:
        last = tidy[-1] if tidy else None
        both = merged(last, intent) if isinstance(last, Make | Refine) and isinstance(intent, Refine) else None
        tidy[-1:] = [both] if both else [*tidy[-1:], intent]
    return tuple(as_change(intent) if isinstance(intent, Make) else intent for intent in tidy)
