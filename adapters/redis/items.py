"""Tracks and episodes of the music service, for as long as showing them again is likely."""

from collections.abc import Iterable
from datetime import timedelta

import structlog
from pydantic import TypeAdapter, ValidationError
from redis.asyncio import Redis

from adapters.redis.client import PREFIX, doing_without
from bot.curation.music import Item

LIFETIME = timedelta(hours=6)
ITEM: TypeAdapter[Item] = TypeAdapter(Item)

log = structlog.get_logger()


class RedisItems:
    """An `ItemCache`: one key an item."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def get(self, uris: Iterable[str]) -> dict[str, Item]:
        """Return those of `uris` that are still kept; none when Redis is down."""
        wanted = list(dict.fromkeys(uris))
        found: list[bytes | str | None] = []
        if wanted:
            async with doing_without():
                found = await self._redis.mget([_key(uri) for uri in wanted])
        read = (_to_item(text) for text in found if text is not None)
        return {item.uri: item for item in read if item is not None}

    async def put(self, items: Iterable[Item]) -> None:
        """Keep `items` for some hours; does nothing when Redis is down."""
        async with doing_without(), self._redis.pipeline(transaction=False) as pipeline:
            for item in items:
                pipeline.set(_key(item.uri), ITEM.dump_json(item), ex=LIFETIME)
            await pipeline.execute()


def _to_item(text: bytes | str) -> Item | None:
    """Return the item, or None when another version of Chorus kept it."""
    try:
        return ITEM.validate_json(text)
    except ValidationError:
        log.warning("item unreadable")
        return None


def _key(uri: str) -> str:
    return f"{PREFIX}item:{uri}"
