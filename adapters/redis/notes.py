"""Short texts that a platform must remember for a while: which message is a panel, what a button says."""

from datetime import timedelta
from typing import Protocol

from redis.asyncio import Redis

from adapters.redis.client import PREFIX, reaching_redis


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
        async with reaching_redis():
            kept = await self._redis.get(self._key(name))
        if kept is None:
            return None
        return self._cipher.decrypt(kept if isinstance(kept, str) else kept.decode())

    async def put(self, name: str, text: str, lifetime: timedelta) -> None:
        """Keep `text` under `name` for `lifetime`, instead of what was there.

        Raises:
            ServiceDown: Redis did not answer.
        """
        async with reaching_redis():
            await self._redis.set(self._key(name), self._cipher.encrypt(text), px=lifetime)

    async def drop(self, name: str) -> None:
        """Keep nothing under `name`.

        Raises:
            ServiceDown: Redis did not answer.
        """
        async with reaching_redis():
            await self._redis.delete(self._key(name))

    def _key(self, name: str) -> str:
        return f"{PREFIX}notes:{self._platform}:{name}"
