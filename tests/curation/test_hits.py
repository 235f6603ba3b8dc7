"""A wish for hits: what the service puts first comes first."""

from bot.curation.curator import Curator
from bot.curation.finder import Finder
from bot.curation.music import Track
from bot.curation.outcome import Group
from bot.curation.wish import Known, Length, Reach
from tests.curation.fakes import FakeMusic, FakeOpenData, a_lexicon, of_genre, some_tracks
from tests.examples import ANA, a_wish, said, style

SHELF = some_tracks("folk", 40)
TRUER = SHELF[20:]  # fit the wish better, and stand further down


async def places_chosen(*more: Reach) -> list[int]:
    """Return where on the service's shelf the tracks of a list of ten stand."""
    facts = of_genre(SHELF, "folk") | of_genre(TRUER, "folk", "calm")
    music, lexicon = FakeMusic({"folk": SHELF}), a_lexicon()
    wish = a_wish(said(style("folk")), said(style("calm")), said(Length(tracks=10)), *(said(Known(m)) for m in more))

    outcome = await Curator(Finder(music, FakeOpenData(facts), lexicon), lexicon).make(wish, Group((ANA,)))

    return [SHELF.index(track) for entry in outcome.entries if isinstance(track := outcome.items[entry.uri], Track)]


async def test_what_fits_best_comes_first_where_nobody_asks_for_hits() -> None:
    assert min(await places_chosen()) >= 20


async def test_hits_are_what_the_service_puts_first_though_others_fit_better() -> None:
    assert sum(place < 20 for place in await places_chosen(Reach.HITS)) >= 8
