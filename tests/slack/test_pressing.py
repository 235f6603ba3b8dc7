"""Buttons, commands, forms and the message shortcut."""

import pytest

from adapters.slack import intake
from bot.chat import Choice, Choices, Link, Message, Reply
from bot.errors import ServiceDown
from tests.slack.rig import Rig, reply_to

LONG = "play something like " + "glaciers and " * 300


async def test_a_button_says_what_it_says_in_the_pressers_name(rig: Rig) -> None:
    rig.answers_with("Added.", Choices((Choice("Undo", "undo"), Choice("More", "more & <more>"))))
    async with rig.running():
        said = await rig.server.says(rig.ana, rig.kitchen, "add it")
        answer = await rig.server.answer_to(said)
        rig.script = None
        pressed = await rig.server.presses(rig.leo, answer, "More").done()
        again = await rig.server.presses(rig.leo, answer, "More").done()

    assert (pressed.problem, again.problem) == ("", "")
    _, one, two = rig.heard
    assert (one.text, one.member.name, one.channel) == ("more & <more>", "Leo", rig.heard[0].channel)
    assert one.key != two.key


async def test_a_button_still_works_after_a_restart_however_much_it_says(rig: Rig) -> None:
    rig.answers_with("Well?", Choices((Choice("All that", LONG), Choice("Undo", "undo"))))
    async with rig.running():
        answer = await rig.server.answer_to(await rig.server.says(rig.ana, rig.kitchen, "hm"))
        await rig.server.settled()
    rig.script = None
    async with rig.running():
        await rig.server.presses(rig.ana, answer, "All that").done()
        await rig.server.presses(rig.ana, answer, "Undo").done()

    assert [message.text for message in rig.heard[1:]] == [LONG, "undo"]


async def test_a_press_in_a_thread_belongs_to_the_threads_conversation(rig: Rig) -> None:
    rig.answers_with("Well?", Choices((Choice("Undo", "undo"),)))
    talk = await rig.server.says(rig.leo, rig.kitchen, "lunch?", mentions_bot=False)
    async with rig.running():
        answer = await rig.server.answer_to(await rig.server.says(rig.ana, rig.kitchen, "hm", thread=talk))
        await rig.server.presses(rig.ana, answer, "Undo").done()
        await rig.server.settled()

    assert [message.channel.thread for message in rig.heard] == [talk.ts, talk.ts]
    assert all(one.thread_ts == talk.ts for one in rig.kitchen.messages.values() if one is not talk)


async def test_a_press_that_cannot_be_kept_is_acknowledged_for_the_bot_has_said_so(rig: Rig) -> None:
    rig.answers_with("Well?", Choices((Choice("Undo", "undo"),)))

    async def refuse(message: Message) -> None:
        await rig.platform.send(reply_to(message, "I cannot write anything down right now."))
        raise ServiceDown("The database is away.")

    async with rig.running():
        answer = await rig.server.answer_to(await rig.server.says(rig.ana, rig.kitchen, "hm"))
        rig.script = refuse
        pressed = await rig.server.presses(rig.ana, answer, "Undo").done()

    assert pressed.problem == ""
    assert rig.server.visible(rig.kitchen, rig.leo)[-1].text == "I cannot write anything down right now."


async def test_links_open_and_are_acknowledged(rig: Rig) -> None:
    rig.answers_with("Here:", Link("Open in Spotify", "https://open.spotify.com/playlist/1"))
    async with rig.running():
        answer = await rig.server.answer_to(await rig.server.says(rig.ana, rig.kitchen, "show"))
        pressed = await rig.server.presses(rig.ana, answer, "Open in Spotify").done()
        await rig.server.settled()

    assert (pressed.problem, len(rig.heard)) == ("", 1)


async def test_a_command_is_heard_by_its_name_or_as_plain_talk(rig: Rig) -> None:
    async with rig.running():
        for text in ("playlist make glaciers & roads", "make it calmer", "", "playlist why 3", "help me please"):
            assert (await rig.server.commands(rig.ana, rig.kitchen, "/chorus", text).done()).problem == ""

    assert [(m.text, m.command and (m.command.name, m.command.arguments)) for m in rig.heard] == [
        ("glaciers & roads", ("playlist make", (("words", "glaciers & roads"),))),
        ("make it calmer", None),
        ("help", ("help", ())),
        ("why 3", ("playlist why", (("number", "3"),))),
        ("help me please", None),
    ]


async def test_a_command_that_lacks_something_opens_a_form_with_suggestions(rig: Rig) -> None:
    rig.found = ["Glory Box by Portishead (1994)"]
    async with rig.running():
        await rig.server.commands(rig.ana, rig.kitchen, "/chorus", "playlist add").done()
        view = await rig.server.view_of(rig.ana)
        typing = await rig.server.types(rig.ana, view, "The song", "glory").done()
        submitted = await rig.server.submits(rig.ana, view, {"song": typing.suggestions[0]}).done()
        [message] = await rig.heard_of()
        await rig.platform.send(reply_to(message, "Added."))

    offered = [option["value"] for option in typing.suggestions]
    assert offered == ["Glory Box by Portishead (1994) (song: glory)", "glory"]
    assert submitted.problem == ""
    assert rig.server.open_view(rig.ana) is None
    assert message.command is not None
    assert message.command.arguments == (("song", offered[0]),)
    assert message.channel.id == rig.kitchen.id
    assert rig.server.visible(rig.kitchen, rig.leo)[-1].text == "Added."


async def test_a_private_link_comes_with_a_form_for_its_code(rig: Rig) -> None:
    rig.answers_with("Here:", Link("Link it", "https://chorus.example/link/ticket"), private=True)
    async with rig.running():
        await rig.server.commands(rig.ana, rig.kitchen, "/chorus", "link").done()
        [seen] = rig.server.visible(rig.kitchen, rig.ana)
        rig.answers_with("Linked.", private=True)
        await rig.server.presses(rig.ana, seen.message, "Do code").done()
        view = await rig.server.view_of(rig.ana)
        await rig.server.submits(rig.ana, view, {"code": "ABCD-2345"}).done()
        await rig.server.settled()

    assert seen.ephemeral
    message = rig.heard[-1]
    assert message.command is not None
    assert (message.command.name, message.command.argument("code")) == ("code", "ABCD-2345")
    assert [(s.text, s.ephemeral) for s in rig.server.visible(rig.kitchen, rig.ana)][-1] == ("Linked.", True)
    assert rig.server.visible(rig.kitchen, rig.leo) == []


async def test_a_choice_that_asks_opens_a_form(rig: Rig) -> None:
    rig.answers_with("Which?", Choices((Choice("Add one", "add", asks="playlist add"),)))
    async with rig.running():
        answer = await rig.server.answer_to(await rig.server.says(rig.ana, rig.kitchen, "hm"))
        await rig.server.presses(rig.leo, answer, "Add one").done()
        view = await rig.server.view_of(rig.leo)

    assert view.payload["callback_id"] == "form:playlist add"


async def test_a_message_is_added_by_the_shortcut(rig: Rig) -> None:
    talk = await rig.server.says(
        rig.leo, rig.kitchen, "love this https://open.spotify.com/track/4uLU6h?si=1&x=2 !", mentions_bot=False
    )
    async with rig.running():
        used = await rig.server.uses_shortcut(rig.ana, talk, "add_to_playlist").done()
        [message] = await rig.heard_of()

    assert (used.problem, message.member.name) == ("", "Ana")
    assert message.command is not None
    assert message.command.arguments == (("song", "https://open.spotify.com/track/4uLU6h?si=1&x=2"),)


async def test_an_ack_comes_in_time_whatever_the_bot_does(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "SAFE_SECONDS", 0.05)
    rig.answers_with("Well?", Choices((Choice("Undo", "undo"),)))
    async with rig.running():
        answer = await rig.server.answer_to(await rig.server.says(rig.ana, rig.kitchen, "hm"))
        hold = rig.server.faults.holds("chat.postMessage")
        pressed = await rig.server.presses(rig.ana, answer, "Undo").done()
        hold.release()

    assert pressed.problem == ""


async def test_the_home_tab_shows_what_is_kept_of_its_member(rig: Rig) -> None:
    async def answer(message: Message) -> None:
        command = message.command.name if message.command else "?"
        parts = reply_to(message, f"You asked for {command}.").parts
        await rig.platform.send(
            Reply(message.channel, parts, only_for=message.member, answers=message.key, handle=message.handle)
        )

    rig.script = answer
    async with rig.running():
        rig.server.opens_home(rig.ana)
        home = await rig.server.home_of(rig.ana)
        first = rig.server.seen(home).text
        await rig.server.presses(rig.ana, home, "Do unlink").done()
        await rig.server.settled()

    assert "You asked for privacy." in first
    shown = rig.server.home(rig.ana)
    assert shown is not None
    assert "You asked for unlink." in rig.server.seen(shown).text
    assert rig.server.seen(shown).buttons == ("Do link", "Do privacy", "Do unlink", "Do help")
    assert rig.server.visible(rig.team.dm(rig.ana), rig.ana) == []
