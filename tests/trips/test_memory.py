"""What a group's session remembers: over a restart, over days, and to the end."""

import asyncio
from datetime import timedelta
from pathlib import Path

from adapters.sandbox.server import Sandbox
from adapters.web.saying import Saying
from adapters.web.settings import WebSettings
from bot.__main__ import demo_settings
from bot.composition import running_bot
from tests.trips.world import ADDRESS, World, shipped_catalogue

GLACIERS = "music that feels like glaciers and quiet roads"
KEY = "7c3e1a52-9a51-4d0e-b6ff-0f3f2a9b1c11"


async def test_a_session_survives_a_restart(tmp_path: Path) -> None:
    web = WebSettings(host="127.0.0.1", port=8000, address=ADDRESS)
    async with Sandbox(catalogue=shipped_catalogue()) as sandbox:
        settings = demo_settings(sandbox, web, tmp_path)
        async with running_bot(settings) as bot:
            first = World(sandbox, bot)
            await first.link("Ana", "ana.reyes")
            await first.say("Ana", GLACIERS)
            before = await first.playlist()

        async with running_bot(settings) as bot:
            second = World(sandbox, bot)
            shown = second.panel()
            await second.say("Leo", "calmer")
            after = await second.playlist()

    assert shown is not None
    assert [row.uri for row in shown.rows] == [e.uri for e in before.entries]
    assert after.service_id == before.service_id
    assert len(after.revisions) == 2
    assert second.on_spotify(str(after.service_id)) == [e.uri for e in after.entries]


async def test_a_message_left_open_by_a_crash_is_answered_once_after_the_restart(tmp_path: Path) -> None:
    web = WebSettings(host="127.0.0.1", port=8000, address=ADDRESS)
    async with Sandbox(catalogue=shipped_catalogue()) as sandbox:
        settings = demo_settings(sandbox, web, tmp_path)
        async with running_bot(settings) as bot:
            playground = bot.playground
            message = playground._message(Saying("ana", False, GLACIERS, True, KEY))
            await bot.engine._inbox.accept(message)  # stored, and the process ends before it is answered

        async with running_bot(settings) as bot:
            world = World(sandbox, bot)
            await bot.engine.lanes.quiet()
            await bot.engine.hear(message)  # the platform delivers it a second time
            await bot.engine.lanes.quiet()

            assert len((await world.playlist()).revisions) == 1


async def test_tells_what_there_was_yesterday(world: World) -> None:
    await world.say("Ana", GLACIERS)
    then = await world.recordings()
    await world.say("Ana", "end the session")
    clock = world.bot.desk.clock
    object.__setattr__(world.bot.desk, "clock", lambda: clock() + timedelta(days=1))

    said = await world.say("Leo", "what did we have yesterday?")

    assert "Glaciers and quiet roads" in said
    assert then[0].title in said


async def test_ends_with_a_recap_and_starts_anew(world: World) -> None:
    await world.say("Ana", GLACIERS)
    await world.say("Leo", "calmer")

    recap = await world.confirmed("Ana", "end the session")
    await world.say("Mina", "start a session")

    assert "“Glaciers and quiet roads”: 20 tracks" in recap
    assert "Leo" in recap
    assert (await world.playlist()).entries == ()


async def test_many_members_at_once_are_answered_in_order(world: World) -> None:
    words = ["ambient jazz", "calmer", "add Hoppípolla by Sigur Rós", "undo", "add Teardrop by Massive Attack"]
    saying = [world.bot.playground.say(Saying("leo", False, w, True, f"{KEY[:-1]}{n}")) for n, w in enumerate(words)]

    await asyncio.gather(*saying)
    await world.bot.engine.lanes.quiet()

    playlist = await world.playlist()
    assert [r.words for r in playlist.revisions] == words
    assert playlist.revisions[3].entries == playlist.revisions[1].entries
