"""A group asks, and gets what it asked for."""

import pytest

from tests.stories.chat import Chat
from tests.stories.reading import FIVE, SONG, link, text_of, titles, unlink

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_wish_becomes_a_list_that_all_see(chat: Chat) -> None:
    said = await chat.tell("Ana", FIVE)

    assert "5 tracks" in text_of(said)
    assert len(await titles(chat)) == 5


async def test_a_list_is_in_the_spotify_of_who_linked_theirs(chat: Chat) -> None:
    await link(chat, "Ana", "ana.reyes")
    await chat.tell("Leo", FIVE)
    await chat.tell("Ana", SONG)

    assert len(await titles(chat)) == 6
    assert (await chat.life.world.bot.desk.sessions.current(chat.channel)).host is not None
    await unlink(chat, "Ana")


async def test_a_command_makes_a_list(chat: Chat) -> None:
    said = await chat.command("Ana", "playlist make", words="ambient jazz, 5 tracks")

    assert "5 tracks" in text_of(said)
    assert len(await titles(chat)) == 5


async def test_what_is_asked_for_in_private_is_a_list_of_its_own(chat: Chat) -> None:
    said = await chat.whisper("Ana", FIVE)

    assert [post.is_private for post in said] == [True]
    assert "5 tracks" in text_of(said)
    assert await chat.sheets() == []
    assert "no session" in text_of(await chat.tell("Leo", "show")).lower()


async def test_the_list_is_shown_with_its_numbers_and_credits(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)

    shown = text_of(await chat.tell("Leo", "show"))

    for number, title in enumerate(await titles(chat), start=1):
        assert f"{number}." in shown
        assert title in shown.replace("\\", "")


async def test_who_asked_for_a_song_is_told_to_whoever_wonders(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    await chat.tell("Mina", SONG)

    assert "Mina asked for it" in text_of(await chat.tell("Omar", "why is this here?"))
    assert "there for Ana" in text_of(await chat.command("Omar", "playlist why", number=1))


async def test_two_wishes_share_one_list(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    before = await titles(chat)

    said = await chat.tell("Leo", "play post-rock")

    after = await titles(chat)
    assert "Leo" in text_of(said)
    assert len(after) == 5
    assert set(before) & set(after)
    assert set(after) - set(before)


async def test_whoever_asks_in_spanish_is_answered_in_spanish(chat: Chat) -> None:
    said = text_of(await chat.tell("Ana", "música tranquila para estudiar de noche, 5 canciones"))

    assert "canciones" in said
    assert "tracks" not in said
    assert "Hola" in text_of(await chat.tell("Leo", "hola"))


async def test_what_is_not_understood_changes_nothing(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    before = await titles(chat)

    said = await chat.tell("Leo", "frobnicate the wombat entirely")

    assert "did nothing" in text_of(said)
    assert await titles(chat) == before


async def test_a_greeting_is_answered_by_name(chat: Chat) -> None:
    [said] = await chat.tell("Leo", "hello")

    assert "Hello Leo!" in said.text
    assert not said.is_private


async def test_an_answer_stands_where_the_question_does(chat: Chat) -> None:
    [first] = await chat.tell("Ana", "hello")

    [answer] = await chat.tell("Leo", "hello", under=first)

    assert "Hello Leo!" in answer.text
    assert answer.place == ("thread" if chat.nature.threads else "channel")


async def test_help_is_for_who_asks(chat: Chat) -> None:
    said = await chat.command("Mina", "help")

    assert "Together we build one list" in text_of(said)
    assert all(post.is_private for post in said)
    assert await chat.seen_by("Leo") == []


async def test_what_the_group_had_before_is_remembered(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    [first, *_] = await titles(chat)
    await chat.tell("Ana", "end the session")

    said = text_of(await chat.tell("Leo", "what did we have last time?"))

    assert "5 tracks" in said
    assert first in said.replace("\\", "")
