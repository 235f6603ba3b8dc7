"""The servers that Chorus is in, and those that took it out: also while it was not connected."""

import asyncio
import json
from collections.abc import Iterable
from datetime import timedelta

import structlog

from adapters.discord.inbound import NAME
from adapters.discord.shelf import Shelf
from bot.chat import Forget, Gone
from bot.errors import ServiceError

_NAME = "discord:guilds"
_KEPT = timedelta(days=365)

log = structlog.get_logger()


class Guilds:
    """Remembers the servers, so that one which is missing at the next start is known to be gone.

    A server that could not be forgotten stays among those remembered: it is missing again at the next session.
    """

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._noting = asyncio.Lock()  # what is known is read, changed and written as one
        self.forget: Forget | None = None

    async def are(self, present: Iterable[int]) -> None:
        """Take note of all servers of a session that begins; forget those that are not among them any more."""
        there = {str(guild) for guild in present}
        try:
            async with self._noting:
                missing = await self._known() - there
                left_over = {guild for guild in missing if not await self._is_forgotten(guild)}
                await self._note(there | left_over)
        except ServiceError:
            log.warning("discord servers not compared", exc_info=True)

    async def joined(self, guild: int) -> None:
        """Take note of a server that invited Chorus."""
        try:
            async with self._noting:
                await self._note(await self._known() | {str(guild)})
        except ServiceError:
            log.warning("discord server not noted", guild=guild, exc_info=True)

    async def left(self, guild: int) -> None:
        """Forget a server that took Chorus out."""
        try:
            async with self._noting:
                is_forgotten = await self._is_forgotten(str(guild))
                others = await self._known() - {str(guild)}
                await self._note(others if is_forgotten else others | {str(guild)})
        except ServiceError:
            log.warning("discord server not struck out", guild=guild, exc_info=True)

    async def _is_forgotten(self, guild: str) -> bool:
        if self.forget is None:
            return False
        log.warning("discord server gone", tenant=guild)
        try:
            await self.forget(Gone(NAME, guild))
        except ServiceError:
            log.exception("discord server not forgotten", tenant=guild)
            return False
        return True

    async def _known(self) -> set[str]:
        return set(json.loads(await self._shelf.get(_NAME) or "[]"))

    async def _note(self, guilds: set[str]) -> None:
        await self._shelf.put(_NAME, json.dumps(sorted(guilds)), _KEPT)
