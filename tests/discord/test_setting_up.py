"""Setting up: what is wrong is said in one sentence with the page where it is mended; commands are offered once."""

import asyncio

import discord as sdk
import pytest
from pydantic import SecretStr, ValidationError

from adapters.discord.client import Identifies
from adapters.discord.platform import Discord
from adapters.discord.refusals import NotSetUp
from adapters.discord.settings import DiscordSettings
from adapters.discord.shelf import MemoryShelf
from bot.errors import ServiceDown
from tests.discord.rig import NOW, SPECS, Script, a_scene, a_server, a_spec, chorus_on, no_suggestions, settings_for
from tests.standins.discord.clock import StandingClock
from tests.standins.discord.faults import Fault
from tests.standins.discord.intents import Intent
from tests.standins.discord.server import DiscordServer

every_intent = sdk.Intents.all()


def a_discord(server: DiscordServer, **changes: object) -> Discord:
    return Discord(settings_for(server, **changes), commands=SPECS, suggest=no_suggestions, shelf=MemoryShelf())


def offers(server: DiscordServer) -> list[str]:
    return [one.path for one in server.requests if one.method == "PUT" and one.path.endswith("/commands")]


async def test_a_wrong_token_is_named_with_its_page_and_nothing_is_tried_again() -> None:
    async with a_server() as server:
        discord = a_discord(server, token=SecretStr("wrong"))
        with pytest.raises(NotSetUp) as caught:
            await discord.connect(Script().hear, Script().forget)
        await discord.close()

    assert caught.value.setting == "DISCORD_TOKEN"
    assert "https://discord.com/developers/applications" in caught.value.page
    assert str(caught.value).startswith("Discord does not know the token. Mend DISCORD_TOKEN: https://")
    assert server.gateway.identifies == []


async def test_refused_intents_are_named_and_no_session_is_begun_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.discord.client.discord.Intents", lambda **_: every_intent)
    async with a_server() as server:
        server.gateway.switched_on = Intent(0)
        discord = a_discord(server)
        with pytest.raises(NotSetUp) as caught:
            await discord.connect(Script().hear, Script().forget)
        await discord.close()

    assert caught.value.setting == "Privileged Gateway Intents"
    assert server.gateway.refusals == [4014]


async def test_a_token_reset_while_it_runs_ends_it_calmly() -> None:
    async with a_scene() as scene:
        scene.server.reset_token()
        scene.server.drop_connection()
        async with asyncio.timeout(30):
            await asyncio.gather(*(task for task in asyncio.all_tasks() if task.get_name() == "discord"))

        with pytest.raises(ServiceDown):
            await scene.discord.send(None)  # type: ignore[arg-type]  # nothing looks at it
    assert len(scene.server.gateway.identifies) == 1


async def test_the_start_goes_on_without_discord_and_discord_comes_later() -> None:
    async with a_server() as server:
        fault = server.faults.add(Fault(503, "GET", "/users/@me", times=100))
        discord, script = a_discord(server, connect_seconds=0.05), Script()
        script.platform = discord
        await discord.connect(script.hear, script.forget)

        with pytest.raises(ServiceDown):
            await discord.send(None)  # type: ignore[arg-type]  # nothing looks at it
        fault.times = 0
        await server.until(lambda: server.gateway.is_connected, 30)
        await discord.close()


async def test_commands_are_offered_when_they_changed_and_only_then() -> None:
    async with a_server() as server:
        shelf = MemoryShelf()
        for specs in (SPECS, SPECS, (*SPECS, a_spec("unlink", private=True))):
            async with chorus_on(server, shelf=shelf, specs=specs):
                pass

        assert len(offers(server)) == 2
        assert {command["name"] for command in server.commands()} == {
            "playlist", "link", "code", "help", "unlink", "Add to playlist"
        }  # fmt: skip


async def test_commands_can_be_offered_in_one_server_alone() -> None:
    async with a_server() as server:
        guild = next(iter(server.state.people.guilds.values()))
        async with chorus_on(server, command_guild=str(guild.id)):
            assert server.commands() == []
            assert len(server.commands(guild)) == 5


async def test_commands_that_are_refused_do_not_keep_it_from_talking() -> None:
    async with a_server() as server:
        server.faults.add(Fault(400, "PUT", "/applications/*", code=30034))
        async with chorus_on(server) as scene:
            await scene.says("show")
            await server.sees(scene.ana, scene.channel, "Heard: show")


async def test_the_last_sessions_of_a_day_are_not_spent() -> None:
    async with a_server() as server:
        server.gateway.starts_a_day = 10
        discord = a_discord(server, connect_seconds=0.2)
        await discord.connect(Script().hear, Script().forget)
        await discord.close()

    assert server.gateway.identifies == []


def test_sessions_are_begun_ever_more_slowly() -> None:
    clock = StandingClock(NOW)
    identifies = Identifies(5.0, clock)

    pauses = [identifies.pause(None) for _ in range(12)]
    clock.move(hours=2)

    assert pauses == [5, 5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900]
    assert identifies.pause(None) == 5
    assert identifies.pause(1) == 5


def test_without_a_token_it_is_not_on_discord(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "")

    assert DiscordSettings().token is None


@pytest.mark.parametrize("pasted", ["abc.def", " abc.def\n", "Bot abc.def"])
def test_a_token_is_taken_as_people_paste_it(pasted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", pasted)

    token = DiscordSettings().token
    assert token is not None
    assert token.get_secret_value() == "abc.def"


@pytest.mark.parametrize(
    ("name", "value"),
    [("DISCORD_TOKEN", "abc def"), ("DISCORD_COMMAND_GUILD", "The Basement"), ("DISCORD_SHARD_COUNT", "0")],
)
def test_a_wrong_setting_is_told(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(ValidationError):
        DiscordSettings()
