"""Links that members share without naming the bot: only where the workspace lets it hear of them."""

from collections.abc import AsyncIterator

import pytest

from adapters.slack.shared import question, songs_in
from tests.slack.rig import Rig, rig_of

SONG = "https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC"
LIST = "https://open.spotify.com/playlist/4uLU6hMCjMI75M1A2tKUQC"


@pytest.fixture(params=["socket", "http"])
async def rig(request: pytest.FixtureRequest) -> AsyncIterator[Rig]:
    """Let the workspace grant the optional scope."""
    async with rig_of(request.param) as rig:
        rig.server.app.events |= {"link_shared"}
        rig.team.app_install.scopes |= {"links:read"}
        yield rig
        assert rig.server.violations == []


def questions(rig: Rig) -> list[str]:
    """Return whom the bot has asked about what they shared."""
    return [message.only_for.name for message in rig.kitchen.ephemerals.values() if message.only_for is not None]


async def test_who_shares_a_song_is_asked_alone_and_the_button_says_it(rig: Rig) -> None:
    async with rig.running():
        await rig.server.says(rig.ana, rig.kitchen, f"my favourite {SONG}?si=x and {LIST}", mentions_bot=False)
        await rig.server.settled()
        [asked] = rig.kitchen.ephemerals.values()
        await rig.server.presses(rig.ana, asked, "Add to the list").done()
        [message] = await rig.heard_of()

    assert questions(rig) == ["Ana"]
    assert (message.text, message.member.name, message.channel.id) == (SONG, "Ana", rig.kitchen.id)


async def test_a_question_in_a_thread_belongs_to_the_threads_conversation(rig: Rig) -> None:
    async with rig.running():
        talk = await rig.server.says(rig.leo, rig.kitchen, "lunch?", mentions_bot=False)
        await rig.server.says(rig.ana, rig.kitchen, SONG, mentions_bot=False, thread=talk)
        await rig.server.settled()
        [asked] = rig.kitchen.ephemerals.values()
        await rig.server.presses(rig.ana, asked, "Add to the list").done()
        [message] = await rig.heard_of()

    assert asked.thread_ts == talk.ts
    assert message.channel.thread == talk.ts


async def test_a_link_that_was_said_to_the_bot_is_heard_and_not_asked_about(rig: Rig) -> None:
    rig.server.app.events -= {"link_shared"}
    async with rig.running():
        said = await rig.server.says(rig.ana, rig.kitchen, f"add {SONG}")
        await rig.heard_of()
        rig.server.app.events |= {"link_shared"}
        rig.server.events.said(said)
        await rig.heard_of(2)
        await rig.server.settled()

    assert questions(rig) == []
    assert {message.text for message in rig.heard} == {f"add {SONG}"}


async def test_nobody_is_asked_twice_nor_about_a_draft_a_list_or_where_the_bot_is_not(rig: Rig) -> None:
    elsewhere = rig.team.channel("elsewhere", rig.ana)
    elsewhere.members[:] = [rig.ana]
    async with rig.running():
        rig.server.composes(rig.ana, rig.kitchen, SONG)
        await rig.server.says(rig.ana, rig.kitchen, LIST, mentions_bot=False)
        await rig.server.says(rig.ana, elsewhere, SONG, mentions_bot=False)
        await rig.server.settled()
        assert questions(rig) == []
        await rig.server.says(rig.leo, rig.kitchen, SONG, mentions_bot=False)
        await rig.server.settled()
        [*_, told] = [one for one in rig.server.deliveries if one.payload["event"]["type"] == "link_shared"]
        rig.server.redelivers(told)
        await rig.server.settled()

    assert questions(rig) == ["Leo"]
    assert all(delivery.acknowledged for delivery in rig.server.deliveries)
    assert rig.heard == []


async def test_a_question_that_cannot_be_shown_is_no_failure(rig: Rig) -> None:
    async with rig.running():
        rig.team.app_install.scopes -= {"chat:write"}
        await rig.server.says(rig.ana, rig.kitchen, SONG, mentions_bot=False)
        await rig.server.settled()

    assert questions(rig) == []
    assert all(delivery.acknowledged for delivery in rig.server.deliveries)


def test_the_question_is_asked_in_the_members_language() -> None:
    post = question([SONG, SONG + "2"], "es", None)

    assert post.text.startswith("¿Lo añado a la lista del grupo?")
    assert post.blocks[-1]["elements"][0]["value"] == f"{SONG} {SONG}2"


@pytest.mark.parametrize(
    ("changed", "songs"),
    [
        ({}, [SONG]),
        ({"source": "composer"}, []),
        ({"is_bot_user_member": False}, []),
        ({"channel": "D1"}, []),
        ({"links": [{"url": LIST}, {}]}, []),
        ({"links": [{"url": f"{SONG}?si=1"}, {"url": f"{SONG}?si=2"}]}, [SONG]),
        ({"links": [{"url": f"{SONG}{at}"} for at in range(9)]}, [f"{SONG}{at}" for at in range(5)]),
    ],
)
def test_songs_in_messages_of_channels_count(changed: dict[str, object], songs: list[str]) -> None:
    event = {"source": "conversations_history", "is_bot_user_member": True, "channel": "C1", "links": [{"url": SONG}]}

    assert songs_in(event | changed) == songs
