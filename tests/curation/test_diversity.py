"""How much alike recordings are."""

import pytest

from bot.curation.affinity import Candidate, Features
from bot.curation.diversity import UNKNOWN, Likeness
from tests.examples import a_track


def candidate(artist: str, *tags: str, year: int | None = None) -> Candidate:
    """Return a candidate with tags."""
    features = Features(dict.fromkeys(tags, 1.0), None, None, frozenset(), year, bool(tags))
    return Candidate(a_track("Song", artist), features)


def likeness(one: Candidate, other: Candidate) -> float:
    """Return how much one is like the other, which is on the list."""
    return Likeness([one], [other]).nearest(0)


def test_what_shares_all_its_words_is_wholly_alike() -> None:
    assert likeness(candidate("A", "pop", year=1984), candidate("A", "pop", year=1989)) == pytest.approx(1)


def test_what_shares_nothing_is_not_alike() -> None:
    assert likeness(candidate("A", "pop", year=1984), candidate("B", "jazz", year=1994)) == 0


@pytest.mark.parametrize("shared", [0, 1, 2, 3])
def test_likeness_is_the_cosine_of_their_words(shared: int) -> None:
    one, other = ["a", "b", "c"], [*["a", "b", "c"][:shared], *["x", "y", "z"][shared:]]

    assert likeness(candidate("A", *one), candidate("B", *other)) == pytest.approx(shared / 4)


def test_another_song_by_the_same_artist_is_more_alike() -> None:
    mine = candidate("A", "pop")

    assert likeness(candidate("A", "pop"), mine) > likeness(candidate("B", "pop"), mine)


def test_to_be_unknown_is_no_variety() -> None:
    assert likeness(candidate("A"), candidate("B", "pop")) == UNKNOWN


def test_the_nearest_of_the_listed_counts() -> None:
    both = Likeness([candidate("A", "pop"), candidate("B", "jazz"), candidate("A", "pop", "sad")])

    before = both.nearest(0)
    both.add(1)
    apart = both.nearest(0)
    both.add(2)
    near = both.nearest(0)

    assert (before, apart) == (0, 0)
    assert near == pytest.approx(2 / 6**0.5)
