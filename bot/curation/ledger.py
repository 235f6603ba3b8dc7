"""Who came short in a group's earlier lists, so that the next one opens for them. Pure functions.

It keeps nothing of its own: whose words each entry of a list met is written in the list.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import fmean

from bot.chat import Member
from bot.curation.aims import aims_of
from bot.curation.music import Entry, Playlist, Revision
from bot.curation.wish import Wish

Served = Mapping[Member, float]  # how much of a list met the words of each who wished for something, 0 to 1

DECAY = 0.7  # of what is owed, from one list to the next: long ago is made up for, or forgotten
TRACKS = 2.0  # owed for a list without anything, where the others had all they wanted; more costs the others too much
NOTICED = 0.2  # tracks owed from which on somebody came short


def served_by(playlist: Playlist) -> list[Served]:
    """Return how the list there is served its members, then how those did that it took the place of, newest first."""
    return [_served(revision.entries, revision.wish) for revision in ends_of(playlist)]


def ends_of(playlist: Playlist) -> list[Revision]:
    """Return the list there is, then those that it took the place of as each was at its end, newest first."""
    revisions = playlist.revisions
    ends = [old for old, new in pairwise(revisions) if new.restores is None and not _goes_on(old.wish, new.wish)]
    return [*reversed([*ends, *revisions[-1:]])]


def owed(past: Sequence[Served]) -> dict[Member, float]:
    """Return how many good tracks each member is owed from `past` lists, newest first; below 0 = had more."""
    balance: dict[Member, float] = {}
    for age, served in enumerate(past):
        usual = fmean(served.values()) if served else 0.0
        for member, share in served.items():
            balance[member] = balance.get(member, 0.0) + TRACKS * DECAY**age * (usual - share)
    return balance


def opener(balance: Mapping[Member, float], members: Sequence[Member]) -> Member | None:
    """Return which of several members came short most; None where nobody did."""
    most = max(members, key=lambda member: balance.get(member, 0.0), default=None)
    return most if most is not None and len(members) > 1 and balance.get(most, 0.0) >= NOTICED else None


def _goes_on(old: Wish, new: Wish) -> bool:
    """Tell whether a wish is an earlier one with more said, and not another one: it begins with the same words."""
    return not old.said or (bool(new.said) and _begins(old) == _begins(new))


def _begins(wish: Wish) -> tuple[object, Member]:
    return wish.said[0].piece, wish.said[0].member


def _served(entries: Sequence[Entry], wish: Wish) -> Served:
    words: dict[Member, set[str]] = {}
    for want in aims_of(wish).wants:
        if want.weight > 0 and not want.is_adjustment:
            words.setdefault(want.said.member, set()).add(want.term)
    return {
        member: fmean(entry.member == member or not terms.isdisjoint(entry.because) for entry in entries)
        for member, terms in words.items()
        if entries
    }
