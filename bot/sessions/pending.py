"""A grave operation that waits to be confirmed: resolved when it was asked for, and bound to what it was then."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.chat import Channel, Member

LIFETIME = timedelta(minutes=10)
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_LENGTH = 10


class Act(StrEnum):
    """What is waited for."""

    END = "end"  # the session, with others in it
    DROP = "drop"  # much of a list, or all of it
    FORGET = "forget"  # all that is kept of a member


@dataclass(frozen=True, slots=True)
class Pending:
    """An operation as it was asked for."""

    act: Act
    channel: Channel
    member: Member  # who asked for it
    words: str = ""  # how
    session_id: str = ""
    revision: int = 0  # of the list, as the places are numbered
    places: tuple[int, ...] = ()  # in the list, from 0

    def may_be_confirmed_by(self, member: Member, host: Member | None, *, moderates: bool) -> bool:
        """Tell whether `member` may: what is one's own only oneself; a group's things whoever answers for them.

        Those are the host and the channel's moderators; where there is no host, also whoever asked.
        """
        if self.act is Act.FORGET:
            return member == self.member
        return moderates or member == (host or self.member)


def new_code() -> str:
    """Return what names a pending operation: it cannot be guessed, and who knows it may do no more than before."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
