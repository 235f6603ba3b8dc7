"""Servers that take Chorus out, also while it is not there."""

import asyncio

from structlog.testing import capture_logs

from bot.chat import Channel, Gone, Unsaid
from bot.errors import ServiceDown
from tests.discord.rig import Script, a_scene, a_server, chorus_on

PATIENCE_SECONDS = 10


async def told(script: Script) -> list[Gone | Unsaid]:
    """Return who is gone, as soon as the bot was told of somebody."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        await script.was_told.wait()
    return script.gone


async def test_a_server_that_takes_chorus_out_is_forgotten() -> None:
    async with a_scene() as scene:
        other = scene.server.add_guild("The Attic", ["Ana"])
        await scene.server.settled()
        scene.server.removes_bot(other)

        assert await told(scene.script) == [Gone("discord", str(other.id))]


async def test_a_server_that_is_only_down_is_kept() -> None:
    async with a_scene() as scene:
        down = {"id": str(scene.guild.id), "unavailable": True}
        scene.server.gateway.tell_all("GUILD_DELETE", down, scene.guild)
        await scene.server.settled()

    assert scene.script.gone == []


async def test_a_server_that_took_chorus_out_while_it_was_away_is_forgotten_at_the_next_start() -> None:
    async with a_server() as server:
        async with chorus_on(server) as scene:
            other = server.add_guild("The Attic", ["Ana"])  # invited after the start
            await server.settled()
        server.removes_bot(other)
        async with chorus_on(server, shelf=scene.shelf) as again:
            assert await told(again.script) == [Gone("discord", str(other.id))]
        async with chorus_on(server, shelf=scene.shelf) as once_more:
            await server.settled()

    assert once_more.script.gone == []


async def test_a_server_that_could_not_be_forgotten_is_tried_again_at_the_next_start() -> None:
    async with a_server() as server:
        other = server.add_guild("The Attic", ["Ana"])
        failing = Script(forgets_nothing=ServiceDown("The database is away."))
        async with chorus_on(server, failing) as scene:
            await server.settled()
            with capture_logs() as logs:
                server.removes_bot(other)
                await server.settled()
        async with chorus_on(server, shelf=scene.shelf) as again:
            assert await told(again.script) == [Gone("discord", str(other.id))]

    assert "discord server not forgotten" in [line["event"] for line in logs]


async def test_servers_that_are_still_there_are_kept_over_a_restart() -> None:
    async with a_server() as server:
        async with chorus_on(server) as scene:
            await server.settled()
        async with chorus_on(server, shelf=scene.shelf) as again:
            await server.settled()
            again.server.invalidate_session()
            await server.connected()

    assert again.script.gone == []


async def test_what_was_deleted_is_to_be_forgotten() -> None:
    async with a_scene() as scene:
        asked = await scene.server.says(scene.ana, scene.channel, "my birthday is in May", mentions_bot=True)
        await scene.server.settled()
        await scene.server.deletes(scene.ana, asked)

        where = Channel("discord", str(scene.guild.id), str(scene.channel.id))
        assert await told(scene.script) == [Unsaid(where, scene.script.heard[0].key)]
