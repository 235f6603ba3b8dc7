"""What fails is tried again or said; what is missed is taken up; nothing is lost, and nothing stands there twice."""

import pytest

from adapters.sandbox.spotify.faults import Fault, Kind
from tests.stories.chat import Chat
from tests.stories.reading import FIVE, SONG, changes, text_of, titles

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_short_limit_is_waited_out(chat: Chat) -> None:
    await chat.limit(0.05)

    said = text_of(await chat.tell("Ana", "hello"))

    assert said.count("Hello Ana!") == 1


async def test_a_long_limit_is_not_waited_out_and_costs_no_change(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    await chat.limit(600)
    await chat.tell("Leo", SONG)

    await chat.tell("Mina", "show")

    assert "Hoppípolla" in await titles(chat)


async def test_an_answer_that_failed_is_tried_again_and_stands_there_once(chat: Chat) -> None:
    await chat.hiccup()

    said = text_of(await chat.tell("Ana", "hello"))

    assert said.count("Hello Ana!") == 1


async def test_an_answer_whose_receipt_was_lost_stands_there_once_where_that_can_be_known(chat: Chat) -> None:
    await chat.hiccup(after=True)

    said = text_of(await chat.tell("Ana", "hello"))

    assert said.count("Hello Ana!") == (1 if chat.nature.tells_doubles else 2)


async def test_what_could_not_be_shown_is_done_all_the_same(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    async with chat.outage():
        await chat.tell("Leo", SONG)
    await chat.tell("Mina", "drop number 1")

    assert await changes(chat) == [FIVE, SONG, "drop number 1"]
    assert "Hoppípolla" in await titles(chat)


async def test_what_was_said_while_the_line_was_cut_is_answered_once(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    async with chat.away():
        await chat.tell("Leo", SONG)

    assert await changes(chat) == [FIVE, SONG]
    assert text_of(await chat.seen_by("Mina")).count("Added: “Hoppípolla”") == 1
    assert "Hoppípolla" in await titles(chat)


async def test_a_new_line_that_the_platform_asks_for_loses_nothing(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    await chat.refresh()
    await chat.tell("Leo", SONG)

    assert await changes(chat) == [FIVE, SONG]
    assert text_of(await chat.seen_by("Mina")).count("Added: “Hoppípolla”") == 1


async def test_a_session_that_the_platform_forgot_is_begun_anew_and_answers_nothing_again(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    before = len(await chat.seen_by("Mina"))
    await chat.lose_session()
    await chat.tell("Leo", SONG)

    assert await changes(chat) == [FIVE, SONG]
    assert len(await chat.seen_by("Mina")) == before + 1


async def test_what_was_said_while_the_bot_was_stopped_is_answered_once_it_runs(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    async with chat.stopped():
        await chat.tell("Leo", SONG)

    assert await changes(chat) == [FIVE, SONG]
    assert text_of(await chat.seen_by("Mina")).count("Added: “Hoppípolla”") == 1


async def test_a_panel_is_still_the_one_after_a_restart(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    [before] = await chat.sheets()
    async with chat.stopped():
        pass
    await chat.tell("Leo", "drop number 1")

    [after] = await chat.sheets()
    assert after.id == before.id
    assert len(await titles(chat)) == 4


async def test_a_panel_that_was_taken_down_hangs_again_with_the_next_change(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    await chat.take_down_sheet()
    await chat.tell("Leo", "drop number 1")

    assert len(await titles(chat)) == 4


async def test_an_answer_that_comes_too_late_for_its_handle_is_shown_all_the_same(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)

    said = await chat.run_late("Leo", "playlist show")

    assert text_of(said).count("5 tracks, ") == 1
    assert not any(post.is_private for post in said)


async def test_a_change_that_comes_too_late_for_its_handle_is_made_and_told_once(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)

    said = await chat.run_late("Leo", "playlist add", song="Hoppípolla by Sigur Rós")

    assert text_of(said).count("Added: “Hoppípolla”") == 1
    assert len(await changes(chat)) == 2
    assert "Hoppípolla" in await titles(chat)


async def test_spotify_s_outage_is_said_in_a_sentence_and_loses_nothing(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    chat.life.sandbox.faults.add(Fault(kind=Kind.FAIL_BEFORE, times=None))
    said = await chat.tell("Leo", "add Teardrop by Massive Attack")
    chat.life.sandbox.faults.clear()

    assert "Spotify does not answer" in text_of(said)
    assert await changes(chat) == [FIVE]
    await chat.tell("Leo", "add Teardrop by Massive Attack")
    assert "Teardrop" in await titles(chat)
