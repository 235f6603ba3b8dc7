"""Links of other services, said to the whole bot: read by words beside them, by open data, or said to be unreadable."""

from urllib.parse import quote

from adapters.sandbox.open_data_rows import OpenData, deezer_page
from adapters.sandbox.recordings import Recording
from tests.trips.world import World


def a_noted(world: World, *, noted: bool) -> Recording:
    """Return an original recording that open data knows well, with or without a page on Deezer."""
    known = OpenData(world.sandbox.catalogue)
    hits = (r for r in world.sandbox.catalogue.recordings if r.tier == "hit" and not r.version)
    return next(
        r
        for r in hits
        if (known.url(deezer_page(r)) is not None) == noted and known.lookup(r.title, r.artists[0].name, frozenset())
    )


async def test_links_of_other_services_are_picks(world: World) -> None:
    noted, beside = a_noted(world, noted=True), a_noted(world, noted=False)
    slug = quote(noted.title.lower().replace(" ", "-"))
    apple = f"https://music.apple.com/us/album/{slug}/1?i=2"

    by_open_data = await world.say("Ana", deezer_page(noted))
    by_words = await world.say("Leo", f"add {beside.title} by {beside.artists[0].name} {deezer_page(beside)}")
    by_its_title = await world.say("Mina", f"listen: {apple}")

    assert noted.title in by_open_data
    assert beside.title in by_words
    assert noted.title in by_its_title
    first, second, *_ = await world.recordings()
    assert (first.title, first.artists[0].name) == (noted.title, noted.artists[0].name)
    assert (second.title, second.artists[0].name) == (beside.title, beside.artists[0].name)


async def test_a_link_that_tells_nothing_is_said_to_be_unreadable(world: World) -> None:
    silent = a_noted(world, noted=False)

    for link in (
        deezer_page(silent),
        "https://deezer.page.link/x1",
        "https://open.spotify.com/album/0ETFjACtuP2ADo6LFhL6HN",
    ):
        said = await world.say("Ana", f"add {link}")

        assert said.startswith("I cannot read that link by itself. Tell me title and artist")
