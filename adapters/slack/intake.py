"""Handing messages to the bot: in order, within the time Slack gives, and never lost half way."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from weakref import WeakValueDictionary

import structlog

from bot.chat import Hear, Message
from bot.errors import ServiceDown

SAFE_SECONDS = 2.3  # of the three after which Slack gives an event up and sends it again

log = structlog.get_logger()

Make = Callable[[], Awaitable[Message | None]]


class Intake:
    """Takes messages in, one after the other in each channel."""

    def __init__(self, hear: Hear) -> None:
        self._hear = hear
        self._doors: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._under_way: set[asyncio.Task[None]] = set()

    async def take(self, channel: str, make: Make) -> None:
        """Make a message out of what came in `channel`, and hand it over.

        Whoever came first to this call is heard first, even where looking up a name takes longer for them.

        Raises:
            ServiceDown: it is not safe, or not yet: it must not be acknowledged.
        """
        task = asyncio.create_task(self._take(channel, make))
        self._under_way.add(task)
        task.add_done_callback(self._done)
        await asyncio.wait({task}, timeout=SAFE_SECONDS)  # not cancelled: half a message in the inbox helps nobody
        if not task.done():
            raise ServiceDown("The message is not safe yet.")
        task.result()

    async def take_at_once(self, channel: str, make: Make) -> None:
        """Do as `take` does for what Slack sends only once: there the bot itself has said that it could not."""
        try:
            await self.take(channel, make)
        except ServiceDown as error:
            log.warning("slack press not taken in", reason=str(error))

    async def close(self) -> None:
        """Wait until all that is under way is done."""
        if self._under_way:
            await asyncio.wait(self._under_way)

    async def _take(self, channel: str, make: Make) -> None:
        async with self._door(channel):
            message = await make()
            if message is not None:
                await self._hear(message)

    def _door(self, channel: str) -> AbstractAsyncContextManager[object]:
        return self._doors.setdefault(channel, asyncio.Lock())

    def _done(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        if not task.cancelled():
            task.exception()  # whoever waited has it already; nobody else wants to read of it
