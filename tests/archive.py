"""The archive over the stores in memory: the double that keeps the promises of `Archive`."""

from dataclasses import replace

from bot.accounts.account import Account
from bot.accounts.ports import Receipt
from bot.chat import Channel, ChannelKind, Member
from bot.curation.forgetting import is_of, without
from bot.curation.music import Playlist
from bot.sessions.session import Session
from tests.memory import MemoryAccounts, MemoryInbox, MemoryPlaylists, MemorySessions


class MemoryArchive:
    """An `Archive` that sees into the other doubles."""

    def __init__(
        self, inbox: MemoryInbox, sessions: MemorySessions, playlists: MemoryPlaylists, accounts: MemoryAccounts
    ) -> None:
        self._inbox = inbox
        self._sessions = sessions
        self._playlists = playlists
        self._accounts = accounts

    async def channels_of(self, platform: str, tenant: str) -> frozenset[str]:
        """Return the ids of the tenant's channels that anything is kept of."""
        heard = [message.channel for message in self._inbox.kept.values()]
        channels = [*heard, *(session.channel for session in self._sessions.kept.values())]
        return frozenset(channel.id for channel in channels if _is_in(channel, platform, tenant))

    async def forget_tenant(self, platform: str, tenant: str) -> None:
        """Delete the messages, sessions and lists of the tenant's channels, and the accounts that belong to it."""
        here = [s for s in self._sessions.kept.values() if _is_in(s.channel, platform, tenant)]
        elsewhere = [
            s for s in self._sessions.kept.values() if s.channel.platform == platform and s.channel.tenant != tenant
        ]
        for account in list(self._accounts.kept.values()):
            if account.member.platform == platform:
                self._forget_account(account, tenant, here, elsewhere)
        for message in list(self._inbox.kept.values()):
            if _is_in(message.channel, platform, tenant):
                self._inbox.drop(message.key)
        self._delete(here)

    async def forget_member(self, member: Member, somebody: Member) -> Receipt:
        """Delete what is the member's own; put `somebody` in their place where it is the group's."""
        account = self._accounts.kept.pop(member.key, None)
        sat_in = [s for s in self._sessions.kept.values() if member in s.members]
        private = [s for s in sat_in if s.channel.kind is ChannelKind.DM]
        self._delete(private)
        for session in self._sessions.kept.values():
            host = None if session.host == member else session.host
            self._sessions.kept[session.id] = replace(session.without_member(member), host=host)
        lists = list(self._playlists.kept.values())
        self._playlists.kept = {playlist.id: _left(playlist, member, somebody) for playlist in lists}
        return Receipt(
            account=account.name if account else "",
            rosters=len(sat_in) - len(private),
            private_lists=len(private),
            changes=sum(r.author == member for p in lists for r in p.revisions),
            wishes=len({(p.id, s) for p in lists for r in p.revisions for s in r.wish.said if s.member == member}),
            tracks=len({(p.id, e.uri) for p in lists for r in p.revisions for e in r.entries if e.member == member}),
        )

    def _forget_account(self, account: Account, tenant: str, here: list[Session], elsewhere: list[Session]) -> None:
        is_met_here = account.linked_in == "" and any(account.member in s.members for s in here)
        is_met_elsewhere = any(account.member in s.members for s in elsewhere)
        is_from_here = (account.linked_in == tenant or is_met_here) and not is_met_elsewhere
        if account.member.tenant == tenant or is_from_here:
            del self._accounts.kept[account.member.key]
        elif account.linked_in == tenant:
            self._accounts.kept[account.member.key] = replace(account, linked_in="")

    def _delete(self, sessions: list[Session]) -> None:
        for session in sessions:
            del self._sessions.kept[session.id]
            self._playlists.kept.pop(session.playlist_id, None)


def _is_in(channel: Channel, platform: str, tenant: str) -> bool:
    return (channel.platform, channel.tenant) == (platform, tenant)


def _left(playlist: Playlist, member: Member, somebody: Member) -> Playlist:
    revisions = tuple(without(r, member, somebody) if is_of(r, member) else r for r in playlist.revisions)
    if playlist.owner != member:
        return replace(playlist, revisions=revisions)
    unwritten = tuple(replace(revision, written=False) for revision in revisions)
    return replace(playlist, revisions=unwritten, owner=None, service_id=None, url=None)
