"""What channels remember, for some hours."""

from collections.abc import Collection
from contextlib import suppress
from typing import cast

import structlog
from pydantic import TypeAdapter, ValidationError
from redis.asyncio import Redis
from redis.exceptions import ResponseError

from adapters.redis.client import PREFIX, SEARCH_SECONDS, doing_without, reaching_redis
from adapters.redis.keys import keys_of
from adapters.redis.near import NearRedis
from bot.chat import Channel, Member
from bot.conversation.context import FORGET_AFTER, Context

CONTEXT = TypeAdapter(Context)

log = structlog.get_logger()


class RedisContexts:
    """A `ContextStore`: one key a channel, which goes when the channel has been silent for long.

    On a server of our own (`is_own`) what is forgotten leaves its journal on the disk too.
    """

    def __init__(self, redis: Redis, *, is_own: bool = False) -> None:
        self._redis = redis
        self._is_own = is_own

    async def load(self, channel: Channel) -> Context:
        """Return what the channel remembers; an empty context when it has forgotten or Redis is down."""
        key = _key(channel)
        if isinstance(self._redis, NearRedis) and (context := self._redis.at_hand(key)) is not None:
            return cast(Context, context)
        kept = None
        async with doing_without():
            kept = await self._redis.get(key)
        return _to_context(kept)

    async def save(self, channel: Channel, context: Context) -> None:
        """Remember; does nothing when Redis is down."""
        if isinstance(self._redis, NearRedis):
            self._redis.keep(_key(channel), context, CONTEXT.dump_json, FORGET_AFTER)
            return
        async with doing_without():
            await self._redis.set(_key(channel), CONTEXT.dump_json(context), ex=FORGET_AFTER)

    async def forget_tenant(self, platform: str, tenant: str, channels: Collection[str]) -> None:
        """Forget what was said in any channel of the tenant.

        Raises:
            ServiceDown: Redis did not answer.
        """
        async with reaching_redis(SEARCH_SECONDS):
            async for key in keys_of(self._redis, "context", platform, tenant):
                await self._redis.delete(key)
            await self._wipe()

    async def forget_member(self, member: Member) -> int:
        """Forget what the member said in any channel of the platform; return how many sayings that were.

        Raises:
            ServiceDown: Redis did not answer.
        """
        gone = 0
        async with reaching_redis(SEARCH_SECONDS):
            async for key in keys_of(self._redis, "context", member.platform):
                context = _to_context(await self._redis.get(key))
                without = context.without_member(member)
                if without != context:
                    gone += len(context.heard) - len(without.heard)
                    await self._redis.set(key, CONTEXT.dump_json(without), keepttl=True, xx=True)
            await self._wipe()
        return gone

    async def _wipe(self) -> None:
        """Have the journal written anew, without what was deleted; one that is being written already will do."""
        if self._is_own:
            with suppress(ResponseError):
                await self._redis.bgrewriteaof()


def _to_context(kept: bytes | str | None) -> Context:
    """Return what is kept; an empty context when nothing is, or another version of Chorus kept it."""
    if kept is None:
        return Context()
    try:
        return CONTEXT.validate_json(kept)
    except ValidationError:
        log.warning("context unreadable")
        return Context()


def _key(channel: Channel) -> str:
    return f"{PREFIX}context:{channel.key}"
