"""From a message to what it wants: commands are plain, rules come first, a model reads what they are not certain of."""

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog

from bot.chat import Message
from bot.conversation.context import Context
from bot.conversation.intents import (
    Add,
    Greet,
    Intent,
    Make,
    NotUnderstood,
    Reading,
    Refine,
    Silence,
    Stop,
    Vague,
)
from bot.conversation.interpreter import Interpreter
from bot.conversation.ports import CommandReader, Progress, unseen
from bot.conversation.rules.reader import Rules
from bot.curation.wish import Named, Piece
from bot.errors import ModelDown

FOLLOW_UP = timedelta(seconds=90)  # this long a member's next words are still to us, if they plainly ask for music

log = structlog.get_logger()


class Overtaken(Exception):
    """While a model read the message, its member said more: no failure, the next turn answers both."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A message that a model is reading."""

    message: Message
    reading: asyncio.Task[Reading | None]
    language: str


class Understanding:
    """Reads messages; what the rules understand with certainty costs no model call."""

    def __init__(
        self, rules: Rules, *, commands: CommandReader | None = None, interpreter: Interpreter | None = None
    ) -> None:
        self._rules = rules
        self._commands = commands
        self._interpreter = interpreter
        self._asked: dict[str, _Asked] = {}  # by channel key

    def is_for_us(self, message: Message, context: Context) -> bool:
        """Tell by structure whether a message wants an answer.

        It does when it was addressed to the bot (mention, reply, direct message, thread of ours, command, button), or
        when the same member follows up shortly after and plainly asks for music. No model is asked: it would guess
        (facts: openai §3.2).
        """
        if message.addressed:
            return True
        last = context.heard[-1] if context.heard else None
        if last is None or last.member != message.member or message.at - last.at > FOLLOW_UP:
            return False
        reading = self._rules.read(message.text, language=last.language)
        idle = NotUnderstood | Greet | Vague | Silence
        return reading.is_certain and not any(isinstance(intent, idle) for intent in reading.intents)

    def steer(self, message: Message) -> None:
        """Let a member who goes on speaking overtake the model that reads their last words; a stop always does.

        What the rules answer overtakes nothing: the words before it would never be answered.
        """
        asked = self._asked.get(message.channel.key)
        if asked is None or asked.message.key == message.key:
            return
        is_own = asked.message.member == message.member
        goes_on = is_own and self._is_for_model(message, asked.language)
        if goes_on or ((is_own or message.moderates) and self._is_stop(message)):
            asked.reading.cancel()

    async def read(self, message: Message, context: Context, language: str, progress: Progress = unseen) -> Reading:
        """Return what `message`, the last that `context` has heard, wants.

        Raises:
            Overtaken: its member said more before a model had read it.
        """
        if message.command is not None and self._commands is not None:
            reading = self._commands.read(message.command, language)
            return reading if message.typed else replace(reading, intents=tuple(map(_untold, reading.intents)))
        reading = self._rules.read(message.text, language=language)
        if not message.typed:
            return replace(reading, intents=tuple(map(_untold, reading.intents)))
        if reading.is_certain or self._interpreter is None:
            return reading
        progress("status_reading")
        return await self._by_model(self._interpreter, message, context, reading, language)

    async def _by_model(
        self, interpreter: Interpreter, message: Message, context: Context, by_rules: Reading, language: str
    ) -> Reading:
        """Return what a model reads; what the rules read where it cannot."""
        reading = asyncio.ensure_future(interpreter.read(message, context, by_rules.language))
        self._asked[message.channel.key] = _Asked(message, reading, language)
        try:
            return await reading or by_rules
        except ModelDown as error:
            notice = interpreter.notice(message, error)
            if notice:  # once an outage, as in the channel
                mend = {key: value for key in ("setting", "page") if (value := getattr(error, key))}
                log.warning("model failed", channel=message.channel.id, problem=str(error), **mend)
            return replace(by_rules, notice=notice)
        except asyncio.CancelledError:
            current = asyncio.current_task()
            if current is not None and current.cancelling():
                raise
            raise Overtaken from None
        finally:
            reading.cancel()
            del self._asked[message.channel.key]

    def _is_for_model(self, message: Message, language: str) -> bool:
        if message.command is not None or not message.typed:
            return False
        return not self._rules.read(message.text, language=language).is_certain

    def _is_stop(self, message: Message) -> bool:
        return self._rules.read(message.text).intents == (Stop(),)


def _untold(intent: Intent) -> Intent:
    """Keep names that were chosen from what was suggested from every model: they are the music service's words."""
    match intent:
        case Add(pick):
            return replace(intent, pick=replace(pick, origin=None))
        case Make(pieces) | Refine(pieces):
            return replace(intent, pieces=tuple(map(_untold_piece, pieces)))
    return intent


def _untold_piece(piece: Piece) -> Piece:
    return replace(piece, pick=replace(piece.pick, origin=None)) if isinstance(piece, Named) else piece
