"""Organisations of many workspaces, and channels shared between companies, in the stand-in Slack."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_bolt.async_app import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from tests.standins.slack.rig import MODAL, Rig, refusal, rig_of


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    async with rig_of() as rig:
        yield rig
        assert rig.server.violations == []


async def test_an_organisation_has_one_token_and_null_for_a_team(rig: Rig) -> None:
    acme = rig.server.add_enterprise("Acme")
    sales = rig.server.add_workspace("Sales", enterprise=acme, installed=False)
    token = rig.server.install_org_wide(acme)
    later = rig.server.add_workspace("Later", enterprise=acme)
    wendy = later.member("Wendy")

    message = await rig.server.says(wendy, later.channel("den", wendy), "hello")
    who = await AsyncWebClient(token=token, base_url=rig.server.api_url).auth_test()
    used = rig.server.commands(wendy, later.channel("den"), "/chorus")
    pressed = rig.server.uses_shortcut(wendy, message, "add_to_playlist").delivery.payload

    [mention] = [event for event in rig.server.events_of(message) if event.type == "app_mention"]
    granted = mention.payload["authorizations"][0]
    assert (sales.token, later.token) == (token, token)
    assert (who["team_id"], who["is_enterprise_install"]) == (acme.id, True)
    assert (mention.payload["team_id"], mention.payload["enterprise_id"]) == (later.id, acme.id)
    assert (granted["team_id"], granted["enterprise_id"], granted["is_enterprise_install"]) == (None, acme.id, True)
    assert (pressed["team"], pressed["enterprise"]["id"]) == (None, acme.id)
    assert used.delivery.payload["is_enterprise_install"] == "true"


async def test_bolt_answers_in_a_workspace_of_an_organisation(rig: Rig) -> None:
    acme = rig.server.add_enterprise("Acme")
    sales = rig.server.add_workspace("Sales", enterprise=acme, installed=False)
    rig.server.install_org_wide(acme)
    wendy = sales.member("Wendy")

    @rig.app.event("app_mention")
    async def answer(say: Any) -> None:
        await say(text="hello too")

    async with rig.running():
        said = await rig.server.answer_to(await rig.server.says(wendy, sales.channel("den", wendy), "hello"))

    assert (said.text, said.author) == ("hello too", sales.bot)


@pytest.mark.parametrize("in_grid", [False, True])
async def test_a_stranger_in_a_shared_channel_is_told_as_one(rig: Rig, in_grid: bool) -> None:
    enterprise = rig.server.add_enterprise("Acme") if in_grid else None
    theirs = rig.server.add_workspace("Theirs", enterprise=enterprise, installed=False)
    eve = theirs.member("Eve")
    rig.server.shares(rig.kitchen, theirs, eve)
    contexts: list[AsyncBoltContext] = []

    @rig.app.event("app_mention")
    async def keep(context: AsyncBoltContext, body: dict[str, Any]) -> None:
        contexts.append(context)
        rig.heard.append(body)
        rig.server.world.changes.happened()

    async with rig.running():
        await rig.server.says(eve, rig.kitchen, "hello")
        [body] = await rig.heard_of(1)

    home = enterprise.id if enterprise else theirs.id
    assert (body["is_ext_shared_channel"], body["context_team_id"]) == (True, rig.team.id)
    assert (body["event"]["user_team"], body["event"]["user"]) == (home, eve.id)
    assert contexts[0].actor_team_id == (None if in_grid else theirs.id)  # Bolt cannot tell it for Grid
    assert contexts[0].team_id == rig.team.id


async def test_of_a_stranger_little_is_told_and_a_view_names_both_workspaces(rig: Rig) -> None:
    theirs = rig.server.add_workspace("Theirs", installed=False)
    eve, unmet = theirs.member("Eve"), theirs.member("Unmet")
    rig.server.shares(rig.kitchen, theirs, eve)

    known = (await rig.client.users_info(user=eve.id))["user"]
    used = rig.server.commands(eve, rig.kitchen, "/chorus")
    await rig.client.views_open(trigger_id=used.trigger_id, view=MODAL)
    sent = rig.server.submits(eve, await rig.server.view_of(eve), {"words": "x"}).delivery.payload

    assert (known["is_stranger"], known["team_id"]) == (True, theirs.id)
    assert await refusal(rig.client.users_info(user=unmet.id)) == "user_not_found"
    assert sent["user"]["team_id"] == theirs.id
    assert (sent["view"]["team_id"], sent["view"]["app_installed_team_id"]) == (theirs.id, rig.team.id)
