"""Finding the best candidate without weighing all of them."""

from random import Random

import pytest

from bot.curation.affinity import Candidate, Features
from bot.curation.claims import Claims, Row, gains_of
from bot.curation.diversity import Likeness
from bot.curation.weighing import Weighing
from tests.examples import a_track

OWN, VARIETY = 0.5, 0.25


def some_rows(random: Random, members: int, number: int = 80) -> list[Row]:
    """Return candidates of which each member likes about half."""
    return [tuple(max(0.0, random.uniform(-1, 1)) for _ in range(members)) for _ in range(number)]


def some_candidates(random: Random, number: int = 80) -> list[Candidate]:
    """Return candidates with a few of ten tags each."""
    return [
        Candidate(
            a_track(f"Song {n}", f"Artist {n % 30}"),
            Features({f"tag {random.randrange(10)}": 1.0 for _ in range(3)}, None, None, frozenset(), 1990, True),
        )
        for n in range(number)
    ]


@pytest.mark.parametrize("seed", range(8))
def test_the_best_found_is_the_best_of_all_weighed_one_by_one(seed: int) -> None:
    random = Random(seed)
    members = 1 + seed
    rows, candidates = some_rows(random, members), some_candidates(random)
    common = [random.random() for _ in rows]
    claims = Claims(
        weights=[1.0 + n % 2 for n in range(members)], got=[0.0] * members, named=[0] * members, offered=rows
    )
    weighing = Weighing(rows, common, own=OWN, likeness=Likeness(candidates), variety=VARIETY)
    likeness, left = Likeness(candidates), set(range(len(rows)))

    while left:
        dues = claims.dues()
        worths = {
            place: (OWN * sum(gains_of(rows[place], dues)) + (1 - OWN) * common[place])
            * (1 - VARIETY * likeness.nearest(place))
            for place in left
        }
        best = weighing.best(dues)

        assert best is not None
        assert worths[best] == pytest.approx(max(worths.values()))

        left.discard(best)
        weighing.remove(best)
        if random.random() < 0.7:  # else it does not fit
            claims.give(rows[best], dues)
            weighing.take(best)
            likeness.add(best)
        claims.withdraw(rows[best])
    assert weighing.best(claims.dues()) is None
