"""What was learned lately, kept in memory for a while."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.curation.ports import OpenFacts


class KeptFacts:
    """Facts by uri for `lifetime`, at most `size` of them; that nothing is known is kept as well."""

    def __init__(self, clock: Callable[[], datetime], lifetime: timedelta, size: int) -> None:
        self._clock = clock
        self._lifetime = lifetime
        self._size = size
        self._kept: OrderedDict[str, tuple[datetime, OpenFacts | None]] = OrderedDict()

    def holds(self, uri: str) -> bool:
        """Tell whether it is known what is known of `uri`."""
        if uri not in self._kept:
            return False
        if self._kept[uri][0] <= self._clock():
            del self._kept[uri]
            return False
        self._kept.move_to_end(uri)
        return True

    def get(self, uri: str) -> OpenFacts | None:
        """Return what is known of `uri`, None when that is nothing or not kept."""
        return self._kept[uri][1] if self.holds(uri) else None

    def put(self, uri: str, facts: OpenFacts | None) -> None:
        """Keep what is known of `uri`."""
        self._kept[uri] = (self._clock() + self._lifetime, facts)
        self._kept.move_to_end(uri)
        if len(self._kept) > self._size:
            self._kept.popitem(last=False)
