"""What a member's impatience does to a call."""

import asyncio
import threading
from typing import Any

import pytest

from adapters.spotify.client import Body
from adapters.spotify.member_voice import MemberVoice
from bot.accounts.account import Tokens
from tests.spotify.rig import ANA, Rig


class Held:
    """A blocking call that ends when it is told to."""

    def __init__(self) -> None:
        self.began, self.may_end, self.ended = threading.Event(), threading.Event(), False

    def __call__(self, _client: Any) -> Body:
        self.began.set()
        self.may_end.wait(5)
        self.ended = True
        return {}


async def cancelled_midway(running: "asyncio.Task[Any]", held: Held) -> None:
    await asyncio.to_thread(held.began.wait, 5)
    running.cancel()
    for _ in range(5):
        await asyncio.sleep(0)


async def test_a_cancelled_write_is_over_only_when_it_is_off_the_wire(rig: Rig) -> None:
    await rig.link()
    held = Held()
    running = asyncio.create_task(rig.api.write(MemberVoice(rig.tokens, ANA), held))

    await cancelled_midway(running, held)

    assert not running.done()
    held.may_end.set()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert held.ended


async def test_a_cancelled_read_is_over_at_once(rig: Rig) -> None:
    await rig.link()
    held = Held()
    running = asyncio.create_task(rig.api.read(MemberVoice(rig.tokens, ANA), ("a",), held))

    await cancelled_midway(running, held)

    assert running.cancelled()
    held.may_end.set()


async def test_a_refresh_on_its_way_is_kept_though_nobody_waits(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    await rig.link()
    rig.clock.move(hours=2)
    refresh, began, may_end = rig.authorizer.refresh, asyncio.Event(), asyncio.Event()

    async def slowly(tokens: Tokens) -> Tokens:
        began.set()
        await may_end.wait()
        return await refresh(tokens)

    monkeypatch.setattr(rig.authorizer, "refresh", slowly)
    running = asyncio.create_task(rig.tokens.token(ANA))
    await began.wait()
    running.cancel()
    may_end.set()
    with pytest.raises(asyncio.CancelledError):
        await running

    kept = await rig.accounts.of(ANA)
    assert kept is not None
    assert kept.tokens.expires > rig.clock()
