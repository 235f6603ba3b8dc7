"""What a model may cost: reserved before each call, settled after it; at the end of it the rules go on alone."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.chat import Member

SHORTER_FROM = 0.8  # of any allowance: from here on a model is told less


class Level(StrEnum):
    """How much of the allowances is left."""

    FULL = "full"
    SHORT = "short"  # tell less
    SPENT = "spent"  # do not call


@dataclass(frozen=True, slots=True)
class Allowances:
    """The most that models may cost, in tokens as the price list weighs them."""

    member_hour: int = 200_000
    tenant_day: int = 2_000_000
    global_day: int = 20_000_000


@dataclass(frozen=True, slots=True)
class Reserved:
    """What was reserved for one call: to be settled by what it really cost."""

    level: Level
    tokens: int = 0
    counters: tuple[str, ...] = ()  # the store's own names of what was counted up


class Budget(Protocol):
    """Counts what calls cost: per member and hour, per tenant and day, and in all per day."""

    async def reserve(self, member: Member, tokens: int) -> Reserved:
        """Count `tokens` before a call, atomically; nothing is counted where any allowance does not hold them (SPENT).

        Raises:
            ServiceDown: the store did not answer: nothing is counted.
        """

    async def settle(self, reserved: Reserved, tokens: int) -> None:
        """Put what a call really cost in the place of what was reserved; does nothing when the store is down."""


class Unlimited:
    """A `Budget` without an end: for a model of one's own."""

    async def reserve(self, member: Member, tokens: int) -> Reserved:
        """Grant everything."""
        return Reserved(Level.FULL, tokens)

    async def settle(self, reserved: Reserved, tokens: int) -> None:
        """Keep no count."""
