"""From the rows a list has to the rows it is to have, in few calls."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.curation.edits import Add, Edit, Move, Remove, Replace, Row, applied, on_the_way, plan

FIFTY = [f"t{number}" for number in range(50)]
uris = st.sampled_from([f"t{number}" for number in range(12)])


@pytest.mark.parametrize(
    ("then", "edits"),
    [
        (FIFTY, ()),
        (FIFTY[:3] + FIFTY[4:], (Remove(("t3",)),)),
        ([*FIFTY, "new"], (Add(("new",), 50),)),
        (["x", "y", *FIFTY], (Add(("x", "y"), 0),)),
        ([*FIFTY[:3], "new", *FIFTY[4:]], (Remove(("t3",)), Add(("new",), 3))),
        (FIFTY[1:] + FIFTY[:1], (Move(1, 49, 0),)),
        (FIFTY[:10] + FIFTY[40:] + FIFTY[10:40], (Move(40, 10, 10),)),
        (FIFTY[::-1], (Replace(tuple(FIFTY[::-1])),)),
        ([], (Remove(tuple(sorted(FIFTY))),)),
    ],
)
def test_a_typical_change_of_fifty_tracks_takes_one_or_two_calls(then: list[str], edits: tuple[Edit, ...]) -> None:
    assert plan(FIFTY, then) == edits


def test_a_change_all_over_a_list_is_written_at_once() -> None:
    then = [f"new{n}" if n % 5 == 0 else uri for n, uri in enumerate(FIFTY)]

    assert plan(FIFTY, then) == (Replace(tuple(then)),)


def test_one_of_two_equals_goes_and_the_other_stays() -> None:
    edits = plan(["a", "b", "a", "c"], ["a", "b", "c"])

    assert applied(edits, ["a", "b", "a", "c"]) == ["a", "b", "c"]


def test_a_file_of_the_owner_is_never_lost() -> None:
    now: list[Row] = ["a", None, "b", "c", None]

    edits = plan(now, ["c", "x", "b"])

    assert not any(isinstance(edit, Replace) for edit in edits)
    assert applied(edits, now).count(None) == 2
    assert [row for row in applied(edits, now) if row] == ["c", "x", "b"]


def test_a_long_list_changed_in_one_place_is_not_written_anew() -> None:
    long = [f"t{number}" for number in range(450)]

    assert len(plan(long, [*long[:200], *long[210:], "new"])) == 2


@given(st.lists(st.one_of(uris, st.none()), max_size=25), st.lists(uris, max_size=25))
@settings(max_examples=400, deadline=None)
def test_edits_always_lead_to_the_list_that_is_wanted(now: list[Row], then: list[str]) -> None:
    held = applied(plan(now, then), now)

    assert [row for row in held if row is not None] == then
    assert held.count(None) == now.count(None)


@given(st.lists(uris, max_size=25), st.lists(uris, max_size=25))
@settings(max_examples=200, deadline=None)
def test_without_foreign_rows_a_hundred_tracks_never_take_more_than_two_calls(now: list[str], then: list[str]) -> None:
    assert len(plan(now, then)) <= 2


def test_a_list_of_hundreds_reaches_its_goal_too() -> None:
    dice = random.Random(5)
    for _ in range(30):
        now = [f"t{number}" for number in dice.sample(range(400), 260)]
        then = [f"t{number}" for number in dice.sample(range(400), 310)]

        assert applied(plan(now, then), now) == then
        assert len(plan(now, then)) <= 5


def test_a_write_that_broke_off_left_a_state_on_the_way() -> None:
    then = [f"new{number}" for number in range(150)]

    states = list(on_the_way(FIFTY, then))

    assert then[:100] in states
    assert states[-1] == then
