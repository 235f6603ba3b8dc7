"""Reactions and replies to what Chorus said of one entry."""

from dataclasses import replace

from bot.chat import Command, Message, Reply
from tests.discord.rig import Script, a_scene, a_server, choices, chorus_on, said

GLORY = "spotify:track:1"


def speaks_of_one(message: Message) -> list[Reply]:
    if message.typed and message.about is None:
        return [replace(said(message, f"About: {message.text}", choices("undo")), about=GLORY)]
    return [said(message, f"Heard: {message.text}")]


async def test_thumbs_to_what_was_said_of_a_song_are_votes_and_can_be_taken_back() -> None:
    async with a_scene(speaks_of_one) as scene:
        await scene.says("why 1")
        shown = (await scene.server.sees(scene.ana, scene.channel, "About: why 1")).message
        await scene.server.reacts(scene.ben, shown, "👍🏽")
        await scene.server.unreacts(scene.ben, shown, "👍🏽")
        await scene.server.reacts(scene.ana, shown, "👎")
        await scene.server.until(lambda: len(scene.script.heard) == 4)

    votes = scene.script.heard[1:]
    assert [vote.command for vote in votes] == [Command("vote up"), Command("vote up back"), Command("vote down")]
    assert {vote.about for vote in votes} == {GLORY}
    assert [(vote.member.name, vote.typed) for vote in votes] == [("Ben", False), ("Ben", False), ("Ana", False)]
    assert {vote.channel for vote in votes} == {scene.script.heard[0].channel}
    assert len({vote.key for vote in votes}) == 3


async def test_other_signs_and_reactions_to_anything_else_are_not_heard() -> None:
    async with a_scene(speaks_of_one) as scene:
        talk = await scene.server.says(scene.ben, scene.channel, "just talk")
        await scene.says("why 1")
        shown = (await scene.server.sees(scene.ana, scene.channel, "About: why 1")).message
        await scene.server.reacts(scene.ben, talk, "👍")
        await scene.server.reacts(scene.ben, shown, "🎉")
        await scene.server.reacts(scene.ana, shown, "👍")
        await scene.server.until(lambda: len(scene.script.heard) == 2)

    assert [heard.text for heard in scene.script.heard] == ["why 1", "👍"]


async def test_a_reply_and_a_press_are_about_what_the_message_spoke_of_also_after_a_restart() -> None:
    async with a_server() as server:
        async with chorus_on(server, Script(speaks_of_one)) as scene:
            shelf = scene.shelf
            await scene.says("why 1")
            shown = (await server.sees(scene.ana, scene.channel, "About")).message
        async with chorus_on(server, Script(speaks_of_one), shelf=shelf) as scene:
            await server.says(scene.ben, scene.channel, "drop it", reply_to=shown)
            await server.sees(scene.ben, scene.channel, "Heard: drop it")
            await server.presses(scene.ben, shown, "undo")
            await server.sees(scene.ben, scene.channel, "Heard: undo")

    assert [(heard.text, heard.about) for heard in scene.script.heard] == [("drop it", GLORY), ("undo", GLORY)]


async def test_where_it_is_switched_off_nobody_is_told_of_reactions() -> None:
    async with a_scene(speaks_of_one, votes_by_reaction=False) as scene:
        [session] = scene.server.gateway.sessions.values()

        assert session.intents == 4609
