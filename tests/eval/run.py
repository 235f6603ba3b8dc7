"""Running the cases on the stage, one after another, and measuring what came of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.eval.baseline import Baseline
from tests.eval.cases import Case, Turn
from tests.eval.facts import Facts
from tests.eval.judge import is_right, judge, most_possible, musts_after, wanted_tracks
from tests.eval.stage import Theater
from tests.eval.verdict import Standing, Verdict


@dataclass(frozen=True, slots=True)
class Precision:
    """Which part of the list is right, beside the same for BM25 without and with the conditions as filters."""

    ours: float
    plain: float
    filtered: float


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one turn of a case."""

    case: Case
    number: int  # of the turn, from 1
    verdict: Verdict
    precision: Precision | None
    said: str
    after: Standing


async def run(case: Case, theater: Theater, baseline: Baseline) -> list[Result]:
    """Play a case before a new group; return what came of each turn."""
    group, history, results = theater.group(case.id), [Standing()], list[Result]()
    for number, turn in enumerate(case.turns, start=1):
        said = await group.say(turn.member, turn.say)
        after = Standing(await group.rows(), musts_after(history[-1], turn, history))
        possible = most_possible((f for f in baseline.tracks if is_right(f, turn, after.musts)), turn.per_artist)
        verdict = judge(turn, history, after, said, possible)
        count = max(len(after.rows), min(wanted_tracks(turn, history[-1], after), possible), 1)
        words = " ".join(t.say for t in case.turns[:number])
        precision = _precision(turn, words, count, after, baseline) if turn.right else None
        results.append(Result(case, number, verdict, precision, said, after))
        history.append(after)
    return results


def _precision(turn: Turn, words: str, count: int, after: Standing, baseline: Baseline) -> Precision:
    """Compare at one length: that of our list, or `count` where ours is shorter than it should and could be."""

    def may(facts: Facts) -> bool:
        return all(must.holds(facts) for must in after.musts if not must.of)

    def part(tracks: Sequence[Facts]) -> float:
        return sum(is_right(facts, turn, after.musts) for facts in tracks) / count

    return Precision(
        ours=part([row.facts for row in after.rows]),
        plain=part(baseline.best(words, count)),
        filtered=part(baseline.best(words, count, may)),
    )
