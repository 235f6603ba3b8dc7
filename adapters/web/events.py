"""What happened on the playground, in order: pages follow it as it happens and pick up where they stopped."""

import asyncio
import secrets
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass

from adapters.web.shapes import Body

KEPT_EVENTS = 300
LONGEST_NUMBER = 18  # digits


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened."""

    number: int
    kind: str
    body: Body


class EventLog:
    """The newest events, numbered from 1; a follower who falls behind them is told to start afresh."""

    def __init__(self, kept: int = KEPT_EVENTS) -> None:
        self._run = secrets.token_hex(4)  # numbers start again with the process: this tells the runs apart
        self._events: deque[Event] = deque(maxlen=kept)
        self._newest = 0
        self._news = asyncio.Event()
        self._closed = False

    @property
    def newest(self) -> str:
        """The id of the newest event."""
        return self.id_of(self._newest)

    def id_of(self, number: int) -> str:
        """Return the id that names an event to the outside."""
        return f"{self._run}-{number}"

    def publish(self, kind: str, body: Body) -> None:
        """Add an event and wake whoever follows."""
        self._newest += 1
        self._events.append(Event(self._newest, kind, body))
        self._wake()

    def close(self) -> None:
        """Let every follower go, once they have what there is."""
        self._closed = True
        self._wake()

    async def follow(self, after: str) -> AsyncIterator[Event]:
        """Yield each event after the one with the id `after`, as it happens.

        Ends with an event of kind `resync` when events in between are gone: read the whole state, then follow again.
        """
        seen = self._number_of(after)
        while True:
            if seen is None or seen < self._newest - len(self._events):
                yield Event(self._newest, "resync", {})
                return
            missed = self._since(seen)
            for event in missed[:1]:  # one by one: while it is sent, older ones may go
                seen = event.number
                yield event
            if not missed:
                if self._closed:
                    return
                await self._news.wait()

    def _since(self, seen: int) -> list[Event]:
        count = self._newest - seen
        return list(self._events)[-count:] if count else []

    def _number_of(self, event_id: str) -> int | None:
        run, _, number = event_id.partition("-")
        if run != self._run or not number.isdecimal() or len(number) > LONGEST_NUMBER or int(number) > self._newest:
            return None
        return int(number)

    def _wake(self) -> None:
        self._news.set()
        self._news = asyncio.Event()
