"""A small part of the evaluation that runs with all tests; `make eval` runs the whole."""

from pathlib import Path
from statistics import mean

from tests.eval.baseline import Baseline
from tests.eval.cases import dialogues, requests
from tests.eval.report import CLEARLY, failures
from tests.eval.run import run
from tests.eval.stage import a_theater


async def test_the_sample_is_understood_kept_to_and_beats_the_baseline(tmp_path: Path) -> None:
    sample = [case for case in (*requests(), *dialogues()) if case.sample]

    async with a_theater(tmp_path) as theater:
        baseline = Baseline.over(theater.facts.values())
        results = [result for case in sample for result in await run(case, theater, baseline)]

    precisions = [result.precision for result in results if result.precision]
    assert list(failures(results)) == []
    assert mean(p.ours - p.plain for p in precisions) >= CLEARLY
