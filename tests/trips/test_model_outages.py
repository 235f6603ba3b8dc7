"""The model fails in every way it can: the member is answered, is told once, and nothing is lost."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from adapters.openai.breaker import REST
from adapters.openai.model import OpenAILanguageModel
from bot.texts.catalogue import text
from tests.conversation.models import calls, wish
from tests.openai.rig import settings
from tests.standins.openai.faults import Fault
from tests.standins.openai.server import ModelServer
from tests.trips.world import World, a_world

UNREADABLE = "whatever that thing was the other day, you know, hmm"
DEADLINE_SECONDS = 1.0
PATIENCE_SECONDS = 20  # of a loaded machine; the deadline itself is the adapter's, and tested there
AWAY = text("model_away")
JAZZ = calls(("make_list", {"wishes": [wish("m1", styles=["jazz"])], "count": 5}))
HEALED_BY_WAITING = [fault for fault in Fault if fault is not Fault.BROKEN_ARGUMENTS]


class Clock:
    """A clock that is put forward by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 6, 20, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the time."""
        return self.now


@asynccontextmanager
async def with_model(data: Path, clock: Clock) -> AsyncIterator[tuple[World, ModelServer]]:
    """Run the whole bot with a model at the other end of a socket."""
    async with ModelServer(lambda asked: JAZZ) as server:
        at = settings(base_url=server.address, api_key=SecretStr("sk-standin"), timeout_seconds=DEADLINE_SECONDS)
        model = OpenAILanguageModel(at, clock)
        async with a_world(data, model=model) as world:
            yield world, server
        await model.close()


@pytest.mark.parametrize("fault", HEALED_BY_WAITING, ids=lambda fault: fault.name.lower())
async def test_an_outage_is_answered_told_once_and_over_when_the_model_is_back(tmp_path: Path, fault: Fault) -> None:
    clock = Clock()
    async with with_model(tmp_path, clock) as (world, server):
        await world.say("Ana", "add Hoppípolla by Sigur Rós")
        server.faults[:] = [fault] * 8  # repeats of the SDK included

        begun = time.monotonic()
        with capture_logs() as logs:
            first = await world.say("Leo", UNREADABLE)
            second = await world.say("Mina", f"{UNREADABLE} too")
        took = time.monotonic() - begun
        by_rules = await world.say("Ana", "show")
        server.faults.clear()
        clock.now += REST + timedelta(hours=1)
        back = await world.say("Leo", UNREADABLE)

    assert AWAY in first
    assert second
    assert AWAY not in second
    assert took < PATIENCE_SECONDS
    assert [log["event"] for log in logs].count("model failed") == 1
    assert "Hoppípolla" in by_rules
    assert AWAY not in back
    assert "5 tracks" in back


async def test_arguments_that_are_no_json_are_asked_for_once_more(tmp_path: Path) -> None:
    async with with_model(tmp_path, Clock()) as (world, server):
        server.faults[:] = [Fault.BROKEN_ARGUMENTS]
        answer = await world.say("Leo", UNREADABLE)

    assert AWAY not in answer
    assert len(server.requests) == 2
    assert len(await world.recordings()) == 5
