"""Spotify's two limits: calls in half a minute, and calls in a day. Both are off until they are set."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

_BURST = timedelta(seconds=30)
_DAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Pause:
    """How long a caller is told to wait, and for which limit."""

    seconds: float
    quota: bool


@dataclass(slots=True)
class Limits:
    """How many calls are answered in a rolling half minute and in a rolling day; None is no limit."""

    burst: int | None = None
    daily: int | None = None
    _calls: deque[datetime] = field(default_factory=deque)

    def check(self, now: datetime) -> Pause | None:
        """Count a call at `now`, which counts even if it is refused; return the pause it costs, if any."""
        while self._calls and now - self._calls[0] >= _DAY:
            self._calls.popleft()
        self._calls.append(now)
        return self._over(self.daily, _DAY, now, quota=True) or self._over(self.burst, _BURST, now, quota=False)

    def _over(self, limit: int | None, window: timedelta, now: datetime, *, quota: bool) -> Pause | None:
        if limit is None:
            return None
        within = [at for at in self._calls if now - at < window]
        if len(within) <= limit:
            return None
        frees_at = within[len(within) - limit] + window
        return Pause((frees_at - now).total_seconds(), quota)
