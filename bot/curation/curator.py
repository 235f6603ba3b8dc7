"""The curator: makes a list from a wish and changes it in place. Keeps nothing and writes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod

from bot.chat import Member
from bot.curation.affinity import Candidate, features_of
from bot.curation.aims import Aims, aims_of, bounded, is_limit
from bot.curation.entries import to_entry
from bot.curation.fairness import Chosen, choose_fairly, with_turn
from bot.curation.finder import Finder, all_of
from bot.curation.lexicon.terms import Lexicon
from bot.curation.limits import is_meant
from bot.curation.music import Entry, Item, Source, Track
from bot.curation.outcome import Group, Outcome, Remark
from bot.curation.picks import Pick
from bot.curation.podcasts import choose_episodes
from bot.curation.refinement import BETTER, Objections, asks_for_name, complaint, soft_objections
from bot.curation.scoring import Judge
from bot.curation.searches import tracks_wanted
from bot.curation.selection import Room, spread_artists, tuned_to_length
from bot.curation.wish import Kind, Known, Length, Named, Resize, Said, Share, Stance, Wish
from bot.errors import MemberError, NoMatch

MORE_OF_AN_ARTIST = 2  # tracks that "add some Norah Jones" adds
TWICE_AS_OFTEN = 2.0  # the turns of a member who should have more
OF_ANOTHERS_SHARE = 0.25  # of the list that "more from Ana" hands to her


@dataclass(frozen=True, slots=True)
class Curator:
    """Makes and changes lists; all that a list was chosen by is in the wish."""

    finder: Finder
    lexicon: Lexicon

    async def make(self, wish: Wish, group: Group) -> Outcome:
        """Return a new list for `wish`.

        Raises:
            NoMatch: nothing fits, or a name in the wish is nobody's.
            ServiceError: the music service did not answer.
        """
        aims = aims_of(wish)
        if aims.kind is Kind.PODCASTS:
            return choose_episodes(await self.finder.music.find_episodes(aims.topic), aims)
        judge, remarks = self._judge(wish, aims, group)
        asked = await self._asked(aims)
        room = Room(aims, kept=tuple(item for _, item in asked), tracks=None if aims.seconds else aims.length)
        chosen = await self._choose(judge, room, group, had={})
        if not asked and not chosen:
            raise NoMatch("nothing_fits")
        entries = [entry for entry, _ in asked]
        entries += [to_entry(c, aims, self.lexicon) for c in spread_artists(chosen)]
        items = {item.uri: item for _, item in asked} | _items(chosen)
        return Outcome(tuple(entries), items, (*remarks, *_shortfall(aims, entries, items, aims.length)))

    async def refine(
        self,
        entries: Sequence[Entry],
        items: Mapping[str, Item],
        wish: Wish,
        said: Sequence[Said],
        group: Group,
    ) -> Outcome:
        """Return the list changed by what was just `said` (which `wish` holds already).

        Raises:
            MemberError: what was said cannot be done with this list.
            ServiceError: the music service did not answer.
        """
        judge, remarks = self._judge(wish, aims_of(wish), group)
        current = await self._described(entries, items)
        objections = self._objections(entries, current, judge, said, group)
        return await self._replace(entries, current, objections, judge, said, group, remarks)

    async def blend(
        self,
        entries: Sequence[Entry],
        items: Mapping[str, Item],
        wish: Wish,
        said: Sequence[Said],
        group: Group,
    ) -> Outcome:
        """Return the list with a fair share of it handed to a member who now wants something too.

        The share is one part in as many as have said what they want; it comes from those who have most, last
        places first, and never from what was asked for by name. `wish` holds what was `said` already.

        Raises:
            ServiceError: the music service did not answer.
        """
        aims = aims_of(wish)
        judge, remarks = self._judge(wish, aims, group)
        current = await self._described(entries, items)
        member = said[0].member
        must = frozenset(p for p, e in enumerate(entries) if not judge.may_be_on(current[p], e.member))
        others = [p for p, e in enumerate(entries) if p not in must and e.member != member]
        free = [p for p in others if entries[p].source is not Source.ASKED]
        share = max(1, round(len(entries) / max(2, len(aims.members))))
        objections = Objections(must, _from_those_with_most(entries, free, share))
        return await self._replace(entries, current, objections, judge, said, group, remarks, choosers=[member])

    async def _replace(
        self,
        entries: Sequence[Entry],
        current: Sequence[Candidate],
        objections: Objections,
        judge: Judge,
        said: Sequence[Said],
        group: Group,
        remarks: tuple[Remark, ...],
        choosers: Sequence[Member] = (),
    ) -> Outcome:
        open_places = sorted({*objections.must, *objections.may})
        kept = [place for place in range(len(entries)) if place not in open_places]
        wanted = self._wanted(judge.aims, entries, current, said)
        by = [s.piece.pick for s in said if isinstance(s.piece, Named) and s.piece.stance is Stance.MORE]
        by = by if len(by) == len(said) else []
        if by:
            wanted = len(entries) + MORE_OF_AN_ARTIST * len(by)
        kept = self._shortened(kept, current, judge, wanted)
        room = Room(judge.aims, kept=tuple(current[p].item for p in kept), tracks=wanted)
        chosen = await self._choose(
            judge,
            room,
            group,
            had=_had(entries, current, kept, judge),
            not_these={c.item.uri for c in current},
            said=said,
            least_complaint=None if choosers else self._least_complaint(current, objections, said),
            only=choosers or ([said[0].member] if by else self._choosers(said, group)),
            by=by,
        )
        if by and not chosen:
            raise NoMatch("nothing_by", name=", ".join(map(str, by)))
        new = [to_entry(c, judge.aims, self.lexicon) for c in chosen]
        back = _kept_after_all(objections, current, room, chosen)
        result = _in_place(entries, {*kept, *back}, new)
        items = {c.item.uri: c.item for c in current} | _items(chosen)
        return Outcome(result, items, (*remarks, *_shortfall(judge.aims, result, items, wanted)))

    async def _choose(
        self,
        judge: Judge,
        room: Room,
        group: Group,
        *,
        had: Mapping[Member, float],
        not_these: frozenset[str] | set[str] = frozenset(),
        said: Sequence[Said] = (),
        least_complaint: float | None = None,
        only: Sequence[Member] = (),
        by: Sequence[Pick] = (),
    ) -> list[Chosen]:
        if room.enough(()):
            return []
        found = await self.finder.candidates(_aims_to_search(judge, only), tracks_wanted(judge.aims))
        pool = [c for c in found if c.item.uri not in not_these and _may_somebody(judge, c, only)]
        pool = [c for c in pool if judge.meets_something(c)]
        if by:
            pool = [c for c in pool if any(is_meant(pick, c.item) for pick in by)]
        if least_complaint is not None:
            pool = [c for c in pool if complaint(said, c, self.lexicon) <= least_complaint]
        scored = sorted((judge.scored(c) for c in pool), key=lambda s: -s.overall)
        members = list(only) or [m for m in judge.aims.members if m in group.members] or list(judge.aims.members)
        chosen = choose_fairly(
            scored,
            members,
            weights=_weights(judge.aims, group),
            had=had,
            fits=room.fits,
            enough=room.enough,
        )
        taken = {c.candidate.item.uri for c in chosen}
        return tuned_to_length(chosen, [s for s in scored if s.candidate.item.uri not in taken], room)

    async def _asked(self, aims: Aims) -> list[tuple[Entry, Item]]:
        """Return the tracks that the wish names by title, each with its entry."""
        named = [(pick, said) for pick, said in aims.named if pick.title or pick.words]
        items = await all_of(self.finder.track(pick) for pick, _ in named)
        return [
            (Entry(item.uri, pick, said.member, Source.ASKED), item)
            for item, (pick, said) in zip(items, named, strict=True)
        ]

    async def _described(self, entries: Sequence[Entry], items: Mapping[str, Item]) -> list[Candidate]:
        """Return what is known of the items on the list."""
        tracks = [item for item in items.values() if isinstance(item, Track)]
        facts = await self.finder.open_data.facts(tracks)
        return [
            Candidate(
                item=items[entry.uri],
                features=features_of(
                    items[entry.uri], facts.get(entry.uri), _found_by(entry, self.lexicon), self.lexicon
                ),
                named=entry.source is Source.ASKED,
            )
            for entry in entries
        ]

    def _objections(
        self,
        entries: Sequence[Entry],
        current: Sequence[Candidate],
        judge: Judge,
        said: Sequence[Said],
        group: Group,
    ) -> Objections:
        only_mine = all(s.only_mine for s in said)
        scope = [p for p, e in enumerate(entries) if not only_mine or e.member == said[0].member]
        if only_mine and not scope:
            raise MemberError("no_share_yet")
        fresh = Judge(aims_of(Wish(tuple(said))), self.lexicon)  # what was named stays unless this very word forbids it
        must = {place for place in scope if not _may_stay(entries[place], current[place], judge, fresh)}
        must |= {p for p in scope for s in said if _is_objected_name(s, current[p].item)}
        free = [p for p in scope if p not in must and entries[p].source is not Source.ASKED]
        may = soft_objections(current, free, said, self.lexicon)
        return Objections(frozenset(must), (*may, *self._handed_over(entries, current, free, said, group)))

    def _handed_over(
        self,
        entries: Sequence[Entry],
        current: Sequence[Candidate],
        free: Sequence[int],
        said: Sequence[Said],
        group: Group,
    ) -> tuple[int, ...]:
        """Return the places that "more from Ana", "more Björk" or "fewer hits" takes from the others, last first."""
        handed: list[int] = []
        for piece, speaker in ((s.piece, s.member) for s in said):
            theirs = list(reversed(free))
            if isinstance(piece, Share):
                member = group.named(piece.name, speaker)
                if member is None or not (group.tastes.get(member) or any(e.member == member for e in entries)):
                    raise MemberError("nothing_from", name=member.name if member else piece.name)
                theirs = [p for p in theirs if (entries[p].member == member) != (piece.stance is Stance.MORE)]
            elif asks_for_name(piece) and not all(asks_for_name(s.piece) for s in said):
                theirs = [p for p in theirs if not is_meant(piece.pick, current[p].item)]
            elif not isinstance(piece, Known):
                continue
            handed += theirs[: max(1, round(OF_ANOTHERS_SHARE * len(entries)))]
        return tuple(handed)

    def _choosers(self, said: Sequence[Said], group: Group) -> list[Member]:
        """Return those who alone choose now: a member who should have more, or whose own share changes."""
        choosers = [
            group.named(s.piece.name, s.member)
            for s in said
            if isinstance(s.piece, Share) and s.piece.stance is Stance.MORE
        ]
        if said and all(s.only_mine for s in said):
            choosers.append(said[0].member)
        return [member for member in choosers if member is not None]

    def _least_complaint(
        self, current: Sequence[Candidate], objections: Objections, said: Sequence[Said]
    ) -> float | None:
        """Return how little there must be to complain of in a successor."""
        if not objections.may:
            return None
        rates = [complaint(said, current[place], self.lexicon) for place in objections.may]
        return sum(rates) / len(rates) - BETTER if any(rates) else None

    def _wanted(
        self, aims: Aims, entries: Sequence[Entry], current: Sequence[Candidate], said: Sequence[Said]
    ) -> int | None:
        """Return how many tracks the list should have now; None = its running time decides."""
        if aims.seconds:
            return None
        if not entries or any(isinstance(s.piece, Length) for s in said):
            return aims.length
        factor = prod(s.piece.factor for s in said if isinstance(s.piece, Resize))
        return bounded(round(len(entries) * factor))  # of what is there: it may have been dropped from or added to

    def _shortened(self, kept: list[int], current: Sequence[Candidate], judge: Judge, wanted: int | None) -> list[int]:
        """Return the places that stay when the list gets shorter: the best by the wish, named ones first."""
        target = judge.aims.seconds
        ranked = sorted(kept, key=lambda p: (not current[p].named, -judge.scored(current[p]).overall))
        if wanted is not None:
            return sorted(ranked[:wanted])
        while target and sum(current[p].item.seconds for p in ranked) > target * 1.02:
            ranked.pop()
        return sorted(ranked)

    def _judge(self, wish: Wish, aims: Aims, group: Group) -> tuple[Judge, tuple[Remark, ...]]:
        together, remarks = [], []
        for name, speaker in aims.together:
            member = group.named(name, speaker)
            if member is None or not _is_known(member, aims, group):
                remarks.append(Remark("nothing_known_of", {"name": member.name if member else name}))
            else:
                together.append(member)
        if aims.languages - {"instrumental"}:
            remarks.append(Remark("language_by_country"))
        own = {s.member: aims_of(wish, s.member) for s in wish.said if s.only_mine and is_limit(s)}
        return Judge(aims, self.lexicon, tuple(together), group.tastes, own), tuple(remarks)


def _kept_after_all(
    objections: Objections, current: Sequence[Candidate], room: Room, chosen: Sequence[Chosen]
) -> list[int]:
    """Return the places that were complained of but found no better successor: the least bad, while there is room."""
    back, filled = list[int](), list(chosen)
    for place in reversed(objections.may):
        stays = Chosen(current[place], None)
        if place in objections.must or room.enough(filled) or not room.fits(current[place], filled):
            continue
        back.append(place)
        filled.append(stays)
    return back


def _aims_to_search(judge: Judge, choosers: Sequence[Member]) -> Aims:
    """Return the aims by which to search: where one member chooses, their own subjects and limits."""
    if len(choosers) != 1:
        return judge.aims
    aims = judge.own.get(choosers[0], judge.aims)
    own = tuple(w for w in aims.wants if w.said.member == choosers[0] and not w.is_adjustment)
    adjusted = tuple(w for w in aims.wants if w.is_adjustment)
    return replace(aims, wants=(*own, *adjusted)) if own else aims


def _may_somebody(judge: Judge, candidate: Candidate, choosers: Sequence[Member]) -> bool:
    """Tell whether a candidate may be on the list for any of those who choose."""
    return any(
        judge.may_be_on(candidate, member) for member in [*(choosers or judge.own), *([] if choosers else [None])]
    )


def _from_those_with_most(entries: Sequence[Entry], free: Sequence[int], count: int) -> tuple[int, ...]:
    """Return `count` of the free places: each from whoever has most then, the last of theirs first."""
    theirs: dict[Member | None, list[int]] = {}
    for place in free:
        theirs.setdefault(entries[place].member, []).append(place)
    taken: list[int] = []
    while len(taken) < count and any(theirs.values()):
        richest = max(theirs.values(), key=len)
        taken.append(richest.pop())
    return tuple(taken)


def _is_known(member: Member, aims: Aims, group: Group) -> bool:
    """Tell whether anything is known of what a member likes."""
    return bool(group.tastes.get(member)) or any(w.said.member == member for w in aims.wants)


def _may_stay(entry: Entry, candidate: Candidate, judge: Judge, fresh: Judge) -> bool:
    """Tell whether no limit forbids an entry; `fresh` knows only the limits just said."""
    if entry.source is Source.ASKED:
        return fresh.may_be_on(candidate)
    if entry.checked and not candidate.features.is_known:  # open data is silent now and was not when it came
        return fresh.may_be_on(replace(candidate, named=True))
    return judge.may_be_on(candidate, entry.member)


def _is_objected_name(said: Said, item: Item) -> bool:
    piece = said.piece
    return isinstance(piece, Named) and piece.stance in (Stance.NO, Stance.LESS) and is_meant(piece.pick, item)


def _found_by(entry: Entry, lexicon: Lexicon) -> str:
    return entry.pick.words if entry.source is Source.STYLE and lexicon.get(entry.pick.words) else ""


def _weights(aims: Aims, group: Group) -> dict[Member, float]:
    weights: dict[Member, float] = {}
    for name, stance, speaker in aims.shares:
        member = group.named(name, speaker)
        if member is not None:
            factor = TWICE_AS_OFTEN if stance is Stance.MORE else 1 / TWICE_AS_OFTEN
            weights[member] = weights.get(member, 1.0) * factor
    return weights


def _had(
    entries: Sequence[Entry], current: Sequence[Candidate], kept: Sequence[int], judge: Judge
) -> dict[Member, float]:
    had: dict[Member, float] = {}
    for place in kept:
        had = with_turn(had, judge.scored(current[place]).own, entries[place].member)
    return had


def _in_place(entries: Sequence[Entry], kept: set[int], new: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the list with new entries in the places that became free, further ones at the end."""
    fresh = list(new)
    result = []
    for place, entry in enumerate(entries):
        if place in kept:
            result.append(entry)
        elif fresh:
            result.append(fresh.pop(0))
    return (*result, *fresh)


def _items(chosen: Sequence[Chosen]) -> dict[str, Item]:
    return {c.candidate.item.uri: c.candidate.item for c in chosen}


def _shortfall(
    aims: Aims, entries: Sequence[Entry], items: Mapping[str, Item], wanted: int | None
) -> tuple[Remark, ...]:
    if aims.seconds:
        seconds = sum(items[e.uri].seconds for e in entries)
        if seconds < aims.seconds * 0.95:
            return (Remark("shorter_than_asked", {"count": round(seconds / 60), "wanted": round(aims.seconds / 60)}),)
        return ()
    if wanted is not None and len(entries) < wanted:
        return (Remark("fewer_than_asked", {"count": len(entries), "wanted": wanted}),)
    return ()
