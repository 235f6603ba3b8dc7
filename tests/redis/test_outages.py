"""A Redis that fails: tickets say so, contexts and items do without."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from redis.asyncio import Redis
from structlog.testing import capture_logs

from adapters.redis.client import make_client
from adapters.redis.contexts import RedisContexts
from adapters.redis.items import RedisItems
from adapters.redis.notes import RedisNotes
from adapters.redis.tickets import RedisTickets
from adapters.sql.cipher import Cipher
from bot.accounts.ports import Recollections, TicketStore
from bot.conversation.context import Context
from bot.errors import ServiceDown
from tests.contracts.examples import ANA, GLORY_BOX, KITCHEN, a_login, a_proof, a_ticket
from tests.contracts.stores import Clock

CALLS: dict[str, Callable[[TicketStore], Awaitable[object]]] = {
    "open": lambda tickets: tickets.open("secret", a_ticket()),
    "peek": lambda tickets: tickets.peek("secret"),
    "begin": lambda tickets: tickets.begin("secret", "state", a_login()),
    "take": lambda tickets: tickets.take("state", "cookie"),
    "await_code": lambda tickets: tickets.await_code(ANA, a_proof()),
    "redeem": lambda tickets: tickets.redeem(ANA, "right"),
    "forget": lambda tickets: tickets.forget(ANA),
    "forget_tenant": lambda tickets: tickets.forget_tenant("discord", "guild"),
    "allow": lambda tickets: tickets.allow(ANA),
}

FORGETTING: dict[str, Callable[[Recollections], Awaitable[object]]] = {
    "tenant": lambda kept: kept.forget_tenant("discord", "guild", ()),
    "member": lambda kept: kept.forget_member(ANA),
}


@pytest.fixture(params=["not there", "silent"])
async def broken(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Redis]:
    """A Redis that is not there, and one that takes connections and never answers."""
    socket = tmp_path / "redis.sock"
    if request.param == "not there":
        async with make_client(f"unix://{socket}") as redis:
            yield redis
        return
    over = asyncio.Event()

    async def keep_silent(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await over.wait()
        writer.close()

    async with await asyncio.start_unix_server(keep_silent, socket):
        async with make_client(f"unix://{socket}", seconds=0.02) as redis:
            yield redis
        over.set()


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
async def test_tickets_say_that_redis_is_down(broken: Redis, call: Callable[[TicketStore], Awaitable[object]]) -> None:
    tickets = RedisTickets(broken, Cipher.from_keys([Fernet.generate_key().decode()]), Clock())

    with pytest.raises(ServiceDown):
        await call(tickets)


async def test_contexts_are_empty_and_one_warning_tells_why(broken: Redis) -> None:
    contexts = RedisContexts(broken)

    with capture_logs() as logs:
        assert await contexts.load(KITCHEN) == Context()

    assert [(entry["event"], entry["log_level"]) for entry in logs] == [("redis down", "warning")]


async def test_contexts_that_cannot_be_kept_stop_nothing(broken: Redis) -> None:
    with capture_logs() as logs:
        await RedisContexts(broken).save(KITCHEN, Context(shown=("uri:1",)))

    assert [entry["event"] for entry in logs] == ["redis down"]


@pytest.mark.parametrize("forget", FORGETTING.values(), ids=FORGETTING.keys())
async def test_what_should_be_forgotten_and_cannot_is_said(
    broken: Redis, forget: Callable[[Recollections], Awaitable[object]]
) -> None:
    notes = RedisNotes(broken, Cipher.from_keys([Fernet.generate_key().decode()]), "discord")

    for kept in (RedisContexts(broken), notes):
        with pytest.raises(ServiceDown):
            await forget(kept)


async def test_items_are_none_and_one_warning_tells_why(broken: Redis) -> None:
    items = RedisItems(broken)

    with capture_logs() as logs:
        assert await items.get([GLORY_BOX.uri]) == {}
        await items.put([GLORY_BOX])

    assert [entry["event"] for entry in logs] == ["redis down", "redis down"]
