"""Buttons, response URLs, shortcuts and menus of the stand-in Slack, with the real Bolt at the other end."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck, AsyncRespond

from tests.standins.slack.interactions import TROUBLE, Interaction
from tests.standins.slack.refusals import Impossible
from tests.standins.slack.rig import BUTTONS, Rig, rig_of
from tests.standins.slack.workspace import SlackMessage


@pytest.fixture(params=["socket", "http"])
async def rig(request: pytest.FixtureRequest) -> AsyncIterator[Rig]:
    async with rig_of(request.param) as rig:
        yield rig
        assert rig.server.violations == []


@pytest.fixture
async def one() -> AsyncIterator[Rig]:
    async with rig_of() as rig:
        yield rig


async def a_vote(rig: Rig) -> SlackMessage:
    posted = await rig.client.chat_postMessage(channel=rig.kitchen.id, text="Vote", blocks=BUTTONS)
    return rig.kitchen.messages[posted["ts"]]


async def a_secret_vote(rig: Rig) -> SlackMessage:
    hidden = {"channel": rig.kitchen.id, "user": rig.ana.id, "text": "Vote", "blocks": BUTTONS}
    posted = await rig.client.api_call("chat.postEphemeral", json=hidden)
    return rig.kitchen.ephemerals[posted["message_ts"]]


def answering(rig: Rig, **answer: Any) -> None:
    """Let the app answer a press of Yes by its response URL."""

    @rig.app.action("yes")
    async def yes(ack: AsyncAck, respond: AsyncRespond, body: dict[str, Any]) -> None:
        await ack()
        rig.heard.append(body)
        await respond(**answer)


async def respond(used: Interaction, **body: Any) -> str:
    """Post to a response URL and return what came back."""
    async with aiohttp.ClientSession() as session, session.post(used.response_url, json=body) as response:
        return f"{response.status} {await response.text()}"


async def test_a_press_tells_who_pressed_what_where(rig: Rig) -> None:
    answering(rig, text="Yes it is", replace_original=True)
    vote = await a_vote(rig)

    async with rig.running():
        used = await rig.server.presses(rig.leo, vote, "Yes").done()
        await rig.server.until(lambda: vote.edited)

    [body] = rig.heard
    assert used.acknowledged
    assert body["user"]["id"] == rig.leo.id
    assert body["container"] == {
        "type": "message",
        "message_ts": vote.ts,
        "channel_id": rig.kitchen.id,
        "is_ephemeral": False,
    }
    assert (body["actions"][0]["action_id"], body["actions"][0]["value"], body["actions"][0]["block_id"]) == (
        "yes",
        "1",
        "vote",
    )
    assert [one.text for one in rig.server.visible(rig.kitchen, rig.ana)] == ["Yes it is"]


async def test_a_press_on_an_ephemeral_message_carries_no_message_and_may_change_it(rig: Rig) -> None:
    answering(rig, text="Counted", replace_original=True)
    vote = await a_secret_vote(rig)

    async with rig.running():
        rig.server.presses(rig.ana, vote, "yes")
        await rig.server.until(lambda: vote.edited)

    assert "message" not in rig.heard[0]
    assert rig.heard[0]["container"]["is_ephemeral"] is True
    assert [(one.text, one.ephemeral) for one in rig.server.visible(rig.kitchen, rig.ana)] == [("Counted", True)]


async def test_a_press_may_delete_the_message(rig: Rig) -> None:
    answering(rig, delete_original=True)
    vote = await a_vote(rig)

    async with rig.running():
        rig.server.presses(rig.ana, vote, "yes")
        await rig.server.until(lambda: vote.deleted)

    assert rig.server.visible(rig.kitchen, rig.ana) == []


async def test_a_press_that_is_not_acknowledged_shows_trouble(rig: Rig) -> None:
    vote = await a_vote(rig)

    async with rig.running():
        used = rig.server.presses(rig.ana, vote, "no")
        if rig.server.mode == "socket":
            await rig.server.runs_out(used.delivery)
        await used.done()

    assert (used.acknowledged, used.problem, len(used.delivery.tries)) == (False, TROUBLE, 1)


async def test_nobody_presses_what_they_do_not_see_or_what_is_not_there(one: Rig) -> None:
    vote, secret = await a_vote(one), await a_secret_vote(one)

    with pytest.raises(Impossible, match="does not see"):
        one.server.presses(one.leo, secret, "yes")
    with pytest.raises(Impossible, match="maybe"):
        one.server.presses(one.leo, vote, "maybe")
    one.server.reloads(one.ana)
    with pytest.raises(Impossible, match="does not see"):
        one.server.presses(one.ana, secret, "yes")


async def test_a_response_url_takes_five_answers_within_thirty_minutes(one: Rig) -> None:
    used = one.server.presses(one.ana, await a_vote(one), "yes")
    other = one.server.presses(one.ana, await a_vote(one), "yes")

    told = [await respond(used, text=str(number), replace_original=False) for number in range(6)]
    one.server.clock.advance(30 * 60 + 1)
    late = await respond(other, text="late")

    assert told == ["200 ok"] * 5 + ["404 used_url"]
    assert late == "404 expired_url"
    assert len(one.server.visible(one.kitchen, one.ana)) == 2 + 5
    assert len(one.server.visible(one.kitchen, one.leo)) == 2


async def test_an_answer_replaces_the_message_unless_told_otherwise(one: Rig) -> None:
    vote = await a_vote(one)

    await respond(one.server.presses(one.ana, vote, "yes"), text="new", replace_original=False)
    await respond(one.server.presses(one.ana, vote, "yes"), text="instead")

    assert [(seen.text, seen.ephemeral) for seen in one.server.visible(one.kitchen, one.ana)] == [
        ("instead", False),
        ("new", True),
    ]


async def test_a_response_url_refuses_what_cannot_be_shown(one: Rig) -> None:
    used = one.server.commands(one.ana, one.kitchen, "/chorus")

    empty = await respond(used, text="")
    wrong = await respond(used, text="x", blocks=[{"type": "divider", "block_id": "d"}] * 2)
    odd = await respond(used, text="x", colour="red")

    assert ("400" in empty, "no_text" in empty) == (True, True)
    assert "invalid_blocks" in wrong
    assert (odd, one.server.violations) == ("200 ok", ["response_url: no argument 'colour' is described"])


async def test_a_response_url_fails_on_request(one: Rig) -> None:
    used = one.server.commands(one.ana, one.kitchen, "/chorus")
    one.server.faults.ratelimited("response_url")
    one.server.faults.fails("response_url", status=500)

    told = [await respond(used, text="x") for _ in range(3)]

    assert [answer[:3] for answer in told] == ["429", "500", "200"]


async def test_a_command_works_where_the_bot_is_not_and_never_in_a_thread(one: Rig) -> None:
    garden = one.team.channel("garden", one.ana, with_bot=False)

    used = one.server.commands(one.ana, garden, "/chorus", "<b> @Leo")
    await respond(used, text="for all", response_type="in_channel")

    assert used.delivery.payload["text"] == f"&lt;b&gt; <@{one.leo.id}>"
    assert "thread_ts" not in used.delivery.payload
    assert [seen.text for seen in one.server.visible(garden, one.ana)] == ["for all"]
    with pytest.raises(Impossible, match="not a valid command"):
        one.server.commands(one.ana, garden, "/jam")


async def test_a_message_shortcut_hands_over_the_whole_message(rig: Rig) -> None:
    message = await rig.server.says(rig.leo, rig.kitchen, "Glory Box", mentions_bot=False)

    @rig.app.shortcut("add_to_playlist")
    async def add(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        rig.heard.append(body)

    async with rig.running():
        used = await rig.server.uses_shortcut(rig.ana, message, "add_to_playlist").done()

    assert used.acknowledged
    assert (rig.heard[0]["message"]["text"], rig.heard[0]["message"]["user"]) == ("Glory Box", rig.leo.id)
    assert rig.heard[0]["trigger_id"]
    with pytest.raises(Impossible):
        rig.server.uses_shortcut(rig.ana, None, "add_to_playlist")


async def test_a_menu_offers_its_options_and_one_that_asks_the_apps(rig: Rig) -> None:
    options = [{"text": {"type": "plain_text", "text": name}, "value": name.lower()} for name in ("Rock", "Jazz")]
    pick = {"type": "static_select", "action_id": "pick", "options": options}
    search = {"type": "external_select", "action_id": "search", "min_query_length": 1}
    menus = [{"type": "actions", "elements": [pick, search]}]
    posted = await rig.client.chat_postMessage(channel=rig.kitchen.id, text="Pick", blocks=menus)
    message = rig.kitchen.messages[posted["ts"]]

    @rig.app.options("search")
    async def suggest(ack: AsyncAck, payload: dict[str, Any]) -> None:
        await ack(options=[option for option in options if payload["value"] in option["value"]])

    @rig.app.action("pick")
    async def picked(ack: AsyncAck, action: dict[str, Any]) -> None:
        await ack()
        rig.heard.append(action)

    async with rig.running():
        typed = await rig.server.types(rig.ana, message, "search", "j").done()
        await rig.server.presses(rig.ana, message, "pick", "Rock").done()

    assert typed.suggestions == options[1:]
    assert rig.heard[0]["selected_option"]["value"] == "rock"
    with pytest.raises(Impossible, match="Polka"):
        rig.server.presses(rig.ana, message, "pick", "Polka")
