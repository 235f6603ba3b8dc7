"""All that lasts, searched by whose it is, and deleted in one transaction."""

import json
from dataclasses import replace

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, bindparam, delete, not_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from adapters.sql.engine import transaction, wipe
from adapters.sql.playlists import to_revision, to_row
from adapters.sql.tables import (
    accounts,
    channel_settings,
    inbox,
    playlists,
    revisions,
    session_locks,
    session_members,
    session_votes,
    sessions,
)
from bot.accounts.ports import Receipt
from bot.chat import Channel, ChannelKind, Member
from bot.curation.forgetting import is_of, without
from bot.sessions.settings import ChannelSettings

LONGEST_SECONDS = 60  # a list that was changed for months has a long history
CHANNEL = TypeAdapter(Channel)
MEMBER = TypeAdapter(Member)
SETTINGS = TypeAdapter(ChannelSettings)


class SqlArchive:
    """An `Archive` over all tables."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def channels_of(self, platform: str, tenant: str) -> frozenset[str]:
        """Return the ids of the tenant's channels that anything is kept of.

        Raises:
            ServiceDown: the database did not answer.
        """
        own = f"{platform}:{tenant}:"
        heard = select(inbox.c.channel).where(inbox.c.channel.startswith(own, autoescape=True))
        sat = select(sessions.c.channel_key).where(sessions.c.channel_key.startswith(own, autoescape=True))
        async with transaction(self._engine) as connection:
            keys = (await connection.scalars(heard.union(sat))).all()
        return frozenset(key.removeprefix(own).partition(":")[0] for key in keys)

    async def forget_tenant(self, platform: str, tenant: str) -> None:
        """Delete the messages, sessions and lists of the tenant's channels, and the accounts that belong to it.

        Raises:
            ServiceDown: the database did not answer.
        """
        own = f"{platform}:{tenant}:"
        async with transaction(self._engine, LONGEST_SECONDS) as connection:
            await _forget_accounts(connection, platform, tenant)
            await connection.execute(delete(inbox).where(inbox.c.channel.startswith(own, autoescape=True)))
            await _delete_sessions(connection, sessions.c.channel_key.startswith(own, autoescape=True))
            settled = channel_settings.c.channel_key.startswith(own, autoescape=True)
            await connection.execute(delete(channel_settings).where(settled))
        await wipe(self._engine)

    async def forget_member(self, member: Member, somebody: Member) -> Receipt:
        """Delete what is the member's own; put `somebody` in their place where it is the group's.

        The lists come one by one, each as a whole: others have their turn in between, however long the history is.

        Raises:
            ServiceDown: the database did not answer.
        """
        async with transaction(self._engine, LONGEST_SECONDS) as connection:
            account = await _delete_account(connection, member)
            private_lists = await _delete_private_sessions(connection, member)
            rosters = await _leave_sessions(connection, member)
            await _disown(connection, member)
            await _leave_votes(connection, member)
            await _leave_settings(connection, member, somebody)
            await _delete_presses(connection, member)
            lists = await _lists_that_name(connection, member)
        receipt = Receipt(account, 0, rosters, private_lists)
        for playlist_id in lists:
            async with transaction(self._engine, LONGEST_SECONDS) as connection:
                changes, wishes, tracks = await _leave_list(connection, playlist_id, member, somebody)
            receipt = replace(
                receipt,
                changes=receipt.changes + changes,
                wishes=receipt.wishes + wishes,
                tracks=receipt.tracks + tracks,
            )
        await wipe(self._engine)
        return receipt


async def _forget_accounts(connection: AsyncConnection, platform: str, tenant: str) -> None:
    """Delete the accounts that belong to the tenant; of those that stay, forget that they were linked there."""
    here = sessions.c.channel_key.startswith(f"{platform}:{tenant}:", autoescape=True)
    elsewhere = and_(sessions.c.channel_key.startswith(f"{platform}:", autoescape=True), not_(here))
    met_here = and_(accounts.c.linked_in == "", accounts.c.member_key.in_(_on_rosters(here)))
    from_here = and_(
        or_(accounts.c.linked_in == tenant, met_here), accounts.c.member_key.not_in(_on_rosters(elsewhere))
    )
    of_platform = accounts.c.platform == platform
    await connection.execute(delete(accounts).where(of_platform, or_(accounts.c.tenant == tenant, from_here)))
    await connection.execute(update(accounts).where(of_platform, accounts.c.linked_in == tenant).values(linked_in=""))


def _on_rosters(which: ColumnElement[bool]) -> Select[tuple[str]]:
    joined = session_members.join(sessions, sessions.c.id == session_members.c.session_id)
    return select(session_members.c.member_key).select_from(joined).where(which)


async def _delete_sessions(connection: AsyncConnection, which: ColumnElement[bool]) -> int:
    """Delete sessions with their rosters, and their lists with all revisions; return how many lists."""
    lists = (await connection.scalars(select(sessions.c.playlist_id).where(which))).all()
    await connection.execute(delete(sessions).where(which))
    for playlist_id in set(lists):
        await connection.execute(delete(playlists).where(playlists.c.id == playlist_id))
    return len(set(lists))


async def _delete_account(connection: AsyncConnection, member: Member) -> str:
    """Delete the member's account and return its name, empty where there was none."""
    gone = delete(accounts).where(accounts.c.member_key == member.key).returning(accounts.c.name)
    return await connection.scalar(gone) or ""


async def _delete_private_sessions(connection: AsyncConnection, member: Member) -> int:
    found = select(sessions.c.id, sessions.c.channel).where(sessions.c.id.in_(_sessions_of(member)))
    rows = (await connection.execute(found)).all()
    private = [row.id for row in rows if CHANNEL.validate_json(row.channel).kind is ChannelKind.DM]
    return await _delete_sessions(connection, sessions.c.id.in_(private)) if private else 0


async def _leave_votes(connection: AsyncConnection, member: Member) -> None:
    """Delete the member's votes; what they locked stays locked, by nobody any more."""
    await connection.execute(delete(session_votes).where(session_votes.c.member_key == member.key))
    theirs = session_locks.c.member_key == member.key
    await connection.execute(update(session_locks).where(theirs).values(member_key=None, member=None))


async def _leave_settings(connection: AsyncConnection, member: Member, somebody: Member) -> None:
    """Put somebody in the place of the member who said what is never to come."""
    found = select(channel_settings).where(_names(channel_settings.c.settings, member))
    for row in (await connection.execute(found)).all():
        settings = SETTINGS.validate_json(row.settings)
        never = tuple(replace(s, member=somebody, words="…") if s.member == member else s for s in settings.never)
        kept = SETTINGS.dump_json(replace(settings, never=never)).decode()
        same = channel_settings.c.channel_key == row.channel_key
        await connection.execute(update(channel_settings).where(same).values(settings=kept))


async def _leave_sessions(connection: AsyncConnection, member: Member) -> int:
    """Take the member off all rosters, and out of the hosts; return how many rosters."""
    hosted = select(sessions.c.id, sessions.c.host).where(_names(sessions.c.host, member))
    for row in (await connection.execute(hosted)).all():
        if MEMBER.validate_json(row.host) == member:
            await connection.execute(update(sessions).where(sessions.c.id == row.id).values(host=None))
    left = await connection.execute(delete(session_members).where(session_members.c.member_key == member.key))
    return left.rowcount


async def _disown(connection: AsyncConnection, member: Member) -> None:
    """Forget which lists are in the member's account of the music service, and where."""
    owned = select(playlists.c.id, playlists.c.owner).where(_names(playlists.c.owner, member))
    for row in (await connection.execute(owned)).all():
        if MEMBER.validate_json(row.owner) == member:
            unknown = update(playlists).where(playlists.c.id == row.id).values(owner=None, service_id=None, url=None)
            await connection.execute(unknown)
            unwritten = update(revisions).where(revisions.c.playlist_id == row.id).values(written=False)
            await connection.execute(unwritten)


async def _lists_that_name(connection: AsyncConnection, member: Member) -> list[str]:
    """Return the ids of the lists that may name the member."""
    found = select(revisions.c.playlist_id).where(_is_named(member)).distinct()
    return list((await connection.scalars(found)).all())


async def _leave_list(
    connection: AsyncConnection, playlist_id: str, member: Member, somebody: Member
) -> tuple[int, int, int]:
    """Put somebody in the member's place in all of a list; return how many changes, wishes and tracks were theirs."""
    found = select(revisions).where(revisions.c.playlist_id == playlist_id, _is_named(member)).with_for_update()
    kept = [to_revision(row) for row in (await connection.execute(found)).mappings()]
    theirs = [revision for revision in kept if is_of(revision, member)]
    if theirs:
        same = and_(revisions.c.playlist_id == playlist_id, revisions.c.number == bindparam("same"))
        rows = [to_row(playlist_id, without(revision, member, somebody)) for revision in theirs]
        rest: dict[str, object] = {name: bindparam(name) for name in ("author", "words", "entries", "wish")}
        values = [{"same": row["number"], **{name: row[name] for name in rest}} for row in rows]
        await connection.execute(update(revisions).where(same).values(rest), values)
    wishes = {said for revision in theirs for said in revision.wish.said if said.member == member}
    tracks = {entry.uri for revision in theirs for entry in revision.entries if entry.member == member}
    return sum(revision.author == member for revision in theirs), len(wishes), len(tracks)


def _is_named(member: Member) -> ColumnElement[bool]:
    return or_(*(_names(column, member) for column in (revisions.c.author, revisions.c.entries, revisions.c.wish)))


async def _delete_presses(connection: AsyncConnection, member: Member) -> None:
    """Delete the keys of answered messages that hold the member's id, as those of buttons do."""
    place = inbox.c.channel.startswith(f"{member.platform}:", autoescape=True)
    holds_id = inbox.c.key.contains(f":{member.id}:", autoescape=True)
    await connection.execute(delete(inbox).where(place, inbox.c.open.is_(False), holds_id))


def _sessions_of(member: Member) -> ScalarSelect[str]:
    own = session_members.c.member_key == member.key
    return select(session_members.c.session_id).where(own).scalar_subquery()


def _names(column: ColumnElement[str], member: Member) -> ColumnElement[bool]:
    """Return whether JSON may name the member: a first, coarse look, for the database to do."""
    escaped, plain = json.dumps(member.id), json.dumps(member.id, ensure_ascii=False)
    return or_(column.contains(escaped, autoescape=True), column.contains(plain, autoescape=True))
