"""The whole trip on Discord: link, make, refine, add, ask why, undo; and a token that Discord does not know."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from pydantic import SecretStr
from structlog.testing import capture_logs

from bot.chat import Channel
from tests.discord.rig import settings_for
from tests.standins.discord import world as discord_world
from tests.standins.discord.server import DiscordServer
from tests.standins.discord.sights import Rendered
from tests.standins.discord.world import Guild, Person
from tests.trips.chats import GLACIERS, PEOPLE, assert_all_agree, chorus_in
from tests.trips.world import World


@dataclass(frozen=True)
class Basement:
    """A server of five, with Chorus in it, and its channel #general."""

    world: World
    server: DiscordServer
    guild: Guild

    @property
    def general(self) -> discord_world.Channel:
        return self.guild.channel("general")

    def member(self, name: str) -> Person:
        return self.guild.member(name)

    async def say(self, name: str, words: str) -> str:
        """Say something to Chorus; return what a member reads of its answer."""
        said = await self.server.says(self.member(name), self.general, words, mentions_bot=True)
        await self.server.sees(self.member(name), self.general, after=said)
        await self._quiet()
        return "\n".join(one.text for one in self.seen_by(name) if one.message.id > said.id)

    async def run(self, name: str, command: str, **options: str) -> str:
        """Run a command; return what its member reads in answer."""
        before = {one.message.id for one in self.seen_by(name)}
        await self.server.answered(await self.server.runs(self.member(name), self.general, command, **options))
        await self._quiet()
        return "\n".join(one.text for one in self.seen_by(name) if one.message.id not in before)

    async def press(self, name: str, button: str) -> None:
        """Press the newest button of that name."""
        shown = [one for one in self.seen_by(name) if button in [each.label for each in one.buttons]]
        pressed = await self.server.presses(self.member(name), shown[-1].message, button)
        await self.server.acknowledged(pressed)
        await self._quiet()

    async def link(self, name: str, person: str) -> str:
        """Link a member by /link, the pages and /code; return the private address."""
        await self.run(name, "/link")
        [address] = private_addresses(self.seen_by(name))
        code = await self.world.code_at(address, person)
        assert "Linked" in await self.run(name, "/code", code=code)
        return address

    def seen_by(self, name: str) -> list[Rendered]:
        """Return what a member sees of Chorus in #general."""
        seen = self.server.visible(self.general, self.member(name))
        return [one for one in seen if one.author == "Chorus"]

    async def agreed(self) -> list[str]:
        """Return the titles of the list, the same in all three places."""
        [panel] = [one for one in self.seen_by("Yuki") if one.embeds]
        channel = Channel("discord", str(self.guild.id), str(self.general.id))
        return await assert_all_agree(self.world, channel, str(panel.embeds))

    async def _quiet(self) -> None:
        await self.server.settled()
        await self.world.bot.engine.lanes.quiet()
        await self.server.settled()


def private_addresses(seen: list[Rendered]) -> list[str]:
    """Return the links to an account that somebody can press."""
    return [button.url for one in seen for button in one.buttons if button.url and "/link/" in button.url]


def raw(seen: Rendered) -> tuple[object, ...]:
    """Return all that went over the wire of a message."""
    return seen.content, seen.embeds, seen.message.components


@asynccontextmanager
async def a_basement(data: Path) -> AsyncIterator[Basement]:
    """Run the whole bot on a pretend Discord; all that was sent must have fitted what Discord publishes."""
    async with DiscordServer() as server:
        guild = server.add_guild("The Basement", PEOPLE)
        async with chorus_in(data, discord=settings_for(server)) as world:
            await server.connected()
            yield Basement(world, server, guild)
        assert server.violations == []


async def test_makes_the_whole_trip(tmp_path: Path) -> None:
    async with a_basement(tmp_path) as basement:
        await basement.link("Ana", "ana.reyes")
        await basement.run("Ana", "/playlist make", words=GLACIERS)
        first = await basement.agreed()
        await basement.say("Leo", "less piano, more voices")
        second = await basement.agreed()
        await basement.say("Mina", "add Hoppípolla by Sigur Rós")
        third = await basement.agreed()
        why = await basement.say("Omar", "why is this here?")
        await basement.press("Yuki", "Undo")
        fourth = await basement.agreed()

    assert len(first) == len(second) == 20
    assert first != second
    assert "Hoppípolla" in third
    assert "Mina asked for it" in why
    assert fourth == second


async def test_a_private_link_is_seen_by_its_member_alone(tmp_path: Path) -> None:
    async with a_basement(tmp_path) as basement:
        by_command = await basement.link("Ana", "ana.reyes")
        said = await basement.say("Leo", "link my spotify")
        direct = basement.server.visible(basement.server.dm(basement.member("Leo")), basement.member("Leo"))
        seen = {name: [raw(one) for one in basement.seen_by(name)] for name in PEOPLE}

    [by_message] = private_addresses(direct)
    assert "private message" in said
    assert [name for name in PEOPLE if by_command in str(seen[name])] == ["Ana"]
    assert [name for name in PEOPLE if by_message in str(seen[name])] == []


async def test_a_wrong_token_leaves_the_rest_running_and_is_named_once(tmp_path: Path) -> None:
    async with DiscordServer() as server:
        server.add_guild("The Basement", PEOPLE)
        with capture_logs() as lines:
            async with (
                chorus_in(tmp_path, discord=settings_for(server, token=SecretStr("not.a.token"))) as world,
                httpx.AsyncClient(base_url=world.address) as visitor,
            ):
                page = await visitor.get("/")
                said = await world.say("Ana", GLACIERS)

    named = [line for line in lines if "DISCORD_TOKEN" in str(line)]
    assert page.status_code == 200
    assert "20 tracks" in said
    assert [(line["log_level"], line["setting"]) for line in named] == [("error", "DISCORD_TOKEN")]
    assert "not.a.token" not in str(lines)
