"""From a wish and its group to the judge of candidates, and how large each member's share is. Pure functions."""

from dataclasses import replace

from bot.chat import Member
from bot.curation.aims import Aims, aims_of, is_limit
from bot.curation.lexicon.terms import Lexicon, TermKind
from bot.curation.outcome import Group, Remark
from bot.curation.scoring import Judge
from bot.curation.wish import Stance, Wish

TWICE_AS_MUCH = 2.0  # the share of a member who should have more, beside that of each other


def judge_for(wish: Wish, group: Group, lexicon: Lexicon) -> tuple[Judge, tuple[Remark, ...]]:
    """Return the judge for a wish, and what has to be said of what it cannot know."""
    aims = _aims(wish, group)
    together, remarks = list[Member](), list[Remark]()
    for name, speaker in aims.together:
        member = group.named(name, speaker)
        if member is None or not _is_known(member, aims, group):
            remarks.append(Remark("nothing_known_of", {"name": member.name if member else name}))
        else:
            together.append(member)
    if any(lexicon[term].kind is TermKind.SOUND for term in aims.banned):
        remarks.append(Remark("sounds_half_known"))
    if aims.languages - {"instrumental"}:
        remarks.append(Remark("language_by_country"))
    own = {s.member: _aims(wish, group, s.member) for s in wish.said if s.only_mine and is_limit(s)}
    return Judge(aims, lexicon, tuple(together), group.tastes, own), tuple(remarks)


def _aims(wish: Wish, group: Group, member: Member | None = None) -> Aims:
    """Return what a wish comes to within what the group has settled; who settled it wishes nothing by that."""
    settled = aims_of(wish.with_said(*group.standing), member)
    own = aims_of(wish, member)
    return replace(settled, members=own.members, most_by_artist=group.most_by_artist)


def share_weights(aims: Aims, group: Group) -> dict[Member, float]:
    """Return how large the shares are of members for whom more or less was asked; 1 for all others."""
    weights: dict[Member, float] = {}
    for name, stance, speaker in aims.shares:
        member = group.named(name, speaker)
        if member is not None:
            factor = TWICE_AS_MUCH if stance is Stance.MORE else 1 / TWICE_AS_MUCH
            weights[member] = weights.get(member, 1.0) * factor
    return weights


def _is_known(member: Member, aims: Aims, group: Group) -> bool:
    """Tell whether anything is known of what a member likes."""
    return bool(group.tastes.get(member)) or any(w.said.member == member for w in aims.wants)
