"""The interpreter: has a model read what the rules do not understand. The model proposes; code decides.

At most two calls a turn: the second asks once for more recordings, or once for a call that failed the check.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TypeVar

import structlog

from bot.chat import Message
from bot.conversation.briefing import Briefing, Completion, Line, Text
from bot.conversation.budget import Budget, Level
from bot.conversation.context import Context
from bot.conversation.intents import Intent, Make, Reading, Refine
from bot.conversation.offers import offers
from bot.conversation.ports import LanguageModel, Records
from bot.conversation.proposals import Room, intents_of
from bot.conversation.talk import Sheet, lines_of
from bot.curation.lexicon.terms import Lexicon
from bot.curation.picks import Origin, Proposal, Proposed
from bot.errors import ModelDown, ServiceDown, ServiceError

CHARACTERS_A_TOKEN = 3.0  # of Latin script and JSON; a cautious estimate, settled by what the server tells
MOST_TOLD = 40  # proposals whose fate is told
FEWEST_TALK = 1_500  # characters of earlier talk where a budget is nearly spent

T = TypeVar("T")

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Told:
    """What the last call was told and answered, for a second one."""

    briefing: Briefing
    room: Room


class Interpreter:
    """Reads messages by a model, within a budget; says once in a channel when the model is away."""

    def __init__(self, model: LanguageModel, *, records: Records, lexicon: Lexicon, budget: Budget) -> None:
        self._model = model
        self._records = records
        self._lexicon = lexicon
        self._budget = budget
        self._told_away: set[str] = set()  # keys of the channels that were told of this outage
        self._told_spent: set[tuple[str, str]] = set()  # … and of channel and member where an allowance is spent

    async def read(self, message: Message, context: Context, language: str) -> Reading | None:
        """Return what `message`, the last that `context` has heard, wants; None where only the rules are left.

        Raises:
            ModelDown: it gave no answer that can be used; `notice` tells what to say of it.
        """
        told = Told(await self._briefing(message, context), self._room(message, context, language))
        completion = await self._asked(told.briefing, message)
        intents, wrong = intents_of(completion, told.room)
        if wrong and not intents:
            return await self._mended(told, completion, wrong, message, language)
        first = next((place for place, intent in enumerate(intents) if isinstance(intent, Make)), None)
        refilled = (self._refillable(i, told, message) if place == first else i for place, i in enumerate(intents))
        return Reading(tuple(refilled), language)

    def notice(self, message: Message, error: ModelDown) -> str:
        """Return the key of what to say of an outage: once in a channel until the model is back, then nothing.

        A spent allowance may be one member's alone: others whom the model answers do not make it news again.
        """
        if isinstance(error, Spent):
            return "model_spent" if _is_new((message.channel.key, message.member.key), self._told_spent) else ""
        return "model_away" if _is_new(message.channel.key, self._told_away) else ""

    async def _briefing(self, message: Message, context: Context) -> Briefing:
        try:
            sheet = await self._records.of(message.channel, context.spoken_of)
        except ServiceError:
            sheet = Sheet()
        lines = lines_of(message, context, sheet)
        return Briefing(_instructions(), offers(), lines, member_key=message.member.key)

    def _room(self, message: Message, context: Context, language: str) -> Room:
        return Room(message.member, context.roster, self._lexicon, language)

    async def _asked(self, briefing: Briefing, message: Message) -> Completion:
        """Call the model within the budget.

        Raises:
            ModelDown: it gave no answer, or the budget is spent.
        """
        try:
            reserved = await self._budget.reserve(message.member, _estimate(briefing))
        except ServiceDown as error:
            raise ModelDown("What the model costs cannot be counted.") from error
        if reserved.level is Level.SPENT:
            raise Spent("The budget for the model is spent.")
        cost = reserved.tokens  # the whole of it where the call is broken off: the server has read all
        try:
            short = reserved.level is Level.SHORT
            completion = await self._model.complete(briefing.shorter(FEWEST_TALK) if short else briefing)
            if completion.usage:
                cost = completion.usage.read + completion.usage.written
        except ModelDown:
            cost = 0
            raise
        finally:
            await self._budget.settle(reserved, cost)
        self._told_away.clear()
        self._told_spent = {told for told in self._told_spent if told[1] != message.member.key}
        return completion

    async def _mended(
        self, told: Told, completion: Completion, wrong: Sequence[str], message: Message, language: str
    ) -> Reading | None:
        """Tell the model once what was wrong with its calls."""
        log.warning("model's calls refused", channel=message.channel.id, calls=len(completion.calls))
        complaint = Line({"refused": tuple(Text(each, Origin.OURS) for each in wrong)})
        again = replace(told.briefing, lines=(*told.briefing.lines, complaint))
        intents, wrong = intents_of(await self._asked(again, message), told.room)
        return Reading(intents, language) if intents else None

    def _refillable(self, intent: Intent, told: Told, message: Message) -> Intent:
        """Let a new list ask the model once for more, told what became of its proposals and nothing else."""
        if not isinstance(intent, Make | Refine) or not intent.proposed.tracks or isinstance(intent, Refine):
            return intent

        async def more(fates: Sequence[Proposed]) -> tuple[Proposal, ...]:
            lines = (*told.briefing.lines, *_fates(fates))
            try:
                completion = await self._asked(replace(told.briefing, lines=lines), message)
            except ServiceError:
                log.warning("no refill", channel=message.channel.id, exc_info=True)
                return ()
            intents, _ = intents_of(completion, told.room)
            more = [p for each in intents if isinstance(each, Make | Refine) for p in each.proposed.tracks]
            return tuple(more[:MOST_TOLD])

        return replace(intent, proposed=replace(intent.proposed, more=more))


def _is_new(told: T, known: set[T]) -> bool:
    """Tell whether `told` is not among what is known, and note it."""
    is_new = told not in known
    known.add(told)
    return is_new


class Spent(ModelDown):
    """The budget for the model is spent until the hour or the day is over."""


@cache
def _instructions() -> Text:
    return Text(files("bot.conversation").joinpath("instructions.md").read_text("utf-8"), Origin.OURS)


def _estimate(briefing: Briefing) -> int:
    return int(briefing.length / CHARACTERS_A_TOKEN) + briefing.most_tokens


def _fates(fates: Sequence[Proposed]) -> tuple[Line, ...]:
    told = tuple((Text(str(f.proposal.pick), Origin.MODEL), Text(f.fate.value, Origin.OURS)) for f in fates[:MOST_TOLD])
    ask = "propose as many others, surer ones, in one call of make_list"
    return (Line({"your_proposals": told}), Line({"next": Text(ask, Origin.OURS)}))
