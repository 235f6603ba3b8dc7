"""What members have got and what they are due, while a list grows. Pure arithmetic.

EP-FuzzDA (Malecek, Peska 2021). Each member is due their share of all that was given to anybody; what a track gives a
member counts as far as they are due it, and no further. A row holds how much each member likes one track.
"""

from collections.abc import Sequence
from dataclasses import dataclass

Row = Sequence[float]

AS_WELL = 0.9  # who likes a track nearly as much as the member it was chosen for may be named in their place
NOTHING = -1e9  # how far behind somebody is to whom nothing is due, whatever is given


@dataclass(frozen=True, slots=True)
class Dues:
    """What is due to each member: of a track that is liked so much by all together, their share and what they lack."""

    shares: tuple[float, ...]
    behind: tuple[float, ...]  # below 0 = ahead


class Claims:
    """The claims of some members, known by their places in a row."""

    __slots__ = ("_got", "_named", "_offered", "_opener", "_weights")

    def __init__(
        self,
        *,
        weights: Sequence[float],
        got: Sequence[float],
        named: Sequence[int],
        offered: Sequence[Row],
        opener: int | None = None,
    ) -> None:
        self._weights = list(weights)
        self._got = list(got)
        self._named = list(named)  # how many tracks are there in each member's name
        self._opener = opener  # to whom alone something is due until the first track is given
        self._offered = [sum(row[who] > 0 for row in offered) for who in range(len(self._weights))]

    def dues(self) -> Dues:
        """Return what each member is due now; nothing to those for whom nothing is left that they like."""
        claiming = {who for who, offered in enumerate(self._offered) if offered}
        if self._opener in claiming:
            claiming = {self._opener}
        weight = sum(self._weights[who] for who in claiming)
        total = sum(self._got[who] for who in claiming)
        shares = tuple(w / weight if who in claiming else 0.0 for who, w in enumerate(self._weights))
        behind = (
            share * total - got if who in claiming else NOTHING
            for who, (share, got) in enumerate(zip(shares, self._got, strict=True))
        )
        return Dues(shares, tuple(behind))

    def give(self, row: Row, dues: Dues) -> int | None:
        """Count a track as given to all who like it; return for whom it is there, None where nobody likes it."""
        whose = self._for_whom(row, dues)
        self._got = [got + liking for got, liking in zip(self._got, row, strict=True)]
        if whose is not None:
            self._named[whose] += 1
        self._opener = None
        return whose

    def withdraw(self, row: Row) -> None:
        """Note that a track is offered no more."""
        for who, liking in enumerate(row):
            self._offered[who] -= liking > 0

    def _for_whom(self, row: Row, dues: Dues) -> int | None:
        """Return who gains most by a track; of those who like it as well, whose name stands least often yet."""
        gains = gains_of(row, dues)
        most = max(range(len(row)), key=lambda who: (gains[who], row[who]), default=None)
        if most is None or row[most] <= 0:
            return None
        served = [who for who, liking in enumerate(row) if liking >= AS_WELL * row[most]]
        return min(served, key=lambda who: (self._named[who] / self._weights[who], -gains[who]))


def gains_of(row: Row, dues: Dues) -> list[float]:
    """Return how much of what a track gives each member they are due."""
    given = sum(row)
    return [
        min(liking, max(0.0, share * given + behind))
        for liking, share, behind in zip(row, dues.shares, dues.behind, strict=True)
    ]
