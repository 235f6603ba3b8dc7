"""What is suggested while a song is typed, and what becomes of it."""

import pytest

from bot.chat import Command
from bot.conversation.intents import Add
from bot.conversation.rules.reader import Rules
from bot.curation.lexicon.terms import shipped
from bot.curation.picks import Pick
from bot.tools.commands import Commands
from bot.tools.suggest import Suggestions
from tests.curation.fakes import FakeMusic
from tests.examples import a_track

SHELF = {
    "": [a_track("Glory Box", year=1994), a_track("Glory Box", year=2011, uri="spotify:track:again"), a_track("Glory")]
}


async def test_suggests_each_song_once_with_artist_and_year_where_it_is_known() -> None:
    suggested = await Suggestions(FakeMusic(SHELF)).suggest("song", "glory")

    assert suggested == ["Glory Box by Portishead (1994)", "Glory by Portishead"]


@pytest.mark.parametrize(("option", "typed"), [("topic", "glory"), ("song", "gl"), ("song", "  g ")])
async def test_asks_nothing_for_other_blanks_or_a_letter_or_two(option: str, typed: str) -> None:
    music = FakeMusic(SHELF)

    assert await Suggestions(music).suggest(option, typed) == []
    assert not music.queries


async def test_suggests_nothing_where_the_service_is_down() -> None:
    music = FakeMusic(SHELF)
    music.down = True

    assert await Suggestions(music).suggest("song", "glory") == []


@pytest.mark.parametrize(
    ("chosen", "pick"),
    [
        ("Glory Box by Portishead (1994)", Pick("Glory Box", "Portishead")),
        ("Glory Box by Portishead", Pick("Glory Box", "Portishead")),
        ("1979 by The Smashing Pumpkins (1995)", Pick("1979", "The Smashing Pumpkins")),
    ],
)
def test_a_chosen_suggestion_is_that_song(chosen: str, pick: Pick) -> None:
    reading = Commands(Rules(shipped())).read(Command("playlist add", (("song", chosen),)), "en")

    assert reading.intents == (Add(pick),)
