"""Time that passes when a test says so."""

import asyncio
from dataclasses import dataclass, field


@dataclass(eq=False)
class _Wait:
    seconds: float
    is_over: asyncio.Event = field(default_factory=asyncio.Event)


class Hourglass:
    """A pause that ends when it is turned; who is not turned waits for ever."""

    def __init__(self) -> None:
        self._waits: list[_Wait] = []
        self._news = asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        """Wait until this pause, too, is let run out."""
        wait = _Wait(seconds)
        self._waits.append(wait)
        self._news.set()
        try:
            await wait.is_over.wait()
        finally:
            if wait in self._waits:  # its task was cancelled
                self._waits.remove(wait)

    async def waits(self) -> float:
        """Return, once somebody waits, for how many seconds."""
        while not self._waits:
            self._news.clear()
            await self._news.wait()
        return self._waits[-1].seconds

    async def runs_out(self) -> float:
        """Let the newest pause end, once there is one; return how long it was."""
        seconds = await self.waits()
        self._waits.pop().is_over.set()
        return seconds
