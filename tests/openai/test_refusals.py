"""Every way a server can refuse or be away: who can mend it, and how often the SDK tries, in both dialects."""

import traceback

import httpx2
import pytest

from adapters.openai.refusals import Declined, Unanswered
from bot.errors import ModelDown
from tests.openai.rig import (
    ANSWER,
    DIALECTS,
    SECRET_WORDS,
    a_briefing,
    a_model,
    a_wire,
    answered,
    refused,
)

both = pytest.mark.parametrize("dialect", DIALECTS)


async def refusal_of(dialect: str, response: httpx2.Response) -> ModelDown:
    with pytest.raises(ModelDown) as caught:
        await a_model(a_wire(dialect, response)).complete(a_briefing(SECRET_WORDS))
    return caught.value


@both
@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503, 529])
async def test_a_passing_failure_is_tried_once_more(dialect: str, status: int) -> None:
    wire = a_wire(dialect, refused(status), lambda: answered(dialect))

    assert await a_model(wire).complete(a_briefing()) == ANSWER
    assert len(wire.requests) == 2


@both
@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503, 529])
async def test_a_failure_that_stays_is_tried_no_more_than_that(dialect: str, status: int) -> None:
    wire = a_wire(dialect, lambda: refused(status))

    with pytest.raises(Unanswered, match=str(status)):
        await a_model(wire).complete(a_briefing())

    assert len(wire.requests) == 2


@both
@pytest.mark.parametrize("error", [httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.ReadTimeout, httpx2.ReadError])
async def test_a_server_that_is_away_is_tried_once_more(
    dialect: str, error: type[httpx2.RequestError], no_backoff: None
) -> None:
    def away() -> httpx2.Response:
        raise error("nobody there")

    wire = a_wire(dialect, away)

    with pytest.raises(Unanswered):
        await a_model(wire).complete(a_briefing())

    assert len(wire.requests) == 2


@pytest.fixture
def no_backoff(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openai._base_client.INITIAL_RETRY_DELAY", 0.0)


@both
@pytest.mark.parametrize("seconds", ["6", "119", "600", "86400"])
async def test_a_long_wait_is_not_waited_for(dialect: str, seconds: str) -> None:
    wire = a_wire(dialect, lambda: refused(429, "rate_limit_exceeded", retry_after=seconds, retry_after_ms=""))

    with pytest.raises(Unanswered):
        await a_model(wire).complete(a_briefing())

    assert len(wire.requests) == 1


@both
@pytest.mark.parametrize("code", ["insufficient_quota", "billing_hard_limit_reached"])
async def test_a_spent_quota_is_not_tried_again_in_vain(dialect: str, code: str) -> None:
    wire = a_wire(dialect, lambda: refused(429, code))

    with pytest.raises(ModelDown) as caught:
        await a_model(wire).complete(a_briefing())

    assert len(wire.requests) == 1
    assert caught.value.lasting
    assert "credit" in caught.value.setting
    assert caught.value.page.endswith("/billing")


LASTING: list[tuple[httpx2.Response, str]] = [
    (refused(401, "invalid_api_key"), "OPENAI_API_KEY"),
    (refused(401), "OPENAI_API_KEY"),
    (refused(403, "unsupported_country_region_territory"), "OPENAI_API_KEY"),
    (refused(402), "credit"),
    (refused(404, "model_not_found"), "OPENAI_MODEL (now gpt-6-luna)"),
    (refused(400, "model_not_found"), "OPENAI_MODEL"),
    (refused(404, "404", param="model", message="The model `gpt-6-luna` does not exist."), "OPENAI_MODEL"),  # vLLM
    (refused(404, message='model "gpt-6-luna" not found, try pulling it first'), "OPENAI_MODEL"),  # Ollama
    (refused(400, message="gpt-6-luna does not support tools"), "OPENAI_MODEL"),  # Ollama
    (refused(404, "404", message="File Not Found"), "OPENAI_BASE_URL"),  # llama.cpp
    (refused(405), "OPENAI_BASE_URL"),
    (refused(400, "unsupported_value", param="reasoning.effort"), "OPENAI_EFFORT"),
    (refused(400, "unsupported_value", param="reasoning_effort"), "OPENAI_EFFORT"),
    (refused(400, "unknown_parameter", param="safety_identifier"), "OPENAI_PROFILE"),
    (refused(400, "unsupported_parameter", param="verbosity"), "OPENAI_PROFILE"),
]


@both
@pytest.mark.parametrize(("response", "setting"), LASTING)
async def test_what_an_admin_can_mend_names_the_setting_and_the_page(
    dialect: str, response: httpx2.Response, setting: str
) -> None:
    down = await refusal_of(dialect, response)

    assert down.lasting
    assert down.setting.startswith(setting) or setting in down.setting
    assert down.page
    assert down.page in str(down)


@both
@pytest.mark.parametrize(
    "response",
    [
        refused(400, "context_length_exceeded", param="input"),
        refused(400, "invalid_prompt"),
        refused(400),
        refused(413),
        refused(422),
    ],
)
async def test_one_refused_briefing_tells_nothing_of_the_server(dialect: str, response: httpx2.Response) -> None:
    down = await refusal_of(dialect, response)

    assert isinstance(down, Declined)
    assert not down.lasting


@both
async def test_the_log_is_told_code_field_and_request_but_nothing_a_member_said(dialect: str) -> None:
    response = refused(400, "invalid_value", param="input[0].content", x_request_id="req_17")

    with pytest.raises(ModelDown) as caught:
        await a_model(a_wire(dialect, response), api_key=None).complete(a_briefing(SECRET_WORDS))

    told = "".join(traceback.format_exception(caught.value))
    assert "400 (invalid_value, req_17)" in told  # the field is no plain word
    assert SECRET_WORDS not in told


@both
async def test_odd_codes_are_not_told(dialect: str) -> None:
    down = await refusal_of(dialect, refused(500, f"code\n{SECRET_WORDS}", x_request_id="a b"))

    assert str(down) == "The model's server answered 500."


ODD = b'{"error": {"code": {}, "type": [], "param": [1], "message": null}}'


@both
@pytest.mark.parametrize("content", [b"", b"<html>", b"\xff\xfe", b"[]", b'"text"', b'{"error": 5}', ODD])
@pytest.mark.parametrize("status", [400, 401, 429, 500])
async def test_a_refusal_of_any_shape_is_understood_by_its_status(dialect: str, status: int, content: bytes) -> None:
    down = await refusal_of(dialect, httpx2.Response(status, content=content, headers={"retry-after-ms": "1"}))

    assert str(status) in str(down)
    assert down.lasting == (status == 401)


async def test_no_key_and_no_address_is_a_state_and_not_a_mistake() -> None:
    def nobody(_: httpx2.Request) -> httpx2.Response:
        raise AssertionError("There is nobody to ask.")

    model = a_model(nobody, api_key=None, base_url=None)

    with pytest.raises(ModelDown) as caught:
        await model.complete(a_briefing())

    assert caught.value.lasting
    assert "OPENAI_API_KEY" in caught.value.setting
    await model.close()


@both
async def test_a_server_of_ones_own_needs_no_key(dialect: str) -> None:
    wire = a_wire(dialect, lambda: answered(dialect))

    assert await a_model(wire, api_key=None).complete(a_briefing()) == ANSWER
