"""Short texts that a platform must remember for a while: which message is a panel, what a button says."""

from collections.abc import Collection
from datetime import timedelta
from typing import Protocol

from redis.asyncio import Redis

from adapters.redis.client import PREFIX, SEARCH_SECONDS, reaching_redis
from adapters.redis.keys import keys_of
from adapters.redis.near import NearRedis
from bot.chat import Member

MARKS = frozenset({"1", "shown", "ours"})  # what says no more than that it is there; there are many of them


class Cipher(Protocol):
    """What keeps texts unreadable."""

    def encrypt(self, plain: str) -> str:
        """Return `plain` encrypted."""

    def decrypt(self, encrypted: str) -> str:
        """Return what was encrypted.

        Raises:
            ServiceError: it cannot be read with any of the keys.
        """


class RedisNotes:
    """The notes of one platform, each under its name, encrypted: a private answer may wait among them."""

    def __init__(self, redis: Redis, cipher: Cipher, platform: str) -> None:
        self._redis = redis
        self._cipher = cipher
        self._platform = platform

    async def get(self, name: str) -> str | None:
        """Return the text kept under `name`; None when there is none, or its time is over.

        Raises:
            ServiceDown: Redis did not answer.
        """
        key = self._key(name)
        if isinstance(self._redis, NearRedis) and (text := self._redis.at_hand(key)) is not None:
            return str(text)
        async with reaching_redis():
            kept = await self._redis.get(key)
        if kept is None:
            return None
        text = kept if isinstance(kept, str) else kept.decode()
        return text if text in MARKS else self._cipher.decrypt(text)

    async def put(self, name: str, text: str, lifetime: timedelta) -> None:
        """Keep `text` under `name` for `lifetime`, instead of what was there.

        Raises:
            ServiceDown: Redis did not answer.
        """
        if isinstance(self._redis, NearRedis):
            self._redis.keep(self._key(name), text, self._sealed, lifetime)
            return
        async with reaching_redis():
            await self._redis.set(self._key(name), self._sealed(text), px=lifetime)

    async def drop(self, name: str) -> None:
        """Keep nothing under `name`.

        Raises:
            ServiceDown: Redis did not answer.
        """
        async with reaching_redis():
            await self._redis.delete(self._key(name))

    async def forget_tenant(self, platform: str, tenant: str, channels: Collection[str]) -> None:
        """Drop the notes of the tenant and of its channels, told by their names.

        Others have names of chance or are called by their own print: nobody can tell whose they are, they are
        unreadable without our key, and they go when their time is over.

        Raises:
            ServiceDown: Redis did not answer.
        """
        if platform == self._platform:
            await self._drop_called({tenant, *channels})

    async def forget_member(self, member: Member) -> int:
        """Drop the notes that have the member's id in their names, and return how many.

        Raises:
            ServiceDown: Redis did not answer.
        """
        return await self._drop_called({member.id}) if member.platform == self._platform else 0

    async def _drop_called(self, ids: set[str]) -> int:
        dropped = 0
        async with reaching_redis(SEARCH_SECONDS):
            async for key in keys_of(self._redis, "notes", self._platform):
                if ids & set(key.split(":")):
                    dropped += await self._redis.delete(key)
        return dropped

    def _sealed(self, text: str) -> str:
        return text if text in MARKS else self._cipher.encrypt(text)

    def _key(self, name: str) -> str:
        return f"{PREFIX}notes:{self._platform}:{name}"
