"""What sessions need of the outside world."""

from typing import Protocol

from bot.chat import Channel, Member
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
