"""Which message of ours spoke of which entry: what a reply, a press or a reaction to it is about."""

import json
from dataclasses import dataclass
from datetime import timedelta

from adapters.slack.notes import Notes
from bot.chat import Channel, Reply

KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class About:
    """What one message spoke of, and in which conversation."""

    uri: str
    thread: str | None = None  # whose own conversation it was part of
    place: str = ""  # what the channel is called


class Spoken:
    """Remembers it for a while."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes

    async def note(self, reply: Reply, ts: str) -> None:
        """Remember what a message that was posted speaks of, if it is one thing."""
        if reply.about is not None:
            about = {"uri": reply.about, "thread": reply.channel.thread, "place": reply.channel.name}
            await self._notes.put(_key(reply.channel.id, ts), json.dumps(about), KEPT)

    async def of(self, channel: str, ts: str) -> About | None:
        """Return what the message speaks of, if it is one thing."""
        kept = await self._notes.get(_key(channel, ts))
        return About(**json.loads(kept)) if kept else None


def place_of(about: About, channel: Channel) -> Channel:
    """Return the conversation in which it was spoken of."""
    return Channel(channel.platform, channel.tenant, channel.id, about.thread, channel.kind, about.place)


def _key(channel: str, ts: str) -> str:
    return f"slack:about:{channel}:{ts}"
