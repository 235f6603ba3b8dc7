"""How diverse a list is, with the unknown counted."""

from dataclasses import replace

from bot.curation.music import Entry, Playlist
from bot.curation.picks import Pick
from bot.curation.ports import OpenFacts
from bot.curation.receipt import receipt_of
from bot.curation.wish import Known, Named, Reach
from tests.examples import a_playlist, a_revision, a_track, a_wish, an_entry, an_episode, said, style

SONG, COVER = a_track("Song", "Aki", year=1984), a_track("Cover", "Aki", "Bo", year=2019)
LOST = a_track("Lost", "Cy")
ITEMS = {item.uri: item for item in (SONG, COVER, LOST)}
FACTS = {
    SONG.uri: OpenFacts(year=1972, countries=("Iceland",)),
    COVER.uri: OpenFacts(countries=("Iceland", "Norway")),
}
SOUGHT = a_wish(said(style("folk")), said(Known(Reach.LESSER_KNOWN)))


def a_list(*entries: Entry) -> Playlist:
    return a_playlist(a_revision(1, entries))


def test_counts_artists_decades_and_countries_and_what_is_unknown_of_each() -> None:
    receipt = receipt_of(a_list(*map(an_entry, (SONG, COVER, LOST))), ITEMS, FACTS)

    assert (receipt.tracks, receipt.artists, receipt.most_by_artist) == (3, 3, 2)
    assert (receipt.decades, receipt.no_year, receipt.album_years) == (((1970, 1), (2010, 1)), 1, 1)
    assert (receipt.countries, receipt.no_country) == ((("IS", 2), ("NO", 1)), 1)


def test_nothing_is_lesser_known_that_was_not_found_as_such() -> None:
    receipt = receipt_of(a_list(an_entry(SONG, style="folk")), ITEMS, FACTS)

    assert receipt.lesser_known == 0


def test_what_came_by_a_search_for_the_lesser_known_is_lesser_known_whatever_is_said_later() -> None:
    first = replace(a_revision(1, (an_entry(SONG, style="folk"),)), wish=SOUGHT)
    second = a_revision(2, (*first.entries, an_entry(COVER, style="folk")))

    assert receipt_of(a_playlist(first, second), ITEMS, FACTS).lesser_known == 1


def test_what_was_asked_for_by_name_may_be_famous() -> None:
    wish = SOUGHT.with_said(said(Named(Pick(artist="Aki"))))
    entries = (an_entry(SONG, asked=True), an_entry(COVER, style="Aki"))

    assert receipt_of(a_playlist(replace(a_revision(1, entries), wish=wish)), ITEMS, FACTS).lesser_known == 0


def test_episodes_and_what_is_gone_from_the_service_do_not_count() -> None:
    episode = an_episode("Chairs")

    receipt = receipt_of(a_list(an_entry(episode), an_entry(SONG)), {episode.uri: episode}, {})

    assert receipt.tracks == 0
