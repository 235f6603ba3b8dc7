"""The status: one line that tells what is going on where an answer takes long."""

import asyncio
from collections.abc import Awaitable, Callable

Pause = Callable[[float], Awaitable[None]]  # returns after so many seconds
Show = Callable[[str], Awaitable[bool]]  # shows a line in place of the one before; False where it could not

PATIENCE_SECONDS = 2.0  # what is answered sooner needs no status


class Status:
    """Shows the newest line once work has taken a while, and then again at the platform's pace."""

    def __init__(self, show: Show, pace_seconds: float, pause: Pause) -> None:
        self.stands = False  # a line may be there to be seen
        self._show = show
        self._pace_seconds = pace_seconds
        self._pause = pause
        self._line = ""
        self._news = asyncio.Event()
        self._showing = asyncio.Lock()
        self._watching: asyncio.Task[None] | None = None
        self._is_on = False
        self._can_be_shown = True  # one failure, and the rest of the turn does without

    def tell(self, line: str) -> None:
        """Note what is going on now."""
        if line != self._line:
            self._line = line
            self._news.set()
        if self._is_on and self._watching is None:  # most turns tell nothing, and need no task to watch for it
            self._watching = asyncio.create_task(self._watch())

    def begin(self) -> None:
        """From now on be patient with what is told, then show it."""
        self._line, self.stands = "", False
        self._news.clear()
        self._is_on = self._can_be_shown

    async def end(self) -> None:
        """Show nothing more; a line that is on its way stands when this returns, so that it can be replaced."""
        self._is_on = False
        watching, self._watching = self._watching, None
        if watching is None:
            return
        async with self._showing:
            watching.cancel()
        await asyncio.wait([watching])

    async def _watch(self) -> None:
        await self._pause(PATIENCE_SECONDS)
        while self._can_be_shown:
            await self._news.wait()
            async with self._showing:
                self._news.clear()
                self.stands = True
                self._can_be_shown = await self._show(self._line)
            await self._pause(self._pace_seconds)
