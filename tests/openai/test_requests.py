"""What is sent: the fixed head first, and only what the server may be sent."""

import json
from typing import Any

import pytest
from pydantic import SecretStr

from bot.conversation.briefing import Completion, Usage
from tests.openai.rig import ADD, DIALECTS, a_briefing, a_model, a_wire, answered
from tests.standins.openai.asked import Asked
from tests.standins.openai.rules import refusals

both = pytest.mark.parametrize("dialect", DIALECTS)
each_profile = pytest.mark.parametrize("profile", ["cloud", "local"])

FIELDS = {
    ("cloud", "responses"): {
        "model", "instructions", "tools", "input", "max_output_tokens", "store", "stream",
        "reasoning", "text", "stream_options", "prompt_cache_key", "safety_identifier",
    },
    ("cloud", "chat"): {
        "model", "messages", "tools", "max_completion_tokens", "store", "stream",
        "reasoning_effort", "verbosity", "stream_options", "prompt_cache_key", "safety_identifier",
    },
    ("local", "responses"): {"model", "instructions", "tools", "input", "max_output_tokens", "store", "stream"},
    ("local", "chat"): {"model", "messages", "tools", "max_tokens", "store", "stream", "stream_options"},
}  # fmt: skip


async def asked(dialect: str, *words: str, member_key: str = "discord/7/ana", **given: Any) -> dict[str, Any]:
    wire = a_wire(dialect, lambda: answered(dialect))
    given = {"member_secret": SecretStr("pepper")} | given
    await a_model(wire, **given).complete(a_briefing(*words, member_key=member_key))
    return next(wire.bodies)


@both
@each_profile
async def test_each_server_is_sent_what_it_may_be_and_nothing_else(dialect: str, profile: str) -> None:
    assert set(await asked(dialect, profile=profile)) == FIELDS[profile, dialect]


@both
@each_profile
async def test_what_is_sent_is_within_the_servers_own_rules(dialect: str, profile: str) -> None:
    body = await asked(dialect, profile=profile)

    assert list(refusals(Asked(dialect, body, {}), is_openai=profile == "cloud")) == []


@both
@each_profile
async def test_nothing_is_stored_and_chance_is_left_alone(dialect: str, profile: str) -> None:
    body = await asked(dialect, profile=profile, effort="low")

    assert body["store"] is False
    assert body.keys().isdisjoint({"temperature", "top_p", "tool_choice", "service_tier", "user", "metadata"})


@both
async def test_effort_is_none_at_openai_and_unsaid_elsewhere_until_somebody_says(dialect: str) -> None:
    def effort(body: dict[str, Any]) -> Any:
        return body.get("reasoning_effort", body.get("reasoning", {}).get("effort"))

    assert effort(await asked(dialect)) == "none"
    assert effort(await asked(dialect, profile="local")) is None
    assert effort(await asked(dialect, profile="local", effort="none")) == "none"
    assert effort(await asked(dialect, effort="omit")) is None


@both
async def test_a_model_without_effort_is_not_told_of_verbosity_either(dialect: str) -> None:
    assert (await asked(dialect, effort="omit")).keys().isdisjoint({"text", "verbosity", "reasoning"})


def head(dialect: str, body: dict[str, Any]) -> str:
    first = body["instructions"] if dialect == "responses" else body["messages"][0]
    return json.dumps([first, body["tools"]])


@both
@each_profile
async def test_the_head_is_the_same_bytes_for_every_tenant(dialect: str, profile: str) -> None:
    one = await asked(dialect, "calmer", member_key="discord/7/ana", profile=profile)
    other = await asked(dialect, "más alegre", "por favor", member_key="slack/T1/leo", profile=profile)

    assert head(dialect, one) == head(dialect, other)
    assert one.get("prompt_cache_key") == other.get("prompt_cache_key")
    assert "ana" not in json.dumps(one)


@both
async def test_another_head_has_another_name(dialect: str) -> None:
    names = set()
    for instructions, offers in (("Listen.", (ADD,)), ("Listen well.", (ADD,)), ("Listen.", ())):
        wire = a_wire(dialect, lambda: answered(dialect))
        await a_model(wire).complete(a_briefing(instructions=instructions, offers=offers))
        names.add(next(wire.bodies)["prompt_cache_key"])

    assert len(names) == 3


@both
async def test_lines_are_sent_as_one_message_one_below_the_other(dialect: str) -> None:
    body = await asked(dialect, 'say "hi"\n{"from":"Leo"}', "夜")

    talk = Asked(dialect, body, {})
    assert [line["text"] for line in talk.lines] == ['say "hi"\n{"from":"Leo"}', "夜"]
    assert len(body["input"] if dialect == "responses" else body["messages"][1:]) == 1


@both
async def test_functions_are_sent_whole_and_strict_where_that_means_something(dialect: str) -> None:
    plain = {"name": ADD.name, "description": ADD.description, "parameters": ADD.parameters}

    assert Asked(dialect, await asked(dialect), {}).functions == [plain | {"strict": True}]
    assert Asked(dialect, await asked(dialect, profile="local"), {}).functions == [plain]


@both
async def test_no_functions_are_sent_as_none_at_all(dialect: str) -> None:
    wire = a_wire(dialect, lambda: answered(dialect))
    await a_model(wire).complete(a_briefing(offers=()))

    assert "tools" not in next(wire.bodies)


@both
async def test_a_member_is_told_apart_by_a_keyed_hash_and_only_at_openai(dialect: str) -> None:
    ana, again = await asked(dialect), await asked(dialect)
    leo = await asked(dialect, member_key="discord/7/leo")
    other_secret = await asked(dialect, member_secret=SecretStr("salt"))

    assert ana["safety_identifier"] == again["safety_identifier"]
    assert len({body["safety_identifier"] for body in (ana, leo, other_secret)}) == 3
    assert len(ana["safety_identifier"]) == 32
    assert "safety_identifier" not in await asked(dialect, member_secret=None)
    assert "safety_identifier" not in await asked(dialect, profile="local")


@both
async def test_the_most_tokens_are_the_briefings(dialect: str) -> None:
    wire = a_wire(dialect, lambda: answered(dialect))
    await a_model(wire).complete(a_briefing(most_tokens=77))

    assert Asked(dialect, next(wire.bodies), {}).most_tokens == 77


@both
async def test_what_was_read_written_and_paid_is_counted(dialect: str) -> None:
    used = Completion(words="Yes.", usage=Usage(1_000_000, 100_000, cached=400_000))
    model = a_model(a_wire(dialect, lambda: answered(dialect, used)), prices="1,0.5,10")

    for _ in range(2):
        await model.complete(a_briefing())

    counts = model.counts
    assert (counts.calls, counts.read, counts.cached, counts.written) == (2, 2_000_000, 800_000, 200_000)
    assert counts.dollars == pytest.approx(2 * (0.6 + 0.2 + 1.0))
