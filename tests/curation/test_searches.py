"""Which searches a wish is worth."""

import pytest

from bot.curation.aims import aims_of
from bot.curation.ports import Query
from bot.curation.searches import MOST_SEARCHES, genre_weights, searches_for, tracks_wanted
from bot.curation.wish import Country, Known, Language, Length, Piece, Reach, Stance, Years
from tests.curation.fakes import a_lexicon
from tests.examples import a_wish, said, style


def searched(*pieces: Piece, wanted: int = 20) -> list[Query]:
    """Return the searches for what was said."""
    return searches_for(aims_of(a_wish(*map(said, pieces))), wanted, a_lexicon())


@pytest.mark.parametrize(
    "pieces",
    [
        (style("pop"),),
        (style("calm"),),
        (style("road trip"), style("calm"), style("pop"), style("jazz"), style("metal")),
        tuple(style(term.name) for term in a_lexicon()),
        (Country("BR"),),
        (Language("pt"), style("calm")),
    ],
    ids=lambda pieces: f"{len(pieces)} pieces",
)
def test_twenty_tracks_cost_seven_pages_at_the_most(pieces: tuple[Piece, ...]) -> None:
    assert 1 <= len(searched(*pieces)) <= MOST_SEARCHES == 7


def test_a_hundred_tracks_cost_fourteen_pages_at_the_most() -> None:
    assert len(searched(*(style(term.name) for term in a_lexicon()), wanted=100)) <= 14


def test_no_page_is_asked_for_twice() -> None:
    searches = searched(style("pop"), style("calm"), wanted=60)

    assert len(set(searches)) == len(searches)


@pytest.mark.parametrize("banned", ["country", "pop", "jazz"])
def test_a_banned_genre_and_what_belongs_to_it_is_never_searched(banned: str) -> None:
    searches = searched(style("road trip"), style("calm"), style("happy"), style(banned, Stance.NO))

    found = {query.genre for query in searches}
    assert searches
    assert banned not in found
    assert not any(banned in a_lexicon().ancestors(genre) for genre in found)


def test_years_and_reach_are_passed_on() -> None:
    searches = searched(style("pop"), Years(1980, 1989), Known(Reach.EMERGING))

    assert {(q.first_year, q.last_year, q.lesser_known) for q in searches} == {(1980, 1989, True)}


def test_a_named_genre_is_searched_first() -> None:
    assert searched(style("calm"), style("jazz"))[0].genre == "jazz"


def test_what_should_be_less_is_searched_less() -> None:
    plain, less = (
        genre_weights(aims_of(a_wish(*map(said, pieces))), a_lexicon())
        for pieces in ((style("pop"),), (style("pop"), style("synthpop", Stance.LESS)))
    )

    assert less["synthpop"] < plain["synthpop"]


def test_a_country_alone_searches_its_genres() -> None:
    assert {query.genre for query in searched(Country("BR"))} == {"bossa nova"}


def test_nothing_wanted_is_nothing_searched() -> None:
    assert searched() == []


def test_a_running_time_is_so_many_tracks() -> None:
    assert tracks_wanted(aims_of(a_wish(said(Length(seconds=7200))))) == 31
