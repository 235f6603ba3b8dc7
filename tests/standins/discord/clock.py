"""Time as the stand-in tells it, and the ids Discord makes of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count

Clock = Callable[[], datetime]

DISCORD_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)


def real_time() -> datetime:
    """Return the time of this computer."""
    return datetime.now(UTC)


@dataclass
class StandingClock:
    """A clock that stands still until it is moved."""

    now: datetime = datetime(2026, 11, 22, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the time it stands at."""
        return self.now

    def move(self, **by: float) -> None:
        """Move on by the units `timedelta` knows, such as seconds=3."""
        self.now += timedelta(**by)


@dataclass
class RunningClock:
    """A clock that runs as this computer's does, and can be moved ahead of it."""

    ahead: timedelta = timedelta()

    def __call__(self) -> datetime:
        """Return the time it shows."""
        return real_time() + self.ahead

    def move(self, **by: float) -> None:
        """Move on by the units `timedelta` knows, such as minutes=16."""
        self.ahead += timedelta(**by)


class Snowflakes:
    """Ids that grow, each telling when it was made."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._numbers = count()

    def next(self, at: datetime | None = None) -> int:
        """Return a new id, made now or `at` another time."""
        milliseconds = int(((at or self._clock()) - DISCORD_EPOCH).total_seconds() * 1000)
        return (milliseconds << 22) | (next(self._numbers) & 0x3FFFFF)
