"""What sessions need of the outside world."""

from typing import Protocol

from bot.chat import Channel, Member
from bot.sessions.pending import Pending
from bot.sessions.session import Session
from bot.sessions.settings import ChannelSettings
from bot.sessions.votes import Lock, Vote


class SessionStore(Protocol):
    """Sessions, kept for good."""

    async def save(self, session: Session) -> None:
        """Keep the session as it is now, new or changed."""

    async def open_in(self, channel: Channel) -> Session | None:
        """Return the channel's session that has not ended, if there is one."""

    async def open_of(self, member: Member) -> list[Session]:
        """Return the open sessions whose roster has `member`, newest first."""

    async def past_in(self, channel: Channel, limit: int = 10) -> list[Session]:
        """Return the channel's ended sessions, newest first, at most `limit`."""


class Confirmations(Protocol):
    """Grave operations that wait for a press; each lasts ten minutes and is taken once."""

    async def put(self, pending: Pending) -> str:
        """Keep it; return the code that its button says.

        Raises:
            ServiceDown: the store did not answer.
        """

    async def peek(self, code: str) -> Pending | None:
        """Return it without using it up; None when it is unknown, taken or too old.

        Raises:
            ServiceDown: the store did not answer.
        """

    async def take(self, code: str) -> Pending | None:
        """Take it out: of many who ask at once, one gets it.

        Raises:
            ServiceDown: the store did not answer.
        """


class VoteStore(Protocol):
    """The votes of a session; a member has one on each entry."""

    async def cast(self, session_id: str, vote: Vote) -> None:
        """Keep a vote; it replaces the member's earlier one on the entry.

        Raises:
            ServiceDown: the store did not answer.
        """

    async def take_back(self, session_id: str, vote: Vote) -> None:
        """Drop exactly this vote; a later one the other way stays.

        Raises:
            ServiceDown: the store did not answer.
        """

    async def on(self, session_id: str, uri: str) -> list[Vote]:
        """Return the votes on an entry, in no order.

        Raises:
            ServiceDown: the store did not answer.
        """

    async def clear(self, session_id: str, uri: str) -> None:
        """Drop all votes on an entry.

        Raises:
            ServiceDown: the store did not answer.
        """


class LockStore(Protocol):
    """What is locked on the list of a session."""

    async def add(self, session_id: str, lock: Lock) -> None:
        """Keep a lock, in place of another on the entry.

        Raises:
            ServiceDown: the store did not answer.
        """

    async def drop(self, session_id: str, uri: str) -> None:
        """Unlock an entry.

        Raises:
            ServiceDown: the store did not answer.
        """

    async def of(self, session_id: str) -> dict[str, Lock]:
        """Return all locks, by uri.

        Raises:
            ServiceDown: the store did not answer.
        """


class SettingsStore(Protocol):
    """The settings of channels."""

    async def of(self, channel: Channel) -> ChannelSettings:
        """Return a channel's settings; what was never set is as at first.

        Raises:
            ServiceDown: the store did not answer.
        """

    async def save(self, channel: Channel, settings: ChannelSettings) -> None:
        """Keep a channel's settings.

        Raises:
            ServiceDown: the store did not answer.
        """
