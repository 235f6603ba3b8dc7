"""Waiting for a claim to become true, looked at again whenever something happened and never by the clock."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

PATIENCE_SECONDS = 5  # of the real clock: a test that is wrong must end

Claim = TypeVar("Claim")


class Changes:
    """Tells who waits that something happened."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def happened(self) -> None:
        """Let every claim be looked at again."""
        self._next.set()
        self._next = asyncio.Event()

    async def until(
        self, claim: Callable[[], Claim | None], what: str = "", seconds: float = PATIENCE_SECONDS
    ) -> Claim:
        """Return what `claim` gives, as soon as that is true.

        Raises:
            TimeoutError: it did not become true in `seconds` of the real clock; says `what` was waited for.
        """
        try:
            async with asyncio.timeout(seconds):
                while True:
                    coming = self._next
                    if value := claim():
                        return value
                    await coming.wait()
        except TimeoutError as error:
            raise TimeoutError(f"waited {seconds} s in vain for {what or 'a change'}") from error
