"""The whole trip on Slack, by Socket Mode and over HTTP; and tokens that Slack does not know."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from adapters.slack.settings import SlackSettings
from bot.chat import Channel
from tests.slack.rig import MINIMAL
from tests.standins.slack.app import SlackApp
from tests.standins.slack.clock import Clock
from tests.standins.slack.server import SlackServer
from tests.standins.slack.watching import Seen
from tests.standins.slack.workspace import SlackChannel, SlackMember, SlackTeam
from tests.trips.chats import GLACIERS, PEOPLE, assert_all_agree, chorus_in
from tests.trips.world import World

MODES = pytest.mark.parametrize("mode", ["socket", "http"])
REQUEST_PATH = "/slack/events"


@dataclass(frozen=True)
class Kitchen:
    """A workspace of five, and its channel with Chorus in it."""

    world: World
    server: SlackServer
    team: SlackTeam

    @property
    def channel(self) -> SlackChannel:
        return self.team.channel("kitchen")

    def member(self, name: str) -> SlackMember:
        return self.team.member(name)

    async def say(self, name: str, words: str) -> str:
        """Say something to Chorus; return what a member reads of its answer."""
        said = await self.server.says(self.member(name), self.channel, words)
        await self._quiet()
        return "\n".join(one.text for one in self.seen_by(name) if one.message.ts > said.ts)

    async def command(self, name: str, words: str) -> str:
        """Use /chorus; return what its member reads in answer."""
        before = {one.message.ts for one in self.seen_by(name)}
        used = await self.server.commands(self.member(name), self.channel, "/chorus", words).done()
        assert used.problem == ""
        await self._quiet()
        return "\n".join(one.text for one in self.seen_by(name) if one.message.ts not in before)

    async def press(self, name: str, button: str) -> None:
        """Press the newest button of that name."""
        shown = [one for one in self.seen_by(name) if button in one.buttons]
        pressed = await self.server.presses(self.member(name), shown[-1].message, button).done()
        assert pressed.problem == ""
        await self._quiet()

    async def link(self, name: str, person: str) -> str:
        """Link a member by /chorus link, the pages and /chorus code; return the private address."""
        await self.command(name, "link")
        [address] = private_addresses(self.seen_by(name))
        code = await self.world.code_at(address, person)
        assert "Linked" in await self.command(name, f"code {code}")
        return address

    def seen_by(self, name: str) -> list[Seen]:
        """Return what a member sees of Chorus in the kitchen."""
        seen = self.server.visible(self.channel, self.member(name))
        return [one for one in seen if one.author == self.team.bot.name]

    async def agreed(self) -> list[str]:
        """Return the titles of the list, the same in all three places."""
        [panel] = [one for one in self.seen_by("Yuki") if "№" in one.text]
        channel = Channel("slack", self.team.id, self.channel.id)
        return await assert_all_agree(self.world, channel, json.dumps(panel.blocks))

    async def _quiet(self) -> None:
        await self.server.settled()  # acknowledged once it is safe in the inbox
        await self.world.bot.engine.lanes.quiet()
        await self.server.settled()


def private_addresses(seen: list[Seen]) -> list[str]:
    """Return the links to an account that somebody can press."""
    buttons: list[dict[str, Any]] = [e for one in seen for block in one.blocks for e in block.get("elements", [])]
    return [button["url"] for button in buttons if "/link/" in button.get("url", "")]


def settings_for(server: SlackServer, team: SlackTeam) -> SlackSettings:
    """Return the settings of whoever runs Chorus there."""
    is_socket = server.mode == "socket"
    return SlackSettings(
        bot_token=SecretStr(team.token),
        app_token=SecretStr(server.app.app_token) if is_socket else None,
        signing_secret=None if is_socket else SecretStr(server.app.signing_secret),
        api_base=server.api_url,
    )


@asynccontextmanager
async def a_slack(mode: str) -> AsyncIterator[tuple[SlackServer, SlackTeam]]:
    """Serve a pretend Slack, whose time stands still; all that was sent must have fitted what Slack publishes."""
    async with SlackServer(mode=mode, app=SlackApp(scopes=MINIMAL), clock=Clock(frozen=True)) as server:
        server.limits.enforced = False  # of calls a minute, and no minute passes
        team = server.add_workspace("Casa")
        team.channel("kitchen", *map(team.member, PEOPLE))
        yield server, team
        assert server.violations == []


@asynccontextmanager
async def a_kitchen(data: Path, mode: str) -> AsyncIterator[Kitchen]:
    """Run the whole bot on a pretend Slack."""
    async with (
        a_slack(mode) as (server, team),
        chorus_in(data, slack=settings_for(server, team)) as world,
    ):
        if mode == "http":
            await server.verifies(f"{world.address}{REQUEST_PATH}")
        yield Kitchen(world, server, team)


@MODES
async def test_makes_the_whole_trip(tmp_path: Path, mode: str) -> None:
    async with a_kitchen(tmp_path, mode) as kitchen:
        await kitchen.say("Ana", GLACIERS)
        await kitchen.link("Ana", "ana.reyes")
        first = await kitchen.agreed()
        await kitchen.say("Leo", "less piano, more voices")
        second = await kitchen.agreed()
        await kitchen.command("Mina", "playlist add Hoppípolla by Sigur Rós")
        third = await kitchen.agreed()
        why = await kitchen.say("Omar", "why is this here?")
        await kitchen.press("Yuki", "Undo")
        fourth = await kitchen.agreed()

    assert len(first) == len(second) == 20
    assert first != second
    assert "Hoppípolla" in third
    assert "Mina asked for it" in why
    assert fourth == second


@MODES
async def test_a_private_link_is_seen_by_its_member_alone(tmp_path: Path, mode: str) -> None:
    async with a_kitchen(tmp_path, mode) as kitchen:
        by_command = await kitchen.link("Ana", "ana.reyes")
        await kitchen.say("Leo", "link my spotify")
        direct = kitchen.server.visible(kitchen.team.dm(kitchen.member("Leo")), kitchen.member("Leo"))
        seen = {name: kitchen.seen_by(name) for name in PEOPLE}

    [by_message] = private_addresses([*seen["Leo"], *direct])
    assert [name for name in PEOPLE if by_command in private_addresses(seen[name])] == ["Ana"]
    assert [name for name in PEOPLE if by_message in str(seen[name]) and name != "Leo"] == []


@pytest.mark.parametrize(("setting", "token"), [("SLACK_BOT_TOKEN", "xoxb-wrong"), ("SLACK_APP_TOKEN", "xapp-wrong")])
async def test_a_wrong_token_leaves_the_rest_running_and_is_named_once(
    tmp_path: Path, setting: str, token: str
) -> None:
    async with a_slack("socket") as (server, team):
        field = setting.removeprefix("SLACK_").lower()
        settings = settings_for(server, team).model_copy(update={field: SecretStr(token)})
        with capture_logs() as lines:
            async with (
                chorus_in(tmp_path, slack=settings) as world,
                httpx.AsyncClient(base_url=world.address) as visitor,
            ):
                page = await visitor.get("/")
                said = await world.say("Ana", GLACIERS)

    named = [line for line in lines if setting in str(line)]
    assert page.status_code == 200
    assert "20 tracks" in said
    assert [(line["log_level"], line["setting"]) for line in named] == [("error", setting)]
    assert token not in str(lines)
