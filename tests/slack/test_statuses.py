"""What is going on, shown on Slack where the answer will be: one message, which the answer takes over."""

from dataclasses import replace

import pytest

from adapters.slack import statuses
from bot.chat import Message, Paragraph, Reply, Row, Rows
from bot.errors import ServiceDown
from tests.slack.rig import Rig, reply_to
from tests.slack.test_panels import panel

ROWS = Rows((Row(1, "spotify:track:1", "Glory Box", "Portishead", 305, "https://open.spotify.com/track/1"),))


def doing(message: Message, line: str = "", *, first_try: bool = True) -> Reply:
    """Return a status as the engine would number it; without a line, the end of one."""
    parts = (Paragraph(line),) if line else ()
    return replace(reply_to(message), parts=parts, is_status=True, first_try=first_try)


async def heard(rig: Rig) -> Message:
    """Return what Ana has just said to Chorus, which says nothing by itself."""
    before = len(rig.heard)
    await rig.server.says(rig.ana, rig.kitchen, "play ambient jazz")
    return (await rig.heard_of(before + 1))[-1]


def of_chorus(rig: Rig) -> list[tuple[str, str]]:
    """Return what Leo sees of Chorus: each message's timestamp and text."""
    seen = [one for one in rig.server.visible(rig.kitchen, rig.leo) if one.message.author.bot_id is not None]
    return [(one.message.ts, one.text) for one in seen]


async def test_a_status_answers_in_the_thread_changes_in_place_and_becomes_the_answer(rig: Rig) -> None:
    async with rig.running() as slack:
        message = await heard(rig)
        await slack.send(doing(message, "Looking … 0 found"))
        [(first, before)] = of_chorus(rig)
        await slack.send(doing(message, "Looking … 9 found"))
        [(second, meanwhile)] = of_chorus(rig)
        await slack.send(replace(reply_to(message, "Here:", ROWS), first_try=True))
        [(last, after)] = of_chorus(rig)

    assert (before, meanwhile) == ("Looking … 0 found", "Looking … 9 found")
    assert after.startswith("Here:\n*1.* Glory Box")
    assert first == second == last
    assert rig.calls_of("chat.postMessage") == 1


async def test_a_long_answer_begins_where_the_status_stood(rig: Rig) -> None:
    async with rig.running() as slack:
        message = await heard(rig)
        await slack.send(doing(message, "Looking …"))
        [(status, _)] = of_chorus(rig)
        await slack.send(replace(reply_to(message, "word& " * 4_000), first_try=True))
        posts = of_chorus(rig)

    assert len(posts) > 1
    assert posts[0][0] == status
    assert "Looking" not in "".join(text for _, text in posts)


async def test_a_status_without_an_answer_is_taken_away(rig: Rig) -> None:
    async with rig.running() as slack:
        message = await heard(rig)
        await slack.send(doing(message, "Looking …"))
        await slack.send(doing(message))

    assert of_chorus(rig) == []


async def test_a_status_before_an_answer_that_is_only_a_panel_is_taken_away(rig: Rig) -> None:
    async with rig.running() as slack:
        message = await heard(rig)
        await slack.send(doing(message, "Looking …"))
        await slack.send(replace(reply_to(message, panel(1)), first_try=True))
        [(_, text)] = of_chorus(rig)

    assert "№" in text


async def test_a_status_before_a_private_answer_is_taken_away(rig: Rig) -> None:
    async with rig.running() as slack:
        message = await heard(rig)
        await slack.send(doing(message, "Looking …"))
        await slack.send(replace(reply_to(message, "For you alone.", private=True), first_try=True))

    assert of_chorus(rig) == []


async def test_a_command_for_one_alone_has_no_status(rig: Rig) -> None:
    async with rig.running() as slack:
        await rig.server.commands(rig.ana, rig.kitchen, "/chorus", "help").done()
        [message] = await rig.heard_of()
        await slack.send(doing(message, "Looking …"))

    assert of_chorus(rig) == []


async def test_a_second_run_after_a_restart_takes_over_the_status_of_the_first(rig: Rig) -> None:
    async with rig.running() as slack:
        message = await heard(rig)
        await slack.send(doing(message, "Looking …"))
        [(status, _)] = of_chorus(rig)
    async with rig.running() as slack:
        await slack.send(reply_to(message, "Done."))

    assert of_chorus(rig) == [(status, "Done.")]


async def test_a_second_run_with_nothing_to_say_takes_the_status_of_the_first_away(rig: Rig) -> None:
    async with rig.running() as slack:
        message = await heard(rig)
        await slack.send(doing(message, "Looking …"))
    async with rig.running() as slack:
        await slack.send(doing(message, first_try=False))

    assert of_chorus(rig) == []


@pytest.mark.parametrize("error", ["message_not_found", "edit_window_closed", "msg_too_long"])
async def test_an_answer_is_posted_anew_where_its_status_cannot_be_changed(rig: Rig, error: str) -> None:
    async with rig.running() as slack:
        message = await heard(rig)
        await slack.send(doing(message, "Looking …"))
        [(status, _)] = of_chorus(rig)
        rig.server.faults.refuses("chat.update", error)
        await slack.send(replace(reply_to(message, "Done."), first_try=True))
        [(last, text)] = of_chorus(rig)

    assert text == "Done."
    assert last != status


async def test_a_limit_is_not_waited_out_for_a_status(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statuses, "EDIT_SECONDS", 0.2)
    async with rig.running() as slack:
        message = await heard(rig)
        await slack.send(doing(message, "Looking … 0 found"))
        rig.server.faults.ratelimited("chat.update", retry_after=20)
        with pytest.raises(ServiceDown):
            await slack.send(doing(message, "Looking … 9 found"))
        await slack.send(replace(reply_to(message, "Done."), first_try=True))

    assert [text for _, text in of_chorus(rig)] == ["Done."]
