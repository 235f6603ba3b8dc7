"""What channels remember, for some hours."""

import structlog
from pydantic import TypeAdapter, ValidationError
from redis.asyncio import Redis

from adapters.redis.client import PREFIX, doing_without
from bot.chat import Channel
from bot.conversation.context import FORGET_AFTER, Context

CONTEXT = TypeAdapter(Context)

log = structlog.get_logger()


class RedisContexts:
    """A `ContextStore`: one key a channel, which goes when the channel has been silent for long."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def load(self, channel: Channel) -> Context:
        """Return what the channel remembers; an empty context when it has forgotten or Redis is down."""
        kept = None
        async with doing_without():
            kept = await self._redis.get(_key(channel))
        if kept is None:
            return Context()
        try:
            return CONTEXT.validate_json(kept)
        except ValidationError:  # kept by another version
            log.warning("context unreadable", channel=channel.id)
            return Context()

    async def save(self, channel: Channel, context: Context) -> None:
        """Remember; does nothing when Redis is down."""
        async with doing_without():
            await self._redis.set(_key(channel), CONTEXT.dump_json(context), ex=FORGET_AFTER)


def _key(channel: Channel) -> str:
    return f"{PREFIX}context:{channel.key}"
