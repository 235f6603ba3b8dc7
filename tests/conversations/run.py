"""Playing a conversation, message by message, on a stage."""

import asyncio
from collections.abc import Coroutine, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from adapters.slack.inbound import is_for_bot
from bot.chat import Channel, ChannelKind, Member, Message, Unsaid
from bot.conversation.leaving import Leaving
from tests.conversations.cases import Case, Saying
from tests.conversations.judge import Witnessed, failures
from tests.conversations.stage import NAME, Stage
from tests.conversations.standing import Standing, standing_of

BEGINNING = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)


async def play(case: Case, stage: Stage) -> list[str]:
    """Play a conversation in a channel where nothing was said before; return what was not as it must be."""
    stage.played.append(case.id)
    talk = Talk(case, stage, f"{case.id}-{len(stage.played)}")
    return [failure for beat in _beats(case.sayings) for failure in await talk.beat(beat)]


def _beats(sayings: Sequence[Saying]) -> Iterator[list[Saying]]:
    """Yield what is said at once: a message, and those that come while the model still reads it."""
    beat: list[Saying] = []
    for saying in sayings:
        if beat and not saying.meanwhile:
            yield beat
            beat = []
        beat.append(saying)
    yield beat


@dataclass
class Talk:
    """A conversation under way."""

    case: Case
    stage: Stage
    tenant: str
    now: datetime = BEGINNING
    heard: dict[str, Message] = field(default_factory=dict)  # by what was said, for who takes it back

    async def beat(self, sayings: Sequence[Saying]) -> list[str]:
        """Say what is said at once; return what was then not as it must be."""
        place = self._channel(sayings[0])
        before = await self._standing(place)
        self.stage.model.told.clear()
        self.stage.model.recorded[:] = [answer for saying in sayings for answer in saying.model]
        keys = await self._all_said(sayings)
        after = await self._standing(place)
        return [
            f"{saying.by}: {saying.say or saying.press!r}: {failure}"
            for saying, key in zip(sayings, keys, strict=True)
            for failure in failures(
                saying.then,
                Witnessed(
                    before, after, self.stage.board.answers(key), tuple(self.stage.model.told), self.stage.model.is_live
                ),
            )
        ]

    async def _all_said(self, sayings: Sequence[Saying]) -> list[str]:
        model, lanes = self.stage.model, self.stage.bot.engine.lanes
        if len(sayings) > 1:
            model.may_answer.clear()
        keys = []
        try:
            for saying in sayings:
                model.begun.clear()
                keys.append(await self._said(saying))
                if saying is sayings[0] and len(sayings) > 1:
                    await _first(model.begun.wait(), lanes.quiet())
        finally:
            model.may_answer.set()
        await lanes.quiet()
        return keys

    async def _said(self, saying: Saying) -> str:
        """Hand a message to the bot as a platform would, if it would; return its key."""
        self.now += timedelta(seconds=saying.after)
        engine = self.stage.bot.engine
        if saying.how == "deleted":
            taken_back = self.heard[saying.say]
            leaving = Leaving(self.stage.bot.desk.forgetting, engine.lanes, engine._contexts)
            await leaving.forget(Unsaid(taken_back.channel, taken_back.key))
            return ""
        message = self._message(saying)
        self.heard[message.text] = message
        if _is_handed_over(saying):
            await engine.hear(message)
        return message.key

    def _message(self, saying: Saying) -> Message:
        channel, member = self._channel(saying), self._member(saying.by)
        text = saying.say
        if saying.press:
            button = self.stage.board.button(saying.press, channel, member)
            if button is None:
                raise LookupError(f"{self.case.id}: {saying.by} sees no button “{saying.press}”")
            text = button.says
        return Message(
            f"{channel.key}:{len(self.heard)}:{self.now.timestamp()}",
            channel,
            member,
            text,
            self.now,
            mentions=tuple(map(self._member, saying.mentions)),
            addressed=saying.to != "group",
            moderates=saying.moderates,
        )

    def _channel(self, saying: Saying) -> Channel:
        if saying.to == "dm":
            return Channel(NAME, self.tenant, f"dm-{saying.by}", kind=ChannelKind.DM)
        return Channel(NAME, self.tenant, "general", name="The Basement")

    def _member(self, name: str) -> Member:
        if name not in self.case.members:
            raise LookupError(f"{self.case.id}: nobody is called {name}")
        return Member(NAME, self.tenant, name, self.case.names.get(name, name))

    async def _standing(self, channel: Channel) -> Standing:
        return await standing_of(self.stage.bot, channel, self.stage.catalogue)


def _is_handed_over(saying: Saying) -> bool:
    """Tell whether an adapter hands it over: what bots say and what is edited is told by Slack, and for nobody."""
    if saying.how == "typed":
        return True
    mark = {"bot_id": "B1"} if saying.how == "by a bot" else {"edited": {"user": "U1", "ts": "2.0"}}
    return is_for_bot({"type": "app_mention", "user": "U1", "channel": "C1", "text": saying.say, "ts": "1.0", **mark})


async def _first(*waited: Coroutine[None, None, object]) -> None:
    tasks = [asyncio.create_task(each) for each in waited]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
