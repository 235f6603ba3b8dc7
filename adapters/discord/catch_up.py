"""What was said to the bot while it was away: read afterwards in the channels where it is talked to."""

import json
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta

import discord
import structlog

from adapters.discord.refusals import translated
from adapters.discord.shelf import Shelf, doing_without
from bot.errors import ServiceError

AWAY = timedelta(minutes=10)  # who waits for longer asks again
_CHANNELS = 50  # the latest; a call each
_MESSAGES = 100
_HEARD = 5_000  # messages of this process that need not be looked up again
_KEPT = timedelta(days=7)
_NAME = "discord:talked-in"

log = structlog.get_logger()


class CatchUp:
    """Knows where the bot is talked to, and reads what it may have missed there."""

    def __init__(self, client: discord.Client, shelf: Shelf, clock: Callable[[], datetime]) -> None:
        self._client = client
        self._shelf = shelf
        self._clock = clock
        self._channels: OrderedDict[int, None] = OrderedDict()
        self._heard: OrderedDict[int, None] = OrderedDict()

    async def recall(self) -> None:
        """Remember what an earlier process knew."""
        kept = None
        with doing_without():
            kept = await self._shelf.get(_NAME)
        self._channels = OrderedDict.fromkeys([*map(int, json.loads(kept or "[]")), *self._channels])

    async def note(self, message: discord.Message) -> None:
        """Note that a message was heard, and where the bot is talked to."""
        channel = message.channel.id
        self._heard[message.id] = None
        if len(self._heard) > _HEARD:
            self._heard.popitem(last=False)
        is_new = channel not in self._channels
        self._channels[channel] = None
        self._channels.move_to_end(channel)
        if len(self._channels) > _CHANNELS:
            self._channels.popitem(last=False)
        if is_new:
            with doing_without():
                await self._shelf.put(_NAME, json.dumps(list(self._channels)), _KEPT)

    async def missed(self) -> AsyncIterator[discord.Message]:
        """Yield what was said lately in those channels, in each in order; what an earlier process heard is among it."""
        for channel in reversed(list(self._channels)):
            try:
                with translated():
                    messages = await self._read(channel)
            except ServiceError:  # closed to the bot by now, or to its reading back
                log.info("channel not read back", channel=channel)
                continue
            for message in messages:
                if message.id not in self._heard:
                    yield message

    async def _read(self, channel_id: int) -> list[discord.Message]:
        channel = self._client.get_channel(channel_id) or await self._client.fetch_channel(channel_id)
        if not isinstance(channel, discord.abc.Messageable):
            return []
        since = self._clock() - AWAY
        return [message async for message in channel.history(limit=_MESSAGES, after=since, oldest_first=True)]
