"""Messages, kept from the moment they are heard until they are answered."""

from collections.abc import Sequence

import structlog
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.sql.engine import transaction
from adapters.sql.insert import insert_into
from adapters.sql.tables import inbox
from bot.chat import Channel, Message

MESSAGE = TypeAdapter(Message)

log = structlog.get_logger()


class SqlInbox:
    """An `Inbox` in one table; its order is the order of acceptance."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def accept(self, message: Message) -> bool:
        """Keep the message; False when its key was accepted before.

        Raises:
            ServiceDown: it could not be kept.
        """
        row = {
            "key": message.key,
            "channel": message.channel.key,
            "body": MESSAGE.dump_json(message).decode(),
            "open": True,
            "tries": 0,
        }
        insert = insert_into(inbox, self._engine).values(row).on_conflict_do_nothing().returning(inbox.c.id)
        async with transaction(self._engine) as connection:
            return (await connection.execute(insert)).first() is not None

    async def next_in(self, channel: Channel) -> Message | None:
        """Return the channel's oldest open message and count one more try at it; None when none is open.

        Raises:
            ServiceDown: the database did not answer.
        """
        is_open = inbox.c.open.is_(True) & (inbox.c.channel == channel.key)
        oldest = select(func.min(inbox.c.id)).where(is_open).scalar_subquery()
        tried = update(inbox).where(inbox.c.id == oldest).values(tries=inbox.c.tries + 1)
        async with transaction(self._engine) as connection:
            row = (await connection.execute(tried.returning(inbox.c.key, inbox.c.body))).first()
        if row is None:
            return None
        if (message := _to_message(row.body)) is not None:
            return message
        await self.done(row.key)
        return await self.next_in(channel)

    async def done(self, key: str) -> None:
        """Close the message and drop its text.

        Raises:
            ServiceDown: the database did not answer.
        """
        async with transaction(self._engine) as connection:
            await connection.execute(update(inbox).where(inbox.c.key == key).values(open=False, body=None))

    async def tries(self, key: str) -> int:
        """Return how often `next_in` gave the message out.

        Raises:
            ServiceDown: the database did not answer.
        """
        async with transaction(self._engine) as connection:
            return await connection.scalar(select(inbox.c.tries).where(inbox.c.key == key)) or 0

    async def open_channels(self) -> Sequence[Channel]:
        """Return the channels that have open messages, longest waiting first.

        Raises:
            ServiceDown: the database did not answer.
        """
        oldest = select(func.min(inbox.c.id)).where(inbox.c.open.is_(True)).group_by(inbox.c.channel)
        found = select(inbox.c.key, inbox.c.body).where(inbox.c.id.in_(oldest)).order_by(inbox.c.id)
        async with transaction(self._engine) as connection:
            rows = (await connection.execute(found)).all()
        read = {row.key: _to_message(row.body) for row in rows}
        for key in (key for key, message in read.items() if message is None):
            await self.done(key)  # it would hide what waits behind it
        return [message.channel for message in read.values() if message is not None]


def _to_message(body: str) -> Message | None:
    """Return the message, or None when another version of Chorus kept it."""
    try:
        return MESSAGE.validate_json(body)
    except ValidationError:
        log.error("message unreadable")
        return None
