"""A small memory that forgets."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """What was kept last, for `lifetime` and at most `size` of it."""

    def __init__(self, clock: Callable[[], datetime], lifetime: timedelta, size: int) -> None:
        self._clock = clock
        self._lifetime = lifetime
        self._size = size
        self._kept: OrderedDict[K, tuple[datetime, V]] = OrderedDict()

    def get(self, key: K) -> V | None:
        """Return what is kept under `key`, None when nothing is or it is too old."""
        if key not in self._kept:
            return None
        ends, value = self._kept[key]
        if ends <= self._clock():
            del self._kept[key]
            return None
        self._kept.move_to_end(key)
        return value

    def put(self, key: K, value: V) -> None:
        """Keep `value`, and let go of what was not asked for longest when there is too much."""
        self._kept[key] = (self._clock() + self._lifetime, value)
        self._kept.move_to_end(key)
        if len(self._kept) > self._size:
            self._kept.popitem(last=False)
