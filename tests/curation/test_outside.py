"""What somebody changed on the service itself, and how it goes together with a change of ours."""

from dataclasses import replace

import pytest

from bot.curation.edits import Row
from bot.curation.music import Entry, Playlist, Source
from bot.curation.outside import SOMEBODY_THERE, entry_there, found_outside, is_changed, merged, named
from tests.examples import ANA, EVENING, a_playlist, a_revision, a_track, an_entry


def entries(words: str) -> tuple[Entry, ...]:
    """Return an entry for each word."""
    return tuple(an_entry(a_track(word, uri=word)) for word in words.split())


def a_list(held: str, *later: str) -> Playlist:
    """Return a list that was written as `held` and changed later, each change perhaps written."""
    first = replace(a_revision(1, entries(held)), written=True)
    return a_playlist(first, *(a_revision(n, entries(words)) for n, words in enumerate(later, start=2)))


@pytest.mark.parametrize(
    ("ours", "theirs", "both"),
    [
        ("a b c", "a b c x", "a b c x"),
        ("a b c n", "a b c x", "a b c x n"),
        ("a c", "x a b c", "x a c"),
        ("a b c", "a c", "a c"),
        ("a n b c", "c b a", "c b a n"),
        ("c b a", "a b x c", "c b x a"),
        ("c a b", "b a c x", "c x a b"),
        ("n", "a b c x", "x n"),
        ("a b c", "a b b c", "a b b c"),
    ],
)
def test_two_changes_of_one_list_go_together(ours: str, theirs: str, both: str) -> None:
    result = merged(entries("a b c"), entries(ours), entries(theirs))

    assert [e.uri for e in result] == both.split()


def test_where_only_one_side_changed_the_list_is_that_sides() -> None:
    base, other = entries("a b c d e"), entries("e x a a c y")

    assert merged(base, base, other) == other
    assert merged(base, other, base) == other


@pytest.mark.parametrize("rows", ["a b c d", "a c d", "a b c d x", "b c d x", "x a c d"])
def test_a_write_of_ours_that_broke_off_is_nobody_elses(rows: str) -> None:
    assert not is_changed(a_list("a b c d", "x a c d", "b c d x"), rows.split())


def test_half_of_a_long_list_written_anew_is_nobody_elses() -> None:
    long, other = [f"t{n}" for n in range(150)], [f"n{n}" for n in range(100)]
    playlist = a_list(" ".join(long), " ".join(other + long[100:]))

    assert not is_changed(playlist, other)
    assert is_changed(playlist, other[:99])


def test_moves_of_which_only_the_first_was_done_are_nobody_elses() -> None:
    playlist = a_list("a b c d e f g h", "b a c d e f h g")

    assert not is_changed(playlist, ["b", "a", "c", "d", "e", "f", "g", "h"])
    assert is_changed(playlist, ["a", "b", "d", "c", "e", "f", "g", "h"])


@pytest.mark.parametrize("rows", ["a b c y", "a b", "c a b", "a b c c", "a x b c y"])
def test_what_no_change_of_ours_explains_is_somebody_elses(rows: str) -> None:
    assert is_changed(a_list("a b c", "a x b c"), rows.split())


def test_an_emptied_list_is_a_change_only_where_it_was_surely_full() -> None:
    unsure = a_playlist(a_revision(1, entries("a b")))

    assert is_changed(a_list("a b"), [])
    assert not is_changed(unsure, [])


def test_a_change_that_was_not_written_yet_comes_again_on_top() -> None:
    there, again = found_outside(a_list("a b c", "a c n"), ["a", "b", "c", "x"], "turn", EVENING)

    assert (there.author, there.written, [e.uri for e in there.entries]) == (SOMEBODY_THERE, True, ["a", "b", "c", "x"])
    assert (again.author, again.written, [e.uri for e in again.entries]) == (ANA, False, ["a", "c", "x", "n"])
    assert (there.number, again.number) == (3, 4)


def test_a_track_that_spotify_names_no_more_is_known_by_its_neighbours() -> None:
    rows: list[Row] = ["a", None, "c", None]

    assert named(rows, a_list("a b c")) == ["a", "b", "c", None]
    assert not is_changed(a_list("a b c"), named(rows, a_list("a b c")))


def test_of_what_came_from_outside_no_model_is_told_a_word() -> None:
    entry = entry_there("spotify:track:1")

    assert (entry.source, entry.member, entry.pick.origin, str(entry.pick)) == (Source.OUTSIDE, None, None, "")
