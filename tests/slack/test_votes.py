"""Reactions and replies to what Chorus said of one entry."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.chat import Choice, Choices, Command, Message
from tests.slack.rig import Rig, reply_to, rig_of
from tests.standins.slack.app import SlackApp
from tests.standins.slack.rig import EVERY_EVENT, EVERY_SCOPE

GLORY = "spotify:track:1"


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    """A workspace that has granted what is optional too."""
    async with rig_of(app=SlackApp(scopes=EVERY_SCOPE, events=EVERY_EVENT)) as rig:
        yield rig


def speaks_of_one(rig: Rig) -> None:
    """Let every answer speak of one entry, with a button."""

    async def answer(message: Message) -> None:
        if message.typed and message.about is None:
            reply = reply_to(message, "It is there for you.", Choices((Choice("Undo", "undo"),)))
            await rig.platform.send(replace(reply, about=GLORY))

    rig.script = answer


async def test_thumbs_to_what_was_said_of_a_song_are_votes_and_can_be_taken_back(rig: Rig) -> None:
    speaks_of_one(rig)
    async with rig.running():
        answer = await rig.server.answer_to(await rig.server.says(rig.ana, rig.kitchen, "why 1"))
        await rig.server.settled()
        rig.server.reacts(rig.leo, answer, "+1::skin-tone-3")
        await rig.heard_of(2)
        rig.server.reacts(rig.leo, answer, "+1::skin-tone-3", takes_back=True)
        rig.server.reacts(rig.ana, answer, "tada")
        rig.server.reacts(rig.ana, answer, "thumbsdown")
        await rig.heard_of(4)
        await rig.server.settled()

    asked, *votes = rig.heard
    assert sorted(vote.command.name for vote in votes if vote.command) == ["vote down", "vote up", "vote up back"]
    assert {(vote.about, vote.typed, vote.channel) for vote in votes} == {(GLORY, False, asked.channel)}
    assert {vote.member.name for vote in votes} == {"Ana", "Leo"}
    assert votes[0].command == Command("vote up")


async def test_reactions_to_anything_else_are_not_heard(rig: Rig) -> None:
    speaks_of_one(rig)
    async with rig.running():
        said = await rig.server.says(rig.ana, rig.kitchen, "why 1")
        await rig.server.answer_to(said)
        rig.server.reacts(rig.leo, said, "+1")
        await rig.server.settled()

    assert [heard.text for heard in rig.heard] == ["why 1"]


async def test_a_press_and_a_reply_are_about_what_the_message_spoke_of_also_after_a_restart(rig: Rig) -> None:
    speaks_of_one(rig)
    async with rig.running():
        answer = await rig.server.answer_to(await rig.server.says(rig.ana, rig.kitchen, "why 1"))
        await rig.server.settled()
    async with rig.running():
        await rig.server.presses(rig.leo, answer, "Undo").done()
        await rig.server.says(rig.leo, rig.kitchen, "drop it", thread=answer)
        await rig.heard_of(3)
        await rig.server.settled()

    assert [(heard.text, heard.about) for heard in rig.heard[1:]] == [("undo", GLORY), ("drop it", GLORY)]
