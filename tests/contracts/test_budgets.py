"""What every `Budget` promises."""

import asyncio
from dataclasses import replace

import pytest
from redis.asyncio import Redis

from adapters.redis.budgets import RedisBudget
from bot.conversation.budget import Allowances, Budget, Level
from tests.contracts.stores import Clock
from tests.examples import ANA, LEO
from tests.memory import MemoryBudget

ALLOWANCES = Allowances(member_hour=1000, tenant_day=3000, global_day=4000)
NEIGHBOUR = replace(ANA, tenant="next door")


@pytest.fixture
def budget(redis: Redis | None, clock: Clock) -> Budget:
    """Every kind of budget."""
    return MemoryBudget(ALLOWANCES) if redis is None else RedisBudget(redis, ALLOWANCES, clock)


async def test_a_call_within_the_allowance_is_granted(budget: Budget) -> None:
    assert (await budget.reserve(ANA, 800)).level is Level.FULL


async def test_from_four_fifths_on_less_is_to_be_told(budget: Budget) -> None:
    assert (await budget.reserve(ANA, 801)).level is Level.SHORT


async def test_what_does_not_fit_is_refused_and_not_counted(budget: Budget) -> None:
    await budget.reserve(ANA, 600)

    assert (await budget.reserve(ANA, 401)).level is Level.SPENT
    assert (await budget.reserve(ANA, 400)).level is Level.SHORT


async def test_one_members_hour_leaves_others_theirs(budget: Budget) -> None:
    await budget.reserve(ANA, 1000)

    assert (await budget.reserve(LEO, 500)).level is Level.FULL


async def test_a_tenant_has_a_day_of_its_own(budget: Budget) -> None:
    for number in range(3):
        await budget.reserve(replace(ANA, id=f"member {number}"), 1000)

    assert (await budget.reserve(LEO, 1)).level is Level.SPENT
    assert (await budget.reserve(NEIGHBOUR, 900)).level is not Level.SPENT


async def test_all_together_have_a_day(budget: Budget) -> None:
    for number in range(4):
        await budget.reserve(replace(ANA, tenant=f"tenant {number}"), 1000)

    assert (await budget.reserve(NEIGHBOUR, 1)).level is Level.SPENT


async def test_what_was_not_needed_is_given_back(budget: Budget) -> None:
    reserved = await budget.reserve(ANA, 1000)

    await budget.settle(reserved, 100)

    assert (await budget.reserve(ANA, 700)).level is Level.FULL


async def test_what_was_needed_beyond_counts_too(budget: Budget) -> None:
    reserved = await budget.reserve(ANA, 100)

    await budget.settle(reserved, 950)

    assert (await budget.reserve(ANA, 100)).level is Level.SPENT


async def test_calls_at_the_same_instant_never_spend_more(budget: Budget) -> None:
    granted = await asyncio.gather(*(budget.reserve(ANA, 300) for _ in range(20)))

    assert 1 <= sum(each.level is not Level.SPENT for each in granted) <= 3
