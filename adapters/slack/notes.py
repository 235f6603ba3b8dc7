"""What the adapter must remember over a restart."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

import structlog

from bot.errors import ServiceDown

log = structlog.get_logger()


class Notes(Protocol):
    """Short texts by name, each for a while: which message is a panel, what was shown, what a button says.

    Among them are private replies that wait behind a button: keep them encrypted, and out of the log.
    """

    async def put(self, name: str, text: str, lifetime: timedelta) -> None:
        """Keep `text`, in place of an earlier one.

        Raises:
            ServiceDown: it could not be kept.
        """

    async def get(self, name: str) -> str | None:
        """Return the text; None when there is none, or its time is over.

        Raises:
            ServiceDown: the store did not answer.
        """

    async def drop(self, name: str) -> None:
        """Forget the text.

        Raises:
            ServiceDown: the store did not answer.
        """


class MemoryNotes:
    """`Notes` that last as long as the process."""

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._clock = clock
        self._notes: dict[str, tuple[str, datetime]] = {}

    async def put(self, name: str, text: str, lifetime: timedelta) -> None:
        """Keep `text`, in place of an earlier one."""
        self._notes[name] = (text, self._clock() + lifetime)

    async def get(self, name: str) -> str | None:
        """Return the text; None when there is none, or its time is over."""
        text, until = self._notes.get(name, (None, self._clock()))
        return text if self._clock() < until else None

    async def drop(self, name: str) -> None:
        """Forget the text."""
        self._notes.pop(name, None)


class Forgiving:
    """Notes that can be done without: where the store is down nothing is found or kept, and one warning is logged."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes

    async def put(self, name: str, text: str, lifetime: timedelta) -> None:
        """Keep `text` if possible."""
        try:
            await self._notes.put(name, text, lifetime)
        except ServiceDown as error:
            log.warning("slack note not kept", reason=str(error))

    async def get(self, name: str) -> str | None:
        """Return the text; None also when the store is down."""
        try:
            return await self._notes.get(name)
        except ServiceDown as error:
            log.warning("slack note not read", reason=str(error))
            return None

    async def drop(self, name: str) -> None:
        """Forget the text if possible."""
        try:
            await self._notes.drop(name)
        except ServiceDown as error:
            log.warning("slack note not dropped", reason=str(error))
