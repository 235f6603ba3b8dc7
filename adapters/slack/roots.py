"""Under which messages a thread is still the channel's own conversation: those we said or were told."""

from datetime import timedelta

from adapters.slack.notes import Notes

KEPT = timedelta(days=30)


class Roots:
    """Remembers them; any other thread is a conversation of its own, with its own session."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes

    async def add(self, channel: str, ts: str) -> None:
        """Remember a message at the top level of a channel."""
        await self._notes.put(_key(channel, ts), "ours", KEPT)

    async def holds(self, channel: str, ts: str) -> bool:
        """Tell whether a thread under the message belongs to the whole channel."""
        return await self._notes.get(_key(channel, ts)) is not None


def _key(channel: str, ts: str) -> str:
    return f"slack:root:{channel}:{ts}"
