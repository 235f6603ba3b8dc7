"""What can be read in the database by someone who has no key."""

from pathlib import Path

from cryptography.fernet import Fernet
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.sql.accounts import SqlAccounts
from adapters.sql.cipher import Cipher
from adapters.sql.engine import transaction
from adapters.sql.inbox import SqlInbox
from adapters.sql.tables import accounts, inbox
from tests.contracts.examples import ANA, a_message, an_account, some_tokens
from tests.contracts.stores import open_database


def a_key() -> str:
    """Return a new key."""
    return Fernet.generate_key().decode()


def files_in(folder: Path) -> bytes:
    """Return all that is on the disk there."""
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


async def test_tokens_are_in_no_column(engine: AsyncEngine) -> None:
    await SqlAccounts(engine, Cipher.from_keys([a_key()])).save(an_account())

    async with transaction(engine) as connection:
        row = str((await connection.execute(select(accounts))).one())

    assert "access-first" not in row
    assert "refresh-first" not in row


async def test_tokens_are_not_on_the_disk(tmp_path: Path) -> None:
    async with open_database("sqlite", tmp_path) as engine:
        await SqlAccounts(engine, Cipher.from_keys([a_key()])).save(an_account())

        on_disk = files_in(tmp_path)

    assert b"ana.reyes" in on_disk
    assert b"access-first" not in on_disk
    assert b"refresh-first" not in on_disk


async def test_a_deleted_account_leaves_not_even_encrypted_tokens_on_the_disk(tmp_path: Path) -> None:
    async with open_database("sqlite", tmp_path) as engine:
        store = SqlAccounts(engine, Cipher.from_keys([a_key()]))
        await store.save(an_account())
        async with transaction(engine) as connection:
            encrypted = (await connection.execute(select(accounts.c.refresh))).scalar_one().encode()
        assert encrypted in files_in(tmp_path)

        await store.delete(ANA)

        assert encrypted not in files_in(tmp_path)


async def test_old_accounts_open_after_a_new_key_and_close_with_it(engine: AsyncEngine) -> None:
    old, new = a_key(), a_key()
    await SqlAccounts(engine, Cipher.from_keys([old])).save(an_account())
    rotated = SqlAccounts(engine, Cipher.from_keys([new, old]))
    assert await rotated.of(ANA) == an_account()

    await rotated.set_tokens(ANA, some_tokens("fresh"))

    alone = SqlAccounts(engine, Cipher.from_keys([new]))
    assert await alone.of(ANA) == an_account(tokens=some_tokens("fresh"))


async def test_the_text_of_an_answered_message_is_dropped(engine: AsyncEngine) -> None:
    await SqlInbox(engine).accept(a_message())

    await SqlInbox(engine).done(a_message())

    async with transaction(engine) as connection:
        assert (await connection.execute(select(inbox.c.body))).scalar_one() is None
