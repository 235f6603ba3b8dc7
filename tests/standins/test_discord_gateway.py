"""The stand-in's gateway: who may connect, what is told, and what is made up for after the line was lost."""

import asyncio

import discord
import pytest

from tests.standins.discord.bare_bot import a_bot, a_place, a_scene
from tests.standins.discord.intents import NONE
from tests.standins.discord.raw import GUILDS_AND_MESSAGES

MEMBERS = discord.Intents(guilds=True, guild_messages=True, members=True)


async def test_remembers_the_intents_a_bot_asked_for() -> None:
    async with a_scene() as scene:
        assert [one.intents for one in scene.server.gateway.identifies] == [GUILDS_AND_MESSAGES]
        assert scene.server.gateway.identifies[0].is_compressed
        assert {"READY", "GUILD_CREATE"} <= set(scene.bot.told)


async def test_a_bot_knows_its_guild_and_what_it_may_do_there() -> None:
    async with a_scene() as scene:
        guild = scene.bot.guilds[0]

        assert (guild.name, guild.member_count) == ("The band", 3)
        assert guild.text_channels[0].permissions_for(guild.me).send_messages


async def test_all_members_come_to_a_bot_that_is_allowed_to_ask() -> None:
    async with a_scene(intents=MEMBERS) as scene:
        assert {member.display_name for member in scene.bot.guilds[0].members} == {"Ana", "Ben", "chorus"}


async def test_a_guild_that_invites_the_bot_is_told_of_at_once() -> None:
    async with a_scene() as scene:
        other = scene.server.add_guild("The choir", ["Ana"])
        await scene.server.settled()
        assert {guild.name for guild in scene.bot.guilds} == {"The band", "The choir"}

        scene.server.removes_bot(other)
        await scene.server.settled()
        assert {guild.name for guild in scene.bot.guilds} == {"The band"}


@pytest.mark.parametrize("code", [None, 4000, 4009])
async def test_after_a_lost_line_a_bot_resumes_and_hears_what_it_missed_once(code: int | None) -> None:
    async with a_scene() as scene:
        scene.server.drop_connection(code)
        await scene.server.says(scene.ana, scene.channel, "while you were away", mentions_bot=True)

        await scene.server.sees(scene.ana, scene.channel, "while you were away")
        await scene.server.settled()
        assert scene.server.gateway.resumes == [1]
        assert len(scene.bot.heard) == 1
        assert len(scene.server.gateway.identifies) == 1


async def test_a_bot_asked_to_reconnect_resumes() -> None:
    async with a_scene() as scene:
        scene.server.ask_to_reconnect()

        await scene.server.until(lambda: scene.server.gateway.resumes)
        assert len(scene.server.gateway.identifies) == 1


async def test_a_session_that_may_be_resumed_is() -> None:
    async with a_scene() as scene:
        scene.server.invalidate_session(resumable=True)

        await scene.server.until(lambda: scene.server.gateway.resumes)


async def test_after_an_invalid_session_a_bot_identifies_anew_and_has_missed_what_was_said() -> None:
    async with a_scene() as scene:
        scene.server.invalidate_session()
        await scene.server.says(scene.ana, scene.channel, "nobody hears this", mentions_bot=True)

        await scene.server.until(lambda: len(scene.server.gateway.identifies) == 2)
        await scene.server.settled()
        assert scene.bot.heard == []


async def test_a_wrong_token_logs_nobody_in() -> None:
    async with a_place() as place:
        with pytest.raises(discord.LoginFailure):
            async with a_bot(place.server, token="made up"):
                pass

        assert place.server.gateway.identifies == []


async def test_a_token_reset_throws_the_bot_out_for_good() -> None:
    async with a_place() as place:
        async with a_bot(place.server) as bot:
            place.server.reset_token()
            assert bot.running is not None
            await asyncio.wait([bot.running])
            error = bot.running.exception()

        assert isinstance(error, discord.ConnectionClosed)
        assert error.code == 4004


async def test_a_privileged_intent_that_is_not_switched_on_is_refused() -> None:
    async with a_place() as place:
        place.server.gateway.switched_on = NONE

        with pytest.raises(discord.PrivilegedIntentsRequired):
            async with a_bot(place.server, intents=MEMBERS):
                pass
        assert place.server.gateway.refusals == [4014]
        assert place.server.gateway.identifies == []


async def test_reactions_are_told_only_to_who_asked() -> None:
    asked = discord.Intents(guilds=True, guild_messages=True, guild_reactions=True)
    for intents, told in ((asked, True), (discord.Intents(guilds=True, guild_messages=True), False)):
        async with a_scene(intents=intents) as scene:
            message = await scene.server.says(scene.ana, scene.channel, "vote!")
            await scene.server.reacts(scene.ben, message, "👍")
            await scene.server.unreacts(scene.ben, message, "👍")
            await scene.server.settled()

            assert ("MESSAGE_REACTION_ADD" in scene.bot.told) is told
            assert ("MESSAGE_REACTION_REMOVE" in scene.bot.told) is told


async def test_edits_and_deletions_are_told() -> None:
    async with a_scene() as scene:
        message = await scene.server.says(scene.ana, scene.channel, "helo", mentions_bot=True)
        await scene.server.edits(scene.ana, message, "hello")
        await scene.server.deletes(scene.ana, message)
        await scene.server.settled()

        assert {"MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE"} <= set(scene.bot.told)
        assert message.earlier == [f"{scene.server.bot.mention} helo"]


async def test_an_event_can_come_twice_or_in_the_wrong_order() -> None:
    async with a_scene() as scene:
        with scene.server.holding_events(turned_round=True):
            first = await scene.server.says(scene.ana, scene.channel, "one", mentions_bot=True)
            await scene.server.says(scene.ana, scene.channel, "two", mentions_bot=True)
        await scene.server.repeats(first)
        await scene.server.settled()

        assert [text.split()[-1] for text in scene.bot.heard] == ["two", "one", "one"]


async def test_leaving_is_told_to_who_asked_for_members() -> None:
    async with a_scene(intents=MEMBERS) as scene:
        scene.server.leaves(scene.ben, scene.guild)
        await scene.server.settled()

        assert "GUILD_MEMBER_REMOVE" in scene.bot.told
