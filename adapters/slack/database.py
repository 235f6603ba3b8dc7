"""What Slack's tables in the bot's database need beside Slack's own code: errors in the bot's words, sealed tokens."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol

from sqlalchemy import Dialect, Table, Text, TypeDecorator
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import StoreDown

CALL_SECONDS = 2.0  # of the three in which Slack wants its answer


class Cipher(Protocol):
    """Encrypts what must not be readable in a database."""

    def encrypt(self, plain: str) -> str:
        """Return `plain` encrypted."""

    def decrypt(self, encrypted: str) -> str:
        """Return what was encrypted.

        Raises:
            ServiceDown: no key fits.
        """


class Sealed(TypeDecorator[str]):
    """A text that only the cipher's keys open; too long for the 200 characters that slack_sdk gives a token."""

    impl = Text
    cache_ok = True

    def __init__(self, cipher: Cipher) -> None:
        super().__init__()
        self.cipher = cipher  # public: SQLAlchemy tells statements of different ciphers apart by it

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the text encrypted."""
        return self.cipher.encrypt(value) if value is not None else None

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Return what was encrypted."""
        return self.cipher.decrypt(value) if value is not None else None


def seal(table: Table, columns: frozenset[str], cipher: Cipher) -> None:
    """Keep these columns of a table, as far as it has them, encrypted from now on."""
    for column in table.columns:
        if column.name in columns:
            column.type = Sealed(cipher)


@asynccontextmanager
async def asking_database(seconds: float = CALL_SECONDS) -> AsyncIterator[None]:
    """Run calls to the database.

    Raises:
        StoreDown: it did not do what it was asked, or not in time.
    """
    try:
        async with asyncio.timeout(seconds):
            yield
    except (SQLAlchemyError, OSError) as error:  # an OSError is also a timeout
        raise StoreDown(f"The database failed: {type(error).__name__}.") from error
