"""Whose turn it is. Pure functions.

The rule, as members are told it: whoever has had least so far of what they asked for chooses next, and chooses what
fits their own words best among what fits the group's. "More from Ana" makes Ana's turns come sooner. Who finds nothing
that meets their words passes, and what is chosen then is there for all.
(First rule; facts: curation §1 compares it with others.)
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.chat import Member
from bot.curation.affinity import Candidate

LEAST_FIT = 0.1  # what meets a member's own words less than this is not there for them
OWN = 0.6  # how much a chooser's own words count beside the whole group's
A_TURN = 0.5  # to choose counts as well: members who like the same take turns


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with how well it fits the whole wish and each member's own words, 0 to 1."""

    candidate: Candidate
    overall: float
    own: Mapping[Member, float]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A candidate that was chosen, and on whose turn; None = on nobody's, it is for all."""

    candidate: Candidate
    member: Member | None


def choose_fairly(
    pool: Sequence[Scored],
    members: Sequence[Member],
    *,
    weights: Mapping[Member, float],
    had: Mapping[Member, float],
    fits: Callable[[Candidate, Sequence[Chosen]], bool],
    enough: Callable[[Sequence[Chosen]], bool],
) -> list[Chosen]:
    """Choose from `pool` until it is `enough` or nothing more `fits`.

    Args:
        weights: How fast each member's turns come, 1 by default.
        had: What each member got already, from entries that stay on the list.
    """
    chosen = list[Chosen]()
    got = {member: had.get(member, 0.0) for member in members}
    out: set[int] = set()  # places in the pool that are taken or do not fit; what does not fit once never will
    orders = {member: _best_first(pool, member) for member in (*members, None)}
    choosers = [member for member in members if any(s.own.get(member, 0.0) >= LEAST_FIT for s in pool)]
    while not enough(chosen):
        member = _next_chooser(choosers, got, weights)
        best = next((scored for scored in _still_in(orders[member], out, pool, chosen, fits)), None)
        if best is None:
            break
        if member is not None and best.own.get(member, best.overall) < LEAST_FIT:
            choosers.remove(member)  # nothing is left that meets their words: from here on they pass
            member = None
        chosen.append(Chosen(best.candidate, member))
        got = with_turn(got, {each: best.own.get(each, best.overall) for each in members}, member)
    return chosen


def with_turn(got: Mapping[Member, float], fits: Mapping[Member, float], chooser: Member | None) -> dict[Member, float]:
    """Return what each member got, one track later; what pleases all alike puts nobody ahead."""
    shared = min(fits.values(), default=0.0)
    gains = {member: fit - shared + (A_TURN if member == chooser else 0.0) for member, fit in fits.items()}
    return {member: got.get(member, 0.0) + gains.get(member, 0.0) for member in {**got, **gains}}


def _best_first(pool: Sequence[Scored], member: Member | None) -> Iterator[int]:
    return iter(sorted(range(len(pool)), key=lambda place: -_value(pool[place], member)))


def _still_in(
    order: Iterator[int],
    out: set[int],
    pool: Sequence[Scored],
    chosen: Sequence[Chosen],
    fits: Callable[[Candidate, Sequence[Chosen]], bool],
) -> Iterator[Scored]:
    """Yield what of the order is neither taken nor unfit, and count it as taken."""
    for place in order:
        if place not in out:
            out.add(place)
            if fits(pool[place].candidate, chosen):
                yield pool[place]


def _next_chooser(
    members: Sequence[Member], got: Mapping[Member, float], weights: Mapping[Member, float]
) -> Member | None:
    if not members:
        return None
    return min(members, key=lambda m: (got[m] / weights.get(m, 1.0), members.index(m)))


def _value(scored: Scored, member: Member | None) -> float:
    if member is None or member not in scored.own:
        return scored.overall
    return OWN * scored.own[member] + (1 - OWN) * scored.overall
