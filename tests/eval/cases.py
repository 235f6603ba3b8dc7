"""The cases: what members say, turn by turn, and what must then be true. Read from the two files beside this one."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass

from tests.eval.facts import Condition, Span

FOLDER = Path(__file__).parent
STRICT = ConfigDict(extra="forbid")
MOST_PER_ARTIST = 3
LEAST_KEPT = 0.8
FOR_ALL = ("id", "theme", "sample")


def _several(given: object) -> object:
    return given if isinstance(given, list | tuple) else [given]


def _a_span(given: object) -> object:
    return given if isinstance(given, list | tuple) else (given, given)


Texts = Annotated[tuple[str, ...], BeforeValidator(_several)]
Conditions = Annotated[tuple[Condition, ...], BeforeValidator(_several)]
Count = Annotated[tuple[int, int], BeforeValidator(_a_span)]


@dataclass(frozen=True, slots=True, config=STRICT)
class Share:
    """At least, or at most, this part of the list is of a condition."""

    condition: Condition
    least: float = 0.0
    most: float = 1.0


@dataclass(frozen=True, slots=True, config=STRICT)
class Turn:
    """One thing said, and what must be true afterwards. requests.toml and dialogues.toml tell what each key means."""

    say: str
    member: str = "Ana"
    must: Conditions = ()
    right: Conditions = ()
    satisfiable: bool = True
    says: Texts = ()
    says_not: Texts = ()
    tracks: Count | None = None
    minutes: Span | None = None
    per_artist: int = MOST_PER_ARTIST
    mean_energy: Span | None = None
    mean_valence: Span | None = None
    share: tuple[Share, ...] = ()
    has: Texts = ()
    has_not: Texts = ()
    lifts: Texts = ()
    objected: Conditions | None = None
    kept: float = LEAST_KEPT
    more: Conditions = ()
    less: Conditions = ()
    higher: Texts = ()
    lower: Texts = ()
    credited: Texts = ()
    entries_of: Mapping[str, Count] | None = None
    gains: Texts = ()
    restores: int | None = None
    unchanged: bool = False

    @property
    def expects_a_list(self) -> bool:
        """Whether anything it asks can be true of a list alone."""
        return self.satisfiable and bool(self.must or self.right or self.tracks or self.minutes or self.has)


@dataclass(frozen=True, slots=True, config=STRICT)
class Case:
    """A request, or a talk of several members: its turns in order."""

    id: str
    theme: str
    turns: tuple[Turn, ...]
    sample: bool = False

    @property
    def is_talk(self) -> bool:
        """Whether it has more than one turn."""
        return len(self.turns) > 1


def requests(path: Path = FOLDER / "requests.toml") -> tuple[Case, ...]:
    """Return the single requests, each a case of one turn."""
    return tuple(_case(row, [{k: v for k, v in row.items() if k not in FOR_ALL}]) for row in _rows(path, "request"))


def dialogues(path: Path = FOLDER / "dialogues.toml") -> tuple[Case, ...]:
    """Return the talks of several members."""
    return tuple(_case(row, row["turn"]) for row in _rows(path, "dialogue"))


def _rows(path: Path, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))[name]
    return rows


def _case(row: Mapping[str, Any], turns: list[dict[str, Any]]) -> Case:
    common = {key: row[key] for key in FOR_ALL if key in row}
    return TypeAdapter(Case).validate_python({**common, "turns": turns})
