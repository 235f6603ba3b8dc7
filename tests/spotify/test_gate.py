"""What passes the gate, when, and how often."""

import asyncio
from collections.abc import Callable

import pytest

from adapters.spotify.client import Body
from adapters.spotify.gate import Gate
from adapters.spotify.refusals import Refused, Unanswered
from bot.errors import RateLimited, ServiceError
from tests.spotify.rig import Clock


class Calls:
    """A call that answers or fails as it is told, in turn; then it answers."""

    def __init__(self, *outcomes: ServiceError | Body) -> None:
        self.outcomes = list(outcomes)
        self.made = 0

    async def __call__(self) -> Body:
        self.made += 1
        outcome = self.outcomes.pop(0) if self.outcomes else {"call": self.made}
        if isinstance(outcome, ServiceError):
            raise outcome
        return outcome


class Held:
    """Calls that wait until they are let go, and the most that waited at once."""

    def __init__(self) -> None:
        self.go = asyncio.Event()
        self.waiting = 0
        self.most = 0
        self.made = 0

    async def __call__(self) -> Body:
        self.made += 1
        self.waiting += 1
        self.most = max(self.most, self.waiting)
        await self.go.wait()
        self.waiting -= 1
        return {"call": self.made}


def a_gate(clock: Clock | None = None, daily_calls: int = 900) -> Gate:
    clock = clock or Clock()
    return Gate(clock, daily_calls=daily_calls, sleep=clock.sleep)


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_equal_reads_on_their_way_are_one_call() -> None:
    gate, held = a_gate(), Held()
    tasks = [asyncio.create_task(gate.read(("a",), held)) for _ in range(5)]
    await settle()
    held.go.set()

    answers = await asyncio.gather(*tasks)

    assert answers == [{"call": 1}] * 5
    assert (gate.counts.calls, gate.counts.shared) == (1, 4)


async def test_a_read_that_is_over_is_not_shared() -> None:
    gate, calls = a_gate(), Calls()

    await gate.read(("a",), calls)
    await gate.read(("a",), calls)

    assert calls.made == 2


async def test_all_who_share_a_read_hear_of_its_failure() -> None:
    gate, held = a_gate(), Held()

    async def fails() -> Body:
        await held()
        raise Refused("no")

    tasks = [asyncio.create_task(gate.read(("a",), fails)) for _ in range(3)]
    await settle()
    held.go.set()
    answers = await asyncio.gather(*tasks, return_exceptions=True)

    assert [type(answer) for answer in answers] == [Refused] * 3


async def test_who_shares_a_read_goes_on_when_the_first_gives_up() -> None:
    gate, held = a_gate(), Held()
    first, second = (asyncio.create_task(gate.read(("a",), held)) for _ in range(2))
    await settle()

    first.cancel()
    await settle()
    held.go.set()

    assert await second == {"call": 2}


async def test_a_read_after_a_write_is_not_answered_from_before() -> None:
    gate, held = a_gate(), Held()
    before = asyncio.create_task(gate.read(("list", "ana"), held))
    await settle()
    async with gate.serial("list"):
        pass

    after = asyncio.create_task(gate.read(("list", "ana"), held))
    await settle()
    held.go.set()

    await asyncio.gather(before, after)
    assert held.made == 2


async def test_four_reads_go_at_once_and_no_more() -> None:
    gate, held = a_gate(), Held()
    tasks = [asyncio.create_task(gate.read((str(n),), held)) for n in range(10)]
    await settle()
    held.go.set()

    await asyncio.gather(*tasks)

    assert (held.most, held.made) == (4, 10)


async def test_writes_to_one_list_go_one_by_one_and_to_others_beside_them() -> None:
    gate, one, other = a_gate(), Held(), Held()

    async def write(target: str, held: Held) -> None:
        async with gate.serial(target):
            await gate.write(held, repeatable=False)

    tasks = [asyncio.create_task(write("one", one)) for _ in range(3)]
    tasks.append(asyncio.create_task(write("other", other)))
    await settle()
    assert (one.waiting, other.waiting) == (1, 1)
    one.go.set()
    other.go.set()

    await asyncio.gather(*tasks)
    assert (one.most, one.made) == (1, 3)


async def test_a_failed_read_is_repeated_once() -> None:
    clock = Clock()
    gate, calls = a_gate(clock), Calls(Unanswered("502"))

    answer = await gate.read(("a",), calls)

    assert answer == {"call": 2}
    assert clock.slept == [0.4]
    assert gate.counts.repeated == 1


async def test_a_read_that_fails_twice_is_told() -> None:
    gate, calls = a_gate(), Calls(Unanswered("502"), Unanswered("502"))

    with pytest.raises(Unanswered):
        await gate.read(("a",), calls)

    assert calls.made == 2


@pytest.mark.parametrize("error", [lambda: Unanswered("502"), lambda: RateLimited("slow", seconds=1)])
async def test_a_write_that_may_not_be_done_twice_is_sent_once(error: Callable[[], ServiceError]) -> None:
    gate, calls = a_gate(), Calls(error())

    with pytest.raises(ServiceError):
        await gate.write(calls, repeatable=False)

    assert calls.made == 1


async def test_a_write_that_may_be_done_twice_is_repeated_once() -> None:
    gate, calls = a_gate(), Calls(Unanswered("502"), Unanswered("502"))

    with pytest.raises(Unanswered):
        await gate.write(calls, repeatable=True)

    assert calls.made == 2


async def test_a_short_rate_limit_is_waited_out_once() -> None:
    clock = Clock()
    gate, calls = a_gate(clock), Calls(RateLimited("slow", seconds=4))

    answer = await gate.read(("a",), calls)

    assert answer == {"call": 2}
    assert clock.slept == [4]


async def test_a_long_rate_limit_is_told_at_once_and_nobody_calls_until_it_is_over() -> None:
    clock = Clock()
    gate, calls = a_gate(clock), Calls(RateLimited("slow", seconds=17))
    with pytest.raises(RateLimited):
        await gate.read(("a",), calls)

    clock.move(seconds=10)
    with pytest.raises(RateLimited) as held_back:
        await gate.read(("b",), calls)

    assert (held_back.value.seconds, held_back.value.quota) == (7, False)
    assert (calls.made, clock.slept, gate.counts.held_back) == (1, [], 1)
    clock.move(seconds=3)
    await gate.read(("b",), calls)
    assert clock.slept == [4], "the rest is short enough to wait"


async def test_a_spent_quota_closes_the_gate_for_hours() -> None:
    clock = Clock()
    gate, calls = a_gate(clock), Calls(RateLimited("quota", seconds=49_861, quota=True))
    with pytest.raises(RateLimited):
        await gate.read(("a",), calls)

    clock.move(seconds=49_860)
    with pytest.raises(RateLimited) as held_back:
        await gate.write(calls, repeatable=True)
    clock.move(seconds=1)
    await gate.write(calls, repeatable=True)

    assert held_back.value.quota
    assert calls.made == 2


async def test_past_the_days_budget_nothing_is_sent() -> None:
    clock = Clock()
    gate, calls = a_gate(clock, daily_calls=3), Calls()
    for n in range(3):
        await gate.read((str(n),), calls)

    with pytest.raises(RateLimited) as held_back:
        await gate.read(("more",), calls)

    assert held_back.value.quota
    assert (calls.made, gate.spent) == (3, 3)
    clock.move(seconds=held_back.value.seconds)
    await gate.read(("more",), calls)
    assert gate.spent == 1


async def test_the_budget_may_be_raised_while_it_runs() -> None:
    gate, calls = a_gate(daily_calls=0), Calls()
    with pytest.raises(RateLimited):
        await gate.read(("a",), calls)

    gate.budget.calls = 10

    assert await gate.read(("a",), calls) == {"call": 1}


async def test_an_equal_search_is_remembered_for_ten_minutes() -> None:
    clock = Clock()
    gate, calls = a_gate(clock), Calls()
    await gate.search(("q",), calls)
    clock.move(minutes=9)
    await gate.search(("q",), calls)
    clock.move(minutes=1)

    answer = await gate.search(("q",), calls)

    assert answer == {"call": 2}
    assert gate.counts.remembered == 1


async def test_no_more_than_five_hundred_searches_are_remembered() -> None:
    gate, calls = a_gate(daily_calls=2000), Calls()
    for n in range(501):
        await gate.search((str(n),), calls)

    await gate.search(("500",), calls)
    await gate.search(("0",), calls)

    assert calls.made == 502
