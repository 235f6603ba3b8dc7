"""A wish boiled down: later words win."""

import pytest

from bot.curation.aims import MOST_TRACKS, STEP, Aims, aims_of
from bot.curation.picks import Pick
from bot.curation.wish import (
    Country,
    Explicit,
    Known,
    Language,
    Length,
    Named,
    Piece,
    Reach,
    Resize,
    Said,
    Share,
    Stance,
    Together,
    Topic,
    Years,
)
from tests.examples import ANA, LEO, a_wish, said, style


def boiled(*pieces: Piece | Said) -> Aims:
    """Return the aims of what was said, by Ana where nobody is named."""
    return aims_of(a_wish(*(piece if isinstance(piece, Said) else said(piece) for piece in pieces)))


def weights(aims: Aims) -> dict[str, float]:
    """Return how much each term is wanted."""
    return {want.term: want.weight for want in aims.wants}


def test_an_empty_wish_is_the_usual_number_of_tracks() -> None:
    assert boiled().length == 20


def test_a_bit_of_country_after_no_country_allows_it() -> None:
    aims = boiled(style("country", Stance.NO), style("country"))

    assert aims.banned == ()
    assert weights(aims) == {"country": 1.0}


def test_no_country_after_country_forbids_it() -> None:
    aims = boiled(style("country"), style("country", Stance.NO))

    assert aims.banned == ("country",)
    assert aims.wants == ()


def test_a_ban_said_twice_is_one_ban() -> None:
    assert boiled(style("pop", Stance.NO), style("pop", Stance.NO)).banned == ("pop",)


def test_more_said_twice_weighs_more() -> None:
    once, twice = (boiled(*[style("calm", Stance.MORE)] * times) for times in (1, 2))

    assert weights(twice)["calm"] == weights(once)["calm"] + STEP


def test_less_after_more_turns_the_want_round() -> None:
    assert weights(boiled(style("calm", Stance.MORE), style("calm", Stance.LESS)))["calm"] < 0


def test_more_after_less_turns_it_back() -> None:
    assert weights(boiled(style("calm", Stance.LESS), style("calm", Stance.MORE)))["calm"] > 0


def test_a_plain_want_repeated_weighs_no_more() -> None:
    assert weights(boiled(style("calm"), said(style("calm"), LEO))) == {"calm": 1.0}


def test_what_one_wants_for_their_share_leaves_the_groups_want() -> None:
    aims = boiled(style("sad"), said(style("sad", Stance.LESS), LEO, only_mine=True))

    assert sorted((w.weight, w.said.only_mine) for w in aims.wants) == [(-STEP, True), (1.0, False)]


@pytest.mark.parametrize(
    ("pieces", "tracks", "seconds"),
    [
        ((Length(tracks=12),), 12, None),
        ((Length(seconds=3600),), None, 3600),
        ((Length(tracks=12), Length(seconds=3600)), None, 3600),
        ((Length(seconds=3600), Length(tracks=12)), 12, None),
        ((Length(tracks=5000),), MOST_TRACKS, None),
        ((Length(tracks=0),), 20, None),
        ((Resize(1.5),), 30, None),
        ((Length(tracks=10), Resize(0.5)), 5, None),
        ((Length(tracks=1), Resize(0.1)), 1, None),
        ((Length(seconds=3600), Resize(1.5)), None, 5400),
        ((Length(seconds=400), Resize(0.1)), None, 300),
        ((Length(tracks=90), Resize(2.0)), MOST_TRACKS, None),
    ],
)
def test_the_length_said_last_counts(pieces: tuple[Piece, ...], tracks: int | None, seconds: int | None) -> None:
    aims = boiled(*pieces)

    assert (aims.tracks, aims.seconds) == (tracks, seconds)


def test_years_said_last_count_and_excluded_years_add_up() -> None:
    no = Stance.NO
    aims = boiled(Years(1970, 1979), Years(1980, 1989), Years(1983, 1983, no), Years(1985, 1985, no))

    assert aims.years == (1980, 1989)
    assert aims.not_years == ((1983, 1983), (1985, 1985))


def test_explicit_can_be_forbidden_and_allowed_again() -> None:
    assert boiled(Explicit(False)).clean
    assert not boiled(Explicit(False), Explicit(True)).clean


def test_a_language_moves_from_wanted_to_unwanted_and_back() -> None:
    assert boiled(Language("es"), Language("es", Stance.NO)).not_languages == {"es"}
    assert boiled(Language("es", Stance.NO), Language("es")).languages == {"es"}


def test_countries_add_up() -> None:
    aims = boiled(Country("IS"), Country("NO"), Country("SE", Stance.NO))

    assert aims.countries == {"IS", "NO"}
    assert aims.not_countries == {"SE"}


def test_a_name_forbidden_is_asked_for_no_more() -> None:
    abba = Pick(artist="ABBA")
    aims = boiled(Named(abba), Named(abba, Stance.NO))

    assert aims.named == ()
    assert aims.banned_names == (abba,)


def test_a_name_asked_for_is_forbidden_no_more() -> None:
    abba = Pick(artist="ABBA")
    aims = boiled(Named(abba, Stance.NO), Named(abba))

    assert [pick for pick, _ in aims.named] == [abba]
    assert aims.banned_names == ()


def test_reach_topic_and_together_are_what_was_said_last() -> None:
    aims = boiled(Known(Reach.HITS), Known(Reach.EMERGING), Topic("design"), Together(("Leo", "")))

    assert (aims.reach, aims.topic, aims.together) == (Reach.EMERGING, "design", (("Leo", ANA), ("", ANA)))


def test_shares_tell_who_asked() -> None:
    assert boiled(said(Share("Ana", Stance.MORE), LEO)).shares == (("Ana", Stance.MORE, LEO),)


def test_members_stand_in_the_order_they_first_spoke() -> None:
    assert boiled(said(style("pop"), LEO), said(style("folk"), ANA), said(style("jazz"), LEO)).members == (LEO, ANA)


def test_a_limit_for_ones_own_share_holds_for_nobody_else() -> None:
    wish = a_wish(said(Years(1980, 1989), ANA, only_mine=True), said(Years(1990, 1999), LEO, only_mine=True))

    assert aims_of(wish).years is None
    assert aims_of(wish, ANA).years == (1980, 1989)
    assert aims_of(wish, LEO).years == (1990, 1999)


@pytest.mark.parametrize("first", [Stance.NO, Stance.LESS])
def test_more_of_a_name_ends_what_was_said_against_it_however_it_was_written(first: Stance) -> None:
    aims = aims_of(a_wish(said(Named(Pick(words="abba"), first)), said(Named(Pick(artist="ABBA"), Stance.MORE))))

    assert (aims.banned_names, aims.fewer_of) == ((), ())
    assert [pick for pick, _ in aims.named] == [Pick(artist="ABBA")]


def test_less_of_a_name_ends_the_wish_for_it() -> None:
    aims = aims_of(a_wish(said(Named(Pick(artist="ABBA"))), said(Named(Pick(words="ABBA"), Stance.LESS))))

    assert aims.named == ()


def test_years_that_are_wanted_after_all_are_not_excluded() -> None:
    aims = aims_of(a_wish(said(Years(1980, 1989, Stance.NO)), said(Years(1985, 1995))))

    assert (aims.years, aims.not_years) == ((1985, 1995), ())
