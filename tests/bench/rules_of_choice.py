"""The rules that Chorus' own is compared with, and its own, on one footing."""

from collections.abc import Callable, Mapping, Sequence

from bot.chat import Member
from bot.curation.fairness import VARIETY, Scored, Standing, choose_fairly
from bot.curation.ledger import opener, owed
from tests.bench.simulated_groups import Round

LIST = 20

Past = Sequence[Mapping[Member, float]]  # of each earlier list, newest first, how much of it met each member's words
Rule = Callable[[Round, Sequence[Member], Past, Sequence[int]], list[int]]  # the last: all requests made so far


def fair(variety: float = VARIETY, *, ledger: bool = True) -> Rule:
    """Return Chorus' rule, with or without what is owed from earlier lists."""

    def choose(this: Round, members: Sequence[Member], past: Past, requests: Sequence[int]) -> list[int]:
        balance = owed(past) if ledger else {}
        chosen = choose_fairly(
            to_pool(this, members),
            members,
            fits=lambda candidate, chosen: True,
            enough=lambda chosen: len(chosen) == LIST,
            standing=Standing(owed=balance, opener=opener(balance, members)),
            variety=variety,
        )
        places = {candidate.item.uri: place for place, candidate in enumerate(this.pool)}
        return [places[c.candidate.item.uri] for c in chosen]

    return choose


def to_pool(this: Round, members: Sequence[Member]) -> list[Scored]:
    """Return the candidates as the curator would have judged them."""
    rows = zip(*this.said, strict=True)
    return [
        Scored(candidate, sum(fits) / len(fits), dict(zip(members, fits, strict=True)))
        for candidate, fits in zip(this.pool, rows, strict=True)
    ]


def average(this: Round, members: Sequence[Member], past: Past, requests: Sequence[int]) -> list[int]:
    """Take what is liked most on the average."""
    return _best(this, [sum(fits) for fits in zip(*this.said, strict=True)])


def least_misery(this: Round, members: Sequence[Member], past: Past, requests: Sequence[int]) -> list[int]:
    """Take what is liked most by whoever likes it least, and of such what is liked most on the average."""
    return _best(this, [min(fits) + sum(fits) / 1000 for fits in zip(*this.said, strict=True)])


def by_requests(this: Round, members: Sequence[Member], past: Past, requests: Sequence[int]) -> list[int]:
    """Take what is liked most on an average in which each request counts: who asked more weighs more."""
    return _best(
        this, [sum(f * n for f, n in zip(fits, requests, strict=True)) for fits in zip(*this.said, strict=True)]
    )


def round_robin(this: Round, members: Sequence[Member], past: Past, requests: Sequence[int]) -> list[int]:
    """Let members take turns, each choosing what they like most of what is left."""
    chosen = list[int]()
    for turn in range(LIST):
        liking = this.said[turn % len(members)]
        chosen.append(max((p for p in range(len(liking)) if p not in chosen), key=liking.__getitem__))
    return chosen


def _best(this: Round, worth: Sequence[float]) -> list[int]:
    return sorted(range(len(this.pool)), key=lambda place: -worth[place])[:LIST]


RULES: Mapping[str, Rule] = {
    "Chorus": fair(),
    "Chorus, variety .6": fair(0.6),
    "Chorus, no ledger": fair(ledger=False),
    "average": average,
    "least misery": least_misery,
    "round robin": round_robin,
    "weights by past requests": by_requests,
}
