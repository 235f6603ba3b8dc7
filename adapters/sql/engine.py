"""The connection to the database, and its errors in the bot's words."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import Connection, event
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.errors import StoreDown

CALL_SECONDS = 10
CONNECT_SECONDS = 5


def make_engine(url: URL) -> AsyncEngine:
    """Return the engine for `url`, with nothing connected yet; whoever makes it disposes of it.

    Raises:
        StoreDown: SQLite's file cannot be made.
    """
    return _sqlite(url) if url.get_backend_name() == "sqlite" else _postgresql(url)


@asynccontextmanager
async def transaction(engine: AsyncEngine, seconds: float = CALL_SECONDS) -> AsyncIterator[AsyncConnection]:
    """Run one transaction: kept when the block ends, undone when it raises.

    Raises:
        StoreDown: the database did not do it, or not within `seconds`.
    """
    try:
        async with asyncio.timeout(seconds), engine.begin() as connection:
            yield connection
    except (SQLAlchemyError, OSError) as error:  # an OSError is also a timeout
        raise StoreDown(f"The database failed: {type(error).__name__}.") from error


async def wipe(engine: AsyncEngine) -> None:
    """Overwrite what was deleted: SQLite keeps old pages in its journal; PostgreSQL sees to its own.

    Raises:
        StoreDown: the database did not do it.
    """
    if engine.dialect.name != "sqlite":
        return
    try:
        async with asyncio.timeout(CALL_SECONDS), engine.connect() as connection:
            driver = (await connection.get_raw_connection()).driver_connection
            if driver is not None:
                await driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # cannot be done inside a transaction
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise StoreDown(f"The database failed: {type(error).__name__}.") from error


def _postgresql(url: URL) -> AsyncEngine:
    return create_async_engine(
        url,
        pool_pre_ping=True,
        pool_timeout=CONNECT_SECONDS,
        connect_args={"connect_timeout": CONNECT_SECONDS},
        hide_parameters=True,  # errors are logged, members' words and tokens are not
    )


def _sqlite(url: URL) -> AsyncEngine:
    """One connection that all take turns at: SQLite has one writer, and a queue is fairer than its locks."""
    _make_file(Path(url.database or ""))
    engine = create_async_engine(url, pool_size=1, max_overflow=0, pool_timeout=CALL_SECONDS, hide_parameters=True)
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _make_file(path: Path) -> None:
    """Make the file, for its owner alone; SQLite gives the files beside it the same rights."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError as error:
        raise StoreDown(f"{path} cannot be written: set DATABASE_URL or CHORUS_DATA to a place that can.") from error


def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # transactions are begun by `_begin`, not by the driver
    cursor = connection.cursor()
    for pragma in ("journal_mode = WAL", "busy_timeout = 5000", "foreign_keys = ON", "secure_delete = ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")  # another process waits instead of failing half-way
