"""How many calls a rolling day has seen, counted by the hour."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

HOUR = 3600
HOURS = 25  # the hour that began a day ago may still hold calls younger than a day


@dataclass(slots=True)
class Budget:
    """A number of calls to spend in any 24 hours."""

    calls: int
    _hours: deque[tuple[int, int]] = field(default_factory=deque)  # (hour since 1970, calls), oldest first

    def spend(self, now: datetime) -> None:
        """Count one call."""
        hour = _hour(now)
        if self._hours and self._hours[-1][0] >= hour:
            hour, calls = self._hours.pop()
            self._hours.append((hour, calls + 1))
        else:
            self._hours.append((hour, 1))

    def spent(self, now: datetime) -> int:
        """Return how many calls were made in the last day."""
        while self._hours and self._hours[0][0] <= _hour(now) - HOURS:
            self._hours.popleft()
        return sum(calls for _, calls in self._hours)

    def seconds_left(self, now: datetime) -> float:
        """Return how long to wait until a call may be made; 0 when one may be made now."""
        over = self.spent(now) - self.calls
        if over < 0:
            return 0.0
        for hour, calls in self._hours:
            over -= calls
            if over < 0:
                return (hour + HOURS) * HOUR - now.timestamp()
        return float(HOUR)  # a budget of nothing


def _hour(now: datetime) -> int:
    return int(now.timestamp()) // HOUR
