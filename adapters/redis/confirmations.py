"""Grave operations that wait for a press, each taken once even when many press at the same time.

Keys (under `chorus:`): `confirm:CODE`, as a press brings nothing else; whose it is stands inside.
"""

from collections.abc import Collection

from pydantic import TypeAdapter, ValidationError
from redis.asyncio import Redis

from adapters.redis.client import PREFIX, SEARCH_SECONDS, reaching_redis
from adapters.redis.keys import keys_of
from bot.chat import Member
from bot.sessions.pending import LIFETIME, Pending, new_code

PENDING = TypeAdapter(Pending)


class RedisConfirmations:
    """`Confirmations`, and what is to be forgotten of them."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def put(self, pending: Pending) -> str:
        """Keep it; return the code that its button says.

        Raises:
            ServiceDown: Redis did not answer.
        """
        code = new_code()
        async with reaching_redis():
            await self._redis.set(_key(code), PENDING.dump_json(pending), px=LIFETIME)
        return code

    async def peek(self, code: str) -> Pending | None:
        """Return it without using it up; None when it is unknown, taken or too old.

        Raises:
            ServiceDown: Redis did not answer.
        """
        async with reaching_redis():
            return _to_pending(await self._redis.get(_key(code)))

    async def take(self, code: str) -> Pending | None:
        """Take it out: of many who ask at once, one gets it.

        Raises:
            ServiceDown: Redis did not answer.
        """
        async with reaching_redis():
            return _to_pending(await self._redis.getdel(_key(code)))

    async def forget_tenant(self, platform: str, tenant: str, channels: Collection[str]) -> None:
        """Drop what was asked for in the tenant's channels.

        Raises:
            ServiceDown: Redis did not answer.
        """
        async with reaching_redis(SEARCH_SECONDS):
            async for key in keys_of(self._redis, "confirm"):
                kept = _to_pending(await self._redis.get(key))
                if kept and (kept.channel.platform, kept.channel.tenant) == (platform, tenant):
                    await self._redis.delete(key)

    async def forget_member(self, member: Member) -> int:
        """Drop what the member asked for, and return how much that was.

        Raises:
            ServiceDown: Redis did not answer.
        """
        dropped = 0
        async with reaching_redis(SEARCH_SECONDS):
            async for key in keys_of(self._redis, "confirm"):
                kept = _to_pending(await self._redis.get(key))
                if kept and kept.member == member:
                    dropped += await self._redis.delete(key)
        return dropped


def _to_pending(kept: str | bytes | None) -> Pending | None:
    """Return what is kept; None when nothing is, or another version of Chorus kept it."""
    try:
        return PENDING.validate_json(kept) if kept is not None else None
    except ValidationError:
        return None


def _key(code: str) -> str:
    return f"{PREFIX}confirm:{code}"
