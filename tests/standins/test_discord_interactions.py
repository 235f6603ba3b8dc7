"""Interactions on the stand-in, driven with a real client: commands, forms, buttons, menus, and who sees the answer."""

import pytest

from tests.standins.discord.bare_bot import a_bot, a_place, a_scene
from tests.standins.discord.invocation import NotOffered


async def test_a_sub_command_is_run_with_its_options() -> None:
    async with a_scene() as scene:
        interaction = await scene.server.runs(scene.ana, scene.channel, "/playlist make", words="rock", mood="dark")
        await scene.server.answered(interaction)

        assert interaction.texts == ["Made: rock (dark)"]
        seen = scene.server.visible(scene.channel, scene.ben)[0]
        assert [button.label for button in seen.buttons] == ["Again"]
        assert scene.server.violations == []


async def test_discord_offers_only_what_is_registered_and_filled_in() -> None:
    async with a_scene() as scene:
        for command, options in (
            ("/nothing", {}),
            ("/playlist", {}),
            ("/playlist nothing", {}),
            ("/playlist make", {}),
            ("/playlist make", {"words": 7}),
            ("/playlist make", {"words": "x", "nothing": "x"}),
        ):
            with pytest.raises(NotOffered):
                await scene.server.runs(scene.ana, scene.channel, command, **options)

        assert scene.server.state.interactions == {}


async def test_completions_are_proposed_while_typing() -> None:
    async with a_scene() as scene:
        proposed = await scene.server.types(scene.ana, scene.channel, "/playlist make", words="rock", mood="c")

        assert [one["name"] for one in proposed] == ["calm", "cheerful"]
        with pytest.raises(NotOffered):
            await scene.server.types(scene.ana, scene.channel, "/playlist make", words="r")


async def test_a_form_is_shown_filled_in_and_answered() -> None:
    async with a_scene() as scene:
        asked = await scene.server.runs(scene.ana, scene.channel, "/playlist ask")
        await scene.server.acknowledged(asked)
        assert asked.modal is not None
        with pytest.raises(NotOffered):
            await scene.server.submits(asked, words="x" * 201)
        sent = await scene.server.answered(await scene.server.submits(asked, words="jazz"))

        assert asked.modal.title == "What shall it be?"
        assert sent.texts == ["You want jazz."]
        assert scene.server.violations == []


async def test_a_button_edits_its_message_in_place() -> None:
    async with a_scene() as scene:
        made = await scene.server.runs(scene.ana, scene.channel, "/playlist make", words="rock")
        await scene.server.answered(made)
        assert made.original is not None
        pressed = await scene.server.answered(await scene.server.presses(scene.ben, made.original, "Again"))

        assert pressed.callback == 7
        assert [one.text for one in scene.server.visible(scene.channel, scene.ana)] == ["Round 2"]
        assert made.original.earlier == ["Made: rock (calm)"]
        with pytest.raises(NotOffered):
            await scene.server.presses(scene.ben, made.original, "Nothing")


async def test_a_button_works_after_the_bot_restarted() -> None:
    async with a_place() as place:
        async with a_bot(place.server):
            made = await place.server.runs(place.ana, place.channel, "/playlist make", words="rock")
            await place.server.answered(made)
        assert made.original is not None
        async with a_bot(place.server, syncs=False):
            pressed = await place.server.presses(place.ana, made.original, "again:1")
            await place.server.answered(pressed)

        assert made.original.content == "Round 2"
        assert len(place.server.gateway.identifies) == 2


async def test_the_menu_of_a_message_hands_it_over_whole() -> None:
    async with a_scene() as scene:
        said = await scene.server.says(scene.ben, scene.channel, "https://open.spotify.com/track/1")
        added = await scene.server.answered(await scene.server.uses_on(scene.ana, said, "Add to playlist"))

        assert added.texts == ["Added: https://open.spotify.com/track/1"]
        assert scene.bot.heard == [""]
        with pytest.raises(NotOffered):
            await scene.server.uses_on(scene.ana, said, "Nothing")


async def test_an_ephemeral_answer_is_seen_by_one_person_alone() -> None:
    async with a_scene() as scene:
        linked = await scene.server.answered(await scene.server.runs(scene.ana, scene.channel, "/link"))
        assert linked.original is not None

        assert [one.text for one in scene.server.visible(scene.channel, scene.ana)] == ["Only for you"]
        assert scene.server.visible(scene.channel, scene.ben) == []
        assert linked.original.is_ephemeral
        with pytest.raises(NotOffered):
            await scene.server.presses(scene.ben, linked.original, "Again")
        await scene.server.deletes(scene.ana, linked.original)
        assert scene.server.visible(scene.channel, scene.ana) == []


async def test_a_deferred_answer_is_filled_in_by_the_first_follow_up() -> None:
    async with a_scene() as scene:
        hold = scene.server.delay_next("POST", "/webhooks/*")
        slow = await scene.server.runs(scene.ana, scene.channel, "/slow")
        await hold.reached.wait()
        thinking = scene.server.visible(scene.channel, scene.ben)
        hold.release()
        await scene.server.settled()

        assert [(one.is_loading, one.text) for one in thinking] == [(True, "")]
        assert slow.texts == ["Thought about it", "And once more"]
        assert not slow.responses[0].is_loading


async def test_a_command_is_run_in_a_direct_conversation() -> None:
    async with a_scene() as scene:
        there = scene.server.dm(scene.ana)
        linked = await scene.server.answered(await scene.server.runs(scene.ana, there, "/link"))

        assert (linked.context, linked.owners) == (1, {"0": "0"})
        assert scene.server.violations == []


async def test_an_app_a_person_brought_along_answers_where_the_bot_is_not() -> None:
    async with a_scene() as scene:
        elsewhere = scene.server.add_guild("Elsewhere", [scene.ana, "Zoe"], bot=False)
        there = elsewhere.channel("general")
        with pytest.raises(NotOffered):
            await scene.server.runs(scene.ana, there, "/link")
        scene.server.installs(scene.ana)
        linked = await scene.server.answered(await scene.server.runs(scene.ana, there, "/link"))
        with pytest.raises(NotOffered):
            await scene.server.runs(scene.ana, there, "/playlist make", words="rock")

        assert linked.owners == {"1": str(scene.ana.id)}
        assert [one.text for one in scene.server.visible(there, scene.ana)] == ["Only for you"]
        friends = scene.server.private_channel(scene.ana, scene.server.member("Zoe"))
        assert (await scene.server.runs(scene.ana, friends, "/link")).context == 2
        await scene.server.settled()
        assert scene.server.violations == []
