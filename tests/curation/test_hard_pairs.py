"""The right recording among namesakes, covers, live takes and the like: a table of hard pairs, half of it held out."""

import pytest

from tests.curation.hard_pairs import pairs, result

LEAST_PRECISION = 0.99
LEAST_RECALL = 0.95
LEAST_HELD_OUT = 0.94  # by which no rule was tuned: a margin for what nobody looked at


def test_the_table_holds_at_least_a_hundred_and_sixty_hard_pairs_none_twice() -> None:
    lines = [pair.line for pair in pairs()]

    assert len(set(lines)) == len(lines) >= 160


def test_nearly_all_that_is_taken_is_right_and_nearly_all_there_is_is_found() -> None:
    fared = result(pairs())

    print("\n".join(fared.misses))
    assert fared.precision >= LEAST_PRECISION
    assert fared.recall >= LEAST_RECALL


@pytest.mark.parametrize("is_held_out", [False, True], ids=["tuned on", "held out"])
def test_either_half_of_the_table_fares_about_as_well(*, is_held_out: bool) -> None:
    fared = result(pair for pair in pairs() if pair.is_held_out is is_held_out)

    assert fared.precision >= LEAST_HELD_OUT
    assert fared.recall >= LEAST_HELD_OUT
