"""Finding one recording for a pick, and telling free words apart."""

from dataclasses import replace

import pytest

from bot.curation.finder import Finder
from bot.curation.picks import Pick
from bot.errors import NoMatch
from tests.curation.fakes import FakeMusic, FakeOpenData, a_lexicon
from tests.examples import a_track

ROADS, GLORY, LIVE = a_track("Roads"), a_track("Glory Box"), a_track("Glory Box - Live")
SHELVES = {"trip hop": [LIVE, GLORY, ROADS, a_track("Teardrop", "Massive Attack")]}


def a_finder(music: FakeMusic | None = None) -> Finder:
    """Return a finder over a small shelf."""
    return Finder(music or FakeMusic(SHELVES), FakeOpenData(), a_lexicon())


@pytest.mark.parametrize(
    "pick",
    [Pick("glory box", "portishead"), Pick("Glory Box"), Pick(words="portishead glory box"), Pick(words=GLORY.uri)],
    ids=str,
)
async def test_finds_the_recording_of_a_pick(pick: Pick) -> None:
    assert await a_finder().track(pick) == GLORY


@pytest.mark.parametrize("pick", [Pick("Nonsense", "Nobody"), Pick(words="spotify:track:none")], ids=str)
async def test_a_pick_that_is_nothing_is_said(pick: Pick) -> None:
    with pytest.raises(NoMatch, match="no recording"):
        await a_finder().track(pick)


async def test_an_exact_hit_costs_one_search() -> None:
    music = FakeMusic(SHELVES)

    await a_finder(music).track(Pick("Glory Box", "Portishead"))

    assert len(music.queries) == 1


async def test_free_words_that_are_an_artist_mean_the_artist() -> None:
    assert await a_finder().meant(Pick(words="portishead")) == Pick(artist="portishead")


async def test_free_words_that_are_a_track_mean_the_track() -> None:
    assert await a_finder().meant(Pick(words="glory box")) == Pick(words="glory box")


async def test_free_words_that_are_neither_are_refused() -> None:
    with pytest.raises(NoMatch, match="polka dots"):
        await a_finder().meant(Pick(words="polka dots"))


async def test_a_song_only_others_have_is_offered_and_never_swapped() -> None:
    hurts = [a_track("Hurt", "Nine Inch Nails"), a_track("Hurt", "Johnny Cash"), a_track("Hurt - Live", "Johnny Cash")]
    imitations = [a_track("Hurt (Karaoke Version)", "Sing Stars"), a_track("Hurtful", "Erik Hassle")]
    finder = a_finder(FakeMusic({"more": [*imitations, *hurts]}))
    pick = Pick("Hurt", "Christina Aguilera")

    with pytest.raises(NoMatch, match="only one by: Nine Inch Nails, Johnny Cash"):
        await finder.track(pick)
    assert await finder.by_others(pick) == hurts[:2]


@pytest.mark.parametrize("pick", [Pick("Glory Box"), Pick(words="glory box")], ids=str)
async def test_nobody_is_another_where_no_artist_was_named(pick: Pick) -> None:
    assert await a_finder().by_others(pick) == []


class FakePages:
    """A `SongPages` that knows what it was told."""

    def __init__(self, **known: Pick) -> None:
        self.known = known
        self.asked: list[str] = []

    async def song_at(self, page: str) -> Pick | None:
        """Return the song by the last word of the address."""
        self.asked.append(page)
        return self.known.get(page.rsplit("/", 1)[-1])


async def test_a_link_of_another_service_is_the_song_that_open_data_knows_there() -> None:
    pages = FakePages(roads=Pick("Roads", "Portishead"))
    music = FakeMusic({"": [a_track("Roads", "Somebody Else"), a_track("Roads", "Portishead")]})

    item = await replace(a_finder(music), pages=pages).track(Pick(title="roads", words="https://tidal.test/roads"))

    assert item.credit == "Portishead"
    assert pages.asked == ["https://tidal.test/roads"]


async def test_a_link_that_open_data_does_not_know_is_read_by_its_own_title() -> None:
    music = FakeMusic({"": [a_track("Roads", "Portishead")]})

    item = await replace(a_finder(music), pages=FakePages()).track(Pick(title="roads", words="https://tidal.test/1"))

    assert item.title == "Roads"


@pytest.mark.parametrize("pages", [None, FakePages()])
async def test_a_link_that_says_nothing_is_told_and_costs_no_search(pages: FakePages | None) -> None:
    music = FakeMusic({"": [a_track("Roads", "Portishead")]})
    link = Pick(words="https://tidal.test/1")
    finder = replace(a_finder(music), pages=pages)

    with pytest.raises(NoMatch) as error:
        await finder.track(link)

    assert error.value.key == "no_song_in_link"
    assert await finder.tracks([link]) == [None]
    assert await finder.meant(link) == link
    assert not music.queries
