"""Registering commands with the stand-in: names, lengths, counts, how many a day, and what changes a version."""

from collections.abc import Sequence
from typing import Any

import discord
import pytest

from tests.standins.discord.bare_bot import a_bot, a_place, a_scene
from tests.standins.discord.clock import StandingClock
from tests.standins.discord.raw import Answered, Raw, raw_calls
from tests.standins.discord.refusals import Json

TEXT = 3


def a_command(name: str = "help", **more: Any) -> Json:
    return {"name": name, "description": "Say what can be done", **more}


def an_option(name: str = "words", **more: Any) -> Json:
    return {"name": name, "description": "What you want", "type": TEXT, **more}


def a_group(*options: Json, kind: int = 2, name: str = "group") -> Json:
    return {"name": name, "description": "Some of it", "type": kind, "options": list(options)}


async def overwrite(raw: Raw, application: int, commands: Sequence[Json], guild: int | None = None) -> Answered:
    place = f"/applications/{application}" + ("" if guild is None else f"/guilds/{guild}")
    return await raw.call("PUT", f"{place}/commands", list(commands))


CHOICES = [{"name": str(number), "value": str(number)} for number in range(26)]


@pytest.mark.parametrize(
    "command",
    [
        a_command("añade_música-7"),
        a_command(options=[an_option(required=True), an_option("more")]),
        a_command(options=[a_group(a_group(an_option(), kind=1, name="make"))]),
        a_command(options=[an_option(choices=CHOICES[:25])]),
        a_command(name_localizations={"es-ES": "ayuda"}, description_localizations={"de": "Hilfe"}),
        {"name": "Add to playlist", "type": 3},
    ],
)
async def test_takes_a_command_that_keeps_the_rules(command: Json) -> None:
    async with a_place() as place, raw_calls(place.server) as raw:
        answer = await overwrite(raw, place.server.bot.id, [command])

        assert answer.status == 200, answer.body
        assert place.server.commands()[0]["name"] == command["name"]
        assert place.server.violations == []


@pytest.mark.parametrize(
    "command",
    [
        a_command("Help"),
        a_command("help me"),
        a_command("x" * 33),
        a_command(description=""),
        a_command(description="x" * 101),
        a_command(options=[an_option(f"o{number}") for number in range(26)]),
        a_command(options=[an_option(), an_option()]),
        a_command(options=[an_option(), an_option("more", required=True)]),
        a_command(options=[an_option(choices=CHOICES)]),
        a_command(options=[an_option(choices=[{"name": "x", "value": "x" * 101}])]),
        a_command(options=[an_option(choices=CHOICES[:1], autocomplete=True)]),
        a_command(options=[an_option(), a_group(kind=1)]),
        a_command(options=[a_group(a_group())]),
        a_command(options=[a_group(a_group(a_group(kind=1), kind=1))]),
        a_command(name_localizations={"xx": "help"}),
        a_command(name_localizations={"es-ES": "Ayuda Mía"}),
        a_command(options=[an_option(choices=[{"name": "x" * 100, "value": f"{n:x>100}"} for n in range(25)]),
                           an_option("more", choices=[{"name": "x" * 100, "value": f"{n:x>100}"} for n in range(25)])]),
        {"name": "x" * 33, "type": 3},
        {"name": "Add", "type": 3, "description": "none here"},
    ],
)  # fmt: skip
async def test_refuses_a_command_that_breaks_a_rule(command: Json) -> None:
    async with a_place() as place, raw_calls(place.server) as raw:
        answer = await overwrite(raw, place.server.bot.id, [command])

        assert (answer.status, answer.code) == (400, 50035)
        assert place.server.commands() == []


@pytest.mark.parametrize(
    ("commands", "status"),
    [
        ([a_command(f"c{number}") for number in range(100)], 200),
        ([a_command(f"c{number}") for number in range(101)], 400),
        ([{"name": f"m{number}", "type": 3} for number in range(15)], 200),
        ([{"name": f"m{number}", "type": 3} for number in range(16)], 400),
        ([a_command(), a_command()], 400),
        ([a_command("add"), {"name": "add", "type": 3}], 200),
    ],
)
async def test_counts_commands_of_each_kind(commands: list[Json], status: int) -> None:
    async with a_place() as place, raw_calls(place.server) as raw:
        assert (await overwrite(raw, place.server.bot.id, commands)).status == status


async def test_new_commands_run_out_for_a_day_in_each_place() -> None:
    clock = StandingClock()
    async with a_place(clock=clock) as place, raw_calls(place.server) as raw:
        bot, guild = place.server.bot.id, place.guild.id
        for half in "ab":
            await overwrite(raw, bot, [a_command(f"{half}{number}") for number in range(100)])
        refused = await overwrite(raw, bot, [a_command("one-more")])
        in_the_guild = await overwrite(raw, bot, [a_command("one-more")], guild)
        unchanged = await overwrite(raw, bot, [a_command(f"b{number}") for number in range(100)])
        clock.move(days=1, seconds=1)
        tomorrow = await overwrite(raw, bot, [a_command("one-more")])

        assert (refused.status, refused.code) == (400, 30034)
        assert [one.status for one in (in_the_guild, unchanged, tomorrow)] == [200] * 3


async def test_a_version_changes_only_with_the_command() -> None:
    async with a_place() as place, raw_calls(place.server) as raw:
        bot = place.server.bot.id
        first = (await overwrite(raw, bot, [a_command()])).body[0]
        same = (await overwrite(raw, bot, [a_command()])).body[0]
        changed = (await overwrite(raw, bot, [a_command(description="Help")])).body[0]

        assert first == same
        assert (changed["id"], changed["version"] != first["version"]) == (first["id"], True)


async def test_single_commands_are_added_changed_read_and_deleted() -> None:
    async with a_place() as place, raw_calls(place.server) as raw:
        there = f"/applications/{place.server.bot.id}/guilds/{place.guild.id}/commands"
        added = await raw.call("POST", there, a_command())
        again = await raw.call("POST", there, a_command(description="Help"))
        one = f"{there}/{added.body['id']}"
        changed = await raw.call("PATCH", one, {"description": "More help"})
        read = await raw.call("GET", one)
        gone = [await raw.call("DELETE", one), await raw.call("GET", one)]

        assert [answer.status for answer in (added, again, changed, read, *gone)] == [201, 200, 200, 200, 204, 404]
        assert read.body["description"] == "More help"
        assert place.server.violations == []


async def test_commands_belong_to_the_bot_and_its_guilds() -> None:
    async with a_place() as place, raw_calls(place.server) as raw:
        elsewhere = place.server.add_guild("Elsewhere", ["Zoe"], bot=False)
        answers = [
            await overwrite(raw, 1, [a_command()]),
            await overwrite(raw, place.server.bot.id, [a_command()], elsewhere.id),
        ]

        assert [answer.code for answer in answers] == [50001, 50001]


async def test_the_real_client_registers_its_tree() -> None:
    async with a_scene() as scene:
        assert {one["name"] for one in scene.server.commands()} == {"playlist", "link", "slow", "Add to playlist"}
        assert scene.server.state.commands.overwrites == 1
        assert len(await scene.bot.tree.fetch_commands()) == 4
        assert scene.server.violations == []


async def test_the_real_client_learns_why_a_command_was_refused() -> None:
    async with a_place() as place, a_bot(place.server, syncs=False) as bot:
        place.server.state.commands.creates[None] = [place.server.state.clock()] * 200
        with pytest.raises(discord.HTTPException) as refused:
            await bot.tree.sync()

        assert refused.value.code == 30034
