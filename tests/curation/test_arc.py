"""In which order a list is played: its arc, and how fair its beginnings stay."""

from collections.abc import Sequence
from heapq import nlargest
from itertools import pairwise
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.curation.aims import Aims, aims_of
from bot.curation.arc import BEST, Stop, arranged, ordered, shape_of
from bot.curation.music import Entry, Source
from bot.curation.picks import Pick
from bot.curation.wish import Arc, Shape, Stance, Wish
from tests.curation.fakes import a_lexicon
from tests.curation.test_curator import World
from tests.examples import ANA, LEO, a_track, said, style

some_liking = st.fixed_dictionaries({ANA: st.floats(0, 1), LEO: st.floats(0, 1)})
some_stop = st.builds(
    Stop, st.sampled_from("abcdefgh").map(frozenset), st.one_of(st.none(), st.floats(1, 5)), some_liking
)


def stops(energies: Sequence[float | None]) -> list[Stop]:
    """Return stops of these energies, each by an artist of its own."""
    return [Stop(frozenset({str(place)}), energy) for place, energy in enumerate(energies)]


def least(some: Sequence[Stop], order: Sequence[int], length: int) -> float:
    """Return what a beginning gives to whichever of Ana and Leo has least from it."""
    best = {m: fmean(nlargest(BEST, (stop.liked[m] for stop in some))) for m in (ANA, LEO)}
    return min(sum(some[place].liked[m] for place in order[:length]) / (best[m] or 1) for m in (ANA, LEO))


def energies(some: Sequence[Stop], shape: Shape) -> list[float | None]:
    """Return the energies in the order of the arc."""
    return [some[place].energy for place in ordered(some, shape)]


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        (Shape.RISE, [1, 2, 3, 4, 5]),
        (Shape.FALL, [5, 4, 3, 2, 1]),
        (Shape.WAVE, [2, 3, 5, 4, 1]),
        (Shape.CALM_DOWN, [3, 4, 5, 2, 1]),
        (Shape.STEADY, [3, 1, 5, 2, 4]),
    ],
    ids=str,
)
def test_a_list_follows_its_arc(shape: Shape, expected: list[float]) -> None:
    assert energies(stops([3, 1, 5, 2, 4]), shape) == expected


def test_a_wave_warms_up_peaks_past_the_middle_and_lands_softly() -> None:
    played = [energy or 0.0 for energy in energies(stops([1 + n * 7 % 20 / 5 for n in range(20)]), Shape.WAVE)]

    peak = played.index(max(played))
    assert 10 <= peak <= 15
    assert played[:peak] == sorted(played[:peak])
    assert played[peak:] == sorted(played[peak:], reverse=True)
    assert max(played[0], played[-1]) < sorted(played)[10]


@given(st.lists(some_stop, max_size=25), st.sampled_from(Shape))
def test_whoever_has_least_from_a_beginning_keeps_nine_tenths_of_it(some: list[Stop], shape: Shape) -> None:
    order = ordered(some, shape)

    assert sorted(order) == list(range(len(some)))
    for length in range(1, len(some) + 1):
        assert least(some, order, length) >= 0.9 * least(some, range(len(some)), length) - 1e-6


def test_where_all_like_the_same_the_arc_has_its_way() -> None:
    some = [Stop(frozenset({str(n)}), energy, {ANA: 0.8, LEO: 0.8}) for n, energy in enumerate((3.0, 1.0, 2.0))]

    assert energies(some, Shape.RISE) == [1.0, 2.0, 3.0]


def test_nobody_waits_for_their_own_for_the_sake_of_the_arc() -> None:
    anas = [Stop(frozenset({f"a{n}"}), 1.0, {ANA: 1.0, LEO: 0.0}) for n in range(4)]
    leos = [Stop(frozenset({f"l{n}"}), 5.0, {ANA: 0.0, LEO: 1.0}) for n in range(4)]
    turns = [stop for both in zip(anas, leos, strict=True) for stop in both]

    played = [turns[place] for place in ordered(turns, Shape.RISE)]

    assert all(sum(stop.liked[LEO] for stop in played[:length]) >= length // 2 for length in range(9))


@pytest.mark.parametrize("shape", Shape)
def test_no_artist_follows_themselves_where_others_can_stand_between(shape: Shape) -> None:
    artists = "aabbccddee"
    some = [Stop(frozenset(artist), 1 + place / 3) for place, artist in enumerate(artists)]

    played = [artists[place] for place in ordered(some, shape)]

    assert all(one != other for one, other in pairwise(played))


def test_a_guest_is_parted_from_their_own_song_too() -> None:
    some = [Stop(frozenset({"a"})), Stop(frozenset({"b", "a"})), Stop(frozenset({"c"}))]

    assert ordered(some, Shape.STEADY) == [0, 2, 1]


def test_an_artist_follows_themselves_where_nobody_else_is_there() -> None:
    assert ordered([Stop(frozenset("a"))] * 3, Shape.WAVE) == [0, 1, 2]


def test_of_equals_what_was_chosen_first_comes_first() -> None:
    assert ordered(stops([2.0] * 6), Shape.WAVE) == list(range(6))


def test_what_nobody_knows_the_energy_of_stands_in_the_middle() -> None:
    assert energies(stops([5.0, None, 1.0]), Shape.RISE) == [1.0, None, 5.0]


def test_only_free_places_are_filled_anew() -> None:
    assert ordered(stops([5, 4, 3, 2, 1]), Shape.RISE, [1, 3]) == [0, 3, 2, 1, 4]


def test_entries_that_are_fixed_keep_their_places() -> None:
    tracks = [a_track(title, title) for title in ("A", "B", "C", "D")]
    entries = [Entry(track.uri, Pick(words="pop"), ANA, Source.STYLE) for track in tracks]
    items = {track.uri: track for track in tracks}

    placed = arranged(entries, items, [], Shape.RISE, fixed=frozenset(items))

    assert list(placed) == entries


@pytest.mark.parametrize(
    ("terms", "shape"),
    [
        (("road trip",), Shape.WAVE),
        (("metal",), Shape.WAVE),
        (("ambient jazz",), Shape.STEADY),
        (("ambient",), Shape.FALL),
        (("ambient", "metal"), Shape.WAVE),
        ((), Shape.WAVE),
    ],
)
def test_an_arc_nobody_asked_for_suits_how_lively_the_wish_is(terms: Sequence[str], shape: Shape) -> None:
    assert shape_of(aims_of(Wish(tuple(said(style(term)) for term in terms))), a_lexicon()) is shape


def test_the_arc_that_was_asked_for_wins() -> None:
    wish = Wish((said(style("metal")), said(Arc(Shape.RISE)), said(style("calm", Stance.MORE)), said(Arc(Shape.FALL))))

    assert shape_of(aims_of(wish), a_lexicon()) is Shape.FALL
    assert shape_of(Aims(arc=Shape.STEADY), a_lexicon()) is Shape.STEADY


async def test_a_new_list_is_made_in_the_order_of_its_arc() -> None:
    world = World()

    await world.make(said(style("synthpop")), said(style("ambient")), said(Arc(Shape.FALL)), members=(ANA,))

    assert world.genres() == sorted(world.genres(), key=["synthpop", "pop", "jazz", "ambient jazz", "ambient"].index)


async def test_an_order_asked_for_later_moves_tracks_and_changes_none() -> None:
    world = World()
    before = await world.make(said(style("synthpop")), said(style("ambient")), said(Arc(Shape.FALL)), members=(ANA,))

    after = await world.refine(said(Arc(Shape.RISE)), members=(ANA,))

    assert set(after.entries) == set(before.entries)
    assert world.genres() == sorted(world.genres(), key=["ambient", "ambient jazz", "jazz", "pop", "synthpop"].index)


async def test_another_change_leaves_what_stays_in_its_place() -> None:
    world = World()
    before = (await world.make(said(style("pop")), said(style("folk")), said(Arc(Shape.RISE)))).entries

    after = (await world.refine(said(style("calm", Stance.MORE)))).entries

    there = [entry.uri for entry in before]
    stayed = [(place, entry) for place, entry in enumerate(after) if entry.uri in there]
    assert 0 < len(stayed) < len(after)
    assert all(before[place] == entry for place, entry in stayed)
