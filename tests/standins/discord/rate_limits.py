"""How often a route may be called, as the headers tell it, and how Discord says that it was too often."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.standins.discord.clock import Clock
from tests.standins.discord.refusals import Json

INVALID_IN_TEN_MINUTES = 10_000  # 401, 403 and 429; beyond it Cloudflare shuts the door


@dataclass(frozen=True, slots=True)
class Rule:
    """At most so many calls in so many seconds."""

    limit: int
    seconds: float


FREE = Rule(1000, 1.0)  # told in the headers and never counted
# What bots see in the field; opt in with `limits.rules.update(FIELD)`, for they make a real client wait in real time.
FIELD = {"POST /channels/{channel_id}/messages": Rule(5, 5.0), "PATCH /channels/{channel_id}/messages": Rule(5, 5.0)}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the limits say of one call."""

    headers: dict[str, str]
    wait_seconds: float | None = None  # None: go on
    is_global: bool = False

    @property
    def body(self) -> Json:
        """What is answered to a call too many."""
        assert self.wait_seconds is not None
        told: Json = {"message": "You are being rate limited.", "code": 0}
        return told | {"retry_after": self.wait_seconds, "global": self.is_global}


class RateLimits:
    """Windows per route and channel, one for all, and a count of calls in vain."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.rules: dict[str, Rule] = {}
        self.for_all: Rule | None = None  # Discord's own is Rule(50, 1)
        self.most_invalid = INVALID_IN_TEN_MINUTES
        self.hits = 0
        self._windows: dict[tuple[str, str], list[datetime]] = {}
        self._invalid: list[datetime] = []

    def judge(self, route: str, major: str, *, counts_globally: bool) -> Verdict:
        """Count one call of `route` and say whether it goes on."""
        if self.for_all is not None and counts_globally:
            wait, _ = self._take(("", ""), self.for_all)
            if wait is not None:
                self.hits += 1
                return Verdict(_refused(wait, "global"), wait, is_global=True)
        rule = self.rules.get(route, FREE)
        wait, left = self._take((route, major), rule)
        headers = self._headers(route, major, rule, left)
        if wait is None:
            return Verdict(headers)
        self.hits += 1
        return Verdict({**headers, **_refused(wait, "user")}, wait)

    def note_invalid(self) -> None:
        """Count a call in vain."""
        self._invalid.append(self._clock())

    @property
    def invalid(self) -> int:
        """How many calls were in vain in the last ten minutes."""
        since = self._clock() - timedelta(minutes=10)
        return sum(at > since for at in self._invalid)

    @property
    def is_banned(self) -> bool:
        """Whether Cloudflare has shut the door."""
        return self.invalid >= self.most_invalid

    def _take(self, key: tuple[str, str], rule: Rule) -> tuple[float | None, int]:
        if rule is FREE:
            return None, rule.limit - 1
        now = self._clock()
        window = [at for at in self._windows.get(key, []) if now - at < timedelta(seconds=rule.seconds)]
        self._windows[key] = window
        if len(window) >= rule.limit:
            return round(rule.seconds - (now - window[0]).total_seconds(), 3), 0
        window.append(now)
        return None, rule.limit - len(window)

    def _headers(self, route: str, major: str, rule: Rule, left: int) -> dict[str, str]:
        first = self._windows.get((route, major), [self._clock()])[0]
        resets = first + timedelta(seconds=rule.seconds)
        return {
            "X-RateLimit-Limit": str(rule.limit),
            "X-RateLimit-Remaining": str(left),
            "X-RateLimit-Reset": f"{resets.timestamp():.3f}",
            "X-RateLimit-Reset-After": f"{max(0.0, (resets - self._clock()).total_seconds()):.3f}",
            "X-RateLimit-Bucket": f"{abs(hash(route)):x}",
        }


def _refused(wait: float, scope: str) -> dict[str, str]:
    headers = {"Retry-After": f"{wait:.3f}", "X-RateLimit-Scope": scope, "Via": "1.1 google"}
    return {**headers, "X-RateLimit-Global": "true"} if scope == "global" else headers
