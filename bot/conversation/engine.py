"""The engine: one message heard, one turn. The one way in."""

from dataclasses import replace

import structlog

from bot.chat import Channel, Message, Paragraph, Reply, Switchboard
from bot.conversation.context import Context, Heard
from bot.conversation.intents import Intent, NotUnderstood, Reading, joined
from bot.conversation.lanes import Lanes
from bot.conversation.ports import CommandReader, ContextStore, Inbox, LanguageModel, Toolbox, Turn
from bot.conversation.rules.reader import Rules
from bot.errors import MemberError, RateLimited, ServiceDown, ServiceError, StoreDown
from bot.texts.catalogue import DEFAULT_LANGUAGE, languages, text

MOST_TRIES = 3  # then a message that brings the process down is set aside
LONGEST_MESSAGE = 1000  # characters; more is no request for music
OWN_SENTENCES = ("not_kept", "went_wrong", "too_long")  # numbered from -3: none stands for a tool's reply

log = structlog.get_logger()


class Voice:
    """Answers one message: numbers the replies, so that a second run shows none of them twice."""

    def __init__(self, switchboard: Switchboard, message: Message, language: str) -> None:
        self.language = language
        self._switchboard = switchboard
        self._message = message
        self._spoken = 0

    async def say(self, key: str, /, **values: object) -> None:
        """Say a fixed sentence in the channel."""
        reply = Reply(self._message.channel, (Paragraph(text(key, self.language, **values)),))
        if key in OWN_SENTENCES:
            await self._send(reply, OWN_SENTENCES.index(key) - len(OWN_SENTENCES))
        else:
            await self.show(reply)

    async def show(self, reply: Reply) -> None:
        """Show a reply; where the platform cannot, what was done stays done."""
        self._spoken += 1
        await self._send(reply, self._spoken - 1)

    async def _send(self, reply: Reply, number: int) -> None:
        message = self._message
        try:
            await self._switchboard.send(replace(reply, answers=message.key, number=number, handle=message.handle))
        except ServiceError:
            log.warning("reply not shown", channel=reply.channel.id, exc_info=True)


class Engine:
    """Hears messages, keeps them until they are answered, and answers each once and in order."""

    def __init__(
        self,
        *,
        inbox: Inbox,
        contexts: ContextStore,
        rules: Rules,
        toolbox: Toolbox,
        switchboard: Switchboard,
        commands: CommandReader | None = None,
        model: LanguageModel | None = None,
    ) -> None:
        self._inbox = inbox
        self._contexts = contexts
        self._rules = rules
        self._toolbox = toolbox
        self._switchboard = switchboard
        self._commands = commands
        self._model = model
        self.lanes = Lanes(self._drain)
        self._unclosed: set[str] = set()  # keys of messages whose row could not be closed yet

    async def hear(self, message: Message) -> None:
        """Keep the message and see to its answer; returns once it is safe.

        Raises:
            ServiceDown: it could not be kept, and the member was told; do not acknowledge it.
        """
        try:
            is_new = await self._inbox.accept(message)
        except ServiceDown:
            await Voice(self._switchboard, message, _language(message, Context())).say("not_kept")
            raise
        if is_new:
            self.lanes.wake(message.channel)

    async def resume(self) -> None:
        """Wake every channel that has open messages: at start, and now and then after."""
        try:
            for channel in await self._inbox.open_channels():
                self.lanes.wake(channel)
        except ServiceDown:
            log.warning("inbox down")

    async def _drain(self, channel: Channel) -> None:
        try:
            while (message := await self._inbox.next_in(channel)) is not None:
                if message.key not in self._unclosed:
                    await self._answered(message)
                self._unclosed.add(message.key)  # an outage before the row is closed must not answer it again
                await self._inbox.done(message.key)
                self._unclosed.discard(message.key)
        except ServiceDown:
            log.warning("inbox down", channel=channel.id)  # the rows stay open; `resume` comes back to them

    async def _answered(self, message: Message) -> None:
        """Answer the message; a mistake of ours ends this turn and no other.

        Raises:
            ServiceDown: the inbox did not answer.
        """
        try:
            await self._answer(message)
        except ServiceDown:
            raise
        except Exception:
            log.exception("turn failed", channel=message.channel.id)
            await Voice(self._switchboard, message, _language(message, Context())).say("went_wrong")

    async def _answer(self, message: Message) -> None:
        context = await self._contexts.load(message.channel)
        voice = Voice(self._switchboard, message, _language(message, context))
        tries = await self._inbox.tries(message.key)
        if tries > MOST_TRIES:
            log.error("message set aside", channel=message.channel.id, message=message.key)
            await voice.say("went_wrong")
        elif len(message.text) > LONGEST_MESSAGE:
            await voice.say("too_long", most=LONGEST_MESSAGE)
        else:
            await self._contexts.save(message.channel, await self._turn(message, context, voice, again=tries > 1))

    async def _turn(self, message: Message, context: Context, voice: Voice, *, again: bool) -> Context:
        """Do all that a message wants; return what the channel should remember of it."""
        reading = await self._read(message, context, voice.language)
        voice.language = _supported(reading.language)
        context = context.with_heard(Heard(message.member, message.text, message.at, reading.language))
        for place, intent in enumerate(joined(reading.intents)):
            context = await self._act(intent, Turn(message, context, voice.language, place, again), voice)
        return context

    async def _read(self, message: Message, context: Context, language: str) -> Reading:
        """A command is plain; else rules first: what they understand costs no model call."""
        if message.command is not None and self._commands is not None:
            return self._commands.read(message.command, language)
        reading = self._rules.read(message.text, language=language)
        understood = not any(isinstance(intent, NotUnderstood) for intent in reading.intents)
        if understood or self._model is None:
            return reading
        try:
            return await self._model.read(message, context) or reading
        except ServiceError:
            log.warning("model failed", channel=message.channel.id, exc_info=True)
            return reading

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
