"""The rolling day."""

from datetime import timedelta

from adapters.spotify.budget import Budget
from tests.spotify.rig import Clock


def test_a_call_counts_for_a_whole_day_wherever_in_its_hour_it_was_made() -> None:
    clock, budget = Clock(), Budget(10)
    clock.move(minutes=59)
    budget.spend(clock())

    assert budget.spent(clock() + timedelta(hours=24) - timedelta(seconds=1)) == 1
    assert budget.spent(clock() + timedelta(hours=25)) == 0


def test_tells_when_enough_calls_of_yesterday_no_longer_count() -> None:
    clock, budget = Clock(), Budget(2)
    budget.spend(clock())
    clock.move(hours=3)
    budget.spend(clock())

    assert budget.seconds_left(clock()) == 22 * 3600
    assert budget.seconds_left(clock() + timedelta(hours=22)) == 0
