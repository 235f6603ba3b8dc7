"""The connection to the database, and its errors in the bot's words."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from adapters.sql.sqlite import SqliteEngine, Step, make_sqlite_engine, overwrite_deleted
from bot.errors import StoreDown

CALL_SECONDS = 10
CONNECT_SECONDS = 5


def make_engine(url: URL) -> AsyncEngine:
    """Return the engine for `url`, with nothing connected yet; whoever makes it disposes of it.

    Raises:
        StoreDown: SQLite's file cannot be made.
    """
    if url.get_backend_name() != "sqlite":
        return _postgresql(url)
    _make_file(Path(url.database or ""))
    return make_sqlite_engine(url, CALL_SECONDS)


@asynccontextmanager
async def transaction(engine: AsyncEngine, seconds: float = CALL_SECONDS) -> AsyncIterator[AsyncConnection]:
    """Run one transaction: kept when the block ends, undone when it raises.

    Raises:
        StoreDown: the database did not do it, or not within `seconds`.
    """
    try:
        begun = engine.turn() if isinstance(engine, SqliteEngine) else engine.begin()
        async with asyncio.timeout(seconds), begun as connection:
            yield connection
    except (SQLAlchemyError, OSError) as error:  # an OSError is also a timeout
        raise StoreDown(f"The database failed: {type(error).__name__}.") from error


async def run(engine: AsyncEngine, *steps: Step) -> Sequence[Sequence[Any]]:
    """Run plain statements as one transaction; return the rows of each.

    For what every message needs: on SQLite it takes a tenth of the time of a `transaction`. The statements must be
    right for both databases.

    Raises:
        StoreDown: the database did not do it; then it did nothing.
    """
    try:
        if isinstance(engine, SqliteEngine):
            return await engine.run(steps)
    except (sqlite3.Error, OSError) as error:  # an OSError is also a timeout
        raise StoreDown(f"The database failed: {type(error).__name__}.") from error
    async with transaction(engine) as connection:
        results = [await connection.execute(text(statement), values) for statement, values in steps]
        return [result.all() if result.returns_rows else [] for result in results]


async def wipe(engine: AsyncEngine) -> None:
    """Overwrite what was deleted: SQLite keeps old pages in its journal; PostgreSQL sees to its own.

    Raises:
        StoreDown: the database did not do it.
    """
    if engine.dialect.name != "sqlite":
        return
    try:
        async with asyncio.timeout(CALL_SECONDS):
            await overwrite_deleted(engine)
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


def _make_file(path: Path) -> None:
    """Make the file, for its owner alone; SQLite gives the files beside it the same rights."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError as error:
        raise StoreDown(f"{path} cannot be written: set DATABASE_URL or CHORUS_DATA to a place that can.") from error
