"""Rate limits: a tier for each method and workspace, and posting's own rule of about one a second in a channel."""

import math
from collections import deque

from tests.standins.slack.clock import Clock

TIERS = {1: 1, 2: 20, 3: 50, 4: 100}  # calls a minute, at least
SPECIAL = 300  # calls a minute where Slack says no number
POSTS, POSTS_SECONDS = 5, 5  # one a second, a burst allowed; how long a one is not published
WORKSPACE_POSTS = 300  # a minute: "several hundred" is what is published


class Limits:
    """Counts calls; `enforced` may be turned off for a run that measures something else."""

    def __init__(self, clock: Clock) -> None:
        self.enforced = True
        self._clock = clock
        self._calls: dict[tuple[str, ...], deque[float]] = {}

    def wait(self, method: str, tier: int, workspace: str, channel: str) -> int:
        """Count a call; return 0, or the whole seconds to wait before it may be made.

        Args:
            tier: 1 to 4; 0 for a special rule.
        """
        if not self.enforced:
            return 0
        rules: list[tuple[tuple[str, ...], int, int]] = [((method, workspace), TIERS.get(tier, SPECIAL), 60)]
        if method == "chat.postMessage":
            rules = [((method, workspace), WORKSPACE_POSTS, 60), ((method, workspace, channel), POSTS, POSTS_SECONDS)]
        waits = [self._left(key, most, seconds) for key, most, seconds in rules]
        if max(waits) > 0:
            return math.ceil(max(waits))
        for key, _, _ in rules:
            self._calls[key].append(self._clock.now())
        return 0

    def _left(self, key: tuple[str, ...], most: int, seconds: int) -> float:
        calls, now = self._calls.setdefault(key, deque()), self._clock.now()
        while calls and calls[0] <= now - seconds:
            calls.popleft()
        return 0 if len(calls) < most else max(calls[0] + seconds - now, 0.001)
