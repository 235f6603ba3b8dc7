"""Sessions and their rosters."""

from collections import defaultdict

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, bindparam, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from adapters.sql.engine import transaction
from adapters.sql.insert import replacing
from adapters.sql.prepared import Prepared, Row, fetch
from adapters.sql.tables import session_members, sessions
from bot.chat import Channel, Member
from bot.sessions.session import Session

CHANNEL = TypeAdapter(Channel)
MEMBER = TypeAdapter(Member)

_IS_OPEN = (sessions.c.channel_key == bindparam("channel")) & sessions.c.ended.is_(None)
_NEWEST = select(sessions.c.id).where(_IS_OPEN).order_by(sessions.c.started.desc()).limit(1).scalar_subquery()
_OPEN = Prepared(select(sessions).where(sessions.c.id == _NEWEST))
_ROSTER_OF_OPEN = Prepared(
    select(session_members.c.member).where(session_members.c.session_id == _NEWEST).order_by(session_members.c.position)
)


class SqlSessions:
    """A `SessionStore` in two tables."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def save(self, session: Session) -> None:
        """Keep the session as it is now, new or changed.

        Raises:
            ServiceDown: the database did not answer.
        """
        row: dict[str, object] = {
            "id": session.id,
            "channel_key": session.channel.key,
            "channel": CHANNEL.dump_json(session.channel).decode(),
            "playlist_id": session.playlist_id,
            "started": session.started,
            "ended": session.ended,
            "host": MEMBER.dump_json(session.host).decode() if session.host else None,
        }
        roster = _roster(session)
        old_roster = delete(session_members).where(session_members.c.session_id == session.id)
        async with transaction(self._engine) as connection:
            await connection.execute(replacing(sessions, self._engine, row))
            await connection.execute(old_roster)
            if roster:
                await connection.execute(insert(session_members), roster)

    async def open_in(self, channel: Channel) -> Session | None:
        """Return the channel's session that has not ended, if there is one.

        Raises:
            ServiceDown: the database did not answer.
        """
        found, roster = await fetch(self._engine, _OPEN, _ROSTER_OF_OPEN, channel=channel.key)
        members = tuple(MEMBER.validate_json(row["member"]) for row in roster)
        return _to_session(found[0], members) if found else None

    async def open_of(self, member: Member) -> list[Session]:
        """Return the open sessions whose roster has `member`, newest first.

        Raises:
            ServiceDown: the database did not answer.
        """
        has_member = select(session_members.c.session_id).where(session_members.c.member_key == member.key)
        return await self._where(sessions.c.id.in_(has_member) & sessions.c.ended.is_(None))

    async def past_in(self, channel: Channel, limit: int = 10) -> list[Session]:
        """Return the channel's ended sessions, newest first, at most `limit`.

        Raises:
            ServiceDown: the database did not answer.
        """
        is_past = (sessions.c.channel_key == channel.key) & sessions.c.ended.is_not(None)
        return await self._where(is_past, limit=limit)

    async def _where(self, condition: ColumnElement[bool], limit: int | None = None) -> list[Session]:
        found = select(sessions).where(condition).order_by(sessions.c.started.desc()).limit(limit)
        async with transaction(self._engine) as connection:
            rows = (await connection.execute(found)).mappings().all()
            rosters = await _rosters(connection, [row["id"] for row in rows])
        return [_to_session(row, tuple(rosters[row["id"]])) for row in rows]


async def _rosters(connection: AsyncConnection, session_ids: list[str]) -> dict[str, list[Member]]:
    """Return the members of each session, in the order they joined."""
    found = (
        select(session_members.c.session_id, session_members.c.member)
        .where(session_members.c.session_id.in_(session_ids))
        .order_by(session_members.c.position)
    )
    rosters: dict[str, list[Member]] = defaultdict(list)
    for session_id, member in await connection.execute(found):
        rosters[session_id].append(MEMBER.validate_json(member))
    return rosters


def _roster(session: Session) -> list[dict[str, object]]:
    return [
        {
            "session_id": session.id,
            "position": position,
            "member_key": member.key,
            "member": MEMBER.dump_json(member).decode(),
        }
        for position, member in enumerate(session.members)
    ]


def _to_session(row: Row, members: tuple[Member, ...]) -> Session:
    return Session(
        id=row["id"],
        channel=CHANNEL.validate_json(row["channel"]),
        playlist_id=row["playlist_id"],
        started=row["started"],
        members=members,
        host=MEMBER.validate_json(row["host"]) if row["host"] else None,
        ended=row["ended"],
    )
