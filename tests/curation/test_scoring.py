"""Limits and fit: what may be on a list, and how well it suits."""

import pytest

from bot.chat import Member
from bot.curation.affinity import Candidate, features_of
from bot.curation.aims import aims_of
from bot.curation.limits import is_meant
from bot.curation.music import Track
from bot.curation.picks import Pick
from bot.curation.ports import OpenFacts
from bot.curation.scoring import Judge
from bot.curation.wish import Country, Explicit, Language, Named, Piece, Stance, Together, Years
from tests.curation.fakes import a_lexicon
from tests.examples import ANA, LEO, a_track, a_wish, an_episode, said, style

NO = Stance.NO


def candidate(
    *tags: str,
    track: Track | None = None,
    year: int | None = None,
    countries: tuple[str, ...] = (),
    genre: str = "",
    named: bool = False,
    place: float = 0.0,
) -> Candidate:
    """Return a candidate that open data gives these tags."""
    item = track or a_track()
    facts = OpenFacts(tuple((tag, 10) for tag in tags), (), year, countries)
    return Candidate(item, features_of(item, facts, genre, a_lexicon()), place, genre, named)


def judge(*pieces: Piece, together: tuple[Member, ...] = ()) -> Judge:
    """Return a judge of what Ana said."""
    return Judge(aims_of(a_wish(*map(said, pieces))), a_lexicon(), together)


def may(candidate: Candidate, *pieces: Piece) -> bool:
    """Tell whether the candidate may be on a list for what was said."""
    return judge(*pieces).may_be_on(candidate)


def test_a_ban_holds_for_the_genre_and_for_narrower_ones() -> None:
    assert not may(candidate("country"), style("country", NO))
    assert not may(candidate("outlaw country"), style("country", NO))
    assert not may(candidate("pop", genre="outlaw country"), style("country", NO))


def test_a_ban_leaves_broader_and_near_genres() -> None:
    assert may(candidate("folk"), style("country", NO))
    assert may(candidate("country"), style("outlaw country", NO))


def test_what_nothing_is_known_of_may_not_be_where_something_is_banned() -> None:
    assert not may(candidate(), style("country", NO))
    assert may(candidate(named=True), style("country", NO))
    assert may(candidate())


def test_a_mood_can_be_banned() -> None:
    assert not may(candidate("sad"), style("sad", NO))
    assert may(candidate("happy"), style("sad", NO))


@pytest.mark.parametrize(
    ("year", "expected"), [(1979, False), (1980, True), (1989, True), (1990, False), (None, False)]
)
def test_years_include_both_ends_and_the_unknown_is_outside(year: int | None, expected: bool) -> None:
    assert may(candidate("pop", year=year), Years(1980, 1989)) is expected


def test_the_first_release_counts_and_not_the_reissue() -> None:
    reissue = a_track(year=2011)

    assert may(candidate("pop", track=reissue, year=1984), Years(1980, 1989))
    assert not may(candidate("pop", track=reissue), Years(1980, 1989))


def test_excluded_years_exclude_the_unknown_too() -> None:
    assert not may(candidate("pop", year=1985), Years(1980, 1989, NO))
    assert not may(candidate("pop"), Years(1980, 1989, NO))
    assert may(candidate("pop", year=1991), Years(1980, 1989, NO))


def test_nothing_explicit_where_that_was_said() -> None:
    explicit = candidate("pop", track=a_track(explicit=True))

    assert may(explicit)
    assert not may(explicit, Explicit(False))


def test_countries_hold() -> None:
    iceland = candidate("pop", countries=("Iceland",))

    assert may(iceland, Country("IS"))
    assert not may(iceland, Country("NO"))
    assert not may(iceland, Country("IS", NO))
    assert not may(candidate("pop"), Country("IS"))


def test_a_language_holds_by_where_it_is_sung_and_wants_a_voice() -> None:
    assert may(candidate("voice", countries=("Spain",)), Language("es"))
    assert not may(candidate("instrumental", countries=("Spain",)), Language("es"))
    assert not may(candidate("voice", countries=("France",)), Language("es"))
    assert not may(candidate("voice", countries=("Spain",)), Language("es", NO))


def test_instrumental_means_no_voice() -> None:
    assert may(candidate("instrumental"), Language("instrumental"))
    assert not may(candidate("voice"), Language("instrumental"))
    assert not may(candidate("pop"), Language("instrumental"))
    assert not may(candidate("instrumental"), Language("instrumental", NO))


@pytest.mark.parametrize(
    "pick",
    [Pick(artist="portishead"), Pick("glory box", "Portishead"), Pick("Glory Box"), Pick(words="portishead")],
    ids=str,
)
def test_a_banned_name_may_not_be_on_it(pick: Pick) -> None:
    assert not may(candidate("pop"), Named(pick, NO))
    assert may(candidate("pop", track=a_track("Teardrop", "Massive Attack")), Named(pick, NO))


@pytest.mark.parametrize(
    "track",
    [a_track("Yellow - Karaoke Version"), a_track("Yellow (Sped Up)"), a_track("Yellow", "Coldplay Tribute Band")],
    ids=str,
)
def test_imitations_may_never_be_on_it(track: Track) -> None:
    assert not may(candidate("pop", track=track))


def test_what_fits_the_words_better_scores_higher() -> None:
    fit = [
        judge(style("ambient")).scored(candidate(tag)).overall for tag in ("ambient", "ambient jazz", "jazz", "metal")
    ]

    assert fit == sorted(fit, reverse=True)
    assert fit[0] > fit[-1]


def test_what_should_be_less_scores_lower() -> None:
    both = candidate("pop", "sad")

    assert (
        judge(style("pop"), style("sad", Stance.LESS)).scored(both).overall < judge(style("pop")).scored(both).overall
    )


def test_a_live_take_nobody_asked_for_scores_half() -> None:
    studio, live = (
        judge(style("pop")).scored(candidate("pop", track=a_track(t), place=1.0)) for t in ("Song", "Song - Live")
    )

    assert live.overall == pytest.approx(studio.overall / 2)


def test_the_song_itself_goes_before_its_remaster() -> None:
    song, remaster = (
        judge(style("pop")).scored(candidate("pop", track=a_track(t))) for t in ("Song", "Song - Remastered")
    )

    assert remaster.overall < song.overall


def test_what_is_found_earlier_scores_a_little_higher() -> None:
    first, last = (judge(style("pop")).scored(candidate("pop", place=place)).overall for place in (0.0, 1.0))

    assert 0 < first - last < 0.1


def test_each_members_own_words_are_weighed_apart() -> None:
    wish = a_wish(said(style("ambient"), ANA), said(style("metal"), LEO))
    scored = Judge(aims_of(wish), a_lexicon()).scored(candidate("ambient"))

    assert scored.own[ANA] > scored.overall > scored.own[LEO]


def test_what_both_like_wins_over_what_one_loves() -> None:
    wish = a_wish(said(style("ambient"), ANA), said(style("jazz"), LEO))
    together = Judge(aims_of(wish), a_lexicon(), together=(ANA, LEO))

    assert together.scored(candidate("ambient jazz")).overall > together.scored(candidate("jazz")).overall


def test_what_both_like_is_what_whoever_asked_for_it_wants_most() -> None:
    asked = a_wish(said(style("ambient"), ANA), said(style("jazz"), LEO), said(Together(("Leo", "")), ANA))
    together = Judge(aims_of(asked), a_lexicon(), together=(ANA, LEO))

    both, anas = together.scored(candidate("ambient jazz")).own, together.scored(candidate("ambient")).own

    assert both[ANA] > anas[ANA]
    assert both[LEO] == pytest.approx(Judge(aims_of(asked), a_lexicon()).scored(candidate("ambient jazz")).own[LEO])


def test_an_empty_pick_means_nothing() -> None:
    assert not is_meant(Pick(), a_track())


def test_a_show_is_meant_by_its_name() -> None:
    assert is_meant(Pick(words="form"), an_episode("One", "Form"))
