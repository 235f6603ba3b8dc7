"""Taking a member out of what is kept of a list: their words and name go, what was chosen stays. Pure functions."""

from dataclasses import replace

from bot.chat import Member
from bot.curation.music import Revision
from bot.curation.wish import Said, Wish

UNSAID = "…"  # in place of what they said


def is_of(revision: Revision, member: Member) -> bool:
    """Tell whether the member made the change, or is named in the list or wish it led to."""
    in_list = any(entry.member == member for entry in revision.entries)
    return revision.author == member or in_list or any(said.member == member for said in revision.wish.said)


def without(revision: Revision, member: Member, somebody: Member) -> Revision:
    """Return the revision with `somebody` in the member's place, and without the member's words."""
    entries = tuple(replace(e, member=somebody) if e.member == member else e for e in revision.entries)
    rest = replace(revision, entries=entries, wish=_unsaid(revision.wish, member, somebody))
    return replace(rest, author=somebody, words=UNSAID) if revision.author == member else rest


def _unsaid(wish: Wish, member: Member, somebody: Member) -> Wish:
    return replace(wish, said=tuple(_said_by(s, somebody) if s.member == member else s for s in wish.said))


def _said_by(said: Said, somebody: Member) -> Said:
    return replace(said, member=somebody, words=UNSAID)
