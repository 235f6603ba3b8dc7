"""Threads on the stand-in: one to a message, told of, archived."""

import discord
import pytest

from tests.standins.discord.bare_bot import a_place, a_scene
from tests.standins.discord.raw import raw_calls


async def test_a_message_has_one_thread_with_its_own_id() -> None:
    async with a_scene() as scene:
        channel = scene.bot.get_channel(scene.channel.id)
        assert isinstance(channel, discord.TextChannel)
        posted = await channel.send("the list")
        thread = await posted.create_thread(name="talk")
        await thread.send("in here")
        with pytest.raises(discord.HTTPException) as refused:
            await posted.create_thread(name="again")

        assert thread.id == posted.id
        assert refused.value.code == 160004
        there = scene.server.state.people.channel(thread.id)
        assert [one.text for one in scene.server.visible(there, scene.ana)] == ["in here"]
        assert scene.server.violations == []


async def test_a_thread_a_member_opens_is_told_of_and_answered_in() -> None:
    async with a_scene() as scene:
        said = await scene.server.says(scene.ana, scene.channel, "rock tonight?")
        thread = await scene.server.opens_thread(scene.ana, said, "tonight")
        await scene.server.says(scene.ben, thread, "yes", mentions_bot=True)

        assert (await scene.server.sees(scene.ben, thread)).text == "You said: @chorus yes"
        assert "THREAD_CREATE" in scene.bot.told


async def test_a_thread_can_start_from_no_message_and_be_archived_by_the_bot() -> None:
    async with a_scene() as scene:
        channel = scene.bot.get_channel(scene.channel.id)
        assert isinstance(channel, discord.TextChannel)
        thread = await channel.create_thread(name="alone", type=discord.ChannelType.public_thread)
        await thread.edit(archived=True)
        await scene.server.settled()

        assert scene.server.state.people.channel(thread.id).archived
        assert "THREAD_UPDATE" in scene.bot.told


async def test_an_archived_thread_takes_no_reaction_and_wakes_at_a_message() -> None:
    async with a_scene() as scene, raw_calls(scene.server) as raw:
        said = await scene.server.says(scene.ana, scene.channel, "rock tonight?")
        thread = await scene.server.opens_thread(scene.ana, said, "tonight")
        inside = await scene.server.says(scene.ana, thread, "yes")
        await scene.server.archives(thread)
        reaction = f"/channels/{thread.id}/messages/{inside.id}/reactions/%F0%9F%91%8D/@me"

        assert (await raw.call("PUT", reaction)).code == 50083
        await raw.call("POST", f"/channels/{thread.id}/messages", {"content": "awake"})
        assert (await raw.call("PUT", reaction)).status == 204


async def test_a_thread_that_is_deleted_is_gone() -> None:
    async with a_scene() as scene, raw_calls(scene.server) as raw:
        said = await scene.server.says(scene.ana, scene.channel, "rock tonight?")
        thread = await scene.server.opens_thread(scene.ana, said, "tonight")
        await scene.server.deletes_thread(thread)
        await scene.server.settled()

        assert (await raw.call("GET", f"/channels/{thread.id}")).code == 10003
        assert "THREAD_DELETE" in scene.bot.told


@pytest.mark.parametrize("body", [{"name": ""}, {"name": "x" * 101}, {"name": "x", "auto_archive_duration": 5}])
async def test_a_thread_needs_a_name_and_a_known_life(body: dict[str, object]) -> None:
    async with a_place() as place, raw_calls(place.server) as raw:
        answer = await raw.call("POST", f"/channels/{place.channel.id}/threads", body)

        assert answer.code == 50035
