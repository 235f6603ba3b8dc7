"""What an admin is told of the model's server."""

from typing import Any

import pytest
from pydantic import SecretStr

from adapters.openai.doctor import NEEDED, PASSWORD, Finding, examine
from bot.conversation.briefing import Call, Completion, Usage
from tests.openai.rig import settings
from tests.standins.openai.asked import Asked
from tests.standins.openai.faults import Fault
from tests.standins.openai.server import ModelServer

LOCAL: dict[str, Any] = {"is_openai": False, "key": None}


def well_behaved(asked: Asked) -> Completion:
    if asked.functions:
        return Completion((Call("add_track", '{"title":"Jóga","artist":"Björk"}'),))
    return Completion(words=PASSWORD if "password" in asked.instructions else "Winter.")


async def found(server: ModelServer, **given: Any) -> list[Finding]:
    async with server:
        profile = {"profile": "local", "api_key": None} | given
        return await examine(settings(base_url=server.address, **profile))


def complaint(findings: list[Finding]) -> str:
    (one,) = [finding.sentence for finding in findings if not finding.is_well]
    return one


@pytest.mark.parametrize("dialect", ["responses", "chat"])
async def test_a_good_server_is_found_good(dialect: str) -> None:
    server = ModelServer(well_behaved, dialects=[dialect], props=16_384, **LOCAL)

    findings = await found(server)

    assert [finding.is_well for finding in findings] == [True] * 4
    assert ("Chat Completions" in findings[0].sentence) == (dialect == "chat")
    assert server.violations == []


async def test_openai_is_asked_with_all_it_takes_and_has_no_page_of_properties() -> None:
    server = ModelServer(well_behaved)

    findings = await found(server, profile="cloud", api_key=SecretStr("sk-standin"))

    assert [finding.is_well for finding in findings] == [True] * 3
    assert server.violations == []


async def test_no_model_is_well() -> None:
    (finding,) = await examine(settings(api_key=None, base_url=None))

    assert finding.is_well
    assert "OPENAI_API_KEY" in finding.sentence


async def test_a_silent_cut_is_found() -> None:
    findings = await found(ModelServer(well_behaved, context=4096, **LOCAL))

    assert "4096 of 8000" in complaint(findings)
    assert "OLLAMA_CONTEXT_LENGTH" in complaint(findings)


async def test_a_cut_is_found_by_what_was_forgotten_where_no_cost_is_told() -> None:
    def forgetful(asked: Asked) -> Completion:
        return Completion(well_behaved(asked).calls, "" if asked.functions else "One two three?", Usage(0, 0))

    assert "forget" in complaint(await found(ModelServer(forgetful, **LOCAL)))


async def test_a_short_context_told_by_the_server_is_found() -> None:
    assert "4096 tokens, too few" in complaint(await found(ModelServer(well_behaved, props=4096, **LOCAL)))


@pytest.mark.parametrize(
    ("calls", "told"),
    [
        ((), "calls no functions"),
        ((Call("add_track", '{"title":"Jóga"}'),), "do not fit"),
        ((Call("add_track", '{"title":"Jó'),), "do not fit"),
        ((Call("play", '{"title":"Jóga","artist":"Björk"}'),), "do not fit"),
    ],
)
async def test_a_model_that_does_not_call_functions_is_found(calls: tuple[Call, ...], told: str) -> None:
    def clumsy(asked: Asked) -> Completion:
        return Completion(calls, "add_track(Jóga)") if asked.functions else well_behaved(asked)

    assert told in complaint(await found(ModelServer(clumsy, **LOCAL)))


@pytest.mark.parametrize(
    ("fault", "setting"),
    [
        (Fault.WRONG_KEY, "OPENAI_API_KEY"),
        (Fault.NO_MODEL, "OPENAI_MODEL"),
        (Fault.QUOTA, "billing"),
        (Fault.PAGE, "OPENAI_BASE_URL"),
    ],
)
async def test_what_is_wrong_is_told_with_what_to_mend(fault: Fault, setting: str) -> None:
    server = ModelServer(well_behaved, **LOCAL)
    server.fails(fault)

    assert setting in complaint(await found(server))


async def test_a_model_that_refuses_a_long_briefing_is_found() -> None:
    def short(asked: Asked) -> Completion:
        return Completion(words="" if asked.tokens > NEEDED // 2 else "Winter.", calls=well_behaved(asked).calls)

    assert "does not take a briefing" in complaint(await found(ModelServer(short, **LOCAL)))
