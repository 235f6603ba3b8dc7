"""The stores of our own ports kept in dicts: the doubles that the tests of the whole project use.

They keep the promises of their ports (tests/contracts proves it) and nothing else.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.accounts.account import Account, AccountState, Login, Proof, Ticket, Tokens
from bot.chat import Channel, Member, Message
from bot.conversation.budget import SHORTER_FROM, Allowances, Level, Reserved
from bot.conversation.context import FORGET_AFTER, Context
from bot.conversation.waiting import Waiting
from bot.curation.music import Item, Playlist, Revision
from bot.curation.ports import Published
from bot.errors import LinkRefused, ServiceDown
from bot.sessions.pending import LIFETIME, Pending, new_code
from bot.sessions.session import Session
from bot.sessions.settings import ChannelSettings
from bot.sessions.votes import Lock, Vote

Clock = Callable[[], datetime]


def now() -> datetime:
    """Return the time, aware and in UTC."""
    return datetime.now(UTC)


class MemoryInbox:
    """An `Inbox` in a dict, oldest first."""

    def __init__(self) -> None:
        self.kept: dict[str, Message] = {}
        self._open: dict[str, int] = {}  # key -> tries

    async def accept(self, message: Message) -> bool:
        """Keep the message; False when its key was accepted before."""
        if message.key in self.kept:
            return False
        self.kept[message.key] = message
        self._open[message.key] = 0
        return True

    async def next_in(self, channel: Channel) -> Waiting | None:
        """Return the channel's oldest open message and count one more try at it."""
        message = next((self.kept[k] for k in self._open if self.kept[k].channel == channel), None)
        if message is None:
            return None
        self._open[message.key] += 1
        return Waiting(message, self._open[message.key])

    async def done(self, message: Message) -> Waiting | None:
        """Close the message and return the next in its channel."""
        self._open.pop(message.key, None)
        return await self.next_in(message.channel)

    def drop(self, key: str) -> None:
        """Forget the message."""
        self.kept.pop(key, None)
        self._open.pop(key, None)

    async def open_channels(self) -> Sequence[Channel]:
        """Return the channels that have open messages."""
        return list(dict.fromkeys(self.kept[key].channel for key in self._open))


class MemoryContexts:
    """A `ContextStore` in a dict."""

    def __init__(self, clock: Clock = now) -> None:
        self._clock = clock
        self._kept: dict[str, tuple[datetime, Context]] = {}

    async def load(self, channel: Channel) -> Context:
        """Return what the channel remembers."""
        saved, context = self._kept.get(channel.key, (self._clock(), Context()))
        return context if self._clock() - saved < FORGET_AFTER else Context()

    async def save(self, channel: Channel, context: Context) -> None:
        """Remember."""
        self._kept[channel.key] = (self._clock(), context)

    async def forget_tenant(self, platform: str, tenant: str, channels: Collection[str]) -> None:
        """Forget what was said in any channel of the tenant."""
        self._kept = {key: kept for key, kept in self._kept.items() if not key.startswith(f"{platform}:{tenant}:")}

    async def forget_member(self, member: Member) -> int:
        """Forget what the member said in any channel; return how many sayings that were."""
        before = sum(len(context.heard) for _, context in self._kept.values())
        self._kept = {key: (saved, context.without_member(member)) for key, (saved, context) in self._kept.items()}
        return before - sum(len(context.heard) for _, context in self._kept.values())


class MemoryItems:
    """An `ItemCache` in a dict."""

    def __init__(self, clock: Clock = now, lifetime: timedelta = timedelta(hours=6)) -> None:
        self._clock, self._lifetime = clock, lifetime
        self._kept: dict[str, tuple[datetime, Item]] = {}

    async def get(self, uris: Iterable[str]) -> dict[str, Item]:
        """Return those of `uris` that are still kept."""
        fresh = self._clock() - self._lifetime
        kept = {uri: self._kept[uri] for uri in uris if uri in self._kept}
        return {uri: item for uri, (put, item) in kept.items() if put > fresh}

    async def put(self, items: Iterable[Item]) -> None:
        """Keep `items` for some hours."""
        self._kept |= {item.uri: (self._clock(), item) for item in items}


class MemorySessions:
    """A `SessionStore` in a dict."""

    def __init__(self) -> None:
        self.kept: dict[str, Session] = {}

    async def save(self, session: Session) -> None:
        """Keep the session as it is now."""
        self.kept[session.id] = session

    async def open_in(self, channel: Channel) -> Session | None:
        """Return the channel's session that has not ended."""
        return next((s for s in self._newest() if s.channel == channel and s.ended is None), None)

    async def open_of(self, member: Member) -> list[Session]:
        """Return the open sessions whose roster has `member`, newest first."""
        return [s for s in self._newest() if s.ended is None and member in s.members]

    async def past_in(self, channel: Channel, limit: int = 10) -> list[Session]:
        """Return the channel's ended sessions, newest first."""
        return [s for s in self._newest() if s.channel == channel and s.ended is not None][:limit]

    def _newest(self) -> list[Session]:
        return sorted(self.kept.values(), key=lambda session: session.started, reverse=True)


class MemoryPlaylists:
    """A `PlaylistStore` in a dict."""

    def __init__(self) -> None:
        self.kept: dict[str, Playlist] = {}

    async def add(self, playlist: Playlist) -> None:
        """Keep a new playlist."""
        self.kept[playlist.id] = playlist

    async def get(self, playlist_id: str) -> Playlist:
        """Return the playlist with its revisions, oldest first."""
        return self.kept[playlist_id]

    async def add_revision(self, playlist_id: str, revision: Revision) -> Revision:
        """Keep a revision; one of the same turn that is kept already is returned instead.

        Raises:
            KeyError: there is no such playlist.
            ServiceDown: another turn changed the playlist meanwhile.
        """
        playlist = self.kept[playlist_id]
        if kept := next((r for r in playlist.revisions if r.turn == revision.turn), None):
            return kept
        if revision.number != len(playlist.revisions) + 1:
            raise ServiceDown(f"Revision {revision.number} of {playlist_id} is not the next one.")
        self.kept[playlist_id] = playlist.with_revision(revision)
        return revision

    async def mark_published(self, playlist_id: str, owner: Member, published: Published) -> None:
        """Note where the playlist is on the music service."""
        self.kept[playlist_id] = replace(
            self.kept[playlist_id], owner=owner, service_id=published.service_id, url=published.url
        )

    async def mark_written(self, playlist_id: str, number: int) -> None:
        """Note that the music service holds revision `number`, and so no other one."""
        playlist = self.kept[playlist_id]
        revisions = tuple(replace(r, written=r.number == number) for r in playlist.revisions)
        self.kept[playlist_id] = replace(playlist, revisions=revisions)


class MemoryConfirmations:
    """`Confirmations` in a dict."""

    def __init__(self, clock: Clock = now) -> None:
        self._clock = clock
        self._pending: dict[str, tuple[Pending, datetime]] = {}

    async def put(self, pending: Pending) -> str:
        """Keep it; return the code that its button says."""
        code = new_code()
        self._pending[code] = (pending, self._clock() + LIFETIME)
        return code

    async def peek(self, code: str) -> Pending | None:
        """Return it without using it up, while it lasts."""
        pending, until = self._pending.get(code, (None, self._clock()))
        return pending if self._clock() < until else None

    async def take(self, code: str) -> Pending | None:
        """Take it out, once."""
        pending = await self.peek(code)
        self._pending.pop(code, None)
        return pending


class MemoryVotes:
    """A `VoteStore` in a dict."""

    def __init__(self) -> None:
        self._votes: dict[tuple[str, str, Member], Vote] = {}

    async def cast(self, session_id: str, vote: Vote) -> None:
        """Keep a vote; it replaces the member's earlier one on the entry."""
        self._votes[session_id, vote.uri, vote.member] = vote

    async def take_back(self, session_id: str, vote: Vote) -> None:
        """Drop exactly this vote."""
        if self._votes.get((session_id, vote.uri, vote.member)) == vote:
            del self._votes[session_id, vote.uri, vote.member]

    async def on(self, session_id: str, uri: str) -> list[Vote]:
        """Return the votes on an entry."""
        return [vote for key, vote in self._votes.items() if key[:2] == (session_id, uri)]

    async def clear(self, session_id: str, uri: str) -> None:
        """Drop all votes on an entry."""
        self._votes = {key: vote for key, vote in self._votes.items() if key[:2] != (session_id, uri)}


class MemoryLocks:
    """A `LockStore` in a dict."""

    def __init__(self) -> None:
        self._locks: dict[tuple[str, str], Lock] = {}

    async def add(self, session_id: str, lock: Lock) -> None:
        """Keep a lock, in place of another on the entry."""
        self._locks[session_id, lock.uri] = lock

    async def drop(self, session_id: str, uri: str) -> None:
        """Unlock an entry."""
        self._locks.pop((session_id, uri), None)

    async def of(self, session_id: str) -> dict[str, Lock]:
        """Return all locks, by uri."""
        return {uri: lock for (session, uri), lock in self._locks.items() if session == session_id}


class MemoryChannels:
    """A `SettingsStore` in a dict."""

    def __init__(self) -> None:
        self._settings: dict[str, ChannelSettings] = {}

    async def of(self, channel: Channel) -> ChannelSettings:
        """Return a channel's settings; what was never set is as at first."""
        return self._settings.get(channel.key, ChannelSettings())

    async def save(self, channel: Channel, settings: ChannelSettings) -> None:
        """Keep a channel's settings."""
        self._settings[channel.key] = settings


class MemoryAccounts:
    """An `AccountStore` in a dict."""

    def __init__(self) -> None:
        self.kept: dict[str, Account] = {}

    async def save(self, account: Account) -> None:
        """Keep the account; it replaces the member's earlier one.

        Raises:
            LinkRefused: another member of the same tenant has that account of the music service.
        """
        if any(_is_rival(other, account) for other in self.kept.values()):
            raise LinkRefused("account_taken")
        self.kept[account.member.key] = account

    async def of(self, member: Member) -> Account | None:
        """Return the member's account."""
        return self.kept.get(member.key)

    async def set_tokens(self, member: Member, tokens: Tokens) -> None:
        """Replace the tokens, after a refresh."""
        if account := self.kept.get(member.key):
            self.kept[member.key] = replace(account, tokens=tokens)

    async def set_state(self, member: Member, state: AccountState) -> None:
        """Note whether the link can be used."""
        if account := self.kept.get(member.key):
            self.kept[member.key] = replace(account, state=state)

    async def delete(self, member: Member) -> bool:
        """Delete the account and its tokens; False when there was none."""
        return self.kept.pop(member.key, None) is not None


class MemoryTickets:
    """A `TicketStore` in dicts."""

    def __init__(self, clock: Clock = now) -> None:
        self._clock = clock
        self._tickets: dict[str, Ticket] = {}  # by the hash of the secret
        self._logins: dict[str, tuple[str, Login]] = {}  # by the hash of the state; with the ticket's hash
        self._proofs: dict[str, Proof] = {}  # by the member's key
        self._begun: dict[str, list[datetime]] = {}

    async def open(self, secret: str, ticket: Ticket) -> None:
        """Keep a ticket; it replaces an earlier one of the same member."""
        self._drop_tickets(ticket.member)
        self._tickets[_hash(secret)] = ticket

    async def peek(self, secret: str) -> Ticket | None:
        """Return the ticket without using it."""
        ticket = self._tickets.get(_hash(secret))
        return ticket if ticket and ticket.expires > self._clock() else None

    async def begin(self, secret: str, state: str, login: Login) -> None:
        """Keep a login under the hash of `state`."""
        self._logins[_hash(state)] = (_hash(secret), login)

    async def take(self, state: str, cookie_hash: str) -> Login | None:
        """Take the login out, once, and its ticket with it."""
        ticket_hash, login = self._logins.get(_hash(state), ("", None))
        if login is None or login.cookie_hash != cookie_hash or login.ticket.expires <= self._clock():
            return None
        del self._logins[_hash(state)]
        return login if self._tickets.pop(ticket_hash, None) else None

    async def await_code(self, member: Member, proof: Proof) -> None:
        """Keep a finished consent until its code is typed."""
        self._proofs[member.key] = proof

    async def redeem(self, member: Member, code_hash: str) -> Proof | int:
        """Take the member's proof out if the code is right; else return how many tries are left."""
        proof = self._proofs.pop(member.key, None)
        if proof is None or proof.expires <= self._clock():
            return 0
        if proof.code_hash == code_hash:
            return proof
        if proof.tries_left > 1:
            self._proofs[member.key] = replace(proof, tries_left=proof.tries_left - 1)
        return proof.tries_left - 1

    async def forget(self, member: Member) -> None:
        """Drop everything begun by the member."""
        self._drop_tickets(member)
        self._proofs.pop(member.key, None)

    async def forget_tenant(self, platform: str, tenant: str) -> None:
        """Drop everything begun by members of the tenant, or in one of its channels."""
        for ticket in [*self._tickets.values(), *(proof.ticket for proof in self._proofs.values())]:
            if ticket.member.platform == platform and tenant in (ticket.member.tenant, ticket.channel.tenant):
                await self.forget(ticket.member)

    async def allow(self, member: Member) -> bool:
        """Count one more begun link of the member; False after five in ten minutes."""
        begun = self._begun.setdefault(member.key, [])
        begun[:] = [at for at in begun if self._clock() - at < timedelta(minutes=10)]
        begun.append(self._clock())
        return len(begun) <= 5

    def _drop_tickets(self, member: Member) -> None:
        self._tickets = {key: ticket for key, ticket in self._tickets.items() if ticket.member != member}


def _is_rival(one: Account, other: Account) -> bool:
    """Whether two members of one tenant have the same account of the music service."""
    places = {(a.member.platform, a.member.tenant, a.service_id) for a in (one, other)}
    return one.member != other.member and len(places) == 1


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


class MemoryBudget:
    """A `Budget` that counts in memory and never begins a new hour or day."""

    def __init__(self, allowances: Allowances) -> None:
        self._allowances = allowances
        self._counted: dict[str, int] = {}

    async def reserve(self, member: Member, tokens: int) -> Reserved:
        """Count `tokens` before a call; nothing is counted where any allowance does not hold them (SPENT)."""
        most = self._allowances
        tenant = f"{member.platform}:{member.tenant}"
        limits = {member.key: most.member_hour, tenant: most.tenant_day, "all": most.global_day}
        used = max((self._counted.get(key, 0) + tokens) / limit for key, limit in limits.items())
        if used > 1:
            return Reserved(Level.SPENT)
        for key in limits:
            self._counted[key] = self._counted.get(key, 0) + tokens
        return Reserved(Level.SHORT if used > SHORTER_FROM else Level.FULL, tokens, tuple(limits))

    async def settle(self, reserved: Reserved, tokens: int) -> None:
        """Put what a call really cost in the place of what was reserved."""
        for key in reserved.counters:
            self._counted[key] += tokens - reserved.tokens
