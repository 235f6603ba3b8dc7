"""The client of a Redis that one process has for itself: it remembers what it wrote, and writes a little later.

A turn keeps some short texts: what the channel remembers, what was shown. Each of them was a trip to the server and
back. Here they are collected for a moment and written together, and read back without a trip. Where the process dies,
the last moment is lost of what may be lost at any time; what may not, such as tickets and budgets, is under other keys
and goes straight through.
"""

import asyncio
import time
from collections import OrderedDict
from typing import Any

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

FLUSH_SECONDS = 0.2
MOST_REMEMBERED = 20_000
KINDS = ("chorus:context:", "chorus:notes:")  # the keys it is done with
_IN_SECONDS = {"EX": 1.0, "PX": 0.001}

log = structlog.get_logger()


class NearRedis(Redis):
    """A client as any other, for whoever calls it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._known: OrderedDict[str, tuple[str, float]] = OrderedDict()  # text, and until when
        self._unwritten: dict[str, tuple[Any, ...]] = {}  # the command to come, by key
        self._timer: asyncio.TimerHandle | None = None
        self._flushing: asyncio.Task[None] | None = None

    async def execute_command(self, *args: Any, **options: Any) -> Any:
        """Do without the server what can be done so; anything else comes after what is still to be written."""
        match args:
            case "GET", str(key) if (known := self._remembered(key)) is not None:
                return known
            case "GET", str(key) if key not in self._unwritten:
                pass
            case "SET", str(key), text, "EX" | "PX" as unit, life if key.startswith(KINDS):
                self._remember(key, text, life * _IN_SECONDS[unit])
                self._write_soon(key, args)
                return True
            case _:
                await self._flush()
                for key in args[1:]:
                    self._known.pop(str(key), None)
        return await super().execute_command(*args, **options)  # type: ignore[no-untyped-call]  # redis-py left it so

    async def aclose(self, close_connection_pool: bool | None = None) -> None:
        """Write what is still to be written, and close."""
        await self._flush()
        await super().aclose(close_connection_pool)

    def _remembered(self, key: str) -> str | None:
        text, until = self._known.get(key, ("", 0.0))
        return text if time.monotonic() < until else None

    def _remember(self, key: str, text: str | bytes, seconds: float) -> None:
        kept = text if isinstance(text, str) else text.decode()
        self._known[key] = (kept, time.monotonic() + seconds)
        self._known.move_to_end(key)
        if len(self._known) > MOST_REMEMBERED:
            self._known.popitem(last=False)

    def _write_soon(self, key: str, command: tuple[Any, ...]) -> None:
        self._unwritten[key] = command
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(FLUSH_SECONDS, self._begin_flush)

    def _begin_flush(self) -> None:
        self._timer = None
        self._flushing = asyncio.create_task(self._write(self._flushing))

    async def _flush(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._begin_flush()
        if self._flushing is not None:
            await asyncio.shield(self._flushing)

    async def _write(self, earlier: asyncio.Task[None] | None) -> None:
        """Write what is to be written, after what was begun earlier; without a server it is done without."""
        if earlier is not None:
            await earlier
        commands = list(self._unwritten.items())
        try:
            async with self.pipeline(transaction=False) as pipeline:
                for _, command in commands:
                    pipeline.execute_command(*command)
                await pipeline.execute()
        except (RedisError, OSError) as error:
            log.warning("redis down", reason=type(error).__name__)
        for key, command in commands:
            if self._unwritten[key] is command:
                del self._unwritten[key]
