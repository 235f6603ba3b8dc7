"""Waiting for something to come true, woken by what happens and never by the clock."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")

PATIENCE_SECONDS = 10.0  # a claim that is still false then will not come true


class Changes:
    """All that happens on the server, as something to wait on."""

    def __init__(self) -> None:
        self.count = 0
        self._waiting: list[asyncio.Future[None]] = []

    def note(self) -> None:
        """Say that something has happened; whoever waits looks again."""
        self.count += 1
        waiting, self._waiting = self._waiting, []
        for one in waiting:
            if not one.done():
                one.set_result(None)

    async def until(self, claim: Callable[[], Found], seconds: float = PATIENCE_SECONDS) -> Found:
        """Return what `claim` gives as soon as it is true.

        Raises:
            TimeoutError: it did not come true within `seconds`.
        """
        async with asyncio.timeout(seconds):
            while not (found := claim()):
                change: asyncio.Future[None] = asyncio.get_running_loop().create_future()
                self._waiting.append(change)
                await change
        return found
