"""What came of playing the conversations several times: pass^k by theme. Pure functions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.conversations.cases import Case

COLUMNS = ("theme", "cases", "pass^1", "pass^k")


@dataclass(frozen=True, slots=True)
class Played:
    """A case and, for each time it was played, what was not as it must be."""

    case: Case
    rounds: tuple[tuple[str, ...], ...]

    @property
    def share(self) -> float:
        """How often it passed, 0 to 1."""
        return sum(not failures for failures in self.rounds) / len(self.rounds)

    @property
    def is_reliable(self) -> bool:
        """Whether it passed every time: the k of pass^k is how often it was played."""
        return not any(self.rounds)


def table(played: Sequence[Played]) -> Iterator[str]:
    """Yield the table: of each theme the mean share of passes, and the share of cases that passed every time."""
    themes: dict[str, list[Played]] = {}
    for each in played:
        themes.setdefault(each.case.theme, []).append(each)
    rows = [COLUMNS, *(_row(theme, of) for theme, of in themes.items()), _row("all", played)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    for theme, *figures in rows:
        cells = (figure.rjust(width) for figure, width in zip(figures, widths[1:], strict=True))
        yield "  ".join((theme.ljust(widths[0]), *cells))


def failures(played: Sequence[Played]) -> Iterator[str]:
    """Yield a line for each thing that went wrong, with how often it did."""
    for each in played:
        for failure, times in _counted(each.rounds).items():
            yield f"{each.case.id} ({times} of {len(each.rounds)}): {failure}"


def _row(name: str, played: Sequence[Played]) -> tuple[str, ...]:
    count = len(played)
    if not count:
        return (name, "0", "–", "–")
    mean = sum(each.share for each in played) / count
    reliable = sum(each.is_reliable for each in played) / count
    return (name, str(count), f"{mean:.0%}", f"{reliable:.0%}")


def _counted(rounds: Sequence[Sequence[str]]) -> Mapping[str, int]:
    counted: dict[str, int] = {}
    for failure in (failure for failures in rounds for failure in failures):
        counted[failure] = counted.get(failure, 0) + 1
    return counted
