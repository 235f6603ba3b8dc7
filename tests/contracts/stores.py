"""Every place a store can live, opened for one test: the double, SQLite, PostgreSQL, and each kind of Redis."""

import fcntl
import os
import secrets
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
from fakeredis.aioredis import FakeRedis
from psycopg import sql
from redis.asyncio import Redis
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.redis.client import make_client
from adapters.redis.embedded import EmbeddedRedis
from adapters.sql.engine import make_engine
from adapters.sql.migrate import migrate
from adapters.sql.settings import async_url

POSTGRES_URL = os.environ.get("TEST_POSTGRES_URL", "")
REDIS_URL = os.environ.get("TEST_REDIS_URL", "")
REAL_DATABASES = ("sqlite", *(["postgresql"] if POSTGRES_URL else []))
DATABASES = ("memory", *REAL_DATABASES)
REDISES = ("memory", "fakeredis", "embedded", "near", *(["server"] if REDIS_URL else []))


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 6, 20, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the time."""
        return self.time

    def forward(self, by: timedelta) -> None:
        """Move the clock."""
        self.time += by


@asynccontextmanager
async def open_database(kind: str, folder: Path) -> AsyncIterator[AsyncEngine]:
    """Open a migrated, empty database of `kind`."""
    if kind == "sqlite":
        async with _migrated(f"sqlite:///{folder / 'test.db'}") as engine:
            yield engine
        return
    async with _own_postgresql(POSTGRES_URL) as url, _migrated(url) as engine:
        yield engine


@asynccontextmanager
async def open_redis(kind: str, folder: Path) -> AsyncIterator[Redis]:
    """Open an empty Redis of `kind`."""
    if kind == "fakeredis":
        async with FakeRedis(decode_responses=True) as redis:
            yield redis
    elif kind in ("embedded", "near"):
        async with EmbeddedRedis(folder / "valkey") as url, make_client(url, alone=kind == "near") as redis:
            yield redis
    else:
        with _one_worker_at_a_time():
            async with make_client(REDIS_URL) as redis:
                await redis.flushdb()
                yield redis


@asynccontextmanager
async def _migrated(url: str) -> AsyncIterator[AsyncEngine]:
    engine = make_engine(async_url(url))
    try:
        await migrate(engine)
        yield engine
    finally:
        await engine.dispose()


@asynccontextmanager
async def _own_postgresql(url: str) -> AsyncIterator[str]:
    """Give the server with a schema of the test's own, dropped at the end."""
    name = f"chorus_test_{secrets.token_hex(6)}"
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as server:
        await server.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(name)))
        try:
            own = make_url(url).update_query_dict({"options": f"-csearch_path={name}"})
            yield own.render_as_string(hide_password=False)
        finally:
            await server.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(name)))


@contextmanager
def _one_worker_at_a_time() -> Iterator[None]:
    """Keep other test processes off the one Redis database that all of them are given."""
    with (Path(tempfile.gettempdir()) / "chorus-test-redis.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
