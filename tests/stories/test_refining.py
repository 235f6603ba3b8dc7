"""A group changes its list turn by turn, and can always go back."""

import pytest

from tests.stories.chat import Chat
from tests.stories.reading import FIVE, SONG, changes, text_of, titles

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_change_leaves_what_nobody_objects_to(chat: Chat) -> None:
    await chat.tell("Ana", "play soul and funk, 10 tracks")
    before = await titles(chat)

    said = await chat.tell("Leo", "calmer")

    after = await titles(chat)
    assert "Done" in text_of(said)
    assert before != after
    assert set(before) & set(after)


async def test_a_song_is_added_in_the_name_of_who_asked(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    await chat.command("Leo", "playlist add", song="Hoppípolla by Sigur Rós")

    [sheet] = await chat.sheets()
    assert "Hoppípolla" in await titles(chat)
    assert "Leo" in sheet.text


async def test_a_song_is_dropped_by_its_number(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    [first, *rest] = await titles(chat)

    said = await chat.tell("Leo", "drop number 1")

    assert first in text_of(said).replace("\\", "")
    assert await titles(chat) == rest


async def test_anybody_takes_the_last_change_back(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    before = await titles(chat)
    await chat.tell("Leo", SONG)

    said = await chat.command("Mina", "playlist undo")

    assert "Leo" in text_of(said)
    assert await titles(chat) == before


async def test_the_list_goes_back_to_before_a_member_s_change(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    before = await titles(chat)
    await chat.tell("Leo", SONG)
    await chat.tell("Mina", "drop number 1")

    await chat.command("Omar", "playlist restore", before="Leo")

    assert await titles(chat) == before


async def test_what_changed_is_told_with_who_changed_it(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    await chat.tell("Leo", "drop number 1")

    said = text_of(await chat.tell("Omar", "what changed?"))

    assert "Ana: “play ambient jazz, 5 tracks”" in said
    assert "Leo: “drop number 1”" in said


async def test_a_mention_names_whose_taste_is_meant(chat: Chat) -> None:
    await chat.tell("Ana", "play ambient jazz, 10 tracks")
    await chat.tell("Leo", "play post-rock")
    before = await titles(chat)

    said = await chat.tell("Mina", "more from @Leo")

    assert "Done" in text_of(said)
    assert await titles(chat) != before


async def test_a_channel_has_one_panel_however_much_changes(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    [first] = await chat.sheets()
    for number in (5, 4, 3):
        await chat.tell("Leo", f"drop number {number}")

    [sheet] = await chat.sheets()
    assert sheet.id == first.id
    assert len(await titles(chat)) == 2


async def test_a_panel_that_was_talked_away_comes_down_to_where_it_is_seen(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    [first] = await chat.sheets()
    for _ in range(10):
        await chat.tell("Leo", "hello")
    await chat.tell("Leo", "drop number 1")

    [sheet] = await chat.sheets()
    assert (sheet.id == first.id) is not chat.nature.sheets_move
    assert len(await titles(chat)) == 4


async def test_a_session_ends_with_a_recap_and_the_next_has_a_panel_of_its_own(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    recap = await chat.command("Ana", "session end")
    [ended] = await chat.sheets()
    await chat.tell("Leo", "play post-rock, 3 tracks")

    assert "5 tracks" in text_of(recap)
    assert ended.is_ended
    assert [sheet.is_ended for sheet in await chat.sheets()] == ([True, False] if chat.nature.sheets_move else [False])
    assert len(await titles(chat)) == 3


async def test_who_comes_late_is_told_what_they_missed(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    await chat.tell("Leo", "hello")
    await chat.tell("Ana", SONG)

    said = text_of(await chat.tell("Leo", "catch me up"))

    assert "Ana" in said
    assert "Hoppípolla" in said
    assert len(await changes(chat)) == 2
