"""Whether the fair choice is fair: beside other rules, on simulated groups, ten lists in a row.

A member is satisfied by a list as far as it holds what their own best list of that length would: by all of their taste,
of which the rules are told half.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from random import Random
from statistics import fmean, median, stdev
from time import process_time

from bot.chat import Member
from bot.curation.entries import MEETS
from bot.curation.fairness import Scored, choose_fairly
from tests.bench.rules_of_choice import LIST, RULES, Rule, to_pool
from tests.bench.simulated_groups import KINDS, Round, Shelves, SimulatedGroup, a_group
from tests.bench.tables import Rows, print_table

SEED = 2026
SIZES = (2, 3, 4, 6, 8, 10)
GROUPS = 3  # of each kind and size
LISTS = 10
TRACKS = 2000

Figures = Mapping[str, float]
SHOWN = ("mean", "least at 5", "least at 10", "least at 20", "Jain", "first one", "variety", "least over ten")


@dataclass(frozen=True, slots=True)
class Measured:
    """How one rule did, group by group."""

    kinds: tuple[str, ...]
    figures: tuple[Figures, ...]

    def mean(self, name: str, kind: str = "") -> float:
        """Return the mean of a figure over all groups, or those of a kind."""
        return fmean(f[name] for k, f in zip(self.kinds, self.figures, strict=True) if kind in ("", k))


def print_tables() -> None:
    """Print how each rule did, for all groups and for each kind, and how long a choice takes."""
    results = all_measured()
    for kind in ("", *KINDS):
        print_table(f"Fair choice, groups: {kind or 'all'}; satisfied 0 to 1", _rows(results, kind))
    print_table("Fair choice: Chorus beside the others", _verdict(results))
    print_table("Choosing 50 of 500 for 8 members (at most 15 ms), ms of processor time", _times())


def all_measured() -> dict[str, Measured]:
    """Return how each rule did on the same groups."""
    random = Random(SEED)
    shelves = Shelves(TRACKS, random)
    groups = [a_group(kind, size, LISTS, random, shelves) for kind in KINDS for size in SIZES for _ in range(GROUPS)]
    kinds = tuple(group.kind for group in groups)
    return {name: Measured(kinds, tuple(_measured(rule, group) for group in groups)) for name, rule in RULES.items()}


def _measured(rule: Rule, group: SimulatedGroup) -> Figures:
    """Return how a rule does in a group, on the average of its lists and over all of them."""
    past, requests = list[Mapping[Member, float]](), [0] * len(group.members)
    lists, satisfied = list[Figures](), list[list[float]]()
    for this in group.rounds:
        requests = [before + now for before, now in zip(requests, this.requests, strict=True)]
        chosen = rule(this, group.members, past, requests)
        satisfied.append([_satisfied(truth, chosen) for truth in this.truth])
        lists.append(_figures(this, chosen, satisfied[-1]))
        met = (fmean(said[place] >= MEETS for place in chosen) for said in this.said)
        past.insert(0, dict(zip(group.members, met, strict=True)))
    over_all = [fmean(member) for member in zip(*satisfied, strict=True)]
    means = {name: fmean(figures[name] for figures in lists) for name in lists[0]}
    return {**means, "first one": over_all[0], "least over ten": min(over_all)}


def _figures(this: Round, chosen: Sequence[int], satisfied: Sequence[float]) -> Figures:
    prefixes = {f"least at {k}": min(_satisfied(truth, chosen[:k]) for truth in this.truth) for k in (5, 10, LIST)}
    squares = sum(each * each for each in satisfied)
    jain = sum(satisfied) ** 2 / (len(satisfied) * squares) if squares else 1.0
    return {"mean": fmean(satisfied), **prefixes, "Jain": jain, "variety": _variety(this, chosen)}


def _satisfied(truth: Sequence[float], chosen: Sequence[int]) -> float:
    ideal = sum(sorted(truth, reverse=True)[: len(chosen)])
    return sum(truth[place] for place in chosen) / ideal if ideal else 1.0


def _variety(this: Round, chosen: Sequence[int]) -> float:
    """Return one less the mean likeness, by their tags, of two tracks of a list."""
    tags = [set(this.pool[place].features.tags) for place in chosen]
    likeness = [len(a & b) / (len(a) * len(b)) ** 0.5 for a, b in combinations(tags, 2)]
    return 1 - fmean(likeness)


def _rows(results: Mapping[str, Measured], kind: str) -> Rows:
    head = [("", "  ".join(f"{name:>14}" for name in SHOWN))]
    return head + [
        (rule, "  ".join(f"{measured.mean(name, kind):14.3f}" for name in SHOWN)) for rule, measured in results.items()
    ]


def _verdict(results: Mapping[str, Measured]) -> Rows:
    ours = results["Chorus"]
    others = {rule: measured for rule, measured in results.items() if not rule.startswith("Chorus")}
    rows = []
    for name in ("least at 5", "least at 10", "least at 20", "least over ten"):
        rule, best = max(others.items(), key=lambda each: each[1].mean(name))
        gains = [a[name] - b[name] for a, b in zip(ours.figures, best.figures, strict=True)]
        error = stdev(gains) / len(gains) ** 0.5
        rows.append((f"{name}, against the best other ({rule})", f"{fmean(gains):+.3f} ± {error:.3f}"))
    for rule, measured in others.items():
        rows.append((f"mean, against {rule} (at least -3 %)", f"{ours.mean('mean') / measured.mean('mean') - 1:+.1%}"))
    return rows


def _times() -> Rows:
    random = Random(SEED)
    shelves = Shelves(TRACKS, random)
    return [(kind, f"{_milliseconds(*_large_pool(kind, random, shelves)):.1f}") for kind in KINDS]


def _large_pool(kind: str, random: Random, shelves: Shelves) -> tuple[list[Scored], Sequence[Member]]:
    group = a_group(kind, 8, 1, random, shelves, pool=600)
    return to_pool(group.rounds[0], group.members)[:500], group.members


def _milliseconds(pool: Sequence[Scored], members: Sequence[Member]) -> float:
    times = []
    for _ in range(25):
        start = process_time()
        choose_fairly(pool, members, fits=lambda candidate, chosen: True, enough=lambda chosen: len(chosen) == 50)
        times.append(1000 * (process_time() - start))
    return median(times)


if __name__ == "__main__":
    print_tables()
