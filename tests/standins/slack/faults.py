"""What goes wrong on request: the next calls of a method are limited, refused, failed, cut off or held up."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

ANY = "*"


@dataclass(eq=False)
class Hold:
    """Calls kept waiting for their answer until `release`."""

    method: str
    waiting: int = 0
    _released: asyncio.Event = field(default_factory=asyncio.Event)

    def release(self) -> None:
        """Let every call be answered, now and later."""
        self._released.set()

    async def released(self) -> None:
        """Return once released."""
        await self._released.wait()


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong with one call."""

    method: str
    status: int = 200  # of the answer
    error: str = ""  # the code of a refusal
    retry_after: int = 0  # with status 429
    cut: bool = False  # the connection is closed instead of an answer
    after: bool = False  # the work was done all the same


class Faults:
    """The faults that wait for their calls, each for one."""

    def __init__(self) -> None:
        self._next: list[Fault] = []
        self._holds: list[Hold] = []
        self.changed: Callable[[], None] = lambda: None

    def ratelimited(self, method: str = ANY, *, retry_after: int = 1, times: int = 1) -> None:
        """Answer 429 with Retry-After."""
        self._add(Fault(method, 429, "ratelimited", retry_after), times)

    def fails(self, method: str = ANY, *, status: int = 503, times: int = 1, after: bool = False) -> None:
        """Answer with a server's error and no JSON; `after` the work was done all the same."""
        self._add(Fault(method, status, after=after), times)

    def refuses(self, method: str, error: str, *, times: int = 1) -> None:
        """Answer `ok: false` with the code, such as `fatal_error`."""
        self._add(Fault(method, error=error), times)

    def cuts(self, method: str = ANY, *, times: int = 1, after: bool = False) -> None:
        """Close the connection instead of an answer; `after` the work was done all the same."""
        self._add(Fault(method, cut=True, after=after), times)

    def holds(self, method: str) -> Hold:
        """Keep every call of the method waiting, before its work, until the hold is released."""
        hold = Hold(method)
        self._holds.append(hold)
        return hold

    def take(self, method: str) -> Fault | None:
        """Return the fault meant for this call, None where there is none."""
        fault = next((one for one in self._next if one.method in (method, ANY)), None)
        if fault is not None:
            self._next.remove(fault)
        return fault

    async def hold(self, method: str) -> None:
        """Wait while calls of the method are held."""
        for hold in [one for one in self._holds if one.method in (method, ANY)]:
            hold.waiting += 1
            self.changed()
            await hold.released()

    def clear(self) -> None:
        """Let every call go well again, and be answered."""
        self._next.clear()
        for hold in self._holds:
            hold.release()
        self._holds.clear()

    @property
    def left(self) -> int:
        """Return how many faults still wait for their calls."""
        return len(self._next)

    def _add(self, fault: Fault, times: int) -> None:
        self._next += [fault] * times
