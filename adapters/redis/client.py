"""The connection to Redis, and its errors in the bot's words."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.client import Pipeline
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from adapters.redis.near import NearRedis
from bot.errors import StoreDown

PREFIX = "chorus:"  # of every key, so that a Redis can be shared
CALL_SECONDS = 2
SEARCH_SECONDS = 60  # for looking through all keys

log = structlog.get_logger()


def make_client(url: str, seconds: float = CALL_SECONDS, *, alone: bool = False) -> Redis:
    """Return a client for `url` that gives a call up after `seconds`; whoever makes it closes it.

    Args:
        url: Where Redis is.
        seconds: How long a call may take.
        alone: Nobody else writes there meanwhile.
    """
    pool: BlockingConnectionPool = BlockingConnectionPool.from_url(
        url,
        decode_responses=True,
        socket_timeout=seconds,
        socket_connect_timeout=seconds,
        timeout=seconds,
        retry=Retry(NoBackoff(), 1),  # once: the server may have closed an idle connection
    )
    return (NearRedis if alone else Redis).from_pool(pool)


@asynccontextmanager
async def reaching_redis(seconds: float = 2 * CALL_SECONDS) -> AsyncIterator[None]:
    """Run calls to Redis.

    Raises:
        StoreDown: Redis did not answer, or not all of it within `seconds`.
    """
    try:
        async with asyncio.timeout(seconds):
            yield
    except (RedisError, OSError) as error:  # an OSError is also a timeout
        raise StoreDown(f"Redis failed: {type(error).__name__}.") from error


@asynccontextmanager
async def doing_without() -> AsyncIterator[None]:
    """Run calls to Redis that can be done without: a failure ends the block with one warning in the log."""
    try:
        async with reaching_redis():
            yield
    except StoreDown as error:
        log.warning("redis down", reason=str(error))


def begin_writes(pipeline: Pipeline) -> None:
    """End the reads of a watched transaction: what follows happens as a whole, or is tried again."""
    pipeline.multi()  # type: ignore[no-untyped-call]  # redis-py left this one untyped
