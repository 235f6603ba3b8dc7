"""The engine: one message heard, one turn. The one way in."""

from collections.abc import Iterable
from dataclasses import replace

import structlog

from bot.chat import Channel, Message, Paragraph, Reply, Switchboard
from bot.conversation.context import Context, Heard
from bot.conversation.intents import Intent, NotUnderstood, Reading, joined
from bot.conversation.lanes import Lanes
from bot.conversation.ports import ContextStore, Inbox, LanguageModel, Toolbox, Turn
from bot.conversation.rules.reader import Rules
from bot.errors import MemberError, RateLimited, ServiceDown, ServiceError
from bot.texts.catalogue import DEFAULT_LANGUAGE, languages, text

MOST_TRIES = 3  # then a message that brings the process down is set aside
LONGEST_MESSAGE = 2000  # characters; more is no request for music

log = structlog.get_logger()


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
        model: LanguageModel | None = None,
    ) -> None:
        self._inbox = inbox
        self._contexts = contexts
        self._rules = rules
        self._toolbox = toolbox
        self._switchboard = switchboard
        self._model = model
        self.lanes = Lanes(self._drain)

    async def hear(self, message: Message) -> None:
        """Keep the message and see to its answer; returns once it is safe.

        Raises:
            ServiceDown: it could not be kept, and the member was told; do not acknowledge it.
        """
        try:
            is_new = await self._inbox.accept(message)
        except ServiceDown:
            await self._say(message, _language(message, Context()), "not_kept")
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
                await self._answer(message)
                await self._inbox.done(message.key)
        except ServiceDown:
            log.warning("inbox down", channel=channel.id)  # the rows stay open; `resume` comes back to them

    async def _answer(self, message: Message) -> None:
        context = await self._contexts.load(message.channel)
        language = _language(message, context)
        if await self._inbox.tries(message.key) > MOST_TRIES:
            log.error("message set aside", channel=message.channel.id, message=message.key)
            await self._say(message, language, "went_wrong")
            return
        if len(message.text) > LONGEST_MESSAGE:
            await self._say(message, language, "too_long", most=LONGEST_MESSAGE)
            return
        reading = await self._read(message, context, language)
        heard = Heard(message.member, message.text, message.at, reading.language)
        context = await self._act(message, context.with_heard(heard), reading)
        await self._contexts.save(message.channel, context)

    async def _read(self, message: Message, context: Context, language: str) -> Reading:
        """Rules first: what they understand costs no model call."""
        reading = self._rules.read(message.text, language=language)
        understood = not any(isinstance(intent, NotUnderstood) for intent in reading.intents)
        if understood or self._model is None:
            return reading
        try:
            return await self._model.read(message, context) or reading
        except ServiceError:
            log.warning("model failed", channel=message.channel.id, exc_info=True)
            return reading

    async def _act(self, message: Message, context: Context, reading: Reading) -> Context:
        spoken = 0
        for place, intent in enumerate(joined(reading.intents)):
            turn = Turn(message, context, _supported(reading.language), place)
            try:
                spoken, context = await self._run(intent, turn, spoken)
            except MemberError as error:
                spoken = await self._tell(message, (error.sentence(turn.language),), spoken)
            except ServiceError as error:
                log.warning("service failed", channel=message.channel.id, exc_info=True)
                spoken = await self._tell(message, (_outage(error, turn.language),), spoken)
            except Exception:
                log.exception("turn failed", channel=message.channel.id)
                spoken = await self._tell(message, (text("went_wrong", turn.language),), spoken)
        return context

    async def _run(self, intent: Intent, turn: Turn, spoken: int) -> tuple[int, Context]:
        answer = await self._toolbox.run(intent, turn)
        for reply in answer.replies:
            await self._show(replace(reply, answers=turn.message.key, number=spoken))
            spoken += 1
        return spoken, answer.context

    async def _tell(self, message: Message, sentences: Iterable[str], spoken: int) -> int:
        for sentence in sentences:
            await self._show(Reply(message.channel, (Paragraph(sentence),), answers=message.key, number=spoken))
            spoken += 1
        return spoken

    async def _show(self, reply: Reply) -> None:
        """Show the reply; where the platform cannot, what was done stays done."""
        try:
            await self._switchboard.send(reply)
        except ServiceError:
            log.warning("reply not shown", channel=reply.channel.id, exc_info=True)

    async def _say(self, message: Message, language: str, key: str, /, **values: object) -> None:
        await self._tell(message, (text(key, language, **values),), 0)


def _outage(error: ServiceError, language: str) -> str:
    """Return the one calm sentence for a failed service."""
    if isinstance(error, RateLimited):
        minutes = max(1, round(error.seconds / 60))
        return text("quota_spent" if error.quota else "asked_to_wait", language, count=minutes)
    return text("service_down", language)


def _language(message: Message, context: Context) -> str:
    return _supported(context.language_of(message.member) or (message.locale or "")[:2])


def _supported(language: str) -> str:
    return language if language in languages() else DEFAULT_LANGUAGE
