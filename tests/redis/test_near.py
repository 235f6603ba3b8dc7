"""A Redis that one process has for itself: what is kept is at hand, and on the server a moment later."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from redis.asyncio import Redis
from structlog.testing import capture_logs

from adapters.redis import near
from adapters.redis.client import make_client
from adapters.redis.embedded import EmbeddedRedis
from adapters.redis.near import NearRedis

KEY = f"{near.KINDS[0]}kitchen"
HOUR = timedelta(hours=1)


@pytest.fixture
async def address(tmp_path: Path) -> AsyncIterator[str]:
    async with EmbeddedRedis(tmp_path / "valkey") as address:
        yield address


@pytest.fixture
async def redis(address: str) -> AsyncIterator[NearRedis]:
    async with make_client(address, alone=True) as redis:
        assert isinstance(redis, NearRedis)
        yield redis


@pytest.fixture
async def other(address: str) -> AsyncIterator[Redis]:
    """What another client sees of the same server."""
    async with make_client(address) as other:
        yield other


async def test_what_is_kept_is_at_hand_as_the_thing_it_was(redis: NearRedis) -> None:
    thing = object()

    redis.keep(KEY, thing, repr, HOUR)

    assert redis.at_hand(KEY) is thing
    assert redis.at_hand(f"{KEY}2") is None


async def test_what_is_kept_is_on_the_server_once_it_was_written(redis: NearRedis, other: Redis) -> None:
    redis.keep(KEY, 1, str, HOUR)
    redis.keep(KEY, 2, str, HOUR)
    assert await other.get(KEY) is None

    await redis.write()

    assert await other.get(KEY) == "2"
    assert 3_500 < await other.ttl(KEY) <= 3_600


async def test_it_is_written_a_moment_later_by_itself(
    redis: NearRedis, other: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(near, "WRITE_SECONDS", 0)

    redis.keep(KEY, "here", str, HOUR)
    while await other.get(KEY) is None:
        pass  # a call that never comes true ends with the test's time

    assert await other.get(KEY) == "here"


async def test_closing_writes_what_was_kept(address: str, other: Redis) -> None:
    async with make_client(address, alone=True) as redis:
        assert isinstance(redis, NearRedis)
        redis.keep(KEY, "here", str, HOUR)

    assert await other.get(KEY) == "here"


async def test_whoever_calls_it_as_any_client_finds_what_was_kept(redis: NearRedis) -> None:
    redis.keep(KEY, "here", str, HOUR)

    assert await redis.get(KEY) == "here"
    assert [key async for key in redis.scan_iter(f"{KEY}*")] == [KEY]


async def test_what_is_deleted_or_set_anew_is_not_at_hand_any_more(redis: NearRedis) -> None:
    for change in (redis.delete(KEY), redis.set(KEY, "otherwise", xx=True)):
        redis.keep(KEY, "here", str, HOUR)
        await change

        assert redis.at_hand(KEY) is None
    assert await redis.get(KEY) == "otherwise"


async def test_what_has_had_its_time_is_not_at_hand(redis: NearRedis) -> None:
    redis.keep(KEY, "here", str, timedelta(0))

    assert redis.at_hand(KEY) is None


async def test_no_more_is_at_hand_than_there_is_room_for(redis: NearRedis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near, "MOST_AT_HAND", 2)

    for number in range(3):
        redis.keep(f"{KEY}{number}", number, str, HOUR)

    assert [redis.at_hand(f"{KEY}{number}") for number in range(3)] == [None, 1, 2]
    assert await redis.get(f"{KEY}0") == "0"


async def test_without_a_server_it_is_at_hand_all_the_same(tmp_path: Path) -> None:
    async with make_client(f"unix://{tmp_path / 'nobody'}", alone=True) as redis:
        assert isinstance(redis, NearRedis)
        redis.keep(KEY, "here", str, HOUR)

        with capture_logs() as logs:
            await redis.write()

        assert redis.at_hand(KEY) == "here"
    assert [entry["event"] for entry in logs] == ["redis down"]
