"""The stand-in's time: real, and moved ahead on request, so that no test waits for a rule of three seconds."""

import asyncio
import time


class Clock:
    """Seconds since 1970; `advance` moves it ahead and wakes whoever waits for what has come."""

    def __init__(self, *, frozen: bool = False) -> None:
        """Start at the real time.

        Args:
            frozen: Move by `advance` alone, so that nothing runs out while a slow machine works.
        """
        self._frozen = frozen
        self._start = time.time()
        self._ahead = 0.0
        self._waiting: list[tuple[float, asyncio.Future[None]]] = []

    def now(self) -> float:
        """Return the time in seconds since 1970."""
        return (self._start if self._frozen else time.time()) + self._ahead

    def advance(self, seconds: float) -> None:
        """Move ahead. What then starts to wait, waits from there: let the app act before moving on."""
        self._ahead += seconds
        for due, woken in sorted(self._waiting, key=lambda one: one[0]):
            if due <= self.now() and not woken.done():
                woken.set_result(None)

    async def sleep(self, seconds: float) -> None:
        """Return once `seconds` have passed on this clock."""
        if seconds > 0:
            await self.timer(seconds)

    def timer(self, seconds: float) -> "asyncio.Future[None]":
        """Return a future that is done once `seconds` have passed, counted from this very call."""
        self._waiting = [one for one in self._waiting if not one[1].done()]
        woken = asyncio.get_running_loop().create_future()
        self._waiting.append((self.now() + seconds, woken))
        if not self._frozen:
            real = asyncio.get_running_loop().call_later(seconds, _wake, woken)
            woken.add_done_callback(lambda _: real.cancel())
        return woken


def _wake(woken: "asyncio.Future[None]") -> None:
    if not woken.done():
        woken.set_result(None)
