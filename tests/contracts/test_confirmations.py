"""What every store of operations that wait to be confirmed promises."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.redis.confirmations import RedisConfirmations
from bot.sessions.pending import Act, Pending
from bot.sessions.ports import Confirmations
from tests.contracts.examples import ANA, GARDEN, KITCHEN, LEO
from tests.contracts.stores import Clock

CLEAR = Pending(Act.DROP, KITCHEN, ANA, "vacía la lista", "s1", 7, (0, 1, 2))


async def test_what_is_taken_is_what_was_put_and_gone_then(confirmations: Confirmations) -> None:
    code = await confirmations.put(CLEAR)

    assert await confirmations.take(code) == CLEAR

    assert await confirmations.take(code) is None
    assert await confirmations.peek(code) is None


async def test_looking_does_not_use_it_up(confirmations: Confirmations) -> None:
    code = await confirmations.put(CLEAR)

    assert await confirmations.peek(code) == await confirmations.peek(code) == CLEAR
    assert await confirmations.peek("forged") is None


async def test_of_twenty_who_take_at_once_one_gets_it(confirmations: Confirmations) -> None:
    code = await confirmations.put(CLEAR)

    taken = await asyncio.gather(*(confirmations.take(code) for _ in range(20)))

    assert [pending for pending in taken if pending is not None] == [CLEAR]


async def test_each_has_a_code_of_its_own(confirmations: Confirmations) -> None:
    first, second = await confirmations.put(CLEAR), await confirmations.put(replace(CLEAR, member=LEO))

    assert await confirmations.take(first) == CLEAR
    assert (await confirmations.take(second) or CLEAR).member == LEO


async def test_it_lasts_ten_minutes(confirmations: Confirmations, clock: Clock) -> None:
    if isinstance(confirmations, RedisConfirmations):
        code = await confirmations.put(CLEAR)
        left = await confirmations._redis.pttl(f"chorus:confirm:{code}")  # Redis goes by its own clock
        assert 590_000 < left <= 600_000
        return
    code = await confirmations.put(CLEAR)
    clock.forward(timedelta(minutes=10))

    assert await confirmations.take(code) is None


@pytest.mark.parametrize("whole", [True, False])
async def test_what_is_forgotten_takes_nothing_of_others_along(confirmations: Confirmations, whole: bool) -> None:
    if not isinstance(confirmations, RedisConfirmations):
        return  # the double is never asked to forget
    hers, his = await confirmations.put(CLEAR), await confirmations.put(replace(CLEAR, member=LEO, channel=GARDEN))

    if whole:
        await confirmations.forget_tenant("discord", "guild", ["kitchen"])
    else:
        assert await confirmations.forget_member(ANA) == 1

    assert await confirmations.peek(hers) is None
    assert await confirmations.peek(his) is not None
