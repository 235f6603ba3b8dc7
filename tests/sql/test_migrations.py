"""Migrations and tables say the same."""

import asyncio
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.sql.engine import make_engine, transaction
from adapters.sql.inbox import SqlInbox
from adapters.sql.migrate import migrate
from adapters.sql.settings import async_url
from adapters.sql.tables import metadata
from tests.contracts.examples import KITCHEN, a_message


def differences(connection: Connection) -> list[object]:
    """Return what a new migration would have to change."""
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return list(compare_metadata(context, metadata))


async def test_migrations_make_exactly_the_tables(engine: AsyncEngine) -> None:
    async with transaction(engine) as connection:
        assert await connection.run_sync(differences) == []


async def test_migrating_again_keeps_what_is_there(engine: AsyncEngine) -> None:
    await SqlInbox(engine).accept(a_message())

    await migrate(engine)

    assert await SqlInbox(engine).next_in(KITCHEN) == a_message()


async def test_two_processes_may_migrate_at_once(tmp_path: Path) -> None:
    engines = [make_engine(async_url(f"sqlite:///{tmp_path / 'deep' / 'new.db'}")) for _ in range(2)]

    await asyncio.gather(*(migrate(engine) for engine in engines))

    async with transaction(engines[0]) as connection:
        tables = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    assert {"inbox", "revisions"} <= set(tables)
    for engine in engines:
        await engine.dispose()
