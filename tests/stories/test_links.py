"""Links to songs on other services, as each platform brings them."""

import pytest

from tests.stories.chat import Chat
from tests.stories.reading import FIVE, text_of, titles

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_link_with_the_song_named_beside_it_is_that_song(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)

    await chat.tell("Leo", "add Hoppípolla by Sigur Rós https://tidal.com/browse/track/77640617?u")

    assert (await titles(chat))[-1].startswith("Hoppípolla")


async def test_a_link_that_holds_its_title_is_read_by_it(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)

    said = await chat.tell("Leo", "https://music.apple.com/us/album/hoppipolla/1440857781?i=1440857915&l=en")

    assert "Hoppípolla" in text_of(said)
    assert (await titles(chat))[-1].startswith("Hoppípolla")


async def test_a_link_that_tells_nothing_is_said_to_be_unreadable(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)

    said = await chat.tell("Leo", "listen to this: https://deezer.page.link/x1y2")

    assert "I cannot read that link by itself" in text_of(said)
    assert len(await titles(chat)) == 5
