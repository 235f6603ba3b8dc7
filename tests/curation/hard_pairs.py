"""The table of hard pairs: what is asked for, what a service offers, and what is right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bot.curation.matching import best_match
from bot.curation.music import Track
from bot.curation.picks import Pick
from tests.examples import a_track

TABLE = Path(__file__).with_name("hard_pairs.psv")


@dataclass(frozen=True, slots=True)
class Pair:
    """One line of the table."""

    line: str
    kind: str
    pick: Pick
    offered: tuple[Track, ...]
    right: frozenset[int]  # places among those offered; empty = none may be taken

    @property
    def is_held_out(self) -> bool:
        """Whether it is of the half by which no rule was tuned: as its hash has it."""
        return sha256(self.line.encode()).digest()[0] % 2 == 0

    @property
    def taken(self) -> int | None:
        """The place of the track that the rules take; None where they take none."""
        match = best_match(self.pick, self.offered)
        return None if match is None else self.offered.index(match)


@dataclass(frozen=True, slots=True)
class Result:
    """How the rules fare over some pairs."""

    precision: float  # of what was taken, so much is right
    recall: float  # of what there was to find, so much was found
    misses: tuple[str, ...]


def pairs() -> list[Pair]:
    """Return all lines of the table, in its order."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [_to_pair(line) for line in lines if line and not line.startswith("#")]


def result(some: Iterable[Pair]) -> Result:
    """Return how the rules fare over `some` pairs."""
    told = [(pair, pair.taken) for pair in some]
    taken = [(pair, place) for pair, place in told if place is not None]
    hits = sum(place in pair.right for pair, place in taken)
    misses = [_told(pair, place) for pair, place in told if place not in (pair.right or {None})]
    return Result(hits / len(taken), hits / sum(bool(pair.right) for pair, _ in told), tuple(misses))


def _to_pair(line: str) -> Pair:
    kind, title, artist, words, right, *offered = line.split("|")
    places = frozenset(int(number) - 1 for number in right.split(",") if number != "0")
    return Pair(line, kind, Pick(title, artist, words), tuple(_to_track(each.split(" ~ ")) for each in offered), places)


def _to_track(said: Sequence[str]) -> Track:
    title, *artists = said
    return a_track(title, *artists)


def _told(pair: Pair, place: int | None) -> str:
    """Return a miss as a reader sees it best."""
    right = " or ".join(_name(pair.offered[n]) for n in sorted(pair.right)) or "none"
    taken = pair.offered[place] if place is not None else None
    return f"[{pair.kind}] {pair.pick}: took {_name(taken)}, right is {right}"


def _name(track: Track | None) -> str:
    return f"{track.title} by {track.credit}" if track else "none"
