"""Tracks and episodes of the music service, for as long as showing them again is likely."""

import time
from collections import OrderedDict
from collections.abc import Iterable
from datetime import timedelta

import structlog
from pydantic import TypeAdapter, ValidationError
from redis.asyncio import Redis

from adapters.redis.client import PREFIX, doing_without
from bot.curation.music import Item

LIFETIME = timedelta(hours=6)
AT_HAND = timedelta(minutes=10)
MOST_AT_HAND = 5_000
ITEM: TypeAdapter[Item] = TypeAdapter(Item)

log = structlog.get_logger()


class RedisItems:
    """An `ItemCache`: one key an item, and the latest at hand."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._latest: OrderedDict[str, tuple[Item, float]] = OrderedDict()  # by uri, and until when

    async def get(self, uris: Iterable[str]) -> dict[str, Item]:
        """Return those of `uris` that are still kept; none when Redis is down."""
        wanted = list(dict.fromkeys(uris))
        known = self._at_hand(wanted)
        missing = [_key(uri) for uri in wanted if uri not in known]
        found: list[bytes | str | None] = []
        if missing:
            async with doing_without():
                found = await self._redis.mget(missing)
        read = [item for text in found if text is not None and (item := _to_item(text)) is not None]
        self._keep(read)
        return known | {item.uri: item for item in read}

    async def put(self, items: Iterable[Item]) -> None:
        """Keep `items` for some hours; does nothing when Redis is down."""
        items = list(items)
        self._keep(items)
        async with doing_without(), self._redis.pipeline(transaction=False) as pipeline:
            for item in items:
                pipeline.set(_key(item.uri), ITEM.dump_json(item), ex=LIFETIME)
            await pipeline.execute()

    def _at_hand(self, uris: Iterable[str]) -> dict[str, Item]:
        now, nothing = time.monotonic(), (None, 0.0)
        latest = {uri: self._latest.get(uri, nothing) for uri in uris}
        return {uri: item for uri, (item, until) in latest.items() if item is not None and now < until}

    def _keep(self, items: Iterable[Item]) -> None:
        until = time.monotonic() + AT_HAND.total_seconds()
        for item in items:
            self._latest[item.uri] = (item, until)
            self._latest.move_to_end(item.uri)
        while len(self._latest) > MOST_AT_HAND:
            self._latest.popitem(last=False)


def _to_item(text: bytes | str) -> Item | None:
    """Return the item, or None when another version of Chorus kept it."""
    try:
        return ITEM.validate_json(text)
    except ValidationError:
        log.warning("item unreadable")
        return None


def _key(uri: str) -> str:
    return f"{PREFIX}item:{uri}"
