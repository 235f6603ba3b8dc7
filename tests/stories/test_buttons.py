"""Buttons say what stands on them in the name of who presses, however long they have hung there."""

import pytest

from tests.stories.chat import Chat
from tests.stories.reading import FIVE, SONG, changes, link, text_of, titles, unlink

pytestmark = pytest.mark.asyncio(loop_scope="module")

LONG_WISH = "play post-rock and shoegaze and dream pop and slowcore, calm and quiet and warm, " + "and no country " * 8


async def test_a_button_undoes_what_somebody_else_did(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    before = await titles(chat)
    await chat.tell("Leo", SONG)

    said = await chat.press("Yuki", "Undo")

    assert "Taken back: what Leo changed" in text_of(said)
    assert await titles(chat) == before


async def test_a_button_works_after_a_restart(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    before = await titles(chat)
    await chat.tell("Leo", SONG)
    async with chat.stopped():
        pass

    await chat.press("Yuki", "Undo")

    assert await titles(chat) == before


async def test_a_button_that_says_much_works_after_a_restart(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    await chat.tell("Leo", LONG_WISH)
    async with chat.stopped():
        pass

    said = await chat.press("Leo", "A new list instead")

    assert "tracks" in text_of(said)
    assert len(await changes(chat)) == 3
    assert len(await titles(chat)) > 5


async def test_a_button_pressed_twice_does_it_twice(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    before = await titles(chat)
    await chat.tell("Leo", SONG)
    await chat.tell("Mina", "drop number 1")

    await chat.press("Yuki", "Undo")
    await chat.press("Yuki", "Undo")

    assert await titles(chat) == before


async def test_two_who_press_at_once_are_both_answered(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    before = await titles(chat)
    await chat.tell("Leo", SONG)
    await chat.tell("Mina", "drop number 1")

    async with chat.at_once():
        await chat.press("Ana", "Undo")
        await chat.press("Leo", "Undo")

    assert await titles(chat) == before


async def test_all_that_was_found_is_added_by_a_button(chat: Chat) -> None:
    found = await chat.tell("Ana", "find podcasts about Scandinavian design")

    said = await chat.press("Leo", "Add them all")

    assert "Scandinavian design" in text_of(found)
    assert "Added" in text_of(said)
    assert len(await titles(chat)) >= 3


async def test_an_example_can_be_pressed(chat: Chat) -> None:
    await chat.tell("Mina", "help")

    await chat.press("Leo", "music that feels like glaciers and quiet roads")

    assert len(await titles(chat)) == 20


async def test_a_button_leads_to_the_list_where_it_lives(chat: Chat) -> None:
    await link(chat, "Ana", "ana.reyes")
    await chat.tell("Ana", FIVE)

    shown = await chat.tell("Leo", "show")

    assert any("/open/playlist/" in address for post in shown for address in post.addresses)
    await unlink(chat, "Ana")
