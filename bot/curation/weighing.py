"""Finding the candidate that gives most to those who are due most. Pure arithmetic.

Weighing every candidate anew for every place would take too long. A candidate can be worth more than when it was last
weighed by no more than what is due to all members grew, and never more than if all that it gives were due. So most are
seen to be worse than the best without weighing them, and the best found is the best there is.
"""

from collections.abc import Sequence

from bot.curation.claims import Dues, Row
from bot.curation.diversity import Likeness


class Weighing:
    """The candidates that are left, by their places in the pool, and what each was worth when last weighed."""

    __slots__ = (
        "_common",
        "_given",
        "_leaders",
        "_left",
        "_likeness",
        "_likings",
        "_most",
        "_own",
        "_rounds",
        "_seen",
        "_variety",
        "_worths",
    )

    def __init__(
        self, rows: Sequence[Row], common: Sequence[float], *, own: float, likeness: Likeness, variety: float
    ) -> None:
        self._likings = [[(who, liking) for who, liking in enumerate(row) if liking] for row in rows]
        self._given = [sum(row) for row in rows]
        self._own = own  # how much the claims of members count beside what is common to all
        self._common = [(1 - own) * worth for worth in common]
        self._most = [own * given + worth for given, worth in zip(self._given, self._common, strict=True)]
        self._likeness, self._variety = likeness, variety
        self._left = sorted(range(len(rows)), key=self._most.__getitem__, reverse=True)
        self._leaders: list[int] = []  # who was the best for a while in the last round, best last
        self._forget()

    def best(self, dues: Dues) -> int | None:
        """Return the candidate that is worth most now; None when none is left."""
        rises = self._begun(dues)
        most, seen, worths = self._most, self._seen, self._worths  # the loop is nearly all the work of a choice
        best, worth_of_best, leaders = None, -1.0, list[int]()
        for place in (*reversed(self._leaders), *self._left):
            if most[place] > worth_of_best and worths[place] + rises[seen[place]] > worth_of_best:
                worth = self._weighed(place, dues, worth_of_best)
                if worth > worth_of_best:
                    best, worth_of_best = place, worth
                    leaders.append(place)
        self._leaders = leaders
        return best

    def take(self, place: int) -> None:
        """Count a candidate as being on the list: what is like it is worth less from here on."""
        self._likeness.add(place)

    def remove(self, place: int) -> None:
        """Take a candidate out of what is left."""
        self._left.remove(place)
        self._leaders = [leader for leader in self._leaders if leader != place]

    def _forget(self) -> None:
        """Count all as never weighed."""
        self._rounds = list[Dues]()
        self._seen = [-1] * len(self._most)  # the round in which each was last weighed
        self._worths = list(self._most)

    def _begun(self, dues: Dues) -> list[float]:
        """Begin a round; return the most that each candidate's worth can have grown by since it was last weighed."""
        if self._rounds and self._rounds[-1].shares != dues.shares:  # somebody passes, and the others' shares grew
            self._forget()
        self._rounds.append(dues)
        return [
            *(self._own * _rise(before, dues) for before in self._rounds),
            0.0,
        ]  # the last is of those never weighed

    def _weighed(self, place: int, dues: Dues, least: float) -> float:
        """Return what a candidate is worth now; how like others it is counts only where it is worth more than `least`.

        The worth is what it gives to each, as far as they are due it: `claims.gains_of`, in a fraction of the time.
        """
        gain, given, shares, behind = 0.0, self._given[place], dues.shares, dues.behind
        for who, liking in self._likings[place]:
            due = shares[who] * given + behind[who]
            if due > 0:
                gain += liking if liking < due else due
        worth = self._own * gain + self._common[place]
        if worth > least:
            worth *= 1 - self._variety * self._likeness.nearest(place)
        self._worths[place], self._seen[place] = worth, len(self._rounds) - 1
        return worth


def _rise(before: Dues, now: Dues) -> float:
    """Return the most that any gain can have grown by."""
    return sum([new - old for old, new in zip(before.behind, now.behind, strict=True) if new > old])
