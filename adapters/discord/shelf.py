"""What the adapter must remember, and where."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Protocol

import structlog

from bot.errors import ServiceDown

_MOST_KEPT = 20_000

log = structlog.get_logger()


class Shelf(Protocol):
    """Keeps short texts by key.

    Among them are the panels' message ids, the print of the commands offered last, the words of buttons they do not
    fit into, which replies were shown, and private answers nobody has opened yet: keep it encrypted, and not in a log.
    """

    async def get(self, key: str) -> str | None:
        """Return what is kept under `key`; None when nothing is, or no longer.

        Raises:
            ServiceDown: the store did not answer.
        """

    async def put(self, key: str, text: str, lifetime: timedelta) -> None:
        """Keep `text` under `key`, instead of what was there, for `lifetime`.

        Raises:
            ServiceDown: the store did not answer.
        """

    async def drop(self, key: str) -> None:
        """Keep nothing under `key`.

        Raises:
            ServiceDown: the store did not answer.
        """


class MemoryShelf:
    """A `Shelf` that forgets with the process."""

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._clock = clock
        self._kept: OrderedDict[str, tuple[str, datetime]] = OrderedDict()

    async def get(self, key: str) -> str | None:
        """Return what is kept under `key`, if anything."""
        text, until = self._kept.get(key, ("", None))
        return text if until is not None and self._clock() < until else None

    async def put(self, key: str, text: str, lifetime: timedelta) -> None:
        """Keep `text` under `key`; the oldest goes where there is too much."""
        self._kept[key] = (text, self._clock() + lifetime)
        self._kept.move_to_end(key)
        if len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)

    async def drop(self, key: str) -> None:
        """Keep nothing under `key`."""
        self._kept.pop(key, None)


@contextmanager
def doing_without() -> Iterator[None]:
    """Go on where the shelf cannot be reached: what it keeps makes answers better, not possible."""
    try:
        yield
    except ServiceDown:
        log.warning("shelf down")
