"""Which message of ours spoke of which entry: what a reply, a press or a reaction to it is about."""

from datetime import timedelta

from adapters.discord.shelf import Shelf, doing_without

KEPT = timedelta(days=30)


class Spoken:
    """Remembers it for a while; without the shelf nothing is known, and no harm done."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def note(self, message: str, uri: str | None) -> None:
        """Remember what a message speaks of, if it is one thing."""
        if uri is not None:
            with doing_without():
                await self._shelf.put(f"discord:about:{message}", uri, KEPT)

    async def of(self, message: str) -> str | None:
        """Return the uri of the one entry that a message speaks of, if any."""
        with doing_without():
            return await self._shelf.get(f"discord:about:{message}")
        return None

    async def note_name(self, member: str, name: str) -> None:
        """Remember what a member who reacted is called: Discord does not say it where they take it back."""
        with doing_without():
            await self._shelf.put(f"discord:reacted:{member}", name, KEPT)

    async def name_of(self, member: str) -> str | None:
        """Return what a member who reacted before is called."""
        with doing_without():
            return await self._shelf.get(f"discord:reacted:{member}")
        return None
