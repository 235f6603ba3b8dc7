"""The words of judging: where a talk stands, by what it is judged, and what failed."""

from dataclasses import dataclass, field
from enum import StrEnum

from tests.eval.facts import Condition, Facts


class Criterion(StrEnum):
    """What a case is judged by; each must hold everywhere."""

    CONSTRAINT = "constraint"
    EXCLUSION = "exclusion"
    HONEST = "honest"
    KEPT = "kept"
    ANSWER = "answer"  # what was changed, restored, credited and said


@dataclass(frozen=True, slots=True)
class Row:
    """One track on the list, and for whom it is there."""

    facts: Facts
    member: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a talk stands after a turn."""

    rows: tuple[Row, ...] = ()
    musts: tuple[Condition, ...] = ()  # all that holds by now

    @property
    def names(self) -> list[str]:
        """The tracks in order, as cases name them."""
        return [row.facts.name for row in self.rows]

    @property
    def ids(self) -> list[str]:
        """The recordings in order."""
        return [row.facts.recording.id for row in self.rows]


@dataclass(frozen=True, slots=True)
class Failure:
    """What is not as it must be."""

    criterion: Criterion
    what: str


@dataclass
class Verdict:
    """What a turn was judged by, and what of it failed."""

    at_stake: set[Criterion] = field(default_factory=set)
    failures: list[Failure] = field(default_factory=list)
    kept: float | None = None  # of what nobody objected to, 0 to 1

    def check(self, criterion: Criterion, is_so: bool, otherwise: str) -> None:
        """Note that something was at stake, and what failed if it is not so."""
        self.at_stake.add(criterion)
        if not is_so:
            self.failures.append(Failure(criterion, otherwise))
