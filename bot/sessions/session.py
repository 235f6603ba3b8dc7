"""A group building one playlist."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.chat import Channel, Member


@dataclass(frozen=True, slots=True)
class Session:
    """A group building one playlist in one channel."""

    id: str
    channel: Channel
    playlist_id: str
    started: datetime
    members: tuple[Member, ...] = ()  # in the order they joined
    host: Member | None = None  # the member whose account the playlist is in
    ended: datetime | None = None

    def with_member(self, member: Member) -> "Session":
        """Return the session with `member` on the roster, once."""
        return self if member in self.members else replace(self, members=(*self.members, member))

    def without_member(self, member: Member) -> "Session":
        """Return the session without `member` on the roster."""
        return replace(self, members=tuple(m for m in self.members if m != member))
