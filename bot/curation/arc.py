"""In which order a list is played: its arc. Pure functions.

The choice gave a fair order: every beginning of it has something for everybody. The arc changes places two by two, for
as long as that brings the list nearer to how lively it should be from place to place, or parts two tracks of one
artist; but never so that some beginning gives whoever has least from it less than nine tenths of what the choice gave.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import accumulate, combinations
from operator import add, sub
from statistics import fmean

from bot.chat import Member
from bot.curation.aims import Aims
from bot.curation.fairness import Scored
from bot.curation.lexicon.terms import Lexicon
from bot.curation.music import Entry, Item, Source
from bot.curation.selection import credited
from bot.curation.wish import Shape

LIVELY = 2.6  # from this energy on a wish is for a list that warms up, peaks and lands …
DROWSY = 1.5  # … and up to this one for a list that lulls; what lies between is even all through
PEAK = 0.65  # where in the list
FAIR = 0.9  # of what each beginning of the list gives to whoever has least from it stays, whatever the arc
BEST = 5  # a member's liking is measured by the best few of the list there are for them
A_CLASH = 5.0  # two tracks of one artist side by side weigh more than any step in energy
LEAST_GAIN = 1e-9  # less is no gain but rounding
FARTHEST = 30  # places that a change may reach over: a longer list is brought near in more than one
MOST_ROUNDS = 30

_LEVELS: Mapping[Shape, Callable[[float], float]] = {  # how lively to be, by how far into the list it is: 0 to 1
    Shape.RISE: lambda at: at,
    Shape.FALL: lambda at: 1 - at,
    Shape.WAVE: lambda at: 0.25 + 0.75 * at / PEAK if at <= PEAK else 1 - 0.9 * (at - PEAK) / (1 - PEAK),
    Shape.CALM_DOWN: lambda at: 0.8 if at <= PEAK else 0.8 * (1 - at) / (1 - PEAK),
}


@dataclass(frozen=True, slots=True)
class Stop:
    """A track on its way through the list: by whom it is, how lively, and how well each member likes it."""

    artists: frozenset[str]
    energy: float | None = None  # 1 to 5; None = nobody knows
    liked: Mapping[Member, float] = field(default_factory=dict)


def shape_of(aims: Aims, lexicon: Lexicon) -> Shape:
    """Return the arc that was asked for, else the one that suits how lively the words of the wish are."""
    if aims.arc is not None:
        return aims.arc
    known = [(lexicon[want.term].energy, want.weight) for want in aims.wants if want.weight > 0]
    energies = [(energy, weight) for energy, weight in known if energy is not None]
    total = sum(weight for _, weight in energies)
    lively = sum(energy * weight for energy, weight in energies) / total if total else LIVELY
    return Shape.WAVE if lively >= LIVELY else Shape.STEADY if lively > DROWSY else Shape.FALL


def opening(entries: Sequence[Entry], aims: Aims, first: Member | None) -> frozenset[str]:
    """Return what opens a new list whatever its arc: who came short before; what was named, unless an arc was too."""
    named = [e.uri for e in entries if e.source is Source.ASKED]
    opens = [e.uri for e in entries[len(named) :][:1] if first is not None and e.member == first]
    return frozenset(opens if aims.arc else [*named, *opens])


def arranged(
    entries: Sequence[Entry],
    items: Mapping[str, Item],
    known: Iterable[Scored],
    shape: Shape,
    fixed: frozenset[str] = frozenset(),
) -> tuple[Entry, ...]:
    """Return `entries` in the order of the arc; those whose uri is `fixed` keep their places.

    Args:
        known: What is known of those there is something known of; others please whom they are there for.
    """
    scored = {each.candidate.item.uri: each for each in known}
    stops = [_stop(entry, items[entry.uri], scored.get(entry.uri)) for entry in entries]
    free = [place for place, entry in enumerate(entries) if entry.uri not in fixed]
    return tuple(entries[place] for place in ordered(stops, shape, free))


def ordered(stops: Sequence[Stop], shape: Shape, free: Sequence[int] | None = None) -> list[int]:
    """Return the stops, as their places in what was given, in the order of the arc.

    Args:
        free: The places that may be changed; None = all.
    """
    path = _Path(stops, _wanted(stops, shape))
    places = range(len(stops)) if free is None else sorted(free)
    pairs = [pair for pair in combinations(places, 2) if pair[1] - pair[0] <= FARTHEST]
    for _ in range(MOST_ROUNDS):
        if not sum(path.changed(one, other) for one, other in pairs):
            break
    return path.order


class _Path:
    """An order while it changes, with what each beginning of it gives to each member."""

    __slots__ = ("_away", "_floors", "_given", "_likings", "_stops", "order")

    def __init__(self, stops: Sequence[Stop], wanted: Sequence[float | None]) -> None:
        self.order = list(range(len(stops)))
        self._stops = stops
        self._away = [[_distance(stop.energy, level) for level in wanted] for stop in stops]  # by stop, then by place
        self._likings = _likings(stops)
        self._given = list(accumulate(self._likings, _sum))
        self._floors = [FAIR * min(given, default=0.0) - LEAST_GAIN for given in self._given]

    def changed(self, one: int, other: int) -> bool:
        """Change two places, the first before the second, where that is better and fair; tell whether it was."""
        gain = self._gain(one, other)
        if gain <= LEAST_GAIN and not self._has_clash(one, other):
            return False
        clashes = self._clashes(one, other)
        self._swap(one, other)
        gain += A_CLASH * (clashes - self._clashes(one, other))
        if gain > LEAST_GAIN and self._is_fair(one, other):
            return True
        self._swap(one, other)
        return False

    def _swap(self, one: int, other: int) -> None:
        self.order[one], self.order[other] = self.order[other], self.order[one]

    def _gain(self, one: int, other: int) -> float:
        """Return how much nearer to the arc a change would bring both."""
        first, second = self._away[self.order[one]], self._away[self.order[other]]
        return first[one] + second[other] - first[other] - second[one]

    def _is_fair(self, one: int, other: int) -> bool:
        """Tell whether no beginning falls below its floor, and keep what each gives now where none does."""
        came, went = self._likings[self.order[one]], self._likings[self.order[other]]
        change = tuple(map(sub, came, went))
        given = [_sum(row, change) for row in self._given[one:other]]
        floors = self._floors[one:other]
        if any(min(row, default=0.0) < floor for row, floor in zip(given, floors, strict=True)):
            return False
        self._given[one:other] = given
        return True

    def _has_clash(self, *places: int) -> bool:
        return any(self._is_clash(first) for place in places for first in (place - 1, place))

    def _clashes(self, one: int, other: int) -> int:
        return sum(self._is_clash(first) for first in {one - 1, one, other - 1, other})

    def _is_clash(self, first: int) -> bool:
        """Tell whether the stops at this place and the next share an artist."""
        if not 0 <= first < len(self.order) - 1:
            return False
        artists, others = (self._stops[self.order[place]].artists for place in (first, first + 1))
        return not artists.isdisjoint(others)


def _stop(entry: Entry, item: Item, scored: Scored | None) -> Stop:
    if scored is None:
        return Stop(credited(item), None, {entry.member: 1.0} if entry.member else {})
    return Stop(credited(item), scored.candidate.features.energy, scored.own)


def _wanted(stops: Sequence[Stop], shape: Shape) -> list[float | None]:
    """Return how lively each place should be: the energies there are, shared out by the arc; None = no matter."""
    level = _LEVELS.get(shape)
    known = sorted(stop.energy for stop in stops if stop.energy is not None)
    if level is None or not known:
        return [None] * len(stops)
    last = max(1, len(stops) - 1)
    levels = [level(place / last) for place in range(len(stops))]
    ranks = {place: rank for rank, place in enumerate(sorted(range(len(stops)), key=levels.__getitem__))}
    return [known[ranks[place] * len(known) // len(stops)] for place in range(len(stops))]


def _likings(stops: Sequence[Stop]) -> list[tuple[float, ...]]:
    """Return how well each member likes each stop, by what they like best; nothing where only one likes anything."""
    members = list(dict.fromkeys(member for stop in stops for member in stop.liked))
    if len(members) < 2:
        return [() for _ in stops]
    best = {m: fmean(nlargest(BEST, (stop.liked.get(m, 0.0) for stop in stops))) or 1.0 for m in members}
    return [tuple(stop.liked.get(member, 0.0) / best[member] for member in members) for stop in stops]


def _distance(energy: float | None, wanted: float | None) -> float:
    return abs(energy - wanted) if energy is not None and wanted is not None else 0.0


def _sum(one: tuple[float, ...], other: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(map(add, one, other))
