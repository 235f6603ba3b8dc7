"""What is brought twice, turned round or all at once is heard once, and in order; what is for others is not heard."""

import pytest

from tests.stories.chat import PEOPLE, Chat
from tests.stories.reading import FIVE, SONG, changes, text_of, titles

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_wish_brought_twice_is_one_change(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    answers = await chat.seen_by("Leo")

    await chat.repeat()

    assert await changes(chat) == [FIVE]
    assert await chat.seen_by("Leo") == answers
    assert len(await titles(chat)) == 5


async def test_what_is_said_in_private_and_brought_twice_is_answered_once(chat: Chat) -> None:
    await chat.whisper("Ana", "hello")

    await chat.repeat()

    assert text_of(await chat.seen_by("Ana")).count("Hello Ana!") == 1


async def test_a_press_brought_twice_is_one_press(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    await chat.tell("Leo", "drop number 1")
    await chat.tell("Mina", "drop number 1")
    await chat.press("Yuki", "Undo")

    await chat.repeat()

    assert len(await titles(chat)) == 4


async def test_a_command_brought_twice_is_done_once(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    await chat.command("Leo", "playlist drop", which="1")

    await chat.repeat()

    assert len(await changes(chat)) == 2
    assert len(await titles(chat)) == 4


async def test_what_is_brought_again_while_it_is_answered_is_answered_once(chat: Chat) -> None:
    async with chat.at_once():
        await chat.tell("Ana", FIVE)
        await chat.repeat()

    assert await changes(chat) == [FIVE]
    assert text_of(await chat.seen_by("Leo")).count("5 tracks, ") == 1


async def test_what_is_brought_again_after_a_restart_is_not_answered_again(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    async with chat.stopped():
        pass
    before = await chat.seen_by("Leo")

    await chat.repeat()

    assert await changes(chat) == [FIVE]
    assert await chat.seen_by("Leo") == before


async def test_two_that_cross_on_their_way_are_both_heard_once(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    async with chat.crossing():
        await chat.tell("Leo", "drop number 1")
        await chat.tell("Mina", SONG)

    assert sorted(await changes(chat)) == sorted([FIVE, "drop number 1", SONG])
    assert "Hoppípolla" in await titles(chat)
    assert len(await titles(chat)) == 5


async def test_all_five_at_once_are_each_answered_once(chat: Chat) -> None:
    async with chat.at_once():
        for name in PEOPLE:
            await chat.tell(name, "hello")

    said = text_of(await chat.seen_by("Yuki"))
    assert [said.count(f"Hello {name}!") for name in PEOPLE] == [1] * 5


async def test_many_wishes_at_once_are_many_changes_of_one_list(chat: Chat) -> None:
    wishes = [FIVE, SONG, "add Teardrop by Massive Attack", "add Glory Box by Portishead"]
    await chat.tell("Ana", FIVE)
    async with chat.at_once():
        for name, words in zip(PEOPLE, wishes[1:], strict=False):
            await chat.tell(name, words)

    assert sorted(await changes(chat)) == sorted(wishes)
    assert {"Hoppípolla", "Teardrop", "Glory Box"} <= set(await titles(chat))


async def test_what_is_said_here_and_in_private_at_once_is_answered_in_both_places(chat: Chat) -> None:
    async with chat.at_once():
        await chat.tell("Ana", "hello")
        await chat.whisper("Ana", "hello")

    assert sorted(post.place for post in await chat.seen_by("Ana")) == ["channel", "direct"]
    assert len(await chat.seen_by("Leo")) == 1


async def test_what_is_changed_afterwards_is_not_heard_again(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)

    said = await chat.change("Ana", "play post-rock, 3 tracks")

    assert said == []
    assert await changes(chat) == [FIVE]
    assert len(await titles(chat)) == 5


async def test_what_is_not_for_chorus_is_not_heard(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)

    assert await chat.mutter("Leo", "undo") == []
    assert await chat.mutter("Mina", "Chorus told me that it is linked: ABCD-2345") == []
    assert await changes(chat) == [FIVE]
