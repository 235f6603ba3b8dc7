"""The adapter and the real SDK at the stand-in server, over sockets."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from pydantic import SecretStr

from adapters.openai.model import OpenAILanguageModel
from bot.conversation.briefing import Call, Completion, Usage
from bot.errors import ModelDown
from tests.openai.rig import DIALECTS, Clock, a_briefing, settings
from tests.standins.openai.asked import Asked
from tests.standins.openai.faults import Fault
from tests.standins.openai.server import ModelServer

both = pytest.mark.parametrize("dialect", DIALECTS)
ANSWER = Completion((Call("add_track", '{"title":"Glory Box"}'),), "Here it is.", Usage(900, 40, 512))


@asynccontextmanager
async def at(server: ModelServer, **given: Any) -> AsyncIterator[OpenAILanguageModel]:
    """Serve, and give the adapter that asks."""
    async with server:
        said = {"base_url": server.address, "api_key": SecretStr("sk-standin")} | given
        model = OpenAILanguageModel(settings(**said), Clock())
        try:
            yield model
        finally:
            await model.close()


@both
@pytest.mark.parametrize("is_openai", [True, False])
async def test_an_answer_comes_through(dialect: str, *, is_openai: bool) -> None:
    server = ModelServer([ANSWER, ANSWER], dialects=[dialect], is_openai=is_openai)

    async with at(server, profile="cloud" if is_openai else "local") as model:
        assert await model.complete(a_briefing()) == ANSWER
        assert await model.complete(a_briefing()) == ANSWER

    assert server.violations == []
    assert [asked.dialect for asked in server.requests] == [dialect] * 2


@both
async def test_a_script_may_answer_what_it_was_asked(dialect: str) -> None:
    def echo(asked: Asked) -> Completion:
        return Completion(words=asked.lines[-1]["text"].upper())

    async with at(ModelServer(echo, dialects=[dialect])) as model:
        completion = await model.complete(a_briefing("calmer", "más alegre"))

    assert completion.words == "MÁS ALEGRE"
    assert completion.usage is not None


@both
async def test_one_connection_serves_many_calls(dialect: str) -> None:
    server = ModelServer([ANSWER] * 5, dialects=[dialect])

    async with at(server) as model:
        for _ in range(5):
            await model.complete(a_briefing())

    assert len(server.connections) == 1


@both
async def test_a_server_that_does_not_stream_is_understood(dialect: str) -> None:
    async with at(ModelServer([ANSWER], dialects=[dialect], streams=False)) as model:
        assert await model.complete(a_briefing()) == ANSWER


@both
@pytest.mark.parametrize("fault", [Fault.TOO_MANY, Fault.SERVER])
async def test_one_failure_is_got_over(dialect: str, fault: Fault) -> None:
    server = ModelServer([ANSWER], dialects=[dialect])

    async with at(server) as model:
        server.fails(fault)
        assert await model.complete(a_briefing()) == ANSWER

    assert len(server.requests) == 2


FAULTS = [fault for fault in Fault if fault not in (Fault.TOO_MANY, Fault.SERVER, Fault.BROKEN_ARGUMENTS)]
LASTING = {Fault.QUOTA, Fault.WRONG_KEY, Fault.NO_MODEL, Fault.PAGE}


@both
@pytest.mark.parametrize("fault", FAULTS)
async def test_every_other_failure_is_told_and_the_next_call_is_answered(dialect: str, fault: Fault) -> None:
    server, clock = ModelServer(lambda _: ANSWER, dialects=[dialect]), Clock()

    async with server:
        given = settings(base_url=server.address, api_key=SecretStr("sk-standin"), timeout_seconds=1.0)
        model = OpenAILanguageModel(given, clock)
        server.fails(fault)
        with pytest.raises(ModelDown) as caught:
            await model.complete(a_briefing())
        assert caught.value.lasting == (fault in LASTING or fault is Fault.NO_PAGE)
        clock.move(60)
        assert await model.complete(a_briefing()) == ANSWER
        await model.close()


@both
@pytest.mark.parametrize("fault", [Fault.SLOW, Fault.SILENT, Fault.ENDLESS])
async def test_the_server_sees_that_it_is_not_listened_to_any_more(dialect: str, fault: Fault) -> None:
    server = ModelServer([ANSWER], dialects=[dialect])

    async with at(server) as model:
        server.fails(fault)
        call = asyncio.create_task(model.complete(a_briefing()))
        await server.begun.wait()
        call.cancel()
        await asyncio.wait([call])
        await asyncio.wait_for(server.left.wait(), 5)


@both
async def test_broken_arguments_come_through_as_they_are(dialect: str) -> None:
    server = ModelServer([ANSWER], dialects=[dialect])

    async with at(server) as model:
        server.fails(Fault.BROKEN_ARGUMENTS)
        completion = await model.complete(a_briefing())

    assert [call.is_sound for call in completion.calls] == [False]


async def test_nobody_listening_is_told() -> None:
    async with ModelServer() as server:
        address = server.address
    model = OpenAILanguageModel(settings(base_url=address), Clock())

    with pytest.raises(ModelDown, match="cannot be reached"):
        await model.complete(a_briefing())

    await model.close()


@pytest.mark.parametrize(
    ("given", "is_openai"),
    [({"effort": "low"}, True), ({"profile": "cloud"}, False)],
)
async def test_the_stand_in_refuses_what_such_a_server_refuses(given: dict[str, Any], *, is_openai: bool) -> None:
    server = ModelServer([ANSWER], dialects=["chat"], is_openai=is_openai)

    async with at(server, **given) as model:
        with pytest.raises(ModelDown) as caught:
            await model.complete(a_briefing())

    assert caught.value.lasting
    assert len(server.violations) == 1


async def test_the_stand_in_says_when_its_script_is_over() -> None:
    server = ModelServer([])

    async with at(server) as model:
        await model.complete(a_briefing())

    assert server.violations == ["The script is over."]


async def test_a_server_that_cuts_a_long_briefing_is_told_of_once(capsys: pytest.CaptureFixture[str]) -> None:
    async with at(ModelServer(lambda _: ANSWER_UNCOUNTED, context=100)) as model:
        for _ in range(2):
            await model.complete(a_briefing("word " * 1000))

    assert capsys.readouterr().out.count("briefing cut by the server") == 1


ANSWER_UNCOUNTED = Completion(words="Yes.")
