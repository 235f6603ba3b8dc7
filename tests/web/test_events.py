"""Following the playground."""

import asyncio

import pytest

from adapters.web.events import Event, EventLog


async def followed(log: EventLog, after: str) -> list[tuple[int, str]]:
    log.close()
    return [(event.number, event.kind) async for event in log.follow(after)]


async def test_a_follower_gets_what_came_after() -> None:
    log = EventLog()
    log.publish("entry", {"n": 1})
    after = log.newest
    log.publish("entry", {"n": 2})
    log.publish("panel", {"n": 3})

    assert await followed(log, after) == [(2, "entry"), (3, "panel")]


async def test_a_follower_is_woken_by_news() -> None:
    log = EventLog()
    events = log.follow(log.newest)
    waiting = asyncio.ensure_future(anext(events))
    await asyncio.sleep(0)

    log.publish("entry", {})

    assert await waiting == Event(1, "entry", {})


async def test_a_follower_who_fell_too_far_behind_starts_afresh() -> None:
    log = EventLog(kept=2)
    after = log.newest
    for _ in range(3):
        log.publish("entry", {})

    assert await followed(log, after) == [(3, "resync")]


async def test_a_slow_follower_is_dropped_while_events_go_by() -> None:
    log = EventLog(kept=2)
    log.publish("entry", {})
    events = log.follow(log.id_of(0))
    first = await anext(events)
    for _ in range(5):
        log.publish("entry", {})

    rest = [event.kind async for event in events]

    assert (first.number, rest) == (1, ["resync"])


@pytest.mark.parametrize("after", ["", "other-1", "nonsense", "-1"])
async def test_a_follower_of_another_run_starts_afresh(after: str) -> None:
    log = EventLog()
    log.publish("entry", {})

    assert await followed(log, after) == [(1, "resync")]


async def test_nobody_can_follow_the_future() -> None:
    log = EventLog()

    assert await followed(log, log.id_of(7)) == [(0, "resync")]
