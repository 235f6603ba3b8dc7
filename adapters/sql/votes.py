"""Votes on the entries of lists, and locks on them."""

from pydantic import TypeAdapter
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.sql.engine import transaction
from adapters.sql.insert import replacing
from adapters.sql.tables import session_locks, session_votes
from bot.chat import Member
from bot.sessions.votes import Lock, Vote

MEMBER = TypeAdapter(Member)


class SqlVotes:
    """A `VoteStore` in one table."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def cast(self, session_id: str, vote: Vote) -> None:
        """Keep a vote; it replaces the member's earlier one on the entry.

        Raises:
            ServiceDown: the database did not answer.
        """
        row: dict[str, object] = {
            "session_id": session_id,
            "uri": vote.uri,
            "member_key": vote.member.key,
            "member": MEMBER.dump_json(vote.member).decode(),
            "up": vote.up,
        }
        async with transaction(self._engine) as connection:
            await connection.execute(replacing(session_votes, self._engine, row))

    async def take_back(self, session_id: str, vote: Vote) -> None:
        """Drop exactly this vote; a later one the other way stays.

        Raises:
            ServiceDown: the database did not answer.
        """
        votes = session_votes.c
        own = (votes.session_id == session_id) & (votes.uri == vote.uri) & (votes.member_key == vote.member.key)
        async with transaction(self._engine) as connection:
            await connection.execute(delete(session_votes).where(own, votes.up.is_(vote.up)))

    async def on(self, session_id: str, uri: str) -> list[Vote]:
        """Return the votes on an entry, in no order.

        Raises:
            ServiceDown: the database did not answer.
        """
        found = select(session_votes).where(session_votes.c.session_id == session_id, session_votes.c.uri == uri)
        async with transaction(self._engine) as connection:
            rows = (await connection.execute(found)).mappings().all()
        return [Vote(uri, MEMBER.validate_json(row["member"]), row["up"]) for row in rows]

    async def clear(self, session_id: str, uri: str) -> None:
        """Drop all votes on an entry.

        Raises:
            ServiceDown: the database did not answer.
        """
        theirs = (session_votes.c.session_id == session_id) & (session_votes.c.uri == uri)
        async with transaction(self._engine) as connection:
            await connection.execute(delete(session_votes).where(theirs))


class SqlLocks:
    """A `LockStore` in one table."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def add(self, session_id: str, lock: Lock) -> None:
        """Keep a lock, in place of another on the entry.

        Raises:
            ServiceDown: the database did not answer.
        """
        member = MEMBER.dump_json(lock.member).decode() if lock.member else None
        key = lock.member.key if lock.member else None
        row: dict[str, object] = {"session_id": session_id, "uri": lock.uri, "member_key": key, "member": member}
        async with transaction(self._engine) as connection:
            await connection.execute(replacing(session_locks, self._engine, row))

    async def drop(self, session_id: str, uri: str) -> None:
        """Unlock an entry.

        Raises:
            ServiceDown: the database did not answer.
        """
        own = (session_locks.c.session_id == session_id) & (session_locks.c.uri == uri)
        async with transaction(self._engine) as connection:
            await connection.execute(delete(session_locks).where(own))

    async def of(self, session_id: str) -> dict[str, Lock]:
        """Return all locks, by uri.

        Raises:
            ServiceDown: the database did not answer.
        """
        found = select(session_locks).where(session_locks.c.session_id == session_id)
        async with transaction(self._engine) as connection:
            rows = (await connection.execute(found)).mappings().all()
        locks = [Lock(row["uri"], MEMBER.validate_json(row["member"]) if row["member"] else None) for row in rows]
        return {lock.uri: lock for lock in locks}
