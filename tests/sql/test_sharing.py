"""How a database is shared: transactions as a whole, turns within a process, and waiting for another one."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.sql import inbox as inbox_queries
from adapters.sql import sqlite
from adapters.sql.engine import run, transaction
from adapters.sql.inbox import SqlInbox
from adapters.sql.prepared import Prepared, fetch
from adapters.sql.tables import inbox, playlists
from bot.errors import StoreDown
from tests.contracts.examples import KITCHEN, a_message
from tests.contracts.stores import open_database

ADD = "INSERT INTO playlists (id) VALUES (:id)"
COUNT = "SELECT count(*) FROM playlists"
OF_ID = Prepared(select(playlists.c.id, playlists.c.url).where(playlists.c.id == bindparam("id")).limit(1))


async def count(engine: AsyncEngine) -> int:
    [rows] = await run(engine, (COUNT, {}))
    return int(rows[0][0])


async def test_plain_statements_are_run_as_a_whole_or_not_at_all(engine: AsyncEngine) -> None:
    with pytest.raises(StoreDown):
        await run(engine, (ADD, {"id": "p1"}), (ADD, {"id": "p1"}))
    assert await count(engine) == 0

    assert [len(rows) for rows in await run(engine, (ADD, {"id": "p1"}), (COUNT, {}))] == [0, 1]
    assert await count(engine) == 1


async def test_a_transaction_that_fails_leaves_nothing_and_the_next_goes_on(engine: AsyncEngine) -> None:
    with pytest.raises(KeyError):
        await _add(engine, "p1", then=KeyError())

    async with transaction(engine) as connection:
        assert await connection.scalar(select(func.count()).select_from(playlists)) == 0


async def test_transactions_take_turns(engine: AsyncEngine) -> None:
    async def count_up() -> None:
        async with transaction(engine) as connection:
            many = await connection.scalar(select(func.count()).select_from(playlists))
            await asyncio.sleep(0)
            await connection.execute(insert(playlists).values(id=f"p{many}-{id(connection)}"))

    await asyncio.gather(*(count_up() for _ in range(5)), *(run(engine, (ADD, {"id": f"q{n}"})) for n in range(5)))

    assert await count(engine) == 10


async def test_code_that_brings_its_own_transactions_finds_an_engine_as_any_other(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await connection.execute(insert(playlists), [{"id": "p1"}, {"id": "p2"}])
    async with engine.connect() as connection:
        found = list(await connection.scalars(select(playlists.c.id).order_by(playlists.c.id)))

    assert found == ["p1", "p2"]


async def test_a_prepared_query_reads_what_any_query_reads(engine: AsyncEngine) -> None:
    await run(engine, (ADD, {"id": "p1"}))

    assert [list(map(dict, rows)) for rows in await fetch(engine, OF_ID, OF_ID, id="p1")] == [
        [{"id": "p1", "url": None}]
    ] * 2
    assert await fetch(engine, OF_ID, id="p2") == [[]]


@pytest.fixture
async def shared(tmp_path: Path) -> AsyncIterator[tuple[AsyncEngine, sqlite3.Connection]]:
    """A file of SQLite, and another process's connection to it."""
    async with open_database("sqlite", tmp_path) as engine:
        other = sqlite3.connect(str(engine.url.database), isolation_level=None)
        yield engine, other
        other.close()


async def test_what_another_process_writes_is_waited_for_and_holds_up_nobody_else(
    shared: tuple[AsyncEngine, sqlite3.Connection],
) -> None:
    engine, other = shared
    other.execute("BEGIN IMMEDIATE")
    waiting = [
        asyncio.create_task(run(engine, (ADD, {"id": "p1"}))),
        asyncio.create_task(run(engine, (ADD, {"id": "p2"}), (COUNT, {}))),
        asyncio.create_task(SqlInbox(engine).accept(a_message())),
        asyncio.create_task(_add(engine, "p3")),
    ]
    for _ in range(100):
        await asyncio.sleep(0)  # the loop goes round meanwhile
    assert not any(task.done() for task in waiting)

    other.execute("COMMIT")
    await asyncio.gather(*waiting)

    assert await count(engine) == 3


async def test_who_waits_in_vain_is_told(
    shared: tuple[AsyncEngine, sqlite3.Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, other = shared
    monkeypatch.setattr(sqlite, "WAIT_SECONDS", 0.01)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(StoreDown):
        await run(engine, (ADD, {"id": "p1"}))
    with pytest.raises(StoreDown):
        async with transaction(engine, seconds=0.01):
            pass
    other.execute("ROLLBACK")

    assert await count(engine) == 0
    await _add(engine, "p1")


async def test_the_next_message_is_found_by_an_index(tmp_path: Path) -> None:
    async with open_database("sqlite", tmp_path) as engine:
        for statement in (inbox_queries._NEXT, inbox_queries._ACCEPT_AND_GIVE):
            values = {"key": "m1", "channel": KITCHEN.key, "body": "{}"}
            [plan] = await run(engine, (f"EXPLAIN QUERY PLAN {statement}", values))

            looks = [step[3] for step in plan if "inbox" in step[3]]
            assert looks
            assert all("USING" in look and look.startswith("SEARCH") for look in looks), looks


async def test_a_message_that_nothing_waits_before_is_begun_with_its_acceptance(tmp_path: Path) -> None:
    async with open_database("sqlite", tmp_path) as engine:
        box = SqlInbox(engine)
        await box.accept(a_message("m1"))
        await box.accept(a_message("m2"))
        async with transaction(engine) as connection:
            tries = list(await connection.scalars(select(inbox.c.tries).order_by(inbox.c.id)))

    assert tries == [1, 0]  # so that one that ends the process before it is given out is not begun for ever


async def _add(engine: AsyncEngine, name: str, then: Exception | None = None) -> None:
    async with transaction(engine) as connection:
        await connection.execute(insert(playlists).values(id=name))
        if then is not None:
            raise then
