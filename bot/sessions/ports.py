"""What sessions need of the outside world."""

from typing import Protocol

from bot.chat import Channel, Member
from bot.sessions.pending import Pending
from bot.sessions.session import Session


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
