"""Talking with Chorus on Discord: mentions, replies, private messages, threads, commands."""

import pytest

from bot.chat import ChannelKind, Command, Member, Message, Paragraph, Reply, Rows
from bot.errors import ServiceDown
from tests.discord.rig import Script, a_row, a_scene, a_server, choices, chorus_on, said
from tests.standins.discord.faults import Fault


async def test_a_mention_is_heard_without_its_markup_and_answered_as_a_reply() -> None:
    async with a_scene() as scene:
        written = f"**calmer**, more from {scene.ben.mention} <:wave:123>"

        asked = await scene.server.says(scene.ana, scene.channel, written, mentions_bot=True)
        seen = await scene.server.sees(scene.ben, scene.channel, "Heard")

    [heard] = scene.script.heard
    assert heard.text == "calmer, more from @Ben :wave:"
    assert heard.key == f"discord:{asked.id}"
    assert heard.member == Member("discord", "discord", str(scene.ana.id))
    assert heard.member.name == "Ana"
    assert [member.name for member in heard.mentions] == ["Ben"]
    assert (heard.channel.id, heard.channel.tenant) == (str(scene.channel.id), str(scene.guild.id))
    assert (heard.channel.kind, heard.channel.name) == (ChannelKind.CHANNEL, "The Basement")
    assert seen.message.reply_to is asked
    assert scene.server.pings(scene.ana) == []


async def test_asks_for_no_privileged_intent() -> None:
    async with a_scene() as scene:
        [session] = scene.server.gateway.sessions.values()

        assert session.intents == 5633


async def test_what_is_not_said_to_it_is_not_heard() -> None:
    async with a_scene() as scene:
        await scene.server.says(scene.ana, scene.channel, "just talk")
        await scene.server.says(scene.ana, scene.channel, f"{scene.ben.mention} and you?")
        await scene.server.says(scene.ana, scene.channel, "@everyone listen")
        mine = await scene.server.says(scene.ana, scene.channel, "hello", mentions_bot=True)
        await scene.server.edits(scene.ana, mine, f"{scene.server.bot.mention} hello again")
        await scene.server.settled()

    assert [message.text for message in scene.script.heard] == ["hello"]


async def test_a_reply_to_it_is_heard_without_a_mention_in_the_text() -> None:
    async with a_scene() as scene:
        await scene.server.says(scene.ana, scene.channel, "show", mentions_bot=True)
        shown = await scene.server.sees(scene.ana, scene.channel, "Heard: show")
        await scene.server.says(scene.ben, scene.channel, "calmer", reply_to=shown.message)
        await scene.server.sees(scene.ben, scene.channel, "Heard: calmer")

    assert scene.script.heard[1].member.name == "Ben"


async def test_a_private_message_needs_no_mention() -> None:
    async with a_scene() as scene:
        direct = scene.server.dm(scene.ana)

        await scene.server.says(scene.ana, direct, "help")
        await scene.server.sees(scene.ana, direct, "Heard: help")

    [heard] = scene.script.heard
    assert (heard.channel.kind, heard.channel.id) == (ChannelKind.DM, str(direct.id))
    assert heard.member == Member("discord", "discord", str(scene.ana.id))  # the same as in any server


async def test_a_thread_is_a_channel_of_its_own() -> None:
    async with a_scene() as scene:
        start = await scene.server.says(scene.ana, scene.channel, "tonight?")
        thread = await scene.server.opens_thread(scene.ana, start, "tonight")

        await scene.server.says(scene.ana, thread, "calmer", mentions_bot=True)
        await scene.server.sees(scene.ana, thread, "Heard: calmer")

    assert scene.script.heard[0].channel.id == str(thread.id)


async def test_a_second_delivery_has_the_same_key() -> None:
    async with a_scene() as scene:
        asked = await scene.server.says(scene.ana, scene.channel, "show", mentions_bot=True)
        await scene.server.repeats(asked)
        await scene.server.settled()
        await scene.script.answered()

        answers = scene.by_chorus(scene.ana)

    assert len(answers) == 1


async def test_a_command_is_heard_with_its_blanks_and_answered_in_its_place() -> None:
    async with a_scene() as scene:
        ran = await scene.server.runs(scene.ana, scene.channel, "/playlist make", words="glaciers and quiet roads")
        await scene.server.answered(ran)

        assert ran.texts == ["Heard: glaciers and quiet roads"]

    [heard] = scene.script.heard
    assert heard.command == Command("playlist make", (("words", "glaciers and quiet roads"),))
    assert (heard.key, heard.locale) == (f"discord:{ran.id}", "en-US")
    assert heard.channel.key == f"discord:{scene.guild.id}:{scene.channel.id}"
    assert not scene.server.visible(scene.channel, scene.ben)[0].is_ephemeral


async def test_a_member_in_a_blank_is_their_name() -> None:
    async with a_scene() as scene:
        ran = await scene.server.runs(scene.ana, scene.channel, "/playlist restore", before=scene.ben)
        await scene.server.answered(ran)

    [heard] = scene.script.heard
    assert heard.command == Command("playlist restore", (("before", "Ben"),))
    assert heard.mentions == (Member("discord", "discord", str(scene.ben.id)),)
    assert heard.text == "restore Ben"


async def test_a_number_in_a_blank_is_its_digits() -> None:
    async with a_scene() as scene:
        await scene.server.answered(await scene.server.runs(scene.ana, scene.channel, "/playlist why", number=3))

    assert scene.script.heard[0].command == Command("playlist why", (("number", "3"),))


async def test_a_private_command_is_answered_for_its_member_alone() -> None:
    async with a_scene() as scene:
        await scene.server.answered(await scene.server.runs(scene.ana, scene.channel, "/help"))

        [seen] = scene.server.visible(scene.channel, scene.ana)
        unseen = scene.server.visible(scene.channel, scene.ben)

    assert seen.is_ephemeral
    assert unseen == []


async def test_a_message_s_menu_adds_the_music_it_links_to() -> None:
    async with a_scene() as scene:
        linked = "listen https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC?si=1, it is *great*"
        posted = await scene.server.says(scene.ben, scene.channel, linked)

        ran = await scene.server.uses_on(scene.ana, posted, "Add to playlist")
        await scene.server.answered(ran)

    song = "https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC?si=1"
    assert scene.script.heard[0].command == Command("playlist add", (("song", song),))
    assert scene.script.heard[0].text == f"add {song}"


async def test_a_message_s_menu_adds_what_its_words_name() -> None:
    async with a_scene() as scene:
        posted = await scene.server.says(scene.ben, scene.channel, "**Glory Box** by Portishead")
        await scene.server.answered(await scene.server.uses_on(scene.ana, posted, "Add to playlist"))

    assert scene.script.heard[0].text == "add Glory Box by Portishead"


async def test_suggests_while_a_blank_is_filled_in() -> None:
    asked: list[tuple[str, str]] = []

    async def suggest(option: str, typed: str) -> list[str]:
        asked.append((option, typed))
        return ["Glory Box by Portishead", "x" * 200]

    async with a_scene(suggest=suggest) as scene:
        offered = await scene.server.types(scene.ana, scene.channel, "/playlist add", song="glory")
        again = await scene.server.types(scene.ben, scene.channel, "/playlist add", song="Glory ")

    assert [one["value"] for one in offered] == ["Glory Box by Portishead", f"{'x' * 99}…"]
    assert again == offered
    assert asked == [("song", "glory")]


async def test_an_outage_suggests_nothing() -> None:
    async def suggest(option: str, typed: str) -> list[str]:
        raise ServiceDown("no music service")

    async with a_scene(suggest=suggest) as scene:
        assert await scene.server.types(scene.ana, scene.channel, "/playlist add", song="glory") == []


async def test_a_command_is_acknowledged_however_slow_the_bot_is() -> None:
    async with a_scene() as scene:
        hold = scene.server.delay_next("PATCH", "/webhooks/*")
        ran = await scene.server.runs(scene.ana, scene.channel, "/playlist show")
        await scene.server.acknowledged(ran)
        await hold.reached.wait()

        assert ran.acknowledged
        assert not ran.is_answered
        hold.release()
        await scene.server.answered(ran)


async def test_an_answer_does_not_overtake_the_acknowledgement() -> None:
    async with a_scene() as scene:
        hold = scene.server.delay_next("POST", "/interactions/*")
        ran = await scene.server.runs(scene.ana, scene.channel, "/playlist show")
        await hold.reached.wait()
        hold.release()
        await scene.server.answered(ran)

    assert ran.texts == ["Heard: show"]


@pytest.mark.parametrize("by_command", [True, False])
async def test_a_long_answer_comes_in_pieces_and_whole(by_command: bool) -> None:
    words = " ".join(f"word{number}" for number in range(900))

    async with a_scene(lambda message: [said(message, words, choices("undo"))]) as scene:
        if by_command:
            await scene.server.runs(scene.ana, scene.channel, "/playlist show")
        else:
            await scene.says("show")
        await scene.server.until(lambda: [one for one in scene.by_chorus(scene.ana) if one.buttons])
        pieces = scene.by_chorus(scene.ana)

    assert " ".join(piece.content for piece in pieces) == words
    assert len(pieces) == 4
    assert [len(piece.buttons) for piece in pieces] == [0, 0, 0, 1]


async def test_hostile_text_pings_nobody_and_is_shown_as_it_is() -> None:
    hostile = "@everyone @here <@&1> <#2> [free](https://evil.example) # big\n> quote\n||x|| \u202egnp"

    async with a_scene(lambda message: [said(message, hostile, f"hello {message.text}")]) as scene:
        await scene.server.says(scene.ana, scene.channel, f"x {scene.ben.mention}", mentions_bot=True)
        seen = await scene.server.sees(scene.ana, scene.channel, "hello")

    assert "@\u200beveryone @\u200bhere \\<@&1> \\<#2> \\[free\\](https://evil.example)" in seen.content
    assert "\u202e" not in seen.content
    assert [one.author.name for one in scene.server.pings(scene.ben)] == ["Ana"]
    assert [one for one in scene.server.pings(scene.ana) if one.author is scene.server.bot] == []


async def test_the_same_reply_is_shown_once() -> None:
    async with a_scene(lambda message: []) as scene:
        await scene.server.says(scene.ana, scene.channel, "show", mentions_bot=True)
        await scene.server.until(lambda: scene.script.heard)
        [message] = scene.script.heard
        reply = Reply(message.channel, (Paragraph("Here."),), answers=message.key, handle=message.handle)

        await scene.discord.send(reply)
        await scene.discord.send(reply)

        answers = scene.by_chorus(scene.ana)
    assert len(answers) == 1


async def test_a_reply_whose_first_sending_lost_its_answer_is_shown_once() -> None:
    async with a_scene(lambda message: []) as scene:
        await scene.server.says(scene.ana, scene.channel, "show", mentions_bot=True)
        await scene.server.until(lambda: scene.script.heard)
        [message] = scene.script.heard
        scene.server.faults.add(Fault(400, "POST", "/channels/*/messages", after=True))
        reply = Reply(message.channel, (Paragraph("Here."),), answers=message.key, handle=message.handle)

        with pytest.raises(Exception, match="400"):
            await scene.discord.send(reply)
        await scene.discord.send(reply)

        answers = scene.by_chorus(scene.ana)
    assert len(answers) == 1


async def test_what_could_not_be_kept_is_told_and_does_no_harm() -> None:
    async with a_scene() as scene:
        scene.script.refuses = ServiceDown("no database")
        ran = await scene.server.runs(scene.ana, scene.channel, "/playlist show")
        await scene.server.answered(ran)
        scene.script.refuses = None
        await scene.server.says(scene.ana, scene.channel, "show", mentions_bot=True)
        await scene.server.sees(scene.ana, scene.channel, "Heard: show")

    assert ran.texts == ["I cannot write that down."]


async def test_messages_of_a_channel_are_handed_over_one_after_another_in_order() -> None:
    order: list[str] = []

    class Slow(Script):
        async def hear(self, message: Message) -> None:
            order.append(f"begin {message.text}")
            await scene.server.settled() if len(order) == 1 else None
            order.append(f"end {message.text}")

    async with a_server() as server, chorus_on(server, Slow()) as scene:
        with server.holding_events():
            for text in ("one", "two", "three"):
                await server.says(scene.ana, scene.channel, text, mentions_bot=True)
        await server.until(lambda: len(order) == 6)

    assert order == [f"{act} {text}" for text in ("one", "two", "three") for act in ("begin", "end")]


async def test_a_list_is_shown_with_links_that_unfold_nothing_else() -> None:
    rows = Rows((a_row(1), a_row(2, "Roads [live] *2*", member="Ana", note="calm")))
    async with a_scene(lambda message: [said(message, "Two.", rows)]) as scene:
        await scene.server.says(scene.ana, scene.channel, "show", mentions_bot=True)
        seen = await scene.server.sees(scene.ana, scene.channel, "Two.")

    assert "[Glory Box](https://open.spotify.com/track/1)" in seen.text
    assert r"[Roads \[live\] \*2\*](https://open.spotify.com/track/2) · Portishead · 5:06 · **Ana** · calm" in seen.text
