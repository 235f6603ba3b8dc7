"""Ids and timestamps that look like Slack's and never come twice."""

import itertools
import secrets
from collections.abc import Callable


class Ids:
    """Gives ids in order, and timestamps that only grow."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._numbers = itertools.count(1)
        self._last = ""

    def next(self, prefix: str) -> str:
        """Return an id such as `U000000A7`, of a kind told by its first letters."""
        return f"{prefix}{next(self._numbers):09X}"

    def ts(self) -> str:
        """Return a message's timestamp, which is its id in the channel: later ones sort after earlier ones."""
        stamp = f"{self._now():.6f}"
        if stamp <= self._last:
            seconds, _, micros = self._last.partition(".")
            stamp = f"{seconds}.{int(micros) + 1:06d}" if int(micros) < 999_999 else f"{int(seconds) + 1}.000000"
        self._last = stamp
        return stamp

    def secret(self, prefix: str) -> str:
        """Return a token nobody guesses."""
        return f"{prefix}-{next(self._numbers)}-{secrets.token_hex(12)}"
