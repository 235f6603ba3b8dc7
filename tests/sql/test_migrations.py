"""Migrations and tables say the same."""

import asyncio
from dataclasses import replace
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from pydantic import TypeAdapter
from sqlalchemy import Connection, inspect, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.sql.engine import make_engine, transaction
from adapters.sql.inbox import SqlInbox
from adapters.sql.migrate import configuration, migrate
from adapters.sql.settings import async_url
from adapters.sql.tables import accounts, metadata
from bot.chat import Member
from bot.conversation.waiting import Waiting
from tests.contracts.examples import ANA, KITCHEN, LEO, a_message


def differences(connection: Connection) -> list[object]:
    """Return what a new migration would have to change."""
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return list(compare_metadata(context, metadata))


async def test_migrations_make_exactly_the_tables(engine: AsyncEngine) -> None:
    async with transaction(engine) as connection:
        assert await connection.run_sync(differences) == []


async def test_migrating_again_keeps_what_is_there(engine: AsyncEngine) -> None:
    inbox = SqlInbox(engine)
    await inbox.accept(a_message())

    await migrate(engine)

    assert await inbox.next_in(KITCHEN) == Waiting(a_message(), tries=1)


async def test_accounts_of_before_know_their_tenant_and_the_first_of_two_rivals_stays(engine: AsyncEngine) -> None:
    async with transaction(engine) as connection:
        await connection.run_sync(_to, "0001")
        for member, minute in ((LEO, 2), (ANA, 1), (replace(ANA, platform="slack"), 3)):
            await connection.execute(text(OLD_ACCOUNT), _old_account(member, minute))

    await migrate(engine)

    async with transaction(engine) as connection:
        kept = (await connection.execute(select(accounts).order_by(accounts.c.member_key))).all()
    assert [(row.member_key, row.platform, row.tenant, row.linked_in) for row in kept] == [
        ("discord:guild:1", "discord", "guild", ""),
        ("slack:guild:1", "slack", "guild", ""),
    ]


async def test_every_migration_can_be_taken_back(engine: AsyncEngine) -> None:
    async with transaction(engine) as connection:
        await connection.run_sync(_to, "0001")

    await migrate(engine)

    async with transaction(engine) as connection:
        assert await connection.run_sync(differences) == []


async def test_two_processes_may_migrate_at_once(tmp_path: Path) -> None:
    engines = [make_engine(async_url(f"sqlite:///{tmp_path / 'deep' / 'new.db'}")) for _ in range(2)]

    await asyncio.gather(*(migrate(engine) for engine in engines))

    async with transaction(engines[0]) as connection:
        tables = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    assert {"inbox", "revisions"} <= set(tables)
    for engine in engines:
        await engine.dispose()


OLD_ACCOUNT = """
INSERT INTO accounts (member_key, member, service_id, name, access, refresh, expires, scopes, consented, state)
VALUES (:key, :member, 'shared', 'Ana R.', 'sealed', 'sealed', :at, '', :at, 'linked')
"""


def _old_account(member: Member, minute: int) -> dict[str, object]:
    """Return an account as it was kept before 0002."""
    at = f"2026-11-06 20:{minute:02}:00"
    return {"key": member.key, "member": TypeAdapter(Member).dump_json(member).decode(), "at": at}


def _to(connection: Connection, revision: str) -> None:
    """Take later migrations back."""
    config = configuration()
    config.attributes["connection"] = connection
    command.downgrade(config, revision)
