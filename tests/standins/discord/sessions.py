"""A bot's session: what it asked to be told, what it was told, and what it still has to be told."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.standins.discord.connection import Connection
from tests.standins.discord.refusals import Json

DISPATCH = 0


@dataclass(frozen=True, slots=True)
class Identify:
    """One IDENTIFY, as proof of what a bot asks for."""

    at: datetime
    intents: int
    shard: tuple[int, int]
    is_compressed: bool


@dataclass(frozen=True, slots=True)
class Event:
    """Something told, with its number."""

    seq: int
    name: str
    data: Json


@dataclass(eq=False, slots=True)
class Session:
    """What goes on across the connections of one client."""

    id: str
    intents: int
    shard: tuple[int, int]
    connection: Connection | None
    events: list[Event] = field(default_factory=list)

    def tell(self, name: str, data: Json) -> None:
        """Tell of an event, now or when it resumes."""
        event = Event(len(self.events) + 1, name, data)
        self.events.append(event)
        self._send(event)

    def resume(self, connection: Connection, seq: int) -> int:
        """Tell a new connection all after `seq`; return how much that was."""
        self.connection = connection
        missed = self.events[seq:]
        for event in missed:
            self._send(event)
        self.tell("RESUMED", {"_trace": []})
        return len(missed)

    def takes(self, guild_id: int | None) -> bool:
        """Return whether its shard is the one for a guild; what has no guild goes to the first."""
        number, count = self.shard
        return number == 0 if guild_id is None else (guild_id >> 22) % count == number

    def told(self, name: str) -> Iterator[Json]:
        """Yield what it was told of one kind of event."""
        return (event.data for event in self.events if event.name == name)

    def _send(self, event: Event) -> None:
        if self.connection is not None:
            self.connection.send(DISPATCH, event.data, name=event.name, seq=event.seq)


def shard_of(identify: Json) -> tuple[int, int] | None:
    """Return the shard an IDENTIFY is for, the only one where it says none, None where it makes no sense."""
    sent: Any = identify.get("shard") or [0, 1]
    if len(sent) == 2 and all(isinstance(part, int) for part in sent) and 0 <= sent[0] < sent[1]:
        return sent[0], sent[1]
    return None
