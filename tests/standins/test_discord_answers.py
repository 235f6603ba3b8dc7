"""The rules of answering an interaction: in time, once, of a fitting kind, and not after a quarter of an hour."""

import asyncio
from typing import Any

import discord
import pytest

from tests.standins.discord.bare_bot import Place, a_place, a_scene
from tests.standins.discord.clock import StandingClock
from tests.standins.discord.interactions import Interaction
from tests.standins.discord.raw import Answered, Raw, raw_calls
from tests.standins.discord.refusals import Json

EPHEMERAL, V2 = 64, 1 << 15
BUTTON: Json = {"type": 1, "components": [{"type": 2, "style": 1, "label": "Press", "custom_id": "press"}]}
FORM: Json = {"type": 1, "components": [{"type": 4, "style": 1, "label": "Words", "custom_id": "words"}]}
COMMANDS: list[Json] = [
    {"name": "help", "description": "Help", "integration_types": [0, 1], "contexts": [0, 1, 2]},
    {
        "name": "find",
        "description": "Find",
        "options": [{"name": "words", "description": "Words", "type": 3, "autocomplete": True}],
    },
]


async def asked(place: Place, raw: Raw, **more: Any) -> Interaction:
    """Register /help and let Ana run it."""
    await raw.call("PUT", f"/applications/{place.server.bot.id}/commands", COMMANDS)
    return await place.server.runs(more.get("member", place.ana), more.get("channel", place.channel), "/help")


async def answer(raw: Raw, interaction: Interaction, kind: int, **data: Any) -> Answered:
    there = f"/interactions/{interaction.id}/{interaction.token}/callback?with_response=1"
    return await raw.call("POST", there, {"type": kind, **({"data": data} if data else {})})


def hook(place: Place, interaction: Interaction, message: str = "") -> str:
    return f"/webhooks/{place.server.bot.id}/{interaction.token}{message}"


async def test_the_real_client_is_told_that_it_was_too_late() -> None:
    clock = StandingClock()
    async with a_scene(clock=clock) as scene:
        hold = scene.server.delay_next("POST", "/interactions/*")
        interaction = await scene.server.runs(scene.ana, scene.channel, "/link")
        await hold.reached.wait()
        clock.move(seconds=3.1)
        hold.release()
        await scene.server.settled()

        failure = scene.bot.failures[0]
        assert isinstance(failure, discord.NotFound)
        assert failure.code == 10062
        assert interaction.failed
        assert scene.server.visible(scene.channel, scene.ana) == []


async def test_an_interaction_is_acknowledged_once() -> None:
    async with a_place() as place, raw_calls(place.server) as raw:
        interaction = await asked(place, raw)
        first = await answer(raw, interaction, 4, content="one")
        second = await answer(raw, interaction, 4, content="two")

        assert (first.status, second.status, second.code) == (200, 400, 40060)
        assert first.body["resource"]["message"]["content"] == "one"
        assert interaction.texts == ["one"]
        assert place.server.violations == []


async def test_a_made_up_token_is_unknown() -> None:
    async with a_place() as place, raw_calls(place.server) as raw:
        interaction = await asked(place, raw)
        callback = await raw.call("POST", f"/interactions/{interaction.id}/made-up/callback", {"type": 5})
        follow_up = await raw.call("POST", f"/webhooks/{place.server.bot.id}/made-up", {"content": "x"})

        assert (callback.code, follow_up.code) == (10062, 10015)


async def test_there_is_no_follow_up_before_the_first_answer() -> None:
    async with a_place() as place, raw_calls(place.server) as raw:
        interaction = await asked(place, raw)

        assert (await raw.call("POST", hook(place, interaction), {"content": "x"})).code == 10015


async def test_a_token_lives_for_a_quarter_of_an_hour() -> None:
    clock = StandingClock()
    async with a_place(clock=clock) as place, raw_calls(place.server) as raw:
        interaction = await asked(place, raw)
        await answer(raw, interaction, 5)
        clock.move(minutes=14)
        original = hook(place, interaction, "/messages/@original")
        in_time = await raw.call("PATCH", original, {"content": "done"})
        clock.move(minutes=2)
        late = [
            await raw.call("PATCH", original, {"content": "late"}),
            await raw.call("POST", hook(place, interaction), {"content": "late"}),
        ]

        assert in_time.status == 200
        assert [(one.status, one.code) for one in late] == [(401, 50027)] * 2


async def test_the_first_answer_is_read_edited_and_deleted() -> None:
    async with a_place() as place, raw_calls(place.server) as raw:
        interaction = await asked(place, raw)
        await answer(raw, interaction, 4, content="one")
        original = hook(place, interaction, "/messages/@original")
        edited = await raw.call("PATCH", original, {"content": "two"})
        read = await raw.call("GET", original)
        by_id = await raw.call("GET", hook(place, interaction, f"/messages/{read.body['id']}"))
        gone = [await raw.call("DELETE", original), await raw.call("GET", original)]

        assert edited.body["content"] == read.body["content"] == by_id.body["content"] == "two"
        assert [one.status for one in gone] == [204, 404]
        assert place.server.visible(place.channel, place.ana) == []
        assert place.server.violations == []


async def test_an_ephemeral_answer_is_no_message_of_the_channel() -> None:
    async with a_place() as place, raw_calls(place.server) as raw:
        interaction = await asked(place, raw)
        told = await answer(raw, interaction, 4, content="psst", flags=EPHEMERAL)
        number = told.body["interaction"]["response_message_id"]

        assert told.body["interaction"]["response_message_ephemeral"]
        assert (await raw.call("GET", f"/channels/{place.channel.id}/messages/{number}")).code == 10008
        assert (await raw.call("GET", f"/channels/{place.channel.id}/messages")).body == []


async def test_the_deferral_decides_whether_an_answer_is_ephemeral() -> None:
    async with a_place() as place, raw_calls(place.server) as raw:
        interaction = await asked(place, raw)
        await answer(raw, interaction, 5, flags=EPHEMERAL)
        await raw.call("POST", hook(place, interaction), {"content": "filled in"})
        await raw.call("POST", hook(place, interaction), {"content": "for all"})

        assert [one.text for one in place.server.visible(place.channel, place.ana)] == ["filled in", "for all"]
        assert [one.text for one in place.server.visible(place.channel, place.ben)] == ["for all"]


@pytest.mark.parametrize("kind", [1, 6, 7, 8, 99])
async def test_a_command_is_not_answered_like_a_button(kind: int) -> None:
    async with a_place() as place, raw_calls(place.server) as raw:
        interaction = await asked(place, raw)

        assert (await answer(raw, interaction, kind, content="x")).code == 50035
        assert not interaction.acknowledged


async def test_a_button_is_acknowledged_without_a_word_or_by_editing() -> None:
    async with a_place() as place, raw_calls(place.server) as raw:
        interaction = await asked(place, raw)
        await answer(raw, interaction, 4, content="one", components=[BUTTON])
        assert interaction.original is not None
        quiet = await place.server.presses(place.ben, interaction.original, "press")
        told = await answer(raw, quiet, 6)
        await raw.call("PATCH", hook(place, quiet, "/messages/@original"), {"content": "two"})

        assert "resource" not in told.body
        assert interaction.original.content == "two"
        assert place.server.violations == []


async def test_a_deferral_carries_no_new_components_and_its_filling_in_may() -> None:
    async with a_place() as place, raw_calls(place.server) as raw:
        interaction = await asked(place, raw)
        refused = await answer(raw, interaction, 5, flags=V2)
        await answer(raw, interaction, 5)
        body = {"flags": V2, "components": [{"type": 10, "content": "panel"}]}
        filled = await raw.call("PATCH", hook(place, interaction, "/messages/@original"), body)

        assert refused.code == 50035
        assert filled.status == 200
        assert place.server.visible(place.channel, place.ben)[0].text == "panel"


@pytest.mark.parametrize(
    "form",
    [
        {"title": "x" * 46, "custom_id": "form", "components": [FORM]},
        {"title": "Form", "custom_id": "x" * 101, "components": [FORM]},
        {"title": "Form", "custom_id": "form", "components": []},
        {"title": "Form", "custom_id": "form", "components": [FORM] * 6},
    ],
)
async def test_refuses_a_form_over_a_limit(form: Json) -> None:
    async with a_place() as place, raw_calls(place.server) as raw:
        interaction = await asked(place, raw)

        assert (await answer(raw, interaction, 9, **form)).code == 50035


async def test_a_form_does_not_follow_a_form() -> None:
    async with a_place() as place, raw_calls(place.server) as raw:
        interaction = await asked(place, raw)
        form = {"title": "Form", "custom_id": "form", "components": [FORM]}
        await answer(raw, interaction, 9, **form)
        sent = await place.server.submits(interaction, words="x")

        assert (await answer(raw, sent, 9, **form)).code == 50035
        assert (await answer(raw, sent, 4, content="thanks")).status == 200


async def test_a_guest_follows_up_five_times() -> None:
    async with a_place() as place, raw_calls(place.server) as raw:
        place.server.installs(place.ana)
        there = place.server.add_guild("Elsewhere", [place.ana], bot=False).channel("general")
        interaction = await asked(place, raw, channel=there)
        await answer(raw, interaction, 4, content="one")
        codes = [(await raw.call("POST", hook(place, interaction), {"content": "more"})).status for _ in range(6)]

        assert codes == [200] * 5 + [400]


async def test_where_guests_are_not_heard_they_answer_in_private() -> None:
    async with a_place() as place, raw_calls(place.server) as raw:
        place.server.installs(place.ana)
        elsewhere = place.server.add_guild("Elsewhere", [place.ana, place.ben], bot=False)
        elsewhere.lets_external_apps_speak = False
        interaction = await asked(place, raw, channel=elsewhere.channel("general"))
        await answer(raw, interaction, 4, content="one")

        assert place.server.visible(elsewhere.channel("general"), place.ben) == []


async def test_an_answer_pings_members_and_nobody_else_by_itself() -> None:
    async with a_place() as place, raw_calls(place.server) as raw:
        interaction = await asked(place, raw)
        await answer(raw, interaction, 4, content=f"@everyone {place.ben.mention}")

        assert place.server.pings(place.ana) == []
        assert len(place.server.pings(place.ben)) == 1


@pytest.mark.parametrize(("count", "length", "status"), [(25, 100, 200), (26, 1, 400), (1, 101, 400)])
async def test_at_most_25_completions_of_100_letters(count: int, length: int, status: int) -> None:
    async with a_place() as place, raw_calls(place.server) as raw:
        await asked(place, raw)
        typing = asyncio.create_task(place.server.types(place.ana, place.channel, "/find", words="x"))
        find = await place.server.until(lambda: list(place.server.state.interactions.values())[1:])
        choices = [{"name": "x" * length, "value": str(number)} for number in range(count)]

        assert (await answer(raw, find[0], 8, choices=choices)).status == status
        typing.cancel()
