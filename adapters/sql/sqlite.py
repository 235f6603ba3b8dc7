"""SQLite spoken to on the spot, and how its one file is shared.

A call to SQLite takes some hundredths of a millisecond, a hop to a thread and back many times that. So calls are made
right where they stand, by the event loop's own thread, and only what may take long is waited for: the write lock while
another process holds it.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Self, TypeVar, cast

from sqlalchemy import Connection, CursorResult, Engine, Executable, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import CoreExecuteOptionsParameter, DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool, Pool
from sqlalchemy.util import await_

WAIT_SECONDS = 10
PAUSE_SECONDS = 0.005  # between looks at a lock that another process holds
_DRIVER = "on_the_spot"
_CONNECTIONS = 2  # one for `turn`, and one for who brings SQLAlchemy code of their own
_PRAGMAS = (
    "busy_timeout = 5000",
    "journal_mode = WAL",
    "synchronous = NORMAL",  # a crash loses nothing that was kept; a power cut perhaps the last moments
    "foreign_keys = ON",
    "secure_delete = ON",
    "busy_timeout = 0",  # from here on: SQLite's own waiting would hold up everything
)

T = TypeVar("T")
Step = tuple[str, Mapping[str, Any] | Sequence[Any]]  # a plain statement and its values, by name or by place
Found = list[tuple[Any, ...]]


class OnTheSpot(SQLiteDialect_pysqlite):
    """Python's own driver, as one that an async engine takes."""

    driver = _DRIVER
    is_async = True
    supports_statement_cache = True

    @classmethod
    def get_pool_class(cls, url: URL) -> type[Pool]:
        """Return the pool whose waiting leaves the event loop free."""
        return AsyncAdaptedQueuePool


registry.register(f"sqlite.{_DRIVER}", __name__, "OnTheSpot")


class _Connection(AsyncConnection):
    async def execute(
        self,
        statement: Executable,
        parameters: Any = None,
        *,
        execution_options: CoreExecuteOptionsParameter | None = None,
    ) -> CursorResult[Any]:
        """Execute without insisting that something was awaited meanwhile."""
        return await self.run_sync(Connection.execute, statement, parameters, execution_options=execution_options)


class _Turn(_Connection):
    """The connection of `SqliteEngine.turn`: what it does is done when it returns."""

    @property
    def within(self) -> Connection:
        return cast(Connection, self.sync_connection)

    async def start(self, is_ctxmanager: bool = False) -> Self:
        await super().start(is_ctxmanager)
        return self

    async def run_sync(self, fn: Callable[..., T], *arg: Any, **kw: Any) -> T:
        return fn(self.within, *arg, **kw)


class SqliteEngine(AsyncEngine):
    """A connection that all take turns at, as SQLite has one writer; and a bare one beside it for what is quick."""

    _connection_cls = _Connection

    def __init__(self, sync_engine: Engine) -> None:
        super().__init__(sync_engine)
        self._kept: _Turn | None = None
        self._turns = asyncio.Lock()
        self._bare: sqlite3.Connection | None = None

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[AsyncConnection]:
        """Run one transaction; whoever runs it sets the time limit."""
        async with self._turns:
            try:
                self._kept = self._kept or await _Turn(self).start()
                connection = self._kept.within
                await _begun(_driver_of(connection))
                with connection.begin():
                    yield self._kept
            except BaseException:
                await self._drop()  # whatever is the matter with it
                raise

    async def run(self, steps: Sequence[Step]) -> list[Found]:
        """Run plain statements as one transaction, without SQLAlchemy; return the rows of each.

        It begins with nothing locked for others where its first statement is a query.

        Raises:
            sqlite3.Error: one of them failed; then none was run.
            TimeoutError: another process held the file for too long.
        """
        connection = self._bare = self._bare or self._connect()
        rows = _run_on(connection, steps)
        return rows if rows is not None else await self._run_later(connection, steps)

    async def _run_later(self, connection: sqlite3.Connection, steps: Sequence[Step]) -> list[Found]:
        async with asyncio.timeout(WAIT_SECONDS):
            while True:
                await asyncio.sleep(PAUSE_SECONDS)
                if (rows := _run_on(connection, steps)) is not None:
                    return rows

    async def dispose(self, close: bool = True) -> None:
        """Close what is open."""
        await self._drop()
        if self._bare is not None:
            self._bare.close()
            self._bare = None
        await super().dispose(close)

    async def _drop(self) -> None:
        kept, self._kept = self._kept, None
        if kept is not None:
            await kept.close()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(str(self.url.database), check_same_thread=False)
        _set_up(connection)
        return connection


def make_sqlite_engine(url: URL, wait_seconds: float) -> SqliteEngine:
    """Return the engine for the file at `url`, which must be there; nobody waits longer than that for their turn."""
    here = url.set(drivername=f"sqlite+{_DRIVER}")
    made = create_async_engine(
        here, pool_size=_CONNECTIONS, max_overflow=0, pool_timeout=wait_seconds, hide_parameters=True
    )
    event.listen(made.sync_engine, "connect", lambda connection, _: _set_up(connection))
    event.listen(made.sync_engine, "begin", _begin)
    return SqliteEngine(made.sync_engine)


async def overwrite_deleted(engine: AsyncEngine) -> None:
    """Overwrite what was deleted: its old pages are in the journal until that is emptied.

    Returns once no other process reads there any more; whoever calls it sets the time limit.
    """
    async with engine.connect() as connection:
        raw = await connection.get_raw_connection()
        driver = cast(sqlite3.Connection, raw.driver_connection)  # as this cannot be done inside a transaction
        while not _is_emptied(driver):  # noqa: ASYNC110 — the other process gives no sign
            await asyncio.sleep(PAUSE_SECONDS)


def _is_emptied(connection: sqlite3.Connection) -> bool:
    """Try to empty the journal; tell whether that went."""
    try:
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError as error:
        if not _is_busy(error):
            raise
        return False
    return not busy


def _set_up(connection: DBAPIConnection | sqlite3.Connection) -> None:
    connection.isolation_level = None  # transactions are begun below, not by the driver
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """Begin what is for SQLAlchemy the transaction; whoever runs it sets the time limit."""
    driver = _driver_of(connection)
    if not driver.in_transaction:
        await_(_begun(driver))


def _driver_of(connection: Connection) -> sqlite3.Connection:
    return cast(sqlite3.Connection, connection.connection.driver_connection)


def _run_on(connection: sqlite3.Connection, steps: Sequence[Step]) -> list[Found] | None:
    """Run the statements and return the rows of each; None where another process writes at the moment.

    Nothing is awaited meanwhile, so nobody of this process comes in between.
    """
    try:
        if len(steps) == 1:  # SQLite's own transaction does
            return [connection.execute(*steps[0]).fetchall()]
        connection.execute("BEGIN" if steps[0][0].startswith("SELECT") else "BEGIN IMMEDIATE")
        rows = [connection.execute(*step).fetchall() for step in steps]
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        connection.rollback()
        if isinstance(error, sqlite3.OperationalError) and _is_busy(error):
            return None
        raise
    return rows


async def _begun(connection: sqlite3.Connection) -> None:
    """Begin a transaction that may write, as soon as nobody else does."""
    while not _has_begun(connection):  # noqa: ASYNC110 — another process gives no sign
        await asyncio.sleep(PAUSE_SECONDS)


def _has_begun(connection: sqlite3.Connection) -> bool:
    """Try to begin; tell whether that went."""
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if not _is_busy(error):
            raise
        return False
    return True


def _is_busy(error: sqlite3.Error) -> bool:
    return error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
