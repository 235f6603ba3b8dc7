"""Which items fit together on one list."""

from collections.abc import Sequence

import pytest

from bot.curation.affinity import Candidate, Features
from bot.curation.aims import Aims
from bot.curation.fairness import Chosen, Scored, choose_fairly
from bot.curation.music import Item
from bot.curation.picks import Pick
from bot.curation.selection import Room, is_same_song, tuned_to_length
from tests.curation.fakes import some_tracks
from tests.examples import ANA, a_track, an_episode, said, style

NOTHING = Features({}, None, None, frozenset(), None, False)


def candidate(item: Item) -> Candidate:
    """Return an item as a candidate of which nothing is known."""
    return Candidate(item, NOTHING)


def chosen(*items: Item) -> list[Chosen]:
    """Return items as they were chosen."""
    return [Chosen(candidate(item), ANA) for item in items]


def fits(item: Item, *others: Item, kept: Sequence[Item] = (), aims: Aims | None = None) -> bool:
    """Tell whether `item` may join `others`."""
    return Room(aims or Aims(), kept=tuple(kept)).fits(candidate(item), chosen(*others))


@pytest.mark.parametrize(
    "other",
    [
        a_track("Glory Box"),
        a_track("Glory Box - Live", uri="spotify:track:live"),
        a_track("GLORY BOX (Remastered 2011)", uri="spotify:track:remaster"),
        a_track("Glory Box (feat. Someone)", uri="spotify:track:featured"),
        a_track("Another name", uri="spotify:track:same-recording", isrc="GBAAP9400052"),
    ],
    ids=lambda track: track.title,
)
def test_a_song_joins_no_list_that_has_it_in_any_version(other: Item) -> None:
    song = a_track("Glory Box", isrc="GBAAP9400052")

    assert is_same_song(song, other)
    assert not fits(other, song)
    assert not fits(other, kept=[song])


@pytest.mark.parametrize("other", [a_track("Glory Box", "Another Band"), a_track("Roads"), a_track("Glory Box, Pt. 2")])
def test_a_namesake_is_another_song(other: Item) -> None:
    assert not is_same_song(a_track("Glory Box"), other)


def test_an_artist_has_two_tracks_at_the_most() -> None:
    first, second, third = (a_track(title) for title in ("Roads", "Numb", "Strangers"))

    assert fits(second, first)
    assert not fits(third, first, second)
    assert not fits(third, first, kept=[second])


def test_a_guest_counts_as_an_artist() -> None:
    two = [a_track("One", "Ana Tijoux"), a_track("Two", "Nach", "Ana Tijoux")]

    assert not fits(a_track("Three", "Somebody", "Ana Tijoux"), *two)


def test_an_artist_who_was_asked_for_has_no_cap() -> None:
    aims = Aims(named=((Pick(artist="Portishead"), said(style("pop"))),))

    assert fits(a_track("Strangers"), a_track("Roads"), a_track("Numb"), aims=aims)


def test_a_show_has_two_episodes_at_the_most() -> None:
    assert not fits(an_episode("Three"), an_episode("One"), an_episode("Two"))


def test_a_running_time_is_not_exceeded_by_more_than_two_in_a_hundred() -> None:
    aims = Aims(seconds=600)

    assert fits(a_track("Fits", seconds=312), a_track("First", "Other", seconds=300), aims=aims)
    assert not fits(a_track("Too long", seconds=313), a_track("First", "Other", seconds=300), aims=aims)


def test_a_list_is_enough_when_it_is_as_long_as_wished() -> None:
    tracks = some_tracks("pop", 3)

    assert Room(Aims(tracks=3)).enough(chosen(*tracks))
    assert not Room(Aims(tracks=4)).enough(chosen(*tracks))
    assert Room(Aims(seconds=720)).enough(chosen(*tracks))
    assert not Room(Aims(seconds=1000)).enough(chosen(*tracks))


@pytest.mark.parametrize("target", [1800, 3600, 5400, 7200])
def test_the_running_time_is_met_within_two_in_a_hundred_when_the_pool_allows(target: int) -> None:
    pool = [
        Scored(candidate(a_track(track.title, *track.artists, seconds=150 + n * 37 % 200)), 1 - n / 100, {})
        for n, track in enumerate(some_tracks("pop", 60))
    ]
    room = Room(Aims(seconds=target))

    taken = choose_fairly(pool, [], fits=room.fits, enough=room.enough)
    tuned = tuned_to_length(taken, [s for s in pool if s.candidate not in [c.candidate for c in taken]], room)

    assert room.seconds_with(tuned) == pytest.approx(target, rel=0.02)


def test_a_late_choice_is_swapped_where_that_comes_nearer_to_the_time() -> None:
    room = Room(Aims(seconds=1000))
    taken = chosen(a_track("A", "A", seconds=500), a_track("B", "B", seconds=300))
    spare = [Scored(candidate(a_track("C", "C", seconds=490)), 0.1, {})]

    tuned = tuned_to_length(taken, spare, room)

    assert [c.candidate.item.title for c in tuned] == ["A", "C"]
    assert tuned[1].member == ANA


def test_nothing_is_swapped_where_so_many_tracks_are_wanted() -> None:
    taken = chosen(a_track("A", "A", seconds=500))
    spare = [Scored(candidate(a_track("C", "C", seconds=1000)), 0.1, {})]

    assert tuned_to_length(taken, spare, Room(Aims(tracks=1))) == taken


def test_two_are_exchanged_where_one_would_not_do() -> None:
    room = Room(Aims(seconds=1000))
    taken = chosen(a_track("A", "A", seconds=300), a_track("B", "B", seconds=300), a_track("C", "C", seconds=250))
    spare = [Scored(candidate(a_track(name, name, seconds=200)), 0.1, {}) for name in ("D", "E")]

    tuned = tuned_to_length(taken, spare, room)

    assert room.seconds_with(tuned) == pytest.approx(1000, rel=0.02)
    assert [c.member for c in tuned] == [ANA] * len(tuned)


def test_what_comes_for_the_sake_of_the_time_fits_like_all_else() -> None:
    room = Room(Aims(seconds=1000))
    taken = chosen(*(a_track(title, "One", seconds=250) for title in ("Roads", "Numb")), a_track("C", "C", seconds=250))
    spare = [Scored(candidate(a_track("Strangers", "One", seconds=500)), 0.1, {})]

    tuned = tuned_to_length(taken, spare, room)

    assert [c.candidate.item.title for c in tuned] == ["Roads", "Strangers", "C"]  # for C it would be a third by One
