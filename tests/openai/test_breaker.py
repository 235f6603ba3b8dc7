"""When the model is left in peace, and when it is tried again; in both dialects where it is asked over the wire."""

import asyncio
from collections.abc import AsyncIterator

import httpx2
import pytest

from adapters.openai.breaker import Breaker
from adapters.openai.refusals import Declined, Unanswered, lasting
from bot.errors import ModelDown
from tests.openai.rig import (
    ANSWER,
    DIALECTS,
    PAGE,
    Body,
    Clock,
    Wire,
    a_briefing,
    a_model,
    a_wire,
    answered,
    refused,
    streamed,
)

both = pytest.mark.parametrize("dialect", DIALECTS)
REST = 30


def unanswered(breaker: Breaker, error: ModelDown | None = None) -> None:
    with pytest.raises(ModelDown), breaker.guarding():
        raise error or Unanswered("no answer")


def held_back(breaker: Breaker) -> bool:
    try:
        with breaker.guarding():
            return False
    except ModelDown as error:
        return str(error).startswith("Held back.")


def test_two_failures_hold_nothing_back() -> None:
    breaker = Breaker(Clock())
    for _ in range(2):
        unanswered(breaker)

    assert breaker.reason is None
    assert not held_back(breaker)


def test_three_failures_in_a_row_hold_back_and_tell_why() -> None:
    breaker = Breaker(Clock())
    for _ in range(3):
        unanswered(breaker)

    with pytest.raises(ModelDown, match=r"Held back\. no answer"), breaker.guarding():
        pass


@pytest.mark.parametrize("error", [None, Declined("will not")])
def test_an_answer_of_any_kind_between_failures_begins_the_count_anew(error: ModelDown | None) -> None:
    breaker = Breaker(Clock())
    for _ in range(2):
        unanswered(breaker)
    if error is None:
        with breaker.guarding():
            pass
    else:
        unanswered(breaker, error)
    for _ in range(2):
        unanswered(breaker)

    assert not held_back(breaker)


def test_what_only_an_admin_can_mend_holds_back_at_once_and_goes_on_naming_the_setting() -> None:
    breaker = Breaker(Clock())
    unanswered(breaker, lasting("Refused.", "OPENAI_API_KEY", "https://keys.test"))

    with pytest.raises(ModelDown) as caught, breaker.guarding():
        pass

    told = caught.value
    assert (told.lasting, told.setting, told.page) == (True, "OPENAI_API_KEY", "https://keys.test")


def open_breaker(clock: Clock) -> Breaker:
    breaker = Breaker(clock)
    for _ in range(3):
        unanswered(breaker)
    return breaker


def test_after_the_rest_one_call_tries_and_the_others_still_wait() -> None:
    clock = Clock()
    breaker = open_breaker(clock)
    clock.move(REST - 1)
    assert held_back(breaker)
    clock.move(1)

    with breaker.guarding():
        assert held_back(breaker)

    assert breaker.reason is None
    assert not held_back(breaker)


def test_a_trial_that_fails_begins_another_rest() -> None:
    clock = Clock()
    breaker = open_breaker(clock)
    clock.move(REST)
    unanswered(breaker)

    assert held_back(breaker)
    clock.move(REST - 1)
    assert held_back(breaker)
    clock.move(1)
    assert not held_back(breaker)


def test_a_trial_that_is_cancelled_leaves_the_next_call_to_try() -> None:
    clock = Clock()
    breaker = open_breaker(clock)
    clock.move(REST)
    with pytest.raises(asyncio.CancelledError), breaker.guarding():
        raise asyncio.CancelledError

    assert breaker.reason is not None
    assert not held_back(breaker)


def test_a_call_that_was_under_way_before_does_not_end_the_trial_of_another() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    early = breaker.guarding()
    early.__enter__()
    for _ in range(3):
        unanswered(breaker)
    clock.move(REST)

    with breaker.guarding():
        early.__exit__(asyncio.CancelledError, asyncio.CancelledError(), None)
        assert held_back(breaker)


async def down(wire: Wire, clock: Clock, times: int) -> tuple[Wire, list[str]]:
    model = a_model(wire, clock)
    told = []
    for _ in range(times):
        with pytest.raises(ModelDown) as caught:
            await model.complete(a_briefing())
        told.append(str(caught.value))
    return wire, told


@both
@pytest.mark.parametrize("status", [429, 500, 503])
async def test_three_failed_calls_spare_the_server_the_fourth(dialect: str, status: int) -> None:
    wire, told = await down(a_wire(dialect, lambda: refused(status)), Clock(), 5)

    assert len(wire.requests) == 3 * 2
    assert [one.startswith("Held back.") for one in told] == [False, False, False, True, True]


@both
async def test_three_streams_cut_off_spare_the_server_the_fourth(dialect: str) -> None:
    wire, _ = await down(a_wire(dialect, lambda: streamed([b": hello\n\n"])), Clock(), 5)

    assert len(wire.requests) == 3


@both
@pytest.mark.parametrize(
    "response",
    [
        refused(429, "insufficient_quota"),
        refused(401, "invalid_api_key"),
        refused(404, "model_not_found"),
        httpx2.Response(200, text=PAGE, headers={"content-type": "text/html"}),
    ],
)
async def test_one_lasting_failure_spares_the_server_the_second(dialect: str, response: httpx2.Response) -> None:
    wire, told = await down(a_wire(dialect, response), Clock(), 3)

    assert len(wire.requests) == 1
    assert told[1].startswith("Held back.")
    assert "Mend " in told[1]


@both
async def test_a_server_that_is_well_again_is_found_after_the_rest(dialect: str) -> None:
    clock = Clock()
    wire = a_wire(dialect, refused(401), lambda: answered(dialect))
    model = a_model(wire, clock)
    for _ in range(2):
        with pytest.raises(ModelDown):
            await model.complete(a_briefing())
    assert model.resting is not None
    clock.move(REST)

    assert await model.complete(a_briefing()) == ANSWER
    assert model.resting is None
    assert await model.complete(a_briefing()) == ANSWER


@both
async def test_calls_without_an_answer_in_time_count_as_failures(dialect: str) -> None:
    async def silent() -> AsyncIterator[bytes]:
        await asyncio.Event().wait()
        yield b""

    wire = a_wire(dialect, lambda: streamed(Body(silent())))
    model = a_model(wire, timeout_seconds=0.05)
    for _ in range(4):
        with pytest.raises(ModelDown):
            await model.complete(a_briefing())

    assert len(wire.requests) == 3
    assert (model.counts.calls, model.counts.failures) == (3, 3)
