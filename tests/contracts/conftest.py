"""One fixture per port; a test that asks for it runs over every implementation."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.redis.confirmations import RedisConfirmations
from adapters.redis.contexts import RedisContexts
from adapters.redis.items import RedisItems
from adapters.redis.tickets import RedisTickets
from adapters.sql.accounts import SqlAccounts
from adapters.sql.archive import SqlArchive
from adapters.sql.channels import SqlChannels
from adapters.sql.cipher import Cipher
from adapters.sql.inbox import SqlInbox
from adapters.sql.playlists import SqlPlaylists
from adapters.sql.sessions import SqlSessions
from adapters.sql.votes import SqlLocks, SqlVotes
from bot.accounts.ports import AccountStore, Archive, TicketStore
from bot.conversation.ports import ContextStore, Inbox
from bot.curation.ports import ItemCache, PlaylistStore
from bot.sessions.ports import Confirmations, LockStore, SessionStore, SettingsStore, VoteStore
from tests.archive import MemoryArchive
from tests.contracts.stores import DATABASES, REDISES, Clock, open_database, open_redis
from tests.memory import (
    MemoryAccounts,
    MemoryChannels,
    MemoryConfirmations,
    MemoryContexts,
    MemoryInbox,
    MemoryItems,
    MemoryLocks,
    MemoryPlaylists,
    MemorySessions,
    MemoryTickets,
    MemoryVotes,
)


@pytest.fixture(params=DATABASES)
async def engine(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[AsyncEngine | None]:
    """Every kind of database; None stands for the doubles in memory."""
    if request.param == "memory":
        yield None
        return
    async with open_database(request.param, tmp_path) as engine:
        yield engine


@pytest.fixture(params=REDISES)
async def redis(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Redis | None]:
    """Every kind of Redis; None stands for the doubles in memory."""
    if request.param == "memory":
        yield None
        return
    async with open_redis(request.param, tmp_path) as redis:
        yield redis


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still."""
    return Clock()


@pytest.fixture
def cipher() -> Cipher:
    """A cipher over a key of its own."""
    return Cipher.from_keys([Fernet.generate_key().decode()])


@pytest.fixture
def inbox(engine: AsyncEngine | None) -> Inbox:
    """Every inbox."""
    return SqlInbox(engine) if engine else MemoryInbox()


@pytest.fixture
def sessions(engine: AsyncEngine | None) -> SessionStore:
    """Every session store."""
    return SqlSessions(engine) if engine else MemorySessions()


@pytest.fixture
def playlists(engine: AsyncEngine | None) -> PlaylistStore:
    """Every playlist store."""
    return SqlPlaylists(engine) if engine else MemoryPlaylists()


@pytest.fixture
def accounts(engine: AsyncEngine | None, cipher: Cipher) -> AccountStore:
    """Every account store."""
    return SqlAccounts(engine, cipher) if engine else MemoryAccounts()


@pytest.fixture
def archive(
    engine: AsyncEngine | None,
    inbox: Inbox,
    sessions: SessionStore,
    playlists: PlaylistStore,
    accounts: AccountStore,
) -> Archive:
    """Every archive, over the very stores of the test."""
    if engine is not None:
        return SqlArchive(engine)
    assert isinstance(inbox, MemoryInbox)
    assert isinstance(sessions, MemorySessions)
    assert isinstance(playlists, MemoryPlaylists)
    assert isinstance(accounts, MemoryAccounts)
    return MemoryArchive(inbox, sessions, playlists, accounts)


@pytest.fixture
def contexts(redis: Redis | None) -> ContextStore:
    """Every context store."""
    return RedisContexts(redis) if redis else MemoryContexts()


@pytest.fixture
def items(redis: Redis | None) -> ItemCache:
    """Every item cache."""
    return RedisItems(redis) if redis else MemoryItems()


@pytest.fixture
def tickets(redis: Redis | None, cipher: Cipher, clock: Clock) -> TicketStore:
    """Every ticket store."""
    return RedisTickets(redis, cipher, clock) if redis else MemoryTickets(clock)


@pytest.fixture
def confirmations(redis: Redis | None, clock: Clock) -> Confirmations:
    """Every store of what waits to be confirmed."""
    return RedisConfirmations(redis) if redis else MemoryConfirmations(clock)


@pytest.fixture
def votes(engine: AsyncEngine | None) -> VoteStore:
    """Every store of votes."""
    return SqlVotes(engine) if engine else MemoryVotes()


@pytest.fixture
def locks(engine: AsyncEngine | None) -> LockStore:
    """Every store of locks."""
    return SqlLocks(engine) if engine else MemoryLocks()


@pytest.fixture
def channels(engine: AsyncEngine | None) -> SettingsStore:
    """Every store of channels' settings."""
    return SqlChannels(engine) if engine else MemoryChannels()
