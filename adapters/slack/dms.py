"""The channels where the app is alone with one member."""

from adapters.slack.installations import Installation
from adapters.slack.posting import dm_with

MOST_KEPT = 10_000


class Dms:
    """Opens each once."""

    def __init__(self) -> None:
        self._ids: dict[tuple[str, str], str] = {}

    async def of(self, installation: Installation, member: str) -> str:
        """Return the id of the channel.

        Raises:
            ServiceError: there is none to be had.
        """
        key = (installation.tenant, member)
        if key not in self._ids:
            if len(self._ids) >= MOST_KEPT:
                self._ids.clear()
            self._ids[key] = await dm_with(installation, member)
        return self._ids[key]
