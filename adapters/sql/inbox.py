"""Messages, kept from the moment they are heard until they are answered."""

from collections import OrderedDict
from collections.abc import Sequence

import structlog
from pydantic import TypeAdapter, ValidationError
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.sql.engine import run
from adapters.sql.sqlite import Step
from bot.chat import Channel, Message
from bot.conversation.waiting import Waiting

MESSAGE = TypeAdapter(Message)
MOST_ACCEPTED = 1_000

_ACCEPT = """
    INSERT INTO inbox (key, channel, body, open, tries) VALUES (:key, :channel, :body, TRUE, 0)
    ON CONFLICT DO NOTHING RETURNING id
"""
_NEXT = """
    UPDATE inbox SET tries = tries + 1
    WHERE id = (SELECT min(id) FROM inbox WHERE open IS TRUE AND channel = :channel)
    RETURNING key, body, tries
"""
_CLOSE = "UPDATE inbox SET open = FALSE, body = NULL WHERE key = :key"
_OLDEST = """
    SELECT key, body FROM inbox
    WHERE id IN (SELECT min(id) FROM inbox WHERE open IS TRUE GROUP BY channel) ORDER BY id
"""

log = structlog.get_logger()


class SqlInbox:
    """An `Inbox` in one table; its order is the order of acceptance."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._accepted: OrderedDict[str, Message] = OrderedDict()  # by body: saves reading what was just written

    async def accept(self, message: Message) -> bool:
        """Keep the message; False when its key was accepted before.

        Raises:
            ServiceDown: it could not be kept.
        """
        body = MESSAGE.dump_json(message).decode()
        row = {"key": message.key, "channel": message.channel.key, "body": body}
        is_new = bool(await run(self._engine, (_ACCEPT, row)))
        if is_new:
            self._accepted[body] = message
            if len(self._accepted) > MOST_ACCEPTED:
                self._accepted.popitem(last=False)
        return is_new

    async def next_in(self, channel: Channel) -> Waiting | None:
        """Return the channel's oldest open message and count one more try at it; None when none is open.

        Raises:
            ServiceDown: the database did not answer.
        """
        return await self._read(channel, await run(self._engine, _next(channel)))

    async def done(self, message: Message) -> Waiting | None:
        """Close the message, drop its text, and return the next in its channel as `next_in` does.

        Raises:
            ServiceDown: the database did not answer; then both happened, or neither.
        """
        rows = await run(self._engine, (_CLOSE, {"key": message.key}), _next(message.channel))
        return await self._read(message.channel, rows)

    async def open_channels(self) -> Sequence[Channel]:
        """Return the channels that have open messages, longest waiting first.

        Raises:
            ServiceDown: the database did not answer.
        """
        read = {key: _to_message(body) for key, body in await run(self._engine, (_OLDEST, {}))}
        for key in (key for key, message in read.items() if message is None):
            await run(self._engine, (_CLOSE, {"key": key}))  # it would hide what waits behind it
        return [message.channel for message in read.values() if message is not None]

    async def _read(self, channel: Channel, rows: Sequence[tuple[str, str, int]]) -> Waiting | None:
        """Return the message of the one row, if there is one; where it cannot be read, the next in its place."""
        for key, body, tries in rows:
            if (message := self._accepted.pop(body, None) or _to_message(body)) is not None:
                return Waiting(message, tries)
            return await self._read(channel, await run(self._engine, (_CLOSE, {"key": key}), _next(channel)))
        return None


def _next(channel: Channel) -> Step:
    return _NEXT, {"channel": channel.key}


def _to_message(body: str) -> Message | None:
    """Return the message, or None when another version of Chorus kept it."""
    try:
        return MESSAGE.validate_json(body)
    except ValidationError:
        log.error("message unreadable")
        return None
