"""The client of a Redis that one process has for itself: it remembers what it wrote, and writes a little later.

A turn keeps some short things: what the channel remembers, what was shown. Each of them was a trip to the server and
back. Here they stay at hand, and are written together a moment later. Where the process dies, the last moment is lost
of what may be lost at any time; what may not, such as tickets and budgets, is under other keys and goes straight
through.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

WRITE_SECONDS = 0.2  # how long something is at hand alone
MOST_AT_HAND = 20_000
KINDS = ("chorus:context:", "chorus:notes:")  # the keys it is done with

T = TypeVar("T")

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that is at hand."""

    thing: Any
    to_text: Callable[[Any], str | bytes]
    until: float  # by the monotonic clock

    @property
    def milliseconds(self) -> int:
        """How long it is still to be kept."""
        return max(1, round(1000 * (self.until - time.monotonic())))


class NearRedis(Redis):
    """A client as any other, for whoever calls it so; beside that it can `keep` things and have them `at_hand`."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._unwritten: dict[str, Kept] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._writing: asyncio.Task[None] | None = None

    def keep(self, key: str, thing: T, to_text: Callable[[T], str | bytes], lifetime: timedelta) -> None:
        """Keep a thing under a key of those `KINDS`; it is made a text when it is written."""
        kept = Kept(thing, to_text, time.monotonic() + lifetime.total_seconds())
        self._kept[key] = self._unwritten[key] = kept
        self._kept.move_to_end(key)
        if len(self._kept) > MOST_AT_HAND:
            self._kept.popitem(last=False)
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(WRITE_SECONDS, self._begin_to_write)

    def at_hand(self, key: str) -> Any:
        """Return the thing that was kept under `key`; None when it is not at hand, and may be on the server."""
        kept = self._kept.get(key)
        return kept.thing if kept is not None and time.monotonic() < kept.until else None

    async def execute_command(self, *args: Any, **options: Any) -> Any:
        """Do as any client does; what concerns the same keys comes after what is still to be written."""
        command, keys = args[0], [key for key in args[1:] if isinstance(key, str) and key.startswith(KINDS)]
        if keys or command == "SCAN":
            await self.write()
        if command != "GET":
            for key in keys:
                self._kept.pop(key, None)
        return await super().execute_command(*args, **options)  # type: ignore[no-untyped-call]  # redis-py left it so

    async def aclose(self, close_connection_pool: bool | None = None) -> None:
        """Write what is still to be written, and close."""
        await self.write()
        await super().aclose(close_connection_pool)

    async def write(self) -> None:
        """Write what is still to be written."""
        if self._timer is not None:
            self._timer.cancel()
            self._begin_to_write()
        if self._writing is not None:
            await asyncio.shield(self._writing)

    def _begin_to_write(self) -> None:
        self._timer = None
        self._writing = asyncio.create_task(self._write(self._writing))

    async def _write(self, earlier: asyncio.Task[None] | None) -> None:
        """Write after what was begun earlier; without a server it is done without."""
        if earlier is not None:
            await earlier
        unwritten, self._unwritten = self._unwritten, {}
        try:
            async with self.pipeline(transaction=False) as pipeline:
                for key, kept in unwritten.items():
                    pipeline.set(key, kept.to_text(kept.thing), px=kept.milliseconds)
                await pipeline.execute()
        except (RedisError, OSError) as error:
            log.warning("redis down", reason=type(error).__name__)
