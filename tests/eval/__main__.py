"""Score understanding and curation on the shipped catalogue: `make eval`."""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import structlog

from tests.eval.baseline import Baseline
from tests.eval.cases import Case, dialogues, requests
from tests.eval.report import failures, tables, unmet, weak
from tests.eval.run import Result, run
from tests.eval.stage import a_theater


def main() -> int:
    """Run the cases and print what came of them; 1 where something that must hold does not."""
    asked = _arguments()
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    cases = [case for case in (*requests(), *dialogues()) if asked.only in case.id]
    results = asyncio.run(_run(cases))
    if asked.lists:
        _print_lists(results)
    _print("Precision by the catalogue's facts, and in how many cases each criterion held", list(tables(results)))
    _print("Lists of which less than half is right, or less than of BM25's", list(weak(results)))
    _print("What failed", list(failures(results)))
    missed = list(unmet(results))
    _print("What must hold and does not", missed)
    return 1 if missed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.eval", description=__doc__)
    parser.add_argument("--only", default="", metavar="ID", help="run the cases whose id holds this")
    parser.add_argument("--lists", action="store_true", help="print every answer and list")
    return parser.parse_args()


async def _run(cases: Sequence[Case]) -> list[Result]:
    with tempfile.TemporaryDirectory() as folder:
        async with a_theater(Path(folder)) as theater:
            baseline = Baseline.over(theater.facts.values())
            return [result for case in cases for result in await run(case, theater, baseline)]


def _print_lists(results: Sequence[Result]) -> None:
    for result in results:
        turn = result.case.turns[result.number - 1]
        print(f"\n{result.case.id} · {turn.member}: {turn.say}\n{result.said}")
        for row in result.after.rows:
            r = row.facts.recording
            told = f"{row.facts.year} {r.country} {r.language} e{r.energy} v{r.valence} {r.tier}"
            print(f"    {row.member:<5} {row.facts.name} | {told} | {', '.join((*r.genres, *r.moods))}")


def _print(title: str, lines: Sequence[str]) -> None:
    if lines:
        print(f"\n{title}")
        print("\n".join(f"  {line}" for line in lines))


if __name__ == "__main__":
    sys.exit(main())
