"""One change of a list: what gives way to it, what stays, and who chooses what comes. Pure functions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import prod

from bot.chat import Member
from bot.curation.affinity import Candidate
from bot.curation.aims import aims_of, bounded
from bot.curation.fairness import Chosen, Kept
from bot.curation.limits import is_meant
from bot.curation.music import Entry, Item, Source
from bot.curation.outcome import Group
from bot.curation.picks import Pick
from bot.curation.refinement import BETTER, Objections, asks_for_name, complaint, soft_objections
from bot.curation.scoring import Judge
from bot.curation.selection import TOLERANCE, Room
from bot.curation.wish import Known, Length, Named, Resize, Said, Share, Stance, Wish
from bot.errors import MemberError

OF_ANOTHERS_SHARE = 0.25  # of the list that "more from Ana" hands to her
MORE_OF_AN_ARTIST = 2  # tracks that "add some Norah Jones" adds


@dataclass(frozen=True, slots=True)
class Revising:
    """The list there is, with what is known of each entry, and what was just said of it."""

    entries: Sequence[Entry]
    current: Sequence[Candidate]  # in the order of the entries
    said: Sequence[Said]
    group: Group
    judge: Judge

    @property
    def locked(self) -> frozenset[int]:
        """The places that stay, whatever is said."""
        return frozenset(p for p, e in enumerate(self.entries) if e.uri in self.group.locked)

    @property
    def names(self) -> list[Pick]:
        """The artists to add some of, where nothing else was said."""
        names = [s.piece.pick for s in self.said if isinstance(s.piece, Named) and s.piece.stance is Stance.MORE]
        return names if len(names) == len(self.said) else []

    @property
    def wanted(self) -> int | None:
        """How many tracks the list should have now; None = its running time decides."""
        aims = self.judge.aims
        if aims.seconds:
            return None
        if self.names:
            return len(self.entries) + MORE_OF_AN_ARTIST * len(self.names)
        if not self.entries or any(isinstance(s.piece, Length) for s in self.said):
            return aims.length
        factor = prod(s.piece.factor for s in self.said if isinstance(s.piece, Resize))
        return bounded(round(len(self.entries) * factor))  # of what is there: it may have been dropped from or added to

    @property
    def choosers(self) -> list[Member]:
        """Those who alone choose now: who should have more, whose own share changes, who names an artist."""
        choosers = [
            self.group.named(s.piece.name, s.member)
            for s in self.said
            if isinstance(s.piece, Share) and s.piece.stance is Stance.MORE
        ]
        if self.said and (self.names or all(s.only_mine for s in self.said)):
            choosers.append(self.said[0].member)
        return [member for member in choosers if member is not None]

    def objections(self) -> Objections:
        """Return what gives way to what was said.

        Raises:
            MemberError: it is about a share that is not there, or a member of whom nothing is known.
        """
        only_mine = all(s.only_mine for s in self.said)
        scope = [p for p, e in enumerate(self.entries) if not only_mine or e.member == self.said[0].member]
        if only_mine and not scope:
            raise MemberError("no_share_yet")
        scope = [place for place in scope if place not in self.locked]
        must = {place for place in scope if not self._may_stay(place)}
        must |= {p for p in scope for s in self.said if _is_objected_name(s, self.current[p].item)}
        free = [p for p in scope if p not in must and self.entries[p].source is not Source.ASKED]
        may = soft_objections(self.current, free, self.said, self.judge.lexicon)
        return Objections(frozenset(must), (*may, *self._handed_over(free)))

    def share_for(self, member: Member, *, opens: bool = False) -> Objections:
        """Return what gives way to a member who wants something too: one part in as many as want anything.

        It comes from those who have most, last places first, and never from what was asked for by name.

        Args:
            opens: The member came short before, so the first place is theirs.
        """
        open_places = [p for p in range(len(self.entries)) if p not in self.locked]
        must = {p for p in open_places if not self.judge.may_be_on(self.current[p], self.entries[p].member)}
        others = [p for p in open_places if p not in must and self.entries[p].member != member]
        free = [p for p in others if self.entries[p].source is not Source.ASKED]
        share = max(1, round(len(self.entries) / max(2, len(self.judge.aims.members))))
        if opens and 0 in free:
            return Objections(frozenset(must), (0, *self._from_those_with_most(free[1:], share - 1)))
        return Objections(frozenset(must), self._from_those_with_most(free, share))

    def kept(self, objections: Objections) -> list[int]:
        """Return the places that stay: where the list gets shorter, what is locked, what is named, then the best."""
        open_places = {*objections.must, *objections.may}
        kept = [place for place in range(len(self.entries)) if place not in open_places]
        ranked = sorted(kept, key=self._last_to_go)
        target = self.judge.aims.seconds
        if self.wanted is not None:
            return sorted(ranked[: max(self.wanted, len(self.locked))])
        while (
            target
            and len(ranked) > len(self.locked)
            and sum(self.current[p].item.seconds for p in ranked) > target * (1 + TOLERANCE)
        ):
            ranked.pop()
        return sorted(ranked)

    def _last_to_go(self, place: int) -> tuple[bool, bool, float]:
        candidate = self.current[place]
        return place not in self.locked, not candidate.named, -self.judge.scored(candidate).overall

    def given(self, kept: Sequence[int]) -> list[Kept]:
        """Return what members have already, from what stays."""
        return [Kept(self.judge.scored(self.current[place]), self.entries[place].member) for place in kept]

    def least_complaint(self, objections: Objections) -> float | None:
        """Return how little there must be to complain of in a successor; None where nothing was complained of."""
        rates = [complaint(self.said, self.current[place], self.judge.lexicon) for place in objections.may]
        return sum(rates) / len(rates) - BETTER if any(rates) else None

    def kept_after_all(self, objections: Objections, room: Room, chosen: Sequence[Chosen]) -> list[int]:
        """Return the places that found no better successor: the least bad of them, while there is room."""
        back, filled = list[int](), list(chosen)
        for place in reversed(objections.may):
            stays = self.current[place]
            if place not in objections.must and not room.enough(filled) and room.fits(stays, filled):
                back.append(place)
                filled.append(Chosen(stays, None))
        return back

    def in_place(self, kept: set[int], new: Sequence[Entry]) -> tuple[Entry, ...]:
        """Return the list with new entries in the places that became free, further ones at the end."""
        fresh = list(new)
        result = []
        for place, entry in enumerate(self.entries):
            if place in kept:
                result.append(entry)
            elif fresh:
                result.append(fresh.pop(0))
        return (*result, *fresh)

    def _may_stay(self, place: int) -> bool:
        """Tell whether no limit forbids an entry; what was asked for by name only bows to what was just said."""
        entry, candidate = self.entries[place], self.current[place]
        just_said = Judge(aims_of(Wish(tuple(self.said))), self.judge.lexicon)
        if entry.source is Source.ASKED:
            return just_said.may_be_on(candidate)
        if entry.checked and not candidate.features.is_known:  # open data is silent now and was not when it came
            return just_said.may_be_on(replace(candidate, named=True))
        return self.judge.may_be_on(candidate, entry.member)

    def _handed_over(self, free: Sequence[int]) -> tuple[int, ...]:
        """Return the places that "more from Ana", "more Björk" or "fewer hits" takes from the others, last first."""
        handed: list[int] = []
        for said in self.said:
            handed += self._given_up(said, list(reversed(free)))[: max(1, round(OF_ANOTHERS_SHARE * len(self.entries)))]
        return tuple(handed)

    def _given_up(self, said: Said, free: list[int]) -> list[int]:
        piece = said.piece
        if isinstance(piece, Share):
            member = self.group.named(piece.name, said.member)
            if member is None or not (self.group.tastes.get(member) or any(e.member == member for e in self.entries)):
                raise MemberError("nothing_from", name=member.name if member else piece.name)
            return [p for p in free if (self.entries[p].member == member) != (piece.stance is Stance.MORE)]
        if asks_for_name(piece) and not self.names:
            return [p for p in free if not is_meant(piece.pick, self.current[p].item)]
        return free if isinstance(piece, Known) else []

    def _from_those_with_most(self, free: Sequence[int], count: int) -> tuple[int, ...]:
        """Return `count` of the free places: each from whoever has most then, the last of theirs first."""
        theirs: dict[Member | None, list[int]] = {}
        for place in free:
            theirs.setdefault(self.entries[place].member, []).append(place)
        taken: list[int] = []
        while len(taken) < count and any(theirs.values()):
            taken.append(max(theirs.values(), key=len).pop())
        return tuple(taken)


def _is_objected_name(said: Said, item: Item) -> bool:
    piece = said.piece
    return isinstance(piece, Named) and piece.stance in (Stance.NO, Stance.LESS) and is_meant(piece.pick, item)
