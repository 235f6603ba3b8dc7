"""Our keys in Redis, found by how they begin."""

import re
from collections.abc import AsyncIterator

from redis.asyncio import Redis

from adapters.redis.client import PREFIX

BATCH = 500  # keys that Redis looks through at once: it serves nobody meanwhile
_SPECIAL = re.compile(r"([*?\[\]\\^])")  # in Redis' patterns


async def keys_of(redis: Redis, *parts: str) -> AsyncIterator[str]:
    """Yield our keys that begin with these parts; one may come twice.

    Raises:
        RedisError: Redis did not answer.
    """
    begins = PREFIX + "".join(f"{part}:" for part in parts)
    async for key in redis.scan_iter(match=_SPECIAL.sub(r"\\\1", begins) + "*", count=BATCH):
        yield key
