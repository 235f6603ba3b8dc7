"""The engine: one message heard, one turn. The one way in."""

import asyncio
from dataclasses import replace

import structlog

from bot.chat import Channel, Message, Switchboard
from bot.conversation.context import Context, Heard
from bot.conversation.intents import UNTOLD, Intent, joined
from bot.conversation.lanes import Lanes
from bot.conversation.ports import ContextStore, Inbox, Toolbox, Turn
from bot.conversation.status import Pause
from bot.conversation.understanding import Overtaken, Understanding
from bot.conversation.voice import Voice
from bot.conversation.waiting import Waiting
from bot.errors import MemberError, RateLimited, ServiceDown, ServiceError, StoreDown
from bot.texts.catalogue import DEFAULT_LANGUAGE, languages

MOST_TRIES = 3  # then a message that brings the process down is set aside
LONGEST_MESSAGE = 1000  # characters; more is no request for music

log = structlog.get_logger()


class Engine:
    """Hears messages, keeps them until they are answered, and answers each once and in order."""

    def __init__(
        self,
        *,
        inbox: Inbox,
        contexts: ContextStore,
        understanding: Understanding,
        toolbox: Toolbox,
        switchboard: Switchboard,
        pause: Pause = asyncio.sleep,
    ) -> None:
        self._inbox = inbox
        self._contexts = contexts
        self._understanding = understanding
        self._toolbox = toolbox
        self._switchboard = switchboard
        self.pause = pause  # by which it is known that an answer takes long
        self.lanes = Lanes(self._drain)
        self._unclosed: set[str] = set()  # keys of messages whose row could not be closed yet

    async def hear(self, message: Message) -> None:
        """Keep the message and see to its answer; returns once it is safe.

        Raises:
            ServiceDown: it could not be kept, and the member was told; do not acknowledge it.
        """
        if not message.addressed and not await self._follows_up(message):
            return  # neither kept nor remembered: it was not said to us
        try:
            is_new = await self._inbox.accept(message)
        except ServiceDown:
            await Voice(self._switchboard, message, _language(message, Context())).say("not_kept")
            raise
        if is_new:
            self.lanes.wake(message.channel)
            if len(message.text) <= LONGEST_MESSAGE:  # what is not read overtakes nothing
                self._understanding.steer(message)

    async def _follows_up(self, message: Message) -> bool:
        return self._understanding.is_for_us(message, await self._contexts.load(message.channel))

    async def resume(self) -> None:
        """Wake every channel that has open messages: at start, and now and then after."""
        try:
            for channel in await self._inbox.open_channels():
                self.lanes.wake(channel)
        except ServiceDown:
            log.warning("inbox down")

    async def _drain(self, channel: Channel) -> None:
        try:
            waiting = await self._inbox.next_in(channel)
            while waiting is not None:
                message = waiting.message
                if message.key not in self._unclosed:
                    await self._answered(waiting)
                self._unclosed.add(message.key)  # an outage before the row is closed must not answer it again
                waiting = await self._inbox.done(message)
                self._unclosed.discard(message.key)
        except ServiceDown:
            log.warning("inbox down", channel=channel.id)  # the rows stay open; `resume` comes back to them

    async def _answered(self, waiting: Waiting) -> None:
        """Answer the message; a mistake of ours ends this turn and no other."""
        try:
            await self._answer(waiting.message, waiting.tries)
        except Exception:
            message = waiting.message
            log.exception("turn failed", channel=message.channel.id)
            await Voice(self._switchboard, message, _language(message, Context())).say("went_wrong")

    async def _answer(self, message: Message, tries: int) -> None:
        context = await self._contexts.load(message.channel)
        language = _language(message, context)
        voice = Voice(self._switchboard, message, language, first_try=tries == 1, pause=self.pause)
        if tries > MOST_TRIES:
            log.error("message set aside", channel=message.channel.id, message=message.key)
            await voice.say("went_wrong")
        elif len(message.text) > LONGEST_MESSAGE:
            await voice.say("too_long", most=LONGEST_MESSAGE)
        else:
            async with voice.working():
                context = await self._turn(message, context, voice, again=tries > 1)
            await self._contexts.save(message.channel, context)

    async def _turn(self, message: Message, context: Context, voice: Voice, *, again: bool) -> Context:
        """Do all that a message wants; return what the channel should remember of it."""
        heard = Heard(message.member, message.text, message.at, voice.language, message.key, message.typed)
        context = context.with_heard(heard).with_members(*message.mentions)
        if message.about is not None:
            context = replace(context, spoken_of=message.about)
        try:
            reading = await self._understanding.read(message, context, voice.language, voice.progress)
        except Overtaken:
            return context.with_last(replace(heard, answered=False))
        voice.language = _supported(reading.language)
        is_told = message.typed and not any(isinstance(intent, UNTOLD) for intent in reading.intents)
        context = context.with_last(replace(heard, language=reading.language, typed=is_told))
        if reading.notice:
            await voice.say(reading.notice)
        for place, intent in enumerate(joined(reading.intents)):
            turn = Turn(message, context, voice.language, place, again, voice.progress)
            context = await self._act(intent, turn, voice)
        return context

    async def _act(self, intent: Intent, turn: Turn, voice: Voice) -> Context:
        try:
            answer = await self._toolbox.run(intent, turn)
        except MemberError as error:
            await voice.say(error.key, **error.values)
            return turn.context
        except ServiceError as error:
            log.warning("service failed", channel=turn.message.channel.id, exc_info=True)
            key, values = _outage(error)
            await voice.say(key, **values)
            return turn.context
        for reply in answer.replies:
            await voice.show(reply)
        return answer.context


def _outage(error: ServiceError) -> tuple[str, dict[str, object]]:
    """Return the one calm sentence for a failed service: its key and values."""
    if isinstance(error, RateLimited):
        minutes = max(1, round(error.seconds / 60))
        return ("quota_spent" if error.quota else "asked_to_wait"), {"count": minutes}
    return ("store_down" if isinstance(error, StoreDown) else "service_down"), {}


def _language(message: Message, context: Context) -> str:
    return _supported(context.language_of(message.member) or (message.locale or "")[:2])


def _supported(language: str) -> str:
    return language if language in languages() else DEFAULT_LANGUAGE
