"""Opening, joining, hosting and ending sessions."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import uuid4
from weakref import WeakValueDictionary

from bot.accounts.account import AccountState
from bot.accounts.ports import AccountStore
from bot.chat import Channel, Member
from bot.curation.aims import Want, aims_of
from bot.curation.ledger import served_by
from bot.curation.music import Playlist
from bot.curation.outcome import Group
from bot.curation.playlists import Playlists
from bot.errors import NothingThere
from bot.sessions.ports import LockStore, SessionStore, SettingsStore, VoteStore
from bot.sessions.session import Session

LISTS_REMEMBERED = 5  # earlier lists of a channel that tell what its members like


@dataclass(frozen=True, slots=True)
class Sessions:
    """The sessions of all channels; a channel has one open at a time."""

    store: SessionStore
    accounts: AccountStore
    playlists: Playlists
    votes: VoteStore
    locked: LockStore
    settings: SettingsStore
    clock: Callable[[], datetime]
    locks: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)  # by channel

    async def join(self, channel: Channel, member: Member) -> Session:
        """Return the channel's session with `member` on its roster, opening one where there is none."""
        async with self._changing(channel):
            session = await self.store.open_in(channel)
            if session is None:
                playlist = await self.playlists.new()
                session = Session(uuid4().hex, channel, playlist.id, self.clock())
            joined = session.with_member(member)
            if joined != session:
                await self.store.save(joined)
            return joined

    async def current(self, channel: Channel) -> Session:
        """Return the channel's open session.

        Raises:
            NothingThere: none is open.
        """
        session = await self.store.open_in(channel)
        if session is None:
            raise NothingThere("no_session")
        return session

    async def leave(self, channel: Channel, member: Member) -> Session:
        """Take `member` off the roster; a host who leaves hands the session on.

        Raises:
            NothingThere: no session is open.
        """
        async with self._changing(channel):
            session = (await self.current(channel)).without_member(member)
            if session.host == member:
                session = replace(session, host=await self._linked(session.members))
            await self.store.save(session)
            return session

    async def end(self, channel: Channel) -> Session:
        """End the channel's session.

        Raises:
            NothingThere: no session is open.
        """
        async with self._changing(channel):
            session = replace(await self.current(channel), ended=self.clock())
            await self.store.save(session)
            return session

    async def with_host(self, session: Session) -> Session:
        """Return the session as it is now with a host whose account can be used, if any member has one.

        It may be asked from another channel, such as the private one where an account is linked: a session that ended
        meanwhile stays ended.
        """
        async with self._changing(session.channel):
            now = await self.store.open_in(session.channel)
            if now is None or now.id != session.id:
                return session
            if now.host and await self._linked([now.host]):
                return now
            hosted = replace(now, host=await self._linked(now.members))
            if hosted != now:
                await self.store.save(hosted)
            return hosted

    def _changing(self, channel: Channel) -> asyncio.Lock:
        """Return what keeps two turns from changing one channel's session at once."""
        return self.locks.setdefault(channel.key, asyncio.Lock())

    async def group(self, session: Session, speaker: Member, mentions: Iterable[Member] = ()) -> Group:
        """Return who the session's list is for, with what each wanted of this and of earlier lists."""
        past = await self.store.past_in(session.channel, LISTS_REMEMBERED)
        lists = [await self.playlists.get(s.playlist_id) for s in [session, *past]]
        roster = [*session.members, speaker, *mentions, *(m for s in past for m in s.members)]
        served = [each for playlist in lists for each in served_by(playlist)]
        settings = await self.settings.of(session.channel)
        return Group(
            members=tuple(dict.fromkeys(roster)),
            tastes=_tastes(lists),
            locked=frozenset(await self.locked.of(session.id)),
            standing=settings.never,
            most_by_artist=settings.most_by_artist,
            served=served,
        )

    async def _linked(self, members: Sequence[Member]) -> Member | None:
        for member in members:
            account = await self.accounts.of(member)
            if account and account.state is AccountState.LINKED:
                return member
        return None


def _tastes(playlists: Iterable[Playlist]) -> dict[Member, list[Want]]:
    """Return what each member wanted in any of the lists; newest lists first, each word once."""
    tastes: dict[Member, dict[str, Want]] = {}
    for playlist in playlists:
        for revision in reversed(playlist.revisions):
            for want in aims_of(revision.wish).wants:
                tastes.setdefault(want.said.member, {}).setdefault(want.term, want)
    return {member: list(wants.values()) for member, wants in tastes.items()}
