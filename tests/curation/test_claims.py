"""What members are due while a list grows."""

from collections.abc import Sequence

import pytest

from bot.curation.claims import Claims, gains_of

ANA, LEO, MINA = range(3)
FOR_ANA, FOR_LEO, FOR_MINA, FOR_ALL = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0), (1.0, 1.0, 1.0)
ALL = (FOR_ANA, FOR_LEO, FOR_MINA, FOR_ALL)


def claims(
    *given: Sequence[float], weights: Sequence[float] = (1, 1, 1), opener: int | None = None, named: Sequence[int] = ()
) -> Claims:
    """Return the claims of three members after some tracks were given."""
    result = Claims(weights=weights, got=[0.0] * 3, named=named or [0] * 3, offered=ALL, opener=opener)
    for row in given:
        result.give(row, result.dues())
    return result


def test_who_had_nothing_gains_all_they_like_and_who_had_it_all_gains_nothing() -> None:
    after = claims(FOR_ANA, FOR_ANA, FOR_ANA)

    assert gains_of(FOR_LEO, after.dues())[LEO] == 1.0
    assert gains_of(FOR_ANA, after.dues())[ANA] == 0.0


def test_what_is_liked_counts_up_to_what_is_due() -> None:
    assert gains_of(FOR_ANA, claims().dues()) == pytest.approx([1 / 3, 0, 0])
    assert gains_of(FOR_ALL, claims().dues()) == pytest.approx([1, 1, 1])


def test_nobody_is_ahead_or_behind_when_all_had_the_same() -> None:
    assert claims(FOR_ALL, FOR_ANA, FOR_LEO, FOR_MINA).dues().behind == pytest.approx((0, 0, 0))


def test_a_weight_makes_a_larger_share() -> None:
    shares = claims(weights=(2, 1, 1)).dues().shares

    assert shares == pytest.approx((0.5, 0.25, 0.25))


def test_what_all_are_behind_adds_up_to_nothing() -> None:
    assert sum(claims(FOR_ANA, FOR_LEO, FOR_ALL, weights=(2, 1, 1)).dues().behind) == pytest.approx(0)


def test_for_whom_nothing_is_left_leaves_their_share_to_the_others() -> None:
    after = claims(FOR_ANA)

    after.withdraw(FOR_MINA)
    after.withdraw(FOR_ALL)

    assert after.dues().shares == pytest.approx((0.5, 0.5, 0))
    assert after.dues().behind[:2] == pytest.approx((-0.5, 0.5))


def test_a_track_is_in_the_name_of_who_gains_most() -> None:
    after = claims(FOR_ANA, FOR_ANA)

    assert after.give((0.8, 0.5, 0.2), after.dues()) == LEO


def test_of_those_who_like_it_as_well_it_is_in_the_name_that_stands_least() -> None:
    after = claims(named=(2, 0, 1))

    assert [after.give(FOR_ALL, after.dues()) for _ in range(4)] == [LEO, LEO, MINA, ANA]


def test_a_name_is_never_that_of_a_member_who_does_not_like_it() -> None:
    after = claims(named=(0, 50, 50))

    assert after.give((0.0, 0.3, 1.0), after.dues()) == MINA


def test_what_nobody_likes_is_in_nobodys_name() -> None:
    after = claims()

    assert after.give((0.0, 0.0, 0.0), after.dues()) is None


def test_to_the_opener_alone_something_is_due_until_the_first_track_is_given() -> None:
    before, after = claims(opener=MINA), claims(FOR_MINA, opener=MINA)

    assert gains_of(FOR_ALL, before.dues()) == [0, 0, 1]
    assert gains_of(FOR_ANA, after.dues())[ANA] > 0


def test_an_opener_for_whom_nothing_is_left_passes() -> None:
    after = claims(opener=MINA)

    after.withdraw(FOR_MINA)
    after.withdraw(FOR_ALL)

    assert gains_of(FOR_ANA, after.dues())[ANA] > 0
