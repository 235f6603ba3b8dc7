"""The tables of an evaluation, the lines about what failed, and whether all that must hold does."""

from collections.abc import Iterable, Iterator, Sequence
from statistics import mean

from tests.eval.run import Precision, Result
from tests.eval.verdict import Criterion

CLEARLY = 0.10  # by so much must our precision lie above plain BM25's
MUST_WIN = ("mood", "scene", "several turns")
WEAK = 0.5  # a list of which less is right is named
SEVERAL_TURNS = "several turns"
COLUMNS = ("theme", "cases", "precision", "BM25", "BM25+filters", *Criterion, "kept share")


def tables(results: Sequence[Result]) -> Iterator[str]:
    """Yield the table, theme by theme, single requests first and talks after them."""
    singles = [r for r in results if not r.case.is_talk]
    talks = [r for r in results if r.case.is_talk]
    rows = [COLUMNS]
    for group, name in ((singles, "all requests"), (talks, "all talks")):
        themes = dict.fromkeys(r.case.theme for r in group)
        rows += [_row(theme, [r for r in group if r.case.theme == theme]) for theme in themes]
        rows += [_row(name, group)] if group else []
    rows.append(_row("everything", results))
    widths = [max(len(row[at]) for row in rows) for at in range(len(COLUMNS))]
    for row in rows:
        first, *others = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join((row[0].ljust(len(first)), *others))


def failures(results: Iterable[Result]) -> Iterator[str]:
    """Yield one line for each thing that is not as it must be."""
    for result in results:
        for failure in result.verdict.failures:
            yield f"{failure.criterion:<10}  {_name(result)}: {failure.what}"


def weak(results: Iterable[Result]) -> Iterator[str]:
    """Yield one line for each list of which less than half is right, or less than of BM25's."""
    for result in results:
        p = result.precision
        if p and (p.ours < WEAK or p.ours < max(p.plain, p.filtered)):
            yield f"{_name(result)}: {_told(p)}"


def unmet(results: Sequence[Result]) -> Iterator[str]:
    """Yield one line for each criterion of the whole that is not met."""
    for criterion in Criterion:
        good, total = _passed(results, criterion)
        if good < total:
            yield f"{criterion}: {good} of {total} cases"
    for name in MUST_WIN:
        found = [r.precision for r in results if r.precision and _counts_for(name, r)]
        if found and not mean(p.ours - p.plain for p in found) >= CLEARLY:
            yield f"precision, {name}: {_told(_mean(found))}; it must lie {CLEARLY:.2f} above BM25"


def _counts_for(name: str, result: Result) -> bool:
    if name == SEVERAL_TURNS:
        return result.case.is_talk and result.number > 1
    return result.case.theme == name


def _row(name: str, results: Sequence[Result]) -> tuple[str, ...]:
    found = [r.precision for r in results if r.precision]
    average = _mean(found) if found else None
    shares = (f"{p:.2f}" for p in (average.ours, average.plain, average.filtered)) if average else ("–",) * 3
    passed = ("{}/{}".format(*_passed(results, c)) for c in Criterion)
    kept = [r.verdict.kept for r in results if r.verdict.kept is not None]
    cases = len({r.case.id for r in results})
    return (name, str(cases), *shares, *(cell if cell != "0/0" else "–" for cell in passed), _percent(kept))


def _passed(results: Sequence[Result], criterion: Criterion) -> tuple[int, int]:
    """Return in how many cases a criterion held throughout, and in how many it was at stake."""
    staked = {r.case.id for r in results if criterion in r.verdict.at_stake}
    failed = {r.case.id for r in results for f in r.verdict.failures if f.criterion == criterion}
    return len(staked - failed), len(staked)


def _mean(found: Sequence[Precision]) -> Precision:
    return Precision(mean(p.ours for p in found), mean(p.plain for p in found), mean(p.filtered for p in found))


def _percent(values: Sequence[float]) -> str:
    return f"{mean(values):.0%}" if values else "–"


def _name(result: Result) -> str:
    turn = f" ({result.number})" if result.case.is_talk else ""
    words = result.case.turns[result.number - 1].say
    return f"{result.case.id}{turn} “{words if len(words) <= 60 else words[:59] + '…'}”"


def _told(p: Precision) -> str:
    return f"{p.ours:.2f} right, BM25 {p.plain:.2f}, with filters {p.filtered:.2f}"
