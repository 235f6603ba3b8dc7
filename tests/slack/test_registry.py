"""Installations and states in the bot's database, of every kind."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from cryptography.fernet import Fernet
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.state_store.sqlalchemy import AsyncSQLAlchemyOAuthStateStore
from sqlalchemy import Connection, MetaData, text
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.slack.registry import SECRET, Registry
from adapters.slack.states import States
from adapters.sql.cipher import Cipher
from bot.errors import ServiceDown, StoreDown
from tests.contracts.stores import REAL_DATABASES, Clock, open_database

TABLES = ("slack_installations", "slack_bots")
LONG = "xoxe.xoxb-1-" + "x" * 300  # longer than slack_sdk's columns


@pytest.fixture(params=REAL_DATABASES)
async def engine(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """Every kind of real database."""
    async with open_database(request.param, tmp_path) as engine:
        yield engine


def a_key() -> str:
    """Return a new key."""
    return Fernet.generate_key().decode()


def a_registry(engine: AsyncEngine, *keys: str) -> Registry:
    """Return the registry of one app."""
    return Registry("1.2", engine, Cipher.from_keys(keys or (a_key(),)))


def an_installation(team: str | None = "T1", token: str = "xoxb-1", enterprise: str | None = None) -> Installation:
    """Return an installation by Ana."""
    return Installation(
        app_id="A1",
        team_id=team,
        enterprise_id=enterprise,
        bot_token=token,
        bot_id="B1",
        bot_user_id=f"U{team}",
        bot_scopes="chat:write",
        bot_refresh_token="refresh-1",
        user_id="UANA",
        user_token="xoxp-1",
        user_refresh_token="refresh-2",
        incoming_webhook_url="https://hooks.example/services/1",
        is_enterprise_install=team is None,
    )


async def rows_of(engine: AsyncEngine, table: str) -> str:
    async with engine.connect() as connection:
        return str((await connection.execute(text(f"SELECT * FROM {table}"))).all())


async def test_a_long_token_comes_back_whole(engine: AsyncEngine) -> None:
    registry = a_registry(engine)
    await registry.async_save(an_installation(token=LONG))

    bot = await registry.bot_for("T1")

    assert bot is not None
    assert (bot.bot_token, bot.bot_user_id, bot.bot_scopes) == (LONG, "UT1", ["chat:write"])


async def test_slacks_own_lookups_open_what_is_sealed(engine: AsyncEngine) -> None:
    registry = a_registry(engine)
    await registry.async_save(an_installation())

    found = await registry.async_find_installation(enterprise_id=None, team_id="T1", user_id="UANA")

    assert found is not None
    secrets = {name: getattr(found, name) for name in SECRET}
    assert secrets == {name: getattr(an_installation(), name) for name in SECRET}


async def test_nothing_secret_is_in_any_column(engine: AsyncEngine) -> None:
    await a_registry(engine).async_save(an_installation())

    stored = await rows_of(engine, "slack_installations") + await rows_of(engine, "slack_bots")

    assert "UANA" in stored
    for secret in ("xoxb-1", "xoxp-1", "refresh-1", "refresh-2", "hooks.example"):
        assert secret not in stored


async def test_old_tokens_open_after_a_new_key_and_close_without_theirs(engine: AsyncEngine) -> None:
    old, new = a_key(), a_key()
    await a_registry(engine, old).async_save(an_installation())

    bot = await a_registry(engine, new, old).bot_for("T1")

    assert bot is not None
    assert bot.bot_token == "xoxb-1"
    without = a_registry(engine, new)
    with pytest.raises(ServiceDown, match="CHORUS_KEYS"):
        await without.bot_for("T1")
    assert await without.left_by("T1", None) == ["T1"]  # what cannot be opened can still be forgotten


async def test_an_installation_replaces_the_one_before_and_no_other(engine: AsyncEngine) -> None:
    registry = a_registry(engine)
    for place in (("T1", None), ("T2", None), (None, "E1"), ("T3", "E1")):
        for token in ("xoxb-old", "xoxb-new"):
            await registry.async_save(an_installation(place[0], token, place[1]))

    async with engine.connect() as connection:
        counted = [(await connection.execute(text(f"SELECT count(*) FROM {t}"))).scalar() for t in TABLES]

    assert counted == [4, 4]
    found = [await registry.bot_for(team, "E1" if team == "T3" else None) for team in ("T1", "T2", "T3")]
    assert [bot.bot_token for bot in found if bot] == ["xoxb-new"] * 3


async def test_another_app_in_the_same_database_is_none_of_ours(engine: AsyncEngine) -> None:
    await Registry("9.9", engine, Cipher.from_keys([a_key()])).async_save(an_installation())

    assert await a_registry(engine).bot_for("T1") is None
    assert await a_registry(engine).left_by("T1", None) == []


async def test_a_workspace_is_served_by_what_was_installed_last(engine: AsyncEngine) -> None:
    registry = a_registry(engine)
    await registry.async_save(an_installation("T1", "xoxb-own", "E1"))
    await registry.async_save(an_installation(None, "xoxb-whole", "E1"))
    await registry.note_served("T2", "E1")
    await registry.note_served("T2", "E1")

    bots = [await registry.bot_for("T1"), await registry.bot_for("T2"), await registry.bot_for("T9", "E1")]

    assert [bot.bot_token for bot in bots if bot] == ["xoxb-whole"] * 3
    assert await registry.bot_for("T9") is None
    assert await registry.left_by(None, "E1") == ["T2", "E1"]


async def test_what_is_deleted_is_asked_for_again_without_harm(engine: AsyncEngine) -> None:
    registry = a_registry(engine)
    await registry.async_save(an_installation(None, "xoxb-whole", "E1"))
    await registry.async_save(an_installation("T5"))
    await registry.note_served("T2", "E1")

    for tenant in ("T2", "E1", "E1"):
        await registry.delete_all_of(tenant)

    assert await registry.left_by(None, "E1") == []
    assert await registry.bot_for("T2") is None
    assert await registry.bot_for("T5") is not None


async def test_of_twenty_who_take_a_state_at_once_one_gets_it(engine: AsyncEngine) -> None:
    states = States(engine, Clock())
    state = await states.async_issue()

    taken = await asyncio.gather(*(states.async_consume(state) for _ in range(20)))

    assert sorted(taken) == [False] * 19 + [True]


async def test_a_state_ends_and_is_not_in_the_database_as_it_is(engine: AsyncEngine) -> None:
    clock = Clock()
    states = States(engine, clock)
    state = await states.async_issue()
    stored = await rows_of(engine, "slack_oauth_states")

    clock.forward(timedelta(minutes=10))

    assert state not in stored
    assert not await states.async_consume(state)


async def test_a_database_that_is_away_is_a_failed_store(engine: AsyncEngine) -> None:
    registry, states = a_registry(engine), States(engine, Clock())
    async with engine.begin() as connection:
        for table in (*TABLES, "slack_oauth_states"):
            await connection.execute(text(f"DROP TABLE {table}"))

    for asking in (registry.async_save(an_installation()), registry.bot_for("T1"), states.async_issue()):
        with pytest.raises(StoreDown):
            await asking


async def test_the_tables_are_those_of_slacks_own_code(engine: AsyncEngine) -> None:
    theirs = [a_registry(engine).metadata, AsyncSQLAlchemyOAuthStateStore(600, engine).metadata]

    async with engine.connect() as connection:
        found = [str(one) for metadata in theirs for one in await connection.run_sync(differences, metadata)]

    assert [one for one in found if "ix_slack_bots_team_id" not in one] == []  # of our own, for `bot_for`


def differences(connection: Connection, metadata: MetaData) -> list[object]:
    """Return what would have to change for the database to hold exactly these tables, among theirs."""
    known = {"include_object": lambda _, name, kind, *__: kind != "table" or name in metadata.tables}
    return list(compare_metadata(MigrationContext.configure(connection, opts=known), metadata))
