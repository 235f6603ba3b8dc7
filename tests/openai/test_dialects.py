"""Which of its two ways a server is asked."""

import asyncio
from collections.abc import Callable

import httpx2
import pytest

from bot.errors import ModelDown
from tests.openai.rig import DIALECTS, a_briefing, a_model, a_wire, answered, refused, said

both = pytest.mark.parametrize("dialect", DIALECTS)


async def test_a_server_without_responses_is_asked_the_other_way_from_then_on() -> None:
    paths: list[str] = []
    wire = a_wire("chat", lambda: answered("chat"))

    def noted(request: httpx2.Request) -> httpx2.Response:
        paths.append(request.url.path)
        return wire(request)

    model = a_model(noted)
    for _ in range(3):
        await model.complete(a_briefing())

    assert paths == ["/v1/responses", *["/v1/chat/completions"] * 3]


async def test_a_page_that_was_missing_once_does_not_change_the_way_of_asking() -> None:
    responses: list[Callable[[], httpx2.Response]] = [lambda: httpx2.Response(404), lambda: answered("responses")]
    wire = a_wire("responses", *responses)
    model = a_model(wire)

    with pytest.raises(ModelDown):
        await model.complete(a_briefing())

    assert model.speaks == "responses"


async def test_an_unknown_model_is_no_reason_to_ask_the_other_way() -> None:
    wire = a_wire("chat", lambda: answered("chat"))

    def unknown(request: httpx2.Request) -> httpx2.Response:
        if request.url.path.endswith("/responses"):
            return refused(404, "model_not_found")
        return wire(request)

    with pytest.raises(ModelDown) as caught:
        await a_model(unknown).complete(a_briefing())

    assert "OPENAI_MODEL" in caught.value.setting
    assert not wire.requests


@both
async def test_many_at_once_each_get_their_own_answer(dialect: str) -> None:
    def echo(request: httpx2.Request) -> httpx2.Response:
        if request.url.path.endswith("/responses") != (dialect == "responses"):
            return httpx2.Response(404)
        number = request.content.decode().split("wish-")[1][:2]
        text = {"type": "response.output_text.delta", "output_index": 0, "delta": number}
        end = {"type": "response.completed", "response": {}}
        chunk = {"choices": [{"index": 0, "delta": {"content": number}, "finish_reason": "stop"}]}
        return said(dialect, [text, end] if dialect == "responses" else [chunk])

    model = a_model(echo)

    told = await asyncio.gather(*(model.complete(a_briefing(f"wish-{number}")) for number in range(10, 40)))

    assert [completion.words for completion in told] == [str(number) for number in range(10, 40)]
