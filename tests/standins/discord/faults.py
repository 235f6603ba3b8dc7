"""What goes wrong on purpose: answers that fail, answers that are late, answers that never arrive."""

import asyncio
from dataclasses import dataclass, field
from fnmatch import fnmatchcase


@dataclass(slots=True)
class Fault:
    """What happens to the next calls that fit."""

    status: int
    method: str = "*"
    path: str = "*"  # as in the API, ids and all; * stands for anything
    code: int = 0
    message: str = "upstream error"
    retry_after: float | None = None
    is_global: bool = False
    after: bool = False  # the deed is done and only its answer lost
    times: int = 1

    def fits(self, method: str, path: str) -> bool:
        """Return whether this is such a call."""
        return self.times > 0 and fnmatchcase(method, self.method) and fnmatchcase(path, self.path)


@dataclass(eq=False, slots=True)
class Hold:
    """A call kept waiting until it is released."""

    method: str
    path: str
    released: asyncio.Event = field(default_factory=asyncio.Event)
    reached: asyncio.Event = field(default_factory=asyncio.Event)

    def release(self) -> None:
        """Let it go on."""
        self.released.set()


class Faults:
    """The faults and holds that wait for a call."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._holds: list[Hold] = []

    def add(self, fault: Fault) -> Fault:
        """Let the next calls that fit go wrong."""
        self._faults.append(fault)
        return fault

    def delay_next(self, method: str = "*", path: str = "*") -> Hold:
        """Keep the next call that fits waiting until the hold is released."""
        hold = Hold(method, path)
        self._holds.append(hold)
        return hold

    def taken(self, method: str, path: str) -> Fault | None:
        """Return the fault for a call, used up by one, None where all goes well."""
        fault = next((one for one in self._faults if one.fits(method, path)), None)
        if fault is not None:
            fault.times -= 1
        return fault

    async def wait(self, method: str, path: str) -> None:
        """Wait where a call is held."""
        for hold in self._holds:
            if fnmatchcase(method, hold.method) and fnmatchcase(path, hold.path):
                self._holds.remove(hold)
                hold.reached.set()
                await hold.released.wait()
                return

    @property
    def left(self) -> int:
        """How many faults still wait for their calls."""
        return sum(fault.times for fault in self._faults)

    def clear(self) -> None:
        """Let everything go well and on."""
        for hold in self._holds:
            hold.release()
        self._faults.clear()
        self._holds.clear()
