"""What a group thinks of an entry: votes for and against it, and what is locked."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat import Member

FEWEST = 2  # votes: nobody decides alone


@dataclass(frozen=True, slots=True)
class Vote:
    """One member's vote on one entry."""

    uri: str
    member: Member
    up: bool


@dataclass(frozen=True, slots=True)
class Lock:
    """An entry that stays, whatever else changes."""

    uri: str
    member: Member | None = None  # who locked it; None = the group, by its votes


def needed(members: int, wanted: int | None = None) -> int:
    """Return how many votes decide: what the group has set, else half of its members; two at least."""
    return max(FEWEST, wanted if wanted is not None else -(-members // 2))


def counted(votes: Sequence[Vote]) -> tuple[int, int]:
    """Return how many are for it and how many against."""
    ups = sum(vote.up for vote in votes)
    return ups, len(votes) - ups
