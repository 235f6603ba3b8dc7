"""How near lists come to the running time that was asked for, over the shipped catalogue."""

import pytest

from tests.curation.shipped_world import MINUTES, STYLES, a_shipped_curator, running_time

TIMES = [(words, minutes) for place, words in enumerate(STYLES) for minutes in MINUTES[place % 3 :: 3]]
SMALL_POOL = ("reggaeton for a party", 180)  # more than the catalogue has, with two tracks an artist at the most


async def test_a_list_is_as_long_as_asked_within_two_in_a_hundred() -> None:
    async with a_shipped_curator() as curator:
        lasting = {time: (await running_time(curator, *time))[0] for time in TIMES}

    assert {time for time, lasts in lasting.items() if lasts != pytest.approx(time[1], rel=0.02)} == set()


async def test_a_list_for_which_there_is_too_little_says_so() -> None:
    async with a_shipped_curator() as curator:
        lasts, says_so = await running_time(curator, *SMALL_POOL)

    assert lasts < 0.98 * SMALL_POOL[1]
    assert says_so
