"""What is going on, shown on Discord where the answer will be: one message, which the answer takes over."""

from dataclasses import replace

import pytest

from bot.chat import Message, Paragraph, Reply, Rows
from tests.discord.rig import Scene, Script, a_panel, a_row, a_scene, a_server, chorus_on, said
from tests.standins.discord.faults import Fault


def doing(message: Message, line: str = "", *, first_try: bool = True) -> Reply:
    """Return a status as the engine would number it; without a line, the end of one."""
    parts = (Paragraph(line),) if line else ()
    return replace(answer(message, first_try=first_try), parts=parts, is_status=True)


def answer(message: Message, text: str = "Done.", *, first_try: bool = True, number: int = 0) -> Reply:
    reply = said(message, text)
    return replace(reply, answers=message.key, handle=message.handle, first_try=first_try, number=number)


async def heard(scene: Scene) -> Message:
    """Return what Ana has just said to Chorus, which says nothing by itself."""
    await scene.says("play ambient jazz")
    await scene.server.settled()
    return scene.script.heard[-1]


async def ran(scene: Scene, command: str, **options: str) -> Message:
    """Return the command that Ana has just run."""
    await scene.server.acknowledged(await scene.server.runs(scene.ana, scene.channel, command, **options))
    return scene.script.heard[-1]


def nothing(message: Message) -> list[Reply]:
    return []


async def test_a_status_answers_the_message_changes_in_place_and_becomes_the_answer() -> None:
    async with a_scene(nothing) as scene:
        message = await heard(scene)
        await scene.discord.send(doing(message, "Looking … 0 found"))
        [first] = scene.by_chorus(scene.ben)
        await scene.discord.send(doing(message, "Looking … 9 found"))
        [second] = scene.by_chorus(scene.ben)
        await scene.discord.send(answer(message))
        [last] = scene.by_chorus(scene.ben)

    assert (first.text, second.text, last.text) == ("Looking … 0 found", "Looking … 9 found", "Done.")
    assert first.message is second.message is last.message
    assert last.message.reply_to is not None
    assert scene.server.pings(scene.ana) == []


async def test_nothing_of_a_status_is_left_in_an_answer_that_is_a_list() -> None:
    async with a_scene(nothing) as scene:
        message = await heard(scene)
        await scene.discord.send(doing(message, "Looking …"))
        await scene.discord.send(replace(answer(message), parts=(Rows((a_row(),)),)))
        [last] = scene.by_chorus(scene.ben)

    assert last.content == ""
    assert "Glory Box" in last.text
    assert last.message.flags == 0  # a list under a suppressed embed would not be seen


async def test_an_answer_of_several_messages_begins_where_the_status_stood() -> None:
    async with a_scene(nothing) as scene:
        message = await heard(scene)
        await scene.discord.send(doing(message, "Looking …"))
        [status] = scene.by_chorus(scene.ben)
        await scene.discord.send(answer(message, "word " * 700))
        posts = scene.by_chorus(scene.ben)

    assert len(posts) == 2
    assert posts[0].message is status.message
    assert "Looking" not in "".join(post.text for post in posts)


async def test_a_status_before_an_answer_that_is_only_a_panel_is_taken_away() -> None:
    async with a_scene(nothing) as scene:
        message = await heard(scene)
        await scene.discord.send(doing(message, "Looking …"))
        await scene.discord.send(replace(answer(message), parts=(a_panel("Glory Box"),)))
        [panel] = scene.by_chorus(scene.ben)

    assert "Night drive" in panel.text


async def test_a_status_without_an_answer_is_taken_away() -> None:
    async with a_scene(nothing) as scene:
        message = await heard(scene)
        await scene.discord.send(doing(message, "Looking …"))
        await scene.discord.send(doing(message))

        assert scene.by_chorus(scene.ben) == []


async def test_a_status_before_a_private_answer_is_taken_away() -> None:
    async with a_scene(nothing) as scene:
        message = await heard(scene)
        await scene.discord.send(doing(message, "Looking …"))
        await scene.discord.send(replace(answer(message), only_for=message.member))

        assert scene.by_chorus(scene.ben) == []


async def test_the_placeholder_of_a_command_is_its_status_and_becomes_the_answer() -> None:
    async with a_scene(nothing) as scene:
        message = await ran(scene, "/playlist make", words="ambient jazz")
        await scene.discord.send(doing(message, "Looking … 9 found"))
        [status] = scene.by_chorus(scene.ben)
        await scene.discord.send(answer(message))
        [last] = scene.by_chorus(scene.ben)

    assert (status.text, last.text) == ("Looking … 9 found", "Done.")
    assert status.message is last.message


async def test_the_status_of_a_private_command_is_seen_by_the_member_alone() -> None:
    async with a_scene(nothing) as scene:
        message = await ran(scene, "/help")
        await scene.discord.send(doing(message, "Looking …"))
        [mine] = scene.by_chorus(scene.ana)
        theirs = scene.by_chorus(scene.ben)
        await scene.discord.send(answer(message))
        [last] = scene.by_chorus(scene.ana)

    assert (mine.text, theirs, last.text) == ("Looking …", [], "Done.")
    assert last.is_ephemeral


async def test_the_apology_for_a_failed_command_takes_the_place_of_its_status() -> None:
    async with a_scene(nothing) as scene:
        message = await ran(scene, "/playlist make", words="ambient jazz")
        await scene.discord.send(doing(message, "Looking …"))
        await scene.discord.send(answer(message, "Something went wrong.", number=-2, first_try=False))
        [last] = scene.by_chorus(scene.ben)

    assert last.text == "Something went wrong."


async def test_a_second_run_after_a_restart_takes_over_the_status_of_the_first() -> None:
    script = Script(nothing)
    async with a_server() as server:
        async with chorus_on(server, script) as scene:
            message = await heard(scene)
            await scene.discord.send(doing(message, "Looking …"))
            [status] = scene.by_chorus(scene.ben)
        async with chorus_on(server, script, shelf=scene.shelf) as again:
            await again.discord.send(answer(message, first_try=False))
            [last] = again.by_chorus(again.ben)

    assert last.text == "Done."
    assert last.message is status.message


async def test_a_second_run_with_nothing_to_say_takes_the_status_of_the_first_away() -> None:
    script = Script(nothing)
    async with a_server() as server:
        async with chorus_on(server, script) as scene:
            message = await heard(scene)
            await scene.discord.send(doing(message, "Looking …"))
        async with chorus_on(server, script, shelf=scene.shelf) as again:
            await again.discord.send(doing(message, first_try=False))

            assert again.by_chorus(again.ben) == []


@pytest.mark.parametrize("is_deleted", [True, False])
async def test_an_answer_is_posted_anew_where_its_status_is_gone_or_cannot_be_edited(is_deleted: bool) -> None:
    async with a_scene(nothing) as scene:
        message = await heard(scene)
        await scene.discord.send(doing(message, "Looking …"))
        [status] = scene.by_chorus(scene.ben)
        if is_deleted:
            await scene.server.moderates(status.message)
        else:
            scene.server.faults.add(Fault(400, "PATCH", "/channels/*", code=30046))
        await scene.discord.send(answer(message))
        [last] = scene.by_chorus(scene.ben)

    assert last.text == "Done."
    assert last.message is not status.message


async def test_a_second_status_of_one_message_stands_below_the_first_answer() -> None:
    async with a_scene(nothing) as scene:
        message = await ran(scene, "/playlist make", words="ambient jazz")
        await scene.discord.send(doing(message, "Reading …"))
        await scene.discord.send(answer(message, "The model is away."))
        await scene.discord.send(replace(doing(message, "Looking …"), number=1))
        await scene.discord.send(replace(doing(message, "Looking … 9 found"), number=1))
        between = [one.text for one in scene.by_chorus(scene.ben)]
        await scene.discord.send(answer(message, number=1))
        after = [one.text for one in scene.by_chorus(scene.ben)]

    assert between == ["The model is away.", "Looking … 9 found"]
    assert after == ["The model is away.", "Done."]
