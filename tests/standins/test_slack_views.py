"""Modals and Home tabs of the stand-in Slack: triggers, submissions, what an acknowledgement does."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.standins.slack.interactions import TROUBLE, Interaction
from tests.standins.slack.refusals import Impossible
from tests.standins.slack.rig import BUTTONS, HOME, MODAL, Rig, refusal, rig_of
from tests.standins.slack.views import View


@pytest.fixture(params=["socket", "http"])
async def rig(request: pytest.FixtureRequest) -> AsyncIterator[Rig]:
    async with rig_of(request.param) as rig:
        yield rig


@pytest.fixture
async def one() -> AsyncIterator[Rig]:
    async with rig_of() as rig:
        yield rig


def a_trigger(rig: Rig) -> str:
    return rig.server.commands(rig.ana, rig.kitchen, "/chorus").trigger_id


async def a_modal(rig: Rig, **changed: Any) -> View:
    await rig.client.views_open(trigger_id=a_trigger(rig), view=MODAL | changed)
    return await rig.server.view_of(rig.ana)


def acknowledging(rig: Rig, **answer: Any) -> None:
    """Let the app acknowledge the wish so."""

    @rig.app.view("wish")
    async def submitted(ack: AsyncAck, body: dict[str, Any]) -> None:
        rig.heard.append(body)
        await ack(**answer)


async def submitted(rig: Rig, words: str = "Glory Box") -> Interaction:
    view = await a_modal(rig)
    async with rig.running():
        return await rig.server.submits(rig.ana, view, {"Words": words}).done()


async def test_a_trigger_opens_one_view_within_three_seconds(one: Rig) -> None:
    fresh, old = a_trigger(one), a_trigger(one)
    await one.client.views_open(trigger_id=fresh, view=MODAL)

    twice = await refusal(one.client.views_open(trigger_id=fresh, view=MODAL))
    wrong = await refusal(one.client.views_open(trigger_id="1.2.x", view=MODAL))
    one.server.clock.advance(3.5)
    late = await refusal(one.client.views_open(trigger_id=old, view=MODAL))

    assert (twice, wrong, late) == ("exchanged_trigger_id", "invalid_trigger_id", "expired_trigger_id")


async def test_a_trigger_is_good_for_its_own_workspace(one: Rig) -> None:
    other = AsyncWebClient(token=one.server.add_workspace("Other").token, base_url=one.server.api_url)

    assert await refusal(other.views_open(trigger_id=a_trigger(one), view=MODAL)) == "invalid_trigger_id"


async def test_a_submission_carries_what_was_filled_in_and_closes_the_view(rig: Rig) -> None:
    acknowledging(rig)

    used = await submitted(rig)

    view = rig.heard[0]["view"]
    assert used.acknowledged
    assert view["state"]["values"]["wish"]["words"] == {"type": "plain_text_input", "value": "Glory Box"}
    assert (view["private_metadata"], view["callback_id"], view["app_installed_team_id"]) == (
        "kitchen",
        "wish",
        rig.team.id,
    )
    assert rig.server.open_view(rig.ana) is None


async def test_a_submission_may_be_sent_back_with_errors(rig: Rig) -> None:
    acknowledging(rig, response_action="errors", errors={"wish": "Too vague"})

    await submitted(rig)

    view = rig.server.open_view(rig.ana)
    assert view is not None
    assert view.errors == {"wish": "Too vague"}


async def test_errors_for_a_block_that_asks_nothing_are_refused(one: Rig) -> None:
    acknowledging(one, response_action="errors", errors={"nowhere": "Too vague"})

    used = await submitted(one)

    assert used.problem == TROUBLE
    assert "nowhere is none" in one.server.violations[0]


@pytest.mark.parametrize(("action", "open_after"), [("update", 1), ("push", 2), ("clear", 0)])
async def test_a_submission_may_show_something_else(rig: Rig, action: str, open_after: int) -> None:
    acknowledging(rig, response_action=action, view=None if action == "clear" else MODAL)

    await submitted(rig)

    assert len(rig.server.world.views.stack(rig.ana)) == open_after


async def test_a_submission_nobody_acknowledges_leaves_the_view_open(rig: Rig) -> None:
    view = await a_modal(rig)

    async with rig.running():
        used = rig.server.submits(rig.ana, view, {"words": "x"})
        if rig.server.mode == "socket":
            await rig.server.runs_out(used.delivery)
        await used.done()

    assert (used.problem, rig.server.open_view(rig.ana)) == (TROUBLE, view)


async def test_what_must_be_filled_in_must_be_and_fits(one: Rig) -> None:
    view = await a_modal(one)

    for values in ({}, {"words": "x" * 41}, {"words": "x", "elsewhere": "y"}):
        with pytest.raises(Impossible):
            one.server.submits(one.ana, view, values)


async def test_a_button_in_a_modal_pushes_at_most_three(one: Rig) -> None:
    view = await a_modal(one, blocks=[*MODAL["blocks"], *BUTTONS])
    for _ in range(2):
        used = one.server.presses(one.ana, one.server.open_view(one.ana) or view, "yes")
        await one.client.views_push(trigger_id=used.trigger_id, view=view.payload)

    last = one.server.presses(one.ana, one.server.open_view(one.ana) or view, "yes")
    code = await refusal(one.client.views_push(trigger_id=last.trigger_id, view=MODAL))

    assert code == "push_limit_reached"
    assert last.delivery.payload["container"]["type"] == "view"
    assert last.response_url == ""
    assert last.delivery.payload["view"]["root_view_id"] == view.id


async def test_a_view_is_updated_by_id_or_external_id_and_guarded_by_its_hash(one: Rig) -> None:
    view = await a_modal(one, external_id="wish-1")
    old = view.hash

    await one.client.views_update(view_id=view.id, view=MODAL | {"external_id": "wish-1"})
    await one.client.views_update(external_id="wish-1", view=MODAL)
    conflict = await refusal(one.client.views_update(view_id=view.id, hash=old, view=MODAL))
    missing = await refusal(one.client.views_update(view_id="V404", view=MODAL))

    assert (conflict, missing) == ("hash_conflict", "not_found")


async def test_an_external_id_belongs_to_one_view(one: Rig) -> None:
    await a_modal(one, external_id="wish-1")
    used = one.server.commands(one.leo, one.kitchen, "/chorus")

    code = await refusal(one.client.views_open(trigger_id=used.trigger_id, view=MODAL | {"external_id": "wish-1"}))

    assert code == "duplicate_external_id"


async def test_closing_is_told_only_where_the_app_asked(one: Rig) -> None:
    assert one.server.closes(one.ana, await a_modal(one)) is None

    told = one.server.closes(one.ana, await a_modal(one, notify_on_close=True))

    assert told is not None
    assert told.delivery.payload["type"] == "view_closed"
    assert one.server.open_view(one.ana) is None


@pytest.mark.parametrize(
    "changed",
    [
        {"title": {"type": "plain_text", "text": "x" * 25}},
        {"title": {"type": "mrkdwn", "text": "x"}},
        {"submit": None},
        {"private_metadata": "x" * 3001},
        {"callback_id": "x" * 256},
        {"blocks": [{"type": "divider"}] * 101},
        {"type": "home"},
        {"colour": "red"},
    ],
    ids=str,
)
async def test_a_view_that_slack_does_not_allow_is_refused(one: Rig, changed: dict[str, Any]) -> None:
    with pytest.raises(SlackApiError) as refused:
        await one.client.views_open(trigger_id=a_trigger(one), view=MODAL | changed)

    assert refused.value.response["error"] == "invalid_arguments"
    assert "json-pointer:/view" in refused.value.response["response_metadata"]["messages"][0]


async def test_a_view_that_is_too_large_is_refused(one: Rig) -> None:
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}}

    code = await refusal(one.client.views_publish(user_id=one.ana.id, view=HOME | {"blocks": [section] * 90}))

    assert code == "view_too_large"


async def test_a_home_tab_is_one_members_and_answers_to_presses(rig: Rig) -> None:
    await rig.client.views_publish(user_id=rig.ana.id, view=HOME | {"blocks": BUTTONS})

    @rig.app.action("yes")
    async def yes(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_publish(user_id=body["user"]["id"], view=HOME, hash=body["view"]["hash"])

    async with rig.running():
        home = await rig.server.home_of(rig.ana)
        rig.server.presses(rig.ana, home, "yes")
        await rig.server.until(lambda: rig.server.home(rig.ana) is not home)

    assert rig.server.home(rig.leo) is None
    assert await refusal(rig.client.views_publish(user_id=rig.ana.id, view=HOME, hash="old")) == "hash_conflict"


async def test_without_a_home_tab_nothing_is_published(one: Rig) -> None:
    one.server.app.home_tab = False

    assert await refusal(one.client.views_publish(user_id=one.ana.id, view=HOME)) == "not_enabled"
