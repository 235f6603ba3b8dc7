"""Which tracks a list takes, so that every beginning of it is fair. Pure functions.

The rule, as members are told it: each next track is the one that gives most to those who have had less than their
share so far. "More from Ana" makes Ana's share larger. How much somebody talks does not. Who finds nothing any more
that meets their words passes; what is chosen when all pass is there for all.

Limits, bans and caps come before it: what they forbid is not in the pool or does not fit. Among tracks that give about
as much, the one least like what is on the list already is taken. facts: curation §1 compares this with other rules.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import fmean

from bot.chat import Member
from bot.curation.affinity import Candidate
from bot.curation.claims import Claims, Row
from bot.curation.diversity import Likeness
from bot.curation.weighing import Weighing

LEAST_FIT = 0.1  # what meets a member's own words less than this is not there for them
BEST = 10  # a member's liking is measured by the best few there are for them: all members' best count alike
OWN = 0.6  # how much one chooser's own words count beside the whole group's …
CLAIMS = 0.8  # … and the claims of several beside what they like on the average; much lower starves outsiders
VARIETY = 0.25  # how much of its worth a track loses that is like one on the list in everything; up to 0.6


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with how well it fits the whole wish and each member's own words, 0 to 1."""

    candidate: Candidate
    overall: float
    own: Mapping[Member, float]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A candidate that was chosen, and for whom; None = for all."""

    candidate: Candidate
    member: Member | None


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays on a list, and for whom it is there; None = for all."""

    scored: Scored
    member: Member | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where members stand before a choice."""

    weights: Mapping[Member, float] = field(default_factory=dict)  # how large each one's share is, 1 by default
    kept: Sequence[Kept] = ()  # what stays on the list counts as given
    owed: Mapping[Member, float] = field(default_factory=dict)  # good tracks, from earlier lists; below 0 = had more
    opener: Member | None = None  # for whom alone the first track is


def choose_fairly(
    pool: Sequence[Scored],
    members: Sequence[Member],
    *,
    fits: Callable[[Candidate, Sequence[Chosen]], bool],
    enough: Callable[[Sequence[Chosen]], bool],
    standing: Standing | None = None,
    variety: float = VARIETY,
) -> list[Chosen]:
    """Choose from `pool` until it is `enough` or nothing more `fits`; what does not fit once never will.

    Args:
        variety: How much of its worth a track loses that is like one on the list in everything.
    """
    standing = standing or Standing()
    choosers, rows, had = _likings(pool, standing.kept, members)
    claims = _claims(choosers, standing, rows, had)
    weighing = _weighing(pool, rows, standing.kept, variety)
    chosen = list[Chosen]()
    while not enough(chosen) and (place := weighing.best(dues := claims.dues())) is not None:
        candidate = pool[place].candidate
        if fits(candidate, chosen):
            who = claims.give(rows[place], dues)
            chosen.append(Chosen(candidate, None if who is None else choosers[who]))
            weighing.take(place)
        weighing.remove(place)
        claims.withdraw(rows[place])
    return chosen


def credited(chosen: Sequence[Chosen], pool: Sequence[Scored], members: Sequence[Member]) -> list[Chosen]:
    """Return the choices in nobody's name whose words they do not meet: then in that of whoever they fit best.

    For choices that were exchanged after they were made, as for the sake of a running time.
    """
    own = {scored.candidate.item.uri: scored.own for scored in pool}
    return [replace(each, member=_whose(each.member, own[each.candidate.item.uri], members)) for each in chosen]


def _whose(member: Member | None, own: Mapping[Member, float], members: Sequence[Member]) -> Member | None:
    if member is None or own.get(member, 0.0) >= LEAST_FIT:
        return member
    best = max(members, key=lambda each: own.get(each, 0.0))
    return best if own.get(best, 0.0) >= LEAST_FIT else None


def _likings(
    pool: Sequence[Scored], kept: Sequence[Kept], members: Sequence[Member]
) -> tuple[list[Member], list[Row], list[Row]]:
    """Return who likes any of the pool, and how much they like each of the pool and of what is kept, on one scale."""
    scored = [*pool, *(k.scored for k in kept)]
    columns = {member: [s.own.get(member, 0.0) for s in scored] for member in members}
    columns = {m: column for m, column in columns.items() if max(column[: len(pool)], default=0.0) >= LEAST_FIT}
    likings = [_on_one_scale(column) for column in columns.values()]
    rows: list[Row] = list(zip(*likings, strict=True)) if likings else [()] * len(scored)
    return list(columns), rows[: len(pool)], rows[len(pool) :]


def _on_one_scale(fits: Sequence[float]) -> list[float]:
    scale = _scale(fits)
    return [fit / scale if fit >= LEAST_FIT else 0.0 for fit in fits]


def _claims(members: Sequence[Member], standing: Standing, rows: Sequence[Row], had: Sequence[Row]) -> Claims:
    names = [kept.member for kept in standing.kept]
    return Claims(
        weights=[standing.weights.get(member, 1.0) for member in members],
        got=[sum(row[who] for row in had) - standing.owed.get(member, 0.0) for who, member in enumerate(members)],
        named=[names.count(member) for member in members],
        offered=rows,
        opener=members.index(standing.opener) if standing.opener in members else None,
    )


def _weighing(pool: Sequence[Scored], rows: Sequence[Row], kept: Sequence[Kept], variety: float) -> Weighing:
    """Return the candidates to be weighed, by the claims and by what counts beside them.

    That is the whole wish for one chooser or none, and for several what they like on the average: the whole wish holds
    most of whoever says most.
    """
    is_for_several = bool(rows) and len(rows[0]) > 1
    scale = _scale([scored.overall for scored in pool])
    return Weighing(
        rows,
        [sum(row) / len(row) for row in rows] if is_for_several else [scored.overall / scale for scored in pool],
        own=CLAIMS if is_for_several else OWN,
        likeness=Likeness([scored.candidate for scored in pool], [k.scored.candidate for k in kept]),
        variety=variety,
    )


def _scale(fits: Sequence[float]) -> float:
    return fmean(sorted(fits, reverse=True)[:BEST]) if any(fits) else 1.0
