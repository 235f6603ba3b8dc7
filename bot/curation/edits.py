"""From the rows a list has to the rows it is to have, in few calls. Pure functions.

What stays is left alone: it keeps the day it was added on, and what somebody else does there meanwhile is not lost.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

MOST_URIS = 100  # in one call
LEAVING_ALONE = 1  # calls more than writing the list anew that it is worth to leave alone what stays

Row = str | None  # a uri; None for what no call can name or write, such as a file of the owner's own
_Key = tuple[Row, int]  # a row and which one of its equals
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Replace:
    """Let the list hold these and nothing else."""

    uris: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remove:
    """Take out every row that holds one of these: a service takes no places here."""

    uris: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """Move so many rows from `start` to just before the row that is now at `before`."""

    start: int
    length: int
    before: int


@dataclass(frozen=True, slots=True)
class Add:
    """Put these in at `position`."""

    uris: tuple[str, ...]
    position: int


Edit = Replace | Remove | Move | Add


def plan(now: Sequence[Row], then: Sequence[str]) -> tuple[Edit, ...]:
    """Return the edits that lead from `now` to `then`; rows that nobody can write stay beside their neighbours."""
    if None in now:
        return min(_edits(now, then), _around(now, then), key=len)
    edits, whole = _edits(now, then), anew(then)
    return edits if len(edits) <= len(whole) + LEAVING_ALONE else whole


def anew(then: Sequence[str]) -> tuple[Edit, ...]:
    """Return the edits that write the whole list."""
    return (Replace(tuple(then[:MOST_URIS])), *_adds(then[MOST_URIS:], MOST_URIS))


def applied(edits: Iterable[Edit], rows: Sequence[Row]) -> list[Row]:
    """Return the rows after `edits`, as a service does them."""
    held = list(rows)
    for edit in edits:
        match edit:
            case Replace(uris):
                held = list(uris)
            case Remove(uris):
                held = [row for row in held if row not in uris]
            case Move():
                held = _moved(held, edit)
            case Add(uris, position):
                held[position:position] = uris
    return held


def on_the_way(now: Sequence[Row], then: Sequence[str]) -> Iterator[list[Row]]:
    """Return every state between `now` and `then` in which a write that broke off may leave the list."""
    for edits in (plan(now, then), anew(then)):
        held = list(now)
        for edit in edits:
            held = applied([edit], held)
            yield held


def keyed(rows: Iterable[R]) -> list[tuple[R, int]]:
    """Return each row with which one of its equals it is, from 0."""
    seen: Counter[R] = Counter()
    keys = []
    for row in rows:
        keys.append((row, seen[row]))
        seen[row] += 1
    return keys


def _around(now: Sequence[Row], then: Sequence[str]) -> tuple[Edit, ...]:
    """Return the edits that take out all that can be written and put it in again around the rest."""
    target = _target(now, then)
    rest = [key for key in keyed(now) if key[0] is None]
    moves = _moves(rest, [key for key in target if key[0] is None])
    return (*_removals({row for row in now if row is not None}), *moves, *_insertions(rest, target))


def _edits(now: Sequence[Row], then: Sequence[str]) -> tuple[Edit, ...]:
    """Return the edits that touch only what has to change: out, then into order, then in."""
    wanted, there = Counter(then), Counter(now)
    out = {row for row in there if row is not None and there[row] > wanted[row]}
    target, left = _target(now, then), [key for key in keyed(now) if key[0] not in out]
    staying = set(left)
    moves = _moves(left, [key for key in target if key in staying])
    return (*_removals(out), *moves, *_insertions(left, target))


def _target(now: Sequence[Row], then: Sequence[str]) -> list[_Key]:
    """Return the rows the list is to have: `then`, each row that nobody can write after the one it follows now."""
    target: list[_Key] = list(keyed(then))
    place = 0
    for key in keyed(now):
        if key[0] is None:
            target.insert(place, key)
            place += 1
        elif key in target:
            place = target.index(key) + 1
    return target


def _removals(uris: Iterable[str]) -> Iterator[Remove]:
    ordered = sorted(uris)
    for start in range(0, len(ordered), MOST_URIS):
        yield Remove(tuple(ordered[start : start + MOST_URIS]))


def _moves(now: Sequence[_Key], then: Sequence[_Key]) -> list[Move]:
    """Return moves, each of as many neighbours as belong together, that bring the same rows into another order."""
    held, moves = list(now), list[Move]()
    for place, key in enumerate(then):
        start = held.index(key)
        if start == place:
            continue
        length = 1
        while held[start + length : start + length + 1] == list(then[place + length : place + length + 1]) != []:
            length += 1
        moves.append(Move(start, length, place))
        held = _moved(held, moves[-1])
    return moves


def _moved(rows: Sequence[R], move: Move) -> list[R]:
    block, rest = rows[move.start : move.start + move.length], [*rows[: move.start], *rows[move.start + move.length :]]
    place = move.before if move.before <= move.start else move.before - move.length
    return [*rest[:place], *block, *rest[place:]]


def _insertions(held: Sequence[_Key], target: Sequence[_Key]) -> Iterator[Add]:
    """Return the adds that bring in what is missing, neighbours together, from the front to the back."""
    present, block, begin = set(held), list[str](), 0
    for place, key in enumerate([*target, None]):
        if key is not None and key not in present and key[0] is not None:
            begin = begin if block else place
            block.append(key[0])
        else:
            yield from _adds(block, begin)
            block = []


def _adds(uris: Sequence[str], position: int) -> Iterator[Add]:
    for start in range(0, len(uris), MOST_URIS):
        yield Add(tuple(uris[start : start + MOST_URIS]), position + start)
