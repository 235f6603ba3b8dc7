"""Lanes: one message at a time in a channel, in order; many channels at once."""

import asyncio
from collections.abc import Awaitable, Callable
from types import TracebackType

from bot.chat import Channel

Drain = Callable[[Channel], Awaitable[None]]


class Lanes:
    """Runs `drain` for every channel that was woken, never twice at once for one channel.

    Use it as an async context manager: leaving it waits until every lane has finished.
    """

    def __init__(self, drain: Drain) -> None:
        self._drain = drain
        self._running: dict[str, asyncio.Task[None]] = {}  # by channel key
        self._woken_again: set[str] = set()
        self._tasks = asyncio.TaskGroup()

    async def __aenter__(self) -> "Lanes":
        """Open the lanes."""
        await self._tasks.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait until every lane has finished."""
        await self._tasks.__aexit__(kind, error, trace)

    def wake(self, channel: Channel) -> None:
        """See to it that the channel's open messages are answered."""
        if channel.key in self._running:
            self._woken_again.add(channel.key)
        else:
            self._running[channel.key] = self._tasks.create_task(self._run(channel))

    async def quiet(self) -> None:
        """Wait until nothing runs."""
        while self._running:
            await asyncio.wait(self._running.values())

    async def quiet_in(self, platform: str, tenant: str) -> None:
        """Wait until nothing runs in the tenant's channels."""
        own = f"{platform}:{tenant}:"
        while running := [task for channel, task in self._running.items() if channel.startswith(own)]:
            await asyncio.wait(running)

    async def _run(self, channel: Channel) -> None:
        try:
            await self._drain(channel)
            while channel.key in self._woken_again:
                self._woken_again.discard(channel.key)
                await self._drain(channel)
        finally:
            del self._running[channel.key]
