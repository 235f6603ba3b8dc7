"""Where stories are told: on each platform one bot for the stories of a module, and a place of its own for each."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from adapters.sandbox.server import Sandbox
from adapters.slack import connecting
from adapters.web.playground import NAME, TENANT
from bot.composition import Bot
from tests.discord.rig import settings_for as discord_settings
from tests.slack.rig import MINIMAL
from tests.standins.discord.clock import RunningClock
from tests.standins.discord.server import DiscordServer
from tests.standins.slack.app import SlackApp
from tests.standins.slack.clock import Clock
from tests.standins.slack.installing import install_app
from tests.standins.slack.server import SlackServer
from tests.standins.slack.workspace import SlackMember, SlackTeam
from tests.stories.chat import PEOPLE, Chat
from tests.stories.discord.weather import OnDiscord
from tests.stories.life import Life
from tests.stories.playground.page import Page
from tests.stories.playground.weather import OnPlayground
from tests.stories.slack.weather import OnSlack
from tests.trips.test_slack import REQUEST_PATH
from tests.trips.test_slack import settings_for as slack_settings

PING_SECONDS = 0.3  # how soon a cut socket is noticed

Place = Callable[[], AbstractAsyncContextManager[Chat]]  # opens a new one, with the bot in it
Home = Callable[[Sandbox, Path], AbstractAsyncContextManager[Place]]


@asynccontextmanager
async def on_discord(sandbox: Sandbox, data: Path) -> AsyncIterator[Place]:
    """Run the bot on a Discord, and give each story a server of five."""
    clock = RunningClock()
    async with DiscordServer(clock=clock) as server:
        life = Life(sandbox, data, discord=discord_settings(server))

        @asynccontextmanager
        async def a_server() -> AsyncIterator[Chat]:
            await life.begin()  # where a story before it did not end well
            people = {name: server.add_person(name) for name in PEOPLE}
            guild = server.add_guild("The Basement", people.values())
            await server.connected()
            yield OnDiscord(life, server, clock, guild, guild.channel("general"), people)
            server.faults.clear()

        yield a_server
        await life.end()


@asynccontextmanager
async def on_slack(mode: str, sandbox: Sandbox, data: Path) -> AsyncIterator[Place]:
    """Run the bot on a Slack whose time stands still while it answers, and give each story a channel of five."""
    numbers = count(1)
    async with SlackServer(mode=mode, app=SlackApp(scopes=MINIMAL), clock=Clock(frozen=True)) as server:
        server.limits.enforced = False  # of calls a minute: a module's stories come faster than any group talks
        team = server.add_workspace("Casa")
        life = Life(sandbox, data)

        @asynccontextmanager
        async def a_channel() -> AsyncIterator[Chat]:
            await _installed(server, team, life)
            people = {name: _a_member(team, name) for name in PEOPLE}
            where = team.channel(f"kitchen-{next(numbers)}", *people.values())
            yield OnSlack(life, server, team, where, people)
            server.faults.clear()

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(connecting, "PING_SECONDS", PING_SECONDS)
            yield a_channel
            await life.end()


@asynccontextmanager
async def in_the_playground(sandbox: Sandbox, data: Path) -> AsyncIterator[Place]:
    """Run the bot, and give each story its playground, which has but one group: with nothing left of it."""
    life = Life(sandbox, data)

    @asynccontextmanager
    async def an_empty_playground() -> AsyncIterator[Chat]:
        await life.begin()
        await _emptied(life.world.bot)
        page = Page(life.address)
        await page.open()
        yield OnPlayground(life, page)
        await page.close()

    yield an_empty_playground
    await life.end()


async def _emptied(bot: Bot) -> None:
    """Forget the playground's group, how often it asked for links, and what its pages show."""
    await bot.desk.forgetting.tenant(NAME, TENANT)
    await bot.desk.playlists.cache._redis.flushall()  # type: ignore[attr-defined]  # what is behind the port
    bot.playground._panels.clear()
    for transcript in bot.playground._transcripts.values():
        transcript._entries.clear()


async def _installed(server: SlackServer, team: SlackTeam, life: Life) -> None:
    """See to it that the app is installed, and the bot runs with its token."""
    if team.app_install.state != "active":
        install_app(server.world, team, MINIMAL)
        await life.end()
    life.slack = slack_settings(server, team)
    await life.begin()
    if server.mode == "http":
        await server.verifies(f"{life.address}{REQUEST_PATH}")


def _a_member(team: SlackTeam, name: str) -> SlackMember:
    """Let somebody join; others of that name may be there already."""
    member = SlackMember(team.ids.next("U"), name, team)
    team.members[member.id] = member
    return member


HOMES: dict[str, Home] = {
    "discord": on_discord,
    "slack_socket": partial(on_slack, "socket"),
    "slack_http": partial(on_slack, "http"),
    "playground": in_the_playground,
}
