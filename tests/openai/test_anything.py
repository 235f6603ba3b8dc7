"""Whatever a server sends, the outcome is an answer or a `ModelDown`: nothing else crosses the port."""

import json
from contextlib import suppress
from typing import Any

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import ModelDown
from tests.openai.rig import DIALECTS, a_briefing, a_model, a_wire, events_of, streamed

leaves = st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False) | st.text(max_size=5)
KEYS = """type delta item response output choices tool_calls function name arguments usage status content index error
code finish_reason input_tokens output_index"""
names = st.sampled_from(KEYS.split())
values = st.recursive(leaves, lambda each: st.lists(each, max_size=3) | st.dictionaries(names, each, max_size=4))
errors = st.fixed_dictionaries({}, optional=dict.fromkeys(("code", "type", "param", "message"), values))
told = (values | errors.map(lambda error: {"error": error})).map(json.dumps)
few = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def spoilt(events: list[dict[str, Any]], data: st.DataObject) -> list[Any]:
    """Put a strange value into two places where a well-behaved server has others."""
    strange: list[Any] = list(events)
    for _ in range(2):
        at = data.draw(st.integers(0, len(events) - 1))
        strange[at] = _bent(events[at], data) if data.draw(st.booleans()) else data.draw(values)
    return strange


def _bent(event: dict[str, Any], data: st.DataObject) -> dict[str, Any]:
    key = data.draw(st.sampled_from(sorted(event)))
    inside = event[key]
    return event | {key: _bent(inside, data) if isinstance(inside, dict) and inside else data.draw(values)}


@pytest.mark.parametrize("dialect", DIALECTS)
@few
@given(data=st.data())
async def test_a_strange_stream_is_an_answer_or_none(dialect: str, data: st.DataObject) -> None:
    sent = [f"data: {json.dumps(event)}\n\n".encode() for event in spoilt(events_of(dialect), data)]

    with suppress(ModelDown):
        await a_model(a_wire(dialect, streamed(sent))).complete(a_briefing())


@pytest.mark.parametrize("dialect", DIALECTS)
@few
@given(status=st.sampled_from([200, 200, 400, 404, 500]), content=told | st.text())
async def test_strange_json_is_an_answer_or_none(dialect: str, status: int, content: str) -> None:
    headers = {"content-type": "application/json", "retry-after-ms": "1"}
    response = httpx2.Response(status, content=content.encode(), headers=headers)

    with suppress(ModelDown):
        await a_model(a_wire(dialect, response)).complete(a_briefing())


@pytest.mark.parametrize("dialect", DIALECTS)
async def test_json_that_is_too_deep_is_no_answer(dialect: str) -> None:
    deep = ("[" * 200_000).encode()
    headers = {"content-type": "application/json", "retry-after-ms": "1"}

    for response in (
        httpx2.Response(200, content=deep, headers=headers),
        streamed([b"data: ", deep, b"\n\n"]),
        httpx2.Response(500, content=deep, headers=headers),
    ):
        with pytest.raises(ModelDown):
            await a_model(a_wire(dialect, response)).complete(a_briefing())
