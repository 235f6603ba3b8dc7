"""What a group had before, and the drift of its lists."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.curation.affinity import Candidate, features_of
from bot.curation.ledger import ends_of
from bot.curation.music import Entry, Source, Track
from bot.curation.repeats import DRIFT, drift_of, had_on, marks_of
from tests.curation.fakes import a_lexicon, some_tracks
from tests.examples import EVENING, a_playlist, a_revision, a_track, a_wish, an_entry, said, style

ROADS = a_track("Roads", "Portishead")
REMASTER = a_track("Roads - 2011 Remaster", "Portishead", uri="spotify:track:other")
COVER = a_track("Roads", "Somebody Else")


def a_candidate(track: Track, *, named: bool = False) -> Candidate:
    return Candidate(track, features_of(track, None, "", a_lexicon()), named=named)


def chosen(*tracks: Track) -> tuple[Entry, ...]:
    return tuple(replace(an_entry(track), marks=marks_of(track)) for track in tracks)


@pytest.mark.parametrize(
    ("track", "is_named", "is_barred"),
    [(ROADS, False, True), (REMASTER, False, True), (COVER, False, False), (ROADS, True, False)],
)
def test_a_song_that_was_there_does_not_come_again_in_any_release_unless_by_name(
    track: Track, is_named: bool, is_barred: bool
) -> None:
    had = had_on([a_revision(1, chosen(ROADS))], EVENING - timedelta(days=30))

    assert had.bars(a_candidate(track, named=is_named)) is is_barred


def test_an_entry_from_before_there_were_marks_is_known_by_its_address() -> None:
    had = had_on([a_revision(1, (an_entry(ROADS),))], EVENING)

    assert had.bars(a_candidate(ROADS))


def test_what_was_on_a_list_long_ago_may_come_again() -> None:
    had = had_on([a_revision(1, chosen(ROADS))], EVENING + timedelta(seconds=1))

    assert not had.bars(a_candidate(ROADS))


def test_marks_hold_no_name() -> None:
    assert not any(word in " ".join(marks_of(ROADS)).casefold() for word in ("roads", "portishead"))


def test_of_a_list_only_its_end_counts_and_of_one_that_took_its_place_too() -> None:
    folk, jazz = a_wish(said(style("folk"))), a_wish(said(style("jazz")))
    revisions = [a_revision(n, (an_entry(a_track(f"Song {n}")),)) for n in (1, 2, 3)]
    wishes = (folk, folk.with_said(said(style("calm"))), jazz)

    ends = ends_of(a_playlist(*(replace(r, wish=wish) for r, wish in zip(revisions, wishes, strict=True))))

    assert [revision.number for revision in ends] == [3, 2]


def lists(shared: int, *, count: int = 5, source: Source = Source.STYLE) -> list[tuple[Entry, ...]]:
    """Return lists of ten, of which so many tracks are by the same artists on every list."""
    all_of_them = some_tracks("folk", 10 * count)
    same = [a_track(f"Again {n}", f"Regular {n}") for n in range(shared)]
    each = [chosen(*same, *all_of_them[n * 10 : n * 10 + 10 - shared]) for n in range(count)]
    return [tuple(replace(entry, source=source) for entry in entries) for entries in each]


def test_lists_that_share_many_artists_drift() -> None:
    regulars = {mark for n in range(3) for mark in marks_of(a_track("", f"Regular {n}")) if mark.startswith("artist")}

    assert drift_of(lists(int(DRIFT * 10))) == regulars


@pytest.mark.parametrize(
    "told",
    [
        lists(int(DRIFT * 10) - 1),
        lists(5, count=4),
        lists(5, count=6),
        lists(5, source=Source.ASKED),
    ],
    ids=["few are shared", "too few lists", "told with the list before", "all were asked for by name"],
)
def test_there_is_no_alarm(told: list[tuple[Entry, ...]]) -> None:
    assert drift_of(told) == frozenset()
