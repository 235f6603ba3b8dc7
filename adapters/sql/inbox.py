"""Messages, kept from the moment they are heard until they are answered."""

from collections import OrderedDict
from collections.abc import Sequence

import structlog
from pydantic import TypeAdapter, ValidationError
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.sql.engine import run
from adapters.sql.sqlite import SqliteEngine, Step
from bot.chat import Channel, Message
from bot.conversation.waiting import Waiting

MESSAGE = TypeAdapter(Message)
MOST_ACCEPTED = 1_000

_ACCEPT = """
    INSERT INTO inbox (key, channel, body, open, tries) VALUES (:key, :channel, :body, TRUE, 0)
    ON CONFLICT DO NOTHING RETURNING tries
"""
_ACCEPT_AND_GIVE = """
    INSERT INTO inbox (key, channel, body, open, tries)
    VALUES (:key, :channel, :body, TRUE, NOT EXISTS (SELECT 1 FROM inbox WHERE open = TRUE AND channel = :channel))
    ON CONFLICT DO NOTHING RETURNING tries
"""
_NEXT = """
    UPDATE inbox SET tries = tries + 1
    WHERE id = (SELECT min(id) FROM inbox WHERE open = TRUE AND channel = :channel)
    RETURNING key, body, tries
"""
_CLOSE = "UPDATE inbox SET open = FALSE, body = NULL WHERE key = :key"
_OLDEST = """
    SELECT key, body FROM inbox
    WHERE id IN (SELECT min(id) FROM inbox WHERE open = TRUE GROUP BY channel) ORDER BY id
"""

log = structlog.get_logger()


class SqlInbox:
    """An `Inbox` in one table; its order is the order of acceptance."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._accept = _ACCEPT_AND_GIVE if isinstance(engine, SqliteEngine) else _ACCEPT
        self._given: dict[str, Message] = {}  # by channel: whose first try was counted with their acceptance
        self._accepted: OrderedDict[str, Message] = OrderedDict()  # by body: saves reading what was just written

    async def accept(self, message: Message) -> bool:
        """Keep the message; False when its key was accepted before.

        Where this process has the database for itself, a message that nothing waits before is given out next, so its
        first try is counted at once.

        Raises:
            ServiceDown: it could not be kept.
        """
        body = MESSAGE.dump_json(message).decode()
        row = {"key": message.key, "channel": message.channel.key, "body": body}
        [rows] = await run(self._engine, (self._accept, row))
        for (tries,) in rows:
            if tries:
                self._given[message.channel.key] = message
            else:
                self._remember(body, message)
        return bool(rows)

    async def next_in(self, channel: Channel) -> Waiting | None:
        """Return the channel's oldest open message and count one more try at it; None when none is open.

        Raises:
            ServiceDown: the database did not answer.
        """
        if (message := self._given.pop(channel.key, None)) is not None:
            return Waiting(message, tries=1)
        [rows] = await run(self._engine, _next(channel))
        return await self._read(channel, rows)

    async def done(self, message: Message) -> Waiting | None:
        """Close the message, drop its text, and return the next in its channel as `next_in` does.

        Raises:
            ServiceDown: the database did not answer; then both happened, or neither.
        """
        return await self._close(message.key, message.channel)

    async def open_channels(self) -> Sequence[Channel]:
        """Return the channels that have open messages, longest waiting first.

        Raises:
            ServiceDown: the database did not answer.
        """
        [rows] = await run(self._engine, (_OLDEST, {}))
        read = {key: _to_message(body) for key, body in rows}
        for key in (key for key, message in read.items() if message is None):
            await run(self._engine, (_CLOSE, {"key": key}))  # it would hide what waits behind it
        return [message.channel for message in read.values() if message is not None]

    async def _read(self, channel: Channel, rows: Sequence[tuple[str, str, int]]) -> Waiting | None:
        """Return the message of the one row, if there is one; where it cannot be read, the next in its place."""
        for key, body, tries in rows:
            if (message := self._accepted.pop(body, None) or _to_message(body)) is not None:
                return Waiting(message, tries)
            return await self._close(key, channel)
        return None

    def _remember(self, body: str, message: Message) -> None:
        self._accepted[body] = message
        if len(self._accepted) > MOST_ACCEPTED:
            self._accepted.popitem(last=False)

    async def _close(self, key: str, channel: Channel) -> Waiting | None:
        self._given.pop(channel.key, None)  # it is that one, or was closed before
        _, rows = await run(self._engine, (_CLOSE, {"key": key}), _next(channel))
        return await self._read(channel, rows)


def _next(channel: Channel) -> Step:
    return _NEXT, {"channel": channel.key}


def _to_message(body: str) -> Message | None:
    """Return the message, or None when another version of Chorus kept it."""
    try:
        return MESSAGE.validate_json(body)
    except ValidationError:
        log.error("message unreadable")
        return None
