"""The dial from emerging artists to hits."""

from dataclasses import replace

import pytest

from bot.conversation.intents import Dial, Make
from bot.conversation.rules.reader import Rules
from bot.curation.aims import aims_of
from bot.curation.wish import Kind, Length, Reach, Topic
from bot.errors import NoMatch, NothingThere
from tests.curation.fakes import FakeOpenData, a_lexicon, of_genre
from tests.examples import an_episode, style
from tests.tools.scene import Scene, buttons, said

FOLK = Make((style("folk"), Length(tracks=8)))
WIDER, CLOSER = Dial(wider=True), Dial(wider=False)


async def test_wider_looks_for_the_lesser_known_in_place_of_a_part_of_the_list_and_says_so() -> None:
    scene = Scene()
    await scene.hears(FOLK)
    before, asked = await scene.titles(), len(scene.music.queries)

    answer = await scene.hears(WIDER, "wider")

    assert "To lesser-known music." in said(answer)
    assert {query.lesser_known for query in scene.music.queries[asked:]} == {True}
    assert len(set(await scene.titles()) - set(before)) == 2
    assert buttons(answer) == ["undo", "wider", "closer"]


async def a_folk_list() -> Scene:
    """Return a scene with eight folk songs, all of which are known to be of 2020."""
    scene = Scene()
    known = FakeOpenData(of_genre(scene.music.shelves["folk"], "folk", year=2020))
    finder = replace(scene.desk.curator.finder, open_data=known)
    scene.desk = replace(scene.desk, curator=replace(scene.desk.curator, finder=finder))
    await scene.hears(FOLK)
    return scene


async def test_the_widest_is_of_recent_years_and_closer_takes_the_years_away_again() -> None:
    scene = await a_folk_list()

    told = [said(await scene.hears(intent)) for intent in (WIDER, WIDER, CLOSER)]

    wish = (await scene.playlist()).wish
    assert "last 12 years" in told[1]
    assert (aims_of(wish).reach, aims_of(wish).years) == (Reach.LESSER_KNOWN, (1900, 2100))


@pytest.mark.parametrize(
    ("way", "steps", "ends"),
    [(WIDER, 2, "as wide as it goes already"), (CLOSER, 1, "as close as it goes already")],
)
async def test_at_its_end_the_dial_says_so_and_changes_nothing(way: Dial, steps: int, ends: str) -> None:
    scene = await a_folk_list()
    told = [said(await scene.hears(way)) for _ in range(steps)]
    revisions = len((await scene.playlist()).revisions)

    assert ends in said(await scene.hears(way))
    assert not any(ends in each for each in told)
    assert len((await scene.playlist()).revisions) == revisions


async def test_a_step_that_finds_nothing_leaves_the_list_as_it_is() -> None:
    scene = Scene()
    await scene.hears(FOLK)
    await scene.hears(WIDER)
    before = await scene.titles()

    with pytest.raises(NoMatch):
        await scene.hears(WIDER)

    assert await scene.titles() == before


async def test_podcasts_have_no_dial() -> None:
    scene = Scene(episodes=(an_episode("Chairs"),))
    made = await scene.hears(Make((Topic("chairs"),), kind=Kind.PODCASTS))

    assert buttons(made) == ["undo"]
    with pytest.raises(NothingThere):
        await scene.hears(WIDER)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [("wider", WIDER), ("closer", CLOSER), ("más lejos", WIDER), ("más cerca", CLOSER), ("a bit wider", WIDER)],
)
def test_what_the_buttons_say_is_understood(words: str, wanted: Dial) -> None:
    assert Rules(a_lexicon()).read(words).intents == (wanted,)
