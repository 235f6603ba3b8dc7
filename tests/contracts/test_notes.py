"""What every store of a platform's notes promises: Discord's shelf and Slack's notes are one thing."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from adapters.discord.shelf import MemoryShelf, Shelf
from adapters.redis.notes import RedisNotes
from adapters.slack.notes import MemoryNotes
from adapters.sql.cipher import Cipher
from tests.contracts.examples import ANA
from tests.contracts.stores import open_redis

HOUR = timedelta(hours=1)


@pytest.fixture(params=["discord's memory", "slack's memory", "fakeredis", "embedded", "near"])
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


async def test_drops_what_is_called_by_a_tenant_or_one_of_its_channels(tmp_path: Path) -> None:
    async with open_redis("embedded", tmp_path) as redis:
        notes, others = (RedisNotes(redis, a_cipher(), platform) for platform in ("slack", "discord"))
        names = (
            "slack:panel:slack:T1:C1",
            "slack:root:C1:17.5",
            "slack:shown:slack:T1:C2:1#0.0",
            "slack:root:C12:17.5",
        )
        for name in names:
            await notes.put(name, "text", HOUR)
            await others.put(name, "text", HOUR)

        await notes.forget_tenant("slack", "T1", {"C1"})
        await others.forget_tenant("slack", "T1", {"C1"})

        assert [await notes.get(name) is not None for name in names] == [False, False, False, True]
        assert [await others.get(name) is not None for name in names] == [True] * 4


async def test_drops_what_is_called_by_a_member(tmp_path: Path) -> None:
    async with open_redis("embedded", tmp_path) as redis:
        notes = RedisNotes(redis, a_cipher(), "discord")
        for name in ("discord:closed:1", "discord:closed:11"):
            await notes.put(name, "text", HOUR)

        dropped = [await notes.forget_member(member) for member in (ANA, replace(ANA, platform="slack"))]

        assert dropped == [1, 0]
        assert await notes.get("discord:closed:1") is None
        assert await notes.get("discord:closed:11") == "text"


def a_cipher() -> Cipher:
    return Cipher.from_keys([Fernet.generate_key().decode()])


async def _over(notes: Shelf, name: str) -> bool:
    """Ask until it is over; a millisecond is not long."""
    for _ in range(10_000):
        if await notes.get(name) is None:
            return True
    return False
