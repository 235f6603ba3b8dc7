"""Messages, kept from the moment they are heard until they are answered."""

from collections.abc import Sequence

from pydantic import TypeAdapter
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.sql.engine import transaction
from adapters.sql.insert import insert_into
from adapters.sql.tables import inbox
from bot.chat import Channel, Message

MESSAGE = TypeAdapter(Message)


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
            body = (await connection.execute(tried.returning(inbox.c.body))).scalar()
        return MESSAGE.validate_json(body) if body is not None else None

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
        bodies = select(inbox.c.body).where(inbox.c.id.in_(oldest)).order_by(inbox.c.id)
        async with transaction(self._engine) as connection:
            rows = (await connection.execute(bodies)).scalars().all()
        return [MESSAGE.validate_json(body).channel for body in rows if body is not None]
