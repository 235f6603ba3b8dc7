"""Buttons: what they say, also after a restart, and however long it is."""

from bot.chat import Choice, Choices
from tests.discord.rig import Script, a_scene, a_server, choices, chorus_on, said

LONG = "back to before Ana's change, and then calmer, " + "with less pop and more of everything else, " * 5


async def test_pressing_says_the_words_in_the_presser_s_name() -> None:
    async with a_scene(lambda message: [said(message, f"Heard: {message.text}", choices("undo"))]) as scene:
        await scene.says("show")
        shown = await scene.server.sees(scene.ana, scene.channel, "Heard: show")

        pressed = await scene.server.presses(scene.ben, shown.message, "undo")
        await scene.server.sees(scene.ana, scene.channel, "Heard: undo")

    heard = scene.script.heard[1]
    assert (heard.text, heard.member.name, heard.key) == ("undo", "Ben", f"discord:{pressed.id}")
    assert shown.message.content == "Heard: show"  # the message with the button stays as it was


async def test_buttons_work_after_a_restart_however_many_words_they_say() -> None:
    says = ("undo", LONG)
    async with a_server() as server:
        async with chorus_on(server, Script(lambda message: [said(message, "Well?", choices(*says))])) as scene:
            shelf = scene.shelf
            await scene.says("show")
            shown = await server.sees(scene.ana, scene.channel, "Well?")

        async with chorus_on(server, shelf=shelf) as scene:
            for button in shown.buttons:
                await server.presses(scene.ben, shown.message, button.label)
            await server.until(lambda: len(scene.script.heard) == 2)

    assert {message.text for message in scene.script.heard} == set(says)


async def test_a_button_whose_words_are_kept_no_more_says_so_to_its_presser() -> None:
    async with a_server() as server:
        async with chorus_on(server, Script(lambda message: [said(message, "Well?", choices(LONG))])) as scene:
            await scene.says("show")
            shown = await server.sees(scene.ana, scene.channel, "Well?")

        async with chorus_on(server) as scene:
            await server.presses(scene.ben, shown.message, shown.buttons[0].label)
            told = await server.sees(scene.ben, scene.channel, "too old")

    assert told.is_ephemeral
    assert scene.script.heard == []


async def test_buttons_that_say_the_same_are_shown_once() -> None:
    same = Choices((Choice("Undo", "undo"), Choice("Take it back", "undo"), Choice("Show", "show")))
    async with a_scene(lambda message: [said(message, "Well?", same)]) as scene:
        await scene.says("show")
        shown = await scene.server.sees(scene.ana, scene.channel, "Well?")

    assert [button.label for button in shown.buttons] == ["Undo", "Show"]


async def test_a_button_under_a_private_answer_answers_in_private_only_what_is_private() -> None:
    async with a_scene(
        lambda message: [said(message, f"Heard: {message.text}", choices("help"), private=message.text == "help")]
    ) as scene:
        await scene.says("show")
        shown = await scene.server.sees(scene.ana, scene.channel, "Heard: show")
        await scene.server.presses(scene.ben, shown.message, "help")
        told = await scene.server.sees(scene.ben, scene.channel, "Heard: help")

    assert told.is_ephemeral
    assert len(scene.by_chorus(scene.ana)) == 1
