"""Every way a stream can go (facts of the SDK: what it raises, what it passes over), in both dialects."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import repeat

import httpx2
import pytest

from adapters.openai.refusals import Unanswered
from bot.errors import ModelDown
from tests.openai.rig import (
    ANSWER,
    DIALECTS,
    PAGE,
    Body,
    a_briefing,
    a_model,
    a_wire,
    completion_of,
    events_of,
    said,
    streamed,
)
from tests.standins.openai.faults import Fault, failure, piece_of_text
from tests.standins.openai.sse import DONE, Event, piece, pieces

both = pytest.mark.parametrize("dialect", DIALECTS)


@both
@pytest.mark.parametrize("fault", [Fault.FAILS, Fault.ERRS])
async def test_a_failure_told_in_the_stream_is_no_answer(dialect: str, fault: Fault) -> None:
    events = [*events_of(dialect)[:4], failure(fault, dialect)]

    with pytest.raises(Unanswered):
        await completion_of(dialect, said(dialect, events))


@both
@pytest.mark.parametrize("fault", [Fault.FAILS, Fault.ERRS])
async def test_a_failure_told_in_the_stream_is_read_for_its_code(dialect: str, fault: Fault) -> None:
    events = [*events_of(dialect)[:4], failure(fault, dialect, "insufficient_quota")]

    with pytest.raises(ModelDown) as caught:
        await completion_of(dialect, said(dialect, events))

    assert caught.value.lasting
    assert "billing" in caught.value.page


@both
@pytest.mark.parametrize("kept", [0, 1, 3, 5])
async def test_a_stream_that_stops_in_the_middle_is_no_answer(dialect: str, kept: int) -> None:
    sent = [piece(event, dialect) for event in events_of(dialect)[:kept]]

    with pytest.raises(Unanswered, match="broke off"):
        await completion_of(dialect, streamed(sent))


async def test_done_without_a_reason_to_finish_is_no_answer() -> None:
    sent = [piece(event, "chat") for event in events_of("chat")[:4]]

    with pytest.raises(Unanswered, match="broke off"):
        await completion_of("chat", streamed([*sent, DONE]))


@both
async def test_a_connection_lost_in_the_middle_is_no_answer_and_never_repeated(dialect: str) -> None:
    async def lost() -> AsyncIterator[bytes]:
        for each in events_of(dialect)[:4]:
            yield piece(each, dialect)
        raise httpx2.ReadError("reset by peer")

    wire = a_wire(dialect, lambda: streamed(Body(lost())))

    with pytest.raises(Unanswered):
        await a_model(wire).complete(a_briefing())

    assert len(wire.requests) == 1


@both
async def test_events_nobody_knows_change_nothing(dialect: str) -> None:
    strange: list[Event] = [
        {"type": "response.steer.accepted", "steer_id": "s"},
        {"type": "response.from_tomorrow", "delta": {"deep": [1]}, "response": "text"},
        {"type": 7},
    ]
    events = [each for known in events_of(dialect) for each in (*strange, known)]

    assert await completion_of(dialect, said(dialect, events)) == ANSWER


@both
async def test_comments_and_events_that_are_no_objects_change_nothing(dialect: str) -> None:
    odd = [b": still here\n\n", b"data: [1, 2]\n\n", b'data: "text"\n\n', b"data: null\n\n", b"\n\n"]
    sent = [each for known in pieces(events_of(dialect), dialect) for each in (*odd, known)]

    assert await completion_of(dialect, streamed(sent)) == ANSWER


@both
async def test_a_stream_in_odd_pieces_is_the_same_stream(dialect: str) -> None:
    content = b"".join(pieces(events_of(dialect), dialect)).replace(b"\n", b"\r\n")

    assert await completion_of(dialect, streamed([content[at : at + 7] for at in range(0, len(content), 7)])) == ANSWER


GARBAGE = [b'{"type": "respo', b"\xff\xfe", b"9" * 5000, b"<html>"]


@both
@pytest.mark.parametrize("garbage", GARBAGE, ids=["cut", "no text", "no number", "page"])
async def test_a_piece_that_is_no_json_is_no_answer(dialect: str, garbage: bytes) -> None:
    begun = [piece(event, dialect) for event in events_of(dialect)[:4]]

    with pytest.raises(Unanswered, match="no JSON"):
        await completion_of(dialect, streamed([*begun, b"data: " + garbage + b"\n\n"]))


@both
async def test_a_cancelled_call_closes_the_stream_at_once(dialect: str) -> None:
    begun, never = asyncio.Event(), asyncio.Event()

    async def waiting() -> AsyncIterator[bytes]:
        yield piece(events_of(dialect)[0], dialect)
        begun.set()
        await never.wait()

    body = Body(waiting())
    call = asyncio.create_task(a_model(a_wire(dialect, streamed(body))).complete(a_briefing()))
    await begun.wait()
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call

    assert body.is_closed


@both
async def test_the_deadline_holds_while_pieces_keep_arriving(dialect: str) -> None:
    async def trickling() -> AsyncIterator[bytes]:
        while True:
            yield b": still here\n\n"
            await asyncio.sleep(0.001)

    body = Body(trickling())

    with pytest.raises(Unanswered, match=r"within 0\.2 seconds"):
        await a_model(a_wire(dialect, streamed(body)), timeout_seconds=0.2).complete(a_briefing())

    assert body.taken > 5
    assert body.is_closed


@both
async def test_a_silent_server_is_left_at_the_deadline(dialect: str) -> None:
    async def silent() -> AsyncIterator[bytes]:
        await asyncio.Event().wait()
        yield b""

    body = Body(silent())

    with pytest.raises(Unanswered):
        await a_model(a_wire(dialect, streamed(body)), timeout_seconds=0.1).complete(a_briefing())

    assert body.is_closed


@both
async def test_text_without_an_end_is_not_read_for_ever(dialect: str) -> None:
    body = Body(repeat(piece(piece_of_text(dialect, "and on it goes " * 20), dialect)))

    with pytest.raises(Unanswered, match="does not end"):
        await completion_of(dialect, streamed(body))

    assert body.taken < 100
    assert body.is_closed


def endless_arguments(dialect: str) -> Iterator[bytes]:
    if dialect == "chat":
        call = {"tool_calls": [{"index": 0, "function": {"name": "add_track", "arguments": "[" * 100}}]}
        event: Event = {"choices": [{"index": 0, "delta": call}]}
    else:
        event = {"type": "response.function_call_arguments.delta", "output_index": 0, "delta": "[" * 100}
    return repeat(piece(event, dialect))


@both
async def test_arguments_without_an_end_are_not_read_for_ever(dialect: str) -> None:
    body = Body(endless_arguments(dialect))

    with pytest.raises(Unanswered, match="does not end"):
        await completion_of(dialect, streamed(body))

    assert body.is_closed


@both
async def test_a_line_without_an_end_is_not_read_for_ever(dialect: str) -> None:
    body = Body(repeat(b"x" * 65_536))

    with pytest.raises(Unanswered, match="does not end"):
        await completion_of(dialect, streamed(body))

    assert body.taken < 100


@both
@pytest.mark.parametrize("status", [200, 500])
async def test_an_answer_in_one_piece_without_an_end_is_not_read_for_ever(dialect: str, status: int) -> None:
    bodies = [Body(repeat(b" " * 65_536)) for _ in range(2)]
    given = [httpx2.Response(status, headers={"content-type": "application/json"}, stream=body) for body in bodies]

    with pytest.raises(Unanswered):
        await completion_of(dialect, a_wire_reply(given))

    assert all(body.taken < 100 for body in bodies)


def a_wire_reply(given: list[httpx2.Response]) -> Callable[[], httpx2.Response]:
    return lambda: given.pop(0) if len(given) > 1 else given[0]


@both
@pytest.mark.parametrize("status", [200, 404])
async def test_a_web_page_is_no_model(dialect: str, status: int) -> None:
    def page(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(status, text=PAGE, headers={"content-type": "text/html; charset=utf-8"})

    with pytest.raises(ModelDown) as caught:
        await a_model(page, base_url="http://wrong.test/v1").complete(a_briefing())

    assert (caught.value.lasting, caught.value.setting) == (True, "OPENAI_BASE_URL")
    assert "http://wrong.test/v1" in str(caught.value)


async def test_a_stream_left_open_after_the_end_is_not_waited_for() -> None:
    async def lingering() -> AsyncIterator[bytes]:
        for each in pieces(events_of("responses"), "responses"):
            yield each
        await asyncio.Event().wait()

    body = Body(lingering())

    assert await completion_of("responses", streamed(body)) == ANSWER
    assert body.is_closed
