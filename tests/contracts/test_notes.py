"""What every store of a platform's notes promises: Discord's shelf and Slack's notes are one thing."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from adapters.discord.shelf import MemoryShelf, Shelf
from adapters.redis.notes import RedisNotes
from adapters.slack.notes import MemoryNotes
from adapters.sql.cipher import Cipher
from tests.contracts.stores import open_redis

HOUR = timedelta(hours=1)


@pytest.fixture(params=["discord's memory", "slack's memory", "fakeredis", "embedded"])
async def notes(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Shelf]:
    if request.param == "discord's memory":
        yield MemoryShelf()
    elif request.param == "slack's memory":
        yield MemoryNotes()
    else:
        async with open_redis(request.param, tmp_path) as redis:
            yield RedisNotes(redis, Cipher.from_keys([Fernet.generate_key().decode()]), "discord")


async def test_gives_back_what_was_kept_last(notes: Shelf) -> None:
    await notes.put("panel:1", "first", HOUR)
    await notes.put("panel:1", "second", HOUR)

    assert await notes.get("panel:1") == "second"


async def test_knows_nothing_of_other_names(notes: Shelf) -> None:
    await notes.put("panel:1", "first", HOUR)

    assert await notes.get("panel:2") is None


async def test_forgets_what_is_dropped(notes: Shelf) -> None:
    await notes.put("panel:1", "first", HOUR)

    await notes.drop("panel:1")
    await notes.drop("panel:1")

    assert await notes.get("panel:1") is None


async def test_forgets_what_is_over(notes: Shelf) -> None:
    await notes.put("panel:1", "first", timedelta(milliseconds=1))

    assert await _over(notes, "panel:1")


async def test_keeps_texts_unreadable_in_redis(tmp_path: Path) -> None:
    async with open_redis("fakeredis", tmp_path) as redis:
        await RedisNotes(redis, Cipher.from_keys([Fernet.generate_key().decode()]), "slack").put("a", "secret", HOUR)

        kept = [await redis.get(key) for key in await redis.keys("*")]

    assert kept
    assert all("secret" not in str(text) for text in kept)


async def _over(notes: Shelf, name: str) -> bool:
    """Ask until it is over; a millisecond is not long."""
    for _ in range(10_000):
        if await notes.get(name) is None:
            return True
    return False
