"""A database that fails is `ServiceDown` at every port, and the log learns nothing private."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.sql.accounts import SqlAccounts
from adapters.sql.archive import SqlArchive
from adapters.sql.cipher import Cipher
from adapters.sql.engine import make_engine
from adapters.sql.inbox import SqlInbox
from adapters.sql.migrate import migrate
from adapters.sql.playlists import SqlPlaylists
from adapters.sql.sessions import SqlSessions
from adapters.sql.settings import async_url
from bot.accounts.account import AccountState
from bot.curation.ports import Published
from bot.errors import ServiceDown
from tests.contracts.examples import (
    ANA,
    KITCHEN,
    LEO,
    a_message,
    a_playlist,
    a_revision,
    a_session,
    an_account,
    some_tokens,
)

CIPHER = Cipher.from_keys([Fernet.generate_key().decode()])
NOBODY_LISTENS = "postgresql://ana:hush@127.0.0.1:1/chorus"
Call = Callable[[AsyncEngine], Awaitable[object]]

CALLS: dict[str, Call] = {
    "accept": lambda engine: SqlInbox(engine).accept(a_message()),
    "next_in": lambda engine: SqlInbox(engine).next_in(KITCHEN),
    "done": lambda engine: SqlInbox(engine).done(a_message()),
    "open_channels": lambda engine: SqlInbox(engine).open_channels(),
    "save session": lambda engine: SqlSessions(engine).save(a_session(1, ANA)),
    "open_in": lambda engine: SqlSessions(engine).open_in(KITCHEN),
    "open_of": lambda engine: SqlSessions(engine).open_of(ANA),
    "past_in": lambda engine: SqlSessions(engine).past_in(KITCHEN),
    "add": lambda engine: SqlPlaylists(engine).add(a_playlist()),
    "get": lambda engine: SqlPlaylists(engine).get("p1"),
    "add_revision": lambda engine: SqlPlaylists(engine).add_revision("p1", a_revision()),
    "mark_published": lambda engine: SqlPlaylists(engine).mark_published("p1", ANA, Published("1", "https://o/1")),
    "mark_written": lambda engine: SqlPlaylists(engine).mark_written("p1", 1),
    "save account": lambda engine: SqlAccounts(engine, CIPHER).save(an_account()),
    "of": lambda engine: SqlAccounts(engine, CIPHER).of(ANA),
    "set_tokens": lambda engine: SqlAccounts(engine, CIPHER).set_tokens(ANA, some_tokens()),
    "set_state": lambda engine: SqlAccounts(engine, CIPHER).set_state(ANA, AccountState.LOST),
    "delete": lambda engine: SqlAccounts(engine, CIPHER).delete(ANA),
    "channels_of": lambda engine: SqlArchive(engine).channels_of("discord", "guild"),
    "forget_tenant": lambda engine: SqlArchive(engine).forget_tenant("discord", "guild"),
    "forget_member": lambda engine: SqlArchive(engine).forget_member(ANA, LEO),
    "migrate": migrate,
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
async def test_a_server_that_is_not_there_is_an_outage(call: Call) -> None:
    engine = make_engine(async_url(NOBODY_LISTENS))

    with pytest.raises(ServiceDown) as raised:
        await call(engine)

    assert "hush" not in str(raised.value)
    await engine.dispose()


async def test_a_file_that_is_no_database_is_an_outage(tmp_path: Path) -> None:
    file = tmp_path / "chorus.db"
    file.write_text("not a database, and long enough to be one" * 100)
    engine = make_engine(async_url(f"sqlite:///{file}"))

    with pytest.raises(ServiceDown):
        await SqlInbox(engine).accept(a_message())
    await engine.dispose()


async def test_what_failed_tells_nothing_of_what_was_written(tmp_path: Path) -> None:
    engine = make_engine(async_url(f"sqlite:///{tmp_path / 'empty.db'}"))

    with pytest.raises(ServiceDown) as raised:
        await SqlInbox(engine).accept(a_message(text="hush"))

    assert raised.value.__cause__ is not None
    assert "hush" not in f"{raised.value} {raised.value.__cause__}"
    await engine.dispose()


async def test_a_file_that_cannot_be_made_names_the_variable(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where a folder should be")

    with pytest.raises(ServiceDown, match="DATABASE_URL"):
        make_engine(async_url(f"sqlite:///{tmp_path / 'taken' / 'chorus.db'}"))


async def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "data" / "chorus.db"

    await make_engine(async_url(f"sqlite:///{file}")).dispose()

    assert file.stat().st_mode & 0o777 == 0o600
