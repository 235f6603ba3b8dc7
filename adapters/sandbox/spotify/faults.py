"""What can go wrong on purpose: slowness, refusals, failures, nonsense and silence."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from fnmatch import fnmatchcase


class Kind(Enum):
    """A way to fail."""

    LATENCY = "latency"  # answer, but only after `seconds`
    RATE_LIMIT = "rate limit"  # 429; Retry-After is `seconds`
    QUOTA = "quota"  # 429 with reason QUOTA_EXCEEDED; Retry-After is `seconds`, usually hours
    FAIL_BEFORE = "fail before"  # `status` without doing anything
    FAIL_AFTER = "fail after"  # `status` although it was done
    BROKEN_JSON = "broken json"  # 200 with half a body, although it was done
    HTML = "html"  # 200 with a web page, although it was done
    HANG = "hang"  # no answer until the caller gives up
    RESET = "reset"  # the connection is cut before anything is done
    RESET_AFTER = "reset after"  # the connection is cut although it was done


_USUAL_SECONDS = {Kind.LATENCY: 0.2, Kind.RATE_LIMIT: 2, Kind.QUOTA: 49_861}


@dataclass(slots=True)
class Fault:
    """One way to fail, for some calls."""

    kind: Kind
    route: str = "*"  # "POST /playlists/{id}/items"; may hold *, as in "GET /playlists/*"
    times: int | None = 1  # None: until it is taken away
    seconds: float | None = None  # None: what is usual for the kind
    status: int = 502
    message: str = "Error while loading resource"

    @property
    def lasts(self) -> float:
        """How many seconds to wait, or to tell the caller to wait."""
        return _USUAL_SECONDS.get(self.kind, 0) if self.seconds is None else self.seconds

    def fits(self, route: str) -> bool:
        """Tell whether a call of `route` should fail so."""
        return self.times != 0 and fnmatchcase(route, self.route)


@dataclass(slots=True)
class Faults:
    """The faults that are switched on; each call meets the first that fits, and any latency before it."""

    active: list[Fault] = field(default_factory=list)

    def add(self, fault: Fault) -> Fault:
        """Switch a fault on and return it."""
        self.active.append(fault)
        return fault

    def remove(self, fault: Fault) -> None:
        """Switch a fault off; nothing happens where it is over."""
        self.active = [one for one in self.active if one is not fault]

    def clear(self) -> None:
        """Switch every fault off."""
        self.active.clear()

    def take(self, route: str) -> tuple[float, Fault | None]:
        """Return how many seconds a call of `route` waits and how it fails, and count both as used."""
        slow = self._used(one for one in self.active if one.kind is Kind.LATENCY and one.fits(route))
        fault = self._used(one for one in self.active if one.kind is not Kind.LATENCY and one.fits(route))
        return (0.0 if slow is None else slow.lasts), fault

    def _used(self, fitting: Iterable[Fault]) -> Fault | None:
        fault = next(iter(fitting), None)
        if fault is not None and fault.times is not None:
            fault.times -= 1
            if fault.times == 0:
                self.remove(fault)
        return fault
