"""What channels have settled for all their lists."""

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.sql.engine import transaction
from adapters.sql.insert import replacing
from adapters.sql.tables import channel_settings
from bot.chat import Channel
from bot.sessions.settings import ChannelSettings

SETTINGS = TypeAdapter(ChannelSettings)


class SqlChannels:
    """A `SettingsStore` in one table."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def of(self, channel: Channel) -> ChannelSettings:
        """Return a channel's settings; what was never set is as at first.

        Raises:
            ServiceDown: the database did not answer.
        """
        found = select(channel_settings.c.settings).where(channel_settings.c.channel_key == channel.key)
        async with transaction(self._engine) as connection:
            kept = await connection.scalar(found)
        return SETTINGS.validate_json(kept) if kept else ChannelSettings()

    async def save(self, channel: Channel, settings: ChannelSettings) -> None:
        """Keep a channel's settings.

        Raises:
            ServiceDown: the database did not answer.
        """
        row: dict[str, object] = {"channel_key": channel.key, "settings": SETTINGS.dump_json(settings).decode()}
        async with transaction(self._engine) as connection:
            await connection.execute(replacing(channel_settings, self._engine, row))
