"""Staying connected: what is missed meanwhile, what fails, what has expired, and many at once."""

import asyncio
from datetime import timedelta

import pytest

from adapters.discord.shelf import MemoryShelf
from bot.errors import RateLimited, ServiceDown, ServiceError
from tests.discord.rig import NOW, Script, a_scene, a_server, chorus_on, said
from tests.standins.discord.clock import StandingClock
from tests.standins.discord.faults import Fault
from tests.standins.discord.permissions import Permission


@pytest.mark.parametrize("code", [None, 4000, 4008])
async def test_what_was_said_while_the_line_was_down_is_heard_once(code: int | None) -> None:
    async with a_scene() as scene:
        scene.server.drop_connection(code)
        await scene.says("calmer")
        await scene.server.until(lambda: scene.by_chorus(scene.ana), 15)

        assert len(scene.by_chorus(scene.ana)) == 1
        assert len(scene.server.gateway.identifies) == 1
        assert len(scene.server.gateway.resumes) == 1


async def test_comes_back_when_asked_to_reconnect() -> None:
    async with a_scene() as scene:
        scene.server.ask_to_reconnect()
        await scene.says("calmer")
        await scene.server.until(lambda: scene.by_chorus(scene.ana))

        assert len(scene.server.gateway.identifies) == 1


async def test_what_was_said_while_a_session_was_lost_is_read_afterwards() -> None:
    async with a_scene() as scene:
        await scene.says("show")
        await scene.server.until(lambda: scene.by_chorus(scene.ana))
        scene.server.invalidate_session()
        await scene.says("calmer")
        await scene.server.sees(scene.ana, scene.channel, "Heard: calmer")

    assert [message.text for message in scene.script.heard] == ["show", "calmer"]
    assert len(scene.server.gateway.identifies) == 2


async def test_what_was_said_while_the_process_restarted_is_answered_once() -> None:
    async with a_server() as server:
        script = Script()
        async with chorus_on(server, script) as scene:
            await scene.says("show")
            await server.says(scene.ana, server.dm(scene.ana), "help")
            await server.until(lambda: len(script.heard) == 2)
        await server.says(scene.ana, scene.channel, "calmer", mentions_bot=True)
        await server.says(scene.ana, server.dm(scene.ana), "privacy")
        async with chorus_on(server, script, shelf=scene.shelf) as scene:
            await server.sees(scene.ana, scene.channel, "Heard: calmer")
            await server.sees(scene.ana, server.dm(scene.ana), "Heard: privacy")

    assert sorted(message.text for message in script.heard) == ["calmer", "help", "privacy", "show"]


async def test_what_was_said_long_ago_is_not_read_afterwards() -> None:
    clock = StandingClock(NOW)
    async with a_server(clock) as server:
        async with chorus_on(server, clock=clock) as scene:
            await scene.says("show")
            await server.until(lambda: scene.by_chorus(scene.ana))
        await server.says(scene.ana, scene.channel, "calmer", mentions_bot=True)
        clock.move(minutes=11)
        async with chorus_on(server, shelf=scene.shelf, clock=clock) as scene:
            await server.says(scene.ana, scene.channel, "now", mentions_bot=True)
            await server.until(lambda: scene.script.heard)

    assert [message.text for message in scene.script.heard] == ["now"]


async def test_a_handle_serves_after_a_restart() -> None:
    async with a_server() as server:
        async with chorus_on(server, Script(lambda message: [])) as scene:
            ran = await server.runs(scene.ana, scene.channel, "/playlist show")
            await server.acknowledged(ran)
            await server.until(lambda: scene.script.heard)
            [message] = scene.script.heard
        async with chorus_on(server) as scene:
            await scene.script.show([said(message, "Here."), said(message, "And more.")], message)

    assert ran.texts == ["Here.", "And more."]


async def test_an_answer_that_comes_too_late_for_the_interaction_is_a_plain_message() -> None:
    clock = StandingClock(NOW)
    async with a_scene(lambda message: [], clock=clock) as scene:
        ran = await scene.server.runs(scene.ana, scene.channel, "/playlist show")
        await scene.server.acknowledged(ran)
        await scene.server.until(lambda: scene.script.heard)
        [message] = scene.script.heard
        clock.move(minutes=16)
        await scene.script.show([said(message, "Here.")], message)

        assert "Here." in [one.content for one in scene.by_chorus(scene.ben)]
    assert scene.script.failures == []


async def test_an_interaction_that_could_not_be_acknowledged_is_answered_by_a_plain_message() -> None:
    async with a_scene() as scene:
        scene.server.faults.add(Fault(404, "POST", "/interactions/*", code=10062))
        await scene.server.runs(scene.ana, scene.channel, "/playlist make", words="calm")
        seen = await scene.server.sees(scene.ben, scene.channel, "Heard: calm")

    assert seen.message.origin is None
    assert len(scene.script.heard) == 1


async def test_an_interaction_told_twice_is_answered_once() -> None:
    async with a_scene() as scene:
        scene.server.faults.add(Fault(400, "POST", "/interactions/*", code=40060, after=True))
        ran = await scene.server.runs(scene.ana, scene.channel, "/playlist make", words="calm")
        await scene.server.answered(ran)

    assert ran.texts == ["Heard: calm"]


async def test_a_short_rate_limit_is_waited_out() -> None:
    async with a_scene() as scene:
        scene.server.faults.add(Fault(429, "POST", "/channels/*", retry_after=0.05))
        await scene.says("show")
        await scene.server.sees(scene.ana, scene.channel, "Heard: show")

    assert len(scene.by_chorus(scene.ana)) == 1


async def test_a_long_rate_limit_is_told_and_not_waited_out() -> None:
    async with a_scene() as scene:
        scene.server.faults.add(Fault(429, "POST", "/channels/*", retry_after=600.0))
        await scene.says("show")
        await scene.server.until(lambda: scene.script.heard)
        await scene.script.answered()

    [failure] = scene.script.failures
    assert isinstance(failure, RateLimited)
    assert failure.seconds == pytest.approx(600)


async def test_a_server_error_is_tried_again_and_shown_once() -> None:
    async with a_scene() as scene:
        scene.server.faults.add(Fault(502, "POST", "/channels/*", after=True))
        await scene.says("show")
        await scene.server.sees(scene.ana, scene.channel, "Heard: show")
        await scene.script.answered()

        assert len(scene.by_chorus(scene.ana)) == 1


async def test_where_it_may_not_write_the_permission_is_named() -> None:
    async with a_scene() as scene:
        scene.server.forbids(scene.channel, Permission.SEND_MESSAGES)
        await scene.says("show")
        await scene.server.until(lambda: scene.script.heard)
        await scene.script.answered()

    [failure] = scene.script.failures
    assert "Send Messages" in str(failure)


async def test_where_it_may_not_read_back_it_answers_without_referring_to_the_message() -> None:
    async with a_scene() as scene:
        scene.server.forbids(scene.channel, Permission.READ_MESSAGE_HISTORY)
        await scene.says("show")
        seen = await scene.server.sees(scene.ana, scene.channel, "Heard: show")

    assert seen.message.reply_to is None


async def test_after_it_was_thrown_out_an_answer_is_an_error_and_nothing_else() -> None:
    async with a_scene(lambda message: []) as scene:
        await scene.says("show")
        await scene.server.until(lambda: scene.script.heard)
        scene.server.removes_bot(scene.guild)

        with pytest.raises(ServiceError):
            await scene.discord.send(said(scene.script.heard[0], "Here."))


async def test_nothing_is_sent_after_it_is_closed() -> None:
    async with a_scene(lambda message: []) as scene:
        await scene.says("show")
        await scene.server.until(lambda: scene.script.heard)
        await scene.discord.close()

        with pytest.raises(ServiceDown):
            await scene.discord.send(said(scene.script.heard[0], "Here."))


async def test_many_at_once_are_answered_in_the_order_of_each_channel() -> None:
    async with a_server() as server:
        guild = next(iter(server.state.people.guilds.values()))
        places = [server.add_channel(guild, f"room-{number}") for number in range(10)]
        async with chorus_on(server) as scene:
            for number in range(5):
                for place in places:
                    await server.says(scene.ana, place, f"wish {number}", mentions_bot=True)
            await server.until(lambda: len(scene.script.heard) == 50, 20)

    for place in places:
        heard = [message.text for message in scene.script.heard if message.channel.id == str(place.id)]
        assert heard == [f"wish {number}" for number in range(5)]


async def test_a_shard_for_each_part_of_its_servers() -> None:
    async with a_scene(shard_count=2) as scene:
        await scene.server.until(lambda: len(scene.server.gateway.identifies) == 2)
        await scene.says("show")
        await scene.server.sees(scene.ana, scene.channel, "Heard: show")

    assert [identify.shard for identify in scene.server.gateway.identifies] == [(0, 2), (1, 2)]


async def test_the_memory_shelf_forgets_in_time() -> None:
    clock = StandingClock(NOW)
    shelf = MemoryShelf(clock)
    await shelf.put("name", "text", timedelta(minutes=1))

    assert await shelf.get("name") == "text"
    clock.move(minutes=1)
    assert await shelf.get("name") is None
    await asyncio.gather(shelf.drop("name"), shelf.drop("name"))
