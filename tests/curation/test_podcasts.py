"""Choosing podcast episodes."""

import pytest

from bot.curation.aims import aims_of
from bot.curation.music import Episode
from bot.curation.podcasts import choose_episodes, fitting
from bot.curation.wish import Explicit, Length, Piece, Topic
from bot.errors import NoMatch
from tests.examples import ANA, a_wish, an_episode, said

SHOWS = [an_episode(f"Part {n}", f"Show {n // 3}", seconds=600 * (n + 1)) for n in range(9)]


def chosen(found: list[Episode], *pieces: Piece) -> list[str]:
    """Return the titles chosen for a topic and what else was said."""
    outcome = choose_episodes(found, aims_of(a_wish(said(Topic("design")), *map(said, pieces))))
    return [outcome.items[e.uri].title for e in outcome.entries]


def test_takes_the_first_five_and_two_of_a_show() -> None:
    assert chosen(SHOWS) == ["Part 0", "Part 1", "Part 3", "Part 4", "Part 6"]


def test_takes_as_many_as_were_asked_for() -> None:
    assert len(chosen(SHOWS, Length(tracks=2))) == 2


def test_keeps_within_the_time() -> None:
    fit = fitting(SHOWS, seconds=1500, most=6)

    assert fit == [SHOWS[0]]
    assert sum(e.seconds for e in fitting(SHOWS, seconds=3600, most=6)) <= 3600 * 1.1


def test_leaves_out_the_explicit_where_that_was_said() -> None:
    found = [an_episode("Loud", explicit=True), an_episode("Quiet")]

    assert chosen(found, Explicit(False)) == ["Quiet"]


def test_says_when_there_are_fewer_than_asked() -> None:
    aims = aims_of(a_wish(said(Topic("design")), said(Length(tracks=4))))

    outcome = choose_episodes([an_episode("One")], aims)

    assert [(r.key, dict(r.values)) for r in outcome.remarks] == [("fewer_than_asked", {"count": 1, "wanted": 4})]


def test_each_entry_tells_topic_and_member() -> None:
    outcome = choose_episodes([an_episode("One")], aims_of(a_wish(said(Topic("design")))))

    assert (outcome.entries[0].member, outcome.entries[0].because) == (ANA, ("design",))


def test_nothing_that_fits_is_said() -> None:
    with pytest.raises(NoMatch, match="design"):
        chosen([])
