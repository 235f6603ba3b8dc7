"""What is in Redis: under our prefix, for a while only, and with nothing secret in it."""

import pytest
from cryptography.fernet import Fernet
from redis.asyncio import Redis
from structlog.testing import capture_logs

from adapters.redis.client import PREFIX
from adapters.redis.contexts import RedisContexts
from adapters.redis.items import RedisItems
from adapters.redis.tickets import RedisTickets
from adapters.sql.cipher import Cipher
from bot.conversation.context import FORGET_AFTER, Context
from tests.contracts.examples import ANA, GLORY_BOX, KITCHEN, SERIAL, a_login, a_proof, a_ticket
from tests.contracts.stores import Clock

SECRETS = ("ticket-secret", "state-secret", "verifier", "access-first", "refresh-first", "right")


@pytest.fixture
def tickets(redis: Redis) -> RedisTickets:
    """Tickets with a key of their own, on a clock that stands still."""
    return RedisTickets(redis, Cipher.from_keys([Fernet.generate_key().decode()]), Clock())


async def begin_everything(tickets: RedisTickets) -> None:
    """Leave one of each kind of key."""
    await tickets.allow(ANA)
    await tickets.open("ticket-secret", a_ticket())
    await tickets.begin("ticket-secret", "state-secret", a_login())
    await tickets.await_code(ANA, a_proof())


async def seconds_left(redis: Redis) -> dict[str, int]:
    """Return every key with its remaining life."""
    return {str(key): await redis.ttl(key) for key in await redis.keys("*")}


async def test_every_key_is_ours_and_expires(redis: Redis, tickets: RedisTickets) -> None:
    await begin_everything(tickets)
    await RedisContexts(redis).save(KITCHEN, Context())
    await RedisItems(redis).put([GLORY_BOX, SERIAL])

    left = await seconds_left(redis)

    assert len(left) == 8
    assert all(key.startswith(PREFIX) and seconds > 0 for key, seconds in left.items())


async def test_keys_live_as_long_as_promised(redis: Redis, tickets: RedisTickets) -> None:
    await begin_everything(tickets)
    await RedisContexts(redis).save(KITCHEN, Context())
    await RedisItems(redis).put([GLORY_BOX])

    kinds = {key.split(":")[1]: seconds for key, seconds in (await seconds_left(redis)).items()}

    promised = dict.fromkeys(("ticket", "ticket-of", "login", "begun"), 600.0)
    promised |= {"proof": 300, "context": FORGET_AFTER.total_seconds(), "item": 6 * 3600}
    assert kinds == pytest.approx(promised, abs=5)


async def test_nothing_in_redis_can_be_used_by_who_reads_it(redis: Redis, tickets: RedisTickets) -> None:
    await begin_everything(tickets)

    everything = [(key, await redis.get(key)) for key in await redis.keys("*")]

    assert len(everything) == 5
    assert not [secret for secret in SECRETS if secret in str(everything)]


async def test_a_context_of_another_version_is_forgotten_with_a_warning(redis: Redis) -> None:
    await RedisContexts(redis).save(KITCHEN, Context())
    [key] = await redis.keys("*")
    await redis.set(key, '{"heard": "in another shape"}')

    with capture_logs() as logs:
        assert await RedisContexts(redis).load(KITCHEN) == Context()

    assert [entry["event"] for entry in logs] == ["context unreadable"]


async def test_an_item_of_another_version_is_left_out_with_a_warning(redis: Redis) -> None:
    await RedisItems(redis).put([GLORY_BOX, SERIAL])
    await redis.set(f"{PREFIX}item:{GLORY_BOX.uri}", "{}")

    with capture_logs() as logs:
        assert await RedisItems(redis).get([GLORY_BOX.uri, SERIAL.uri]) == {SERIAL.uri: SERIAL}

    assert [entry["event"] for entry in logs] == ["item unreadable"]
