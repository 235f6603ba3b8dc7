"""One message at a time in a channel, many channels at once."""

import asyncio

import pytest

from bot.chat import Channel
from bot.conversation.lanes import Lanes
from tests.examples import GARDEN, GENERAL


async def test_a_channel_is_never_drained_twice_at_once() -> None:
    running, most = 0, 0

    async def drain(channel: Channel) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1

    async with Lanes(drain) as lanes:
        for _ in range(10):
            lanes.wake(GENERAL)
            await asyncio.sleep(0)

    assert most == 1


async def test_waking_while_it_runs_drains_once_more() -> None:
    drained = 0

    async def drain(channel: Channel) -> None:
        nonlocal drained
        drained += 1
        if drained == 1:
            lanes.wake(channel)
            lanes.wake(channel)

    async with Lanes(drain) as lanes:
        lanes.wake(GENERAL)

    assert drained == 2


async def test_two_channels_run_at_once() -> None:
    both = asyncio.Barrier(2)

    async def drain(channel: Channel) -> None:
        await both.wait()

    async with asyncio.timeout(5), Lanes(drain) as lanes:
        lanes.wake(GENERAL)
        lanes.wake(GARDEN)


async def test_quiet_waits_until_nothing_runs() -> None:
    done: list[Channel] = []

    async def drain(channel: Channel) -> None:
        await asyncio.sleep(0)
        done.append(channel)

    async with Lanes(drain) as lanes:
        lanes.wake(GENERAL)
        lanes.wake(GARDEN)
        await lanes.quiet()

        assert done == [GENERAL, GARDEN]


async def test_a_bug_in_a_lane_is_not_swallowed() -> None:
    async def drain(channel: Channel) -> None:
        raise ZeroDivisionError

    with pytest.raises(ExceptionGroup):
        async with Lanes(drain) as lanes:
            lanes.wake(GENERAL)
