"""The curator: makes a list from a wish and changes it in place. Keeps nothing and writes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.chat import Member
from bot.curation.affinity import Candidate, features_of
from bot.curation.aims import Aims
from bot.curation.arc import arranged, opening, shape_of
from bot.curation.entries import to_entry
from bot.curation.fairness import Chosen, Standing, choose_fairly, credited
from bot.curation.finder import Finder, all_of
from bot.curation.judging import judge_for, share_weights
from bot.curation.ledger import opener, owed
from bot.curation.lexicon.terms import Lexicon
from bot.curation.limits import is_meant
from bot.curation.music import Entry, Item, Playlist, Source, Track
from bot.curation.outcome import Group, Outcome, Remark
from bot.curation.picks import NOTHING_PROPOSED, Pick, Proposals
from bot.curation.podcasts import choose_episodes
from bot.curation.proposing import offered
from bot.curation.receipt import Receipt, receipt_of
from bot.curation.refinement import Objections, complaint
from bot.curation.repeats import NOTHING_HAD, Had
from bot.curation.revising import Revising
from bot.curation.scoring import Judge
from bot.curation.searches import tracks_wanted
from bot.curation.selection import Room, tuned_to_length
from bot.curation.wish import Arc, Kind, NewToUs, Said, Wish
from bot.errors import NoMatch


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for on behalf of a list."""

    standing: Standing = field(default_factory=Standing)  # of the members, before more is chosen
    not_these: frozenset[str] = frozenset()  # uris
    said: Sequence[Said] = ()
    least_complaint: float | None = None  # by what was said
    had: Had = NOTHING_HAD  # what is not to come again
    choosers: Sequence[Member] = ()  # who alone chooses; empty = all
    names: Sequence[Pick] = ()  # only what these mean
    proposed: Proposals = NOTHING_PROPOSED


@dataclass(frozen=True, slots=True)
class Curator:
    """Makes and changes lists; all that a list was chosen by is in the wish."""

    finder: Finder
    lexicon: Lexicon

    async def make(self, wish: Wish, group: Group, proposed: Proposals = NOTHING_PROPOSED) -> Outcome:
        """Return a new list for `wish`; what a model proposed for it is weighed like what searches find.

        Raises:
            NoMatch: nothing fits, or a name in the wish is nobody's.
            ServiceError: the music service did not answer.
        """
        judge, remarks = judge_for(wish, group, self.lexicon)
        aims = judge.aims
        if aims.kind is Kind.PODCASTS:
            return choose_episodes(await self.finder.music.find_episodes(aims.topic), aims)
        asked = await self._asked(aims)
        wanted = None if aims.seconds else aims.length
        room = Room(aims, kept=tuple(item for _, item in asked), tracks=wanted)
        balance = owed(group.served)
        first = opener(balance, aims.members)
        search = Search(
            Standing(share_weights(aims, group), owed=balance, opener=first), had=group.had, proposed=proposed
        )
        chosen, again = await self._choose(judge, room, group, search)
        if not asked and not chosen:
            raise NoMatch("nothing_new_fits" if again else "nothing_fits")
        entries = [entry for entry, _ in asked]
        entries += [to_entry(c, aims, self.lexicon) for c in chosen]
        items = {item.uri: item for _, item in asked} | _items(chosen)
        known = [judge.scored(c.candidate) for c in chosen]
        result = arranged(entries, items, known, shape_of(aims, self.lexicon), opening(entries, aims, first))
        remarks = (*_opening(result, first), *remarks)
        return Outcome(result, items, (*remarks, *_shortfall(aims, entries, items, wanted, again)))

    async def refine(
        self,
        entries: Sequence[Entry],
        items: Mapping[str, Item],
        wish: Wish,
        said: Sequence[Said],
        group: Group,
        proposed: Proposals = NOTHING_PROPOSED,
    ) -> Outcome:
        """Return the list changed by what was just `said` (which `wish` holds already).

        Raises:
            MemberError: what was said cannot be done with this list.
            ServiceError: the music service did not answer.
        """
        judge, remarks = judge_for(wish, group, self.lexicon)
        revising = Revising(entries, await self._described(entries, items), said, group, judge)
        objections = _with_had(revising.objections(), revising)
        search = Search(
            said=said,
            least_complaint=revising.least_complaint(objections),
            choosers=revising.choosers,
            names=revising.names,
            proposed=proposed,
        )
        return await self._revised(revising, objections, search, remarks)

    async def blend(
        self,
        entries: Sequence[Entry],
        items: Mapping[str, Item],
        wish: Wish,
        said: Sequence[Said],
        group: Group,
        proposed: Proposals = NOTHING_PROPOSED,
    ) -> Outcome:
        """Return the list with a fair share of it handed to a member who now wants something too.

        `wish` holds what was `said` already.

        Raises:
            ServiceError: the music service did not answer.
        """
        judge, remarks = judge_for(wish, group, self.lexicon)
        revising = Revising(entries, await self._described(entries, items), said, group, judge)
        member = said[0].member
        opens = member == opener(owed(group.served[1:]), judge.aims.members)
        share, search = revising.share_for(member, opens=opens), Search(choosers=[member], proposed=proposed)
        outcome = await self._revised(revising, share, search, remarks)
        opening = _opening(outcome.entries, member) if opens else ()
        return replace(outcome, remarks=(*opening, *outcome.remarks))

    async def receipt(self, playlist: Playlist, items: Mapping[str, Item]) -> Receipt:
        """Return how diverse a list is, as far as open data tells."""
        tracks = [item for item in items.values() if isinstance(item, Track)]
        return receipt_of(playlist, items, await self.finder.open_data.facts(tracks))

    async def _revised(
        self, revising: Revising, objections: Objections, search: Search, remarks: tuple[Remark, ...]
    ) -> Outcome:
        current, judge, wanted = revising.current, revising.judge, revising.wanted
        kept = revising.kept(objections)
        room = Room(judge.aims, kept=tuple(current[p].item for p in kept), tracks=wanted)
        there = frozenset(candidate.item.uri for candidate in current)
        standing = Standing(share_weights(judge.aims, revising.group), revising.given(kept))
        search = replace(search, standing=standing, not_these=there, had=revising.group.had)
        chosen, again = await self._choose(judge, room, revising.group, search)
        if search.names and not chosen:
            raise NoMatch("nothing_by", name=", ".join(map(str, search.names)))
        new = [to_entry(c, judge.aims, self.lexicon) for c in chosen]
        result = revising.in_place({*kept, *revising.kept_after_all(objections, room, chosen)}, new)
        items = {c.item.uri: c.item for c in current} | _items(chosen)
        fixed = frozenset[str]() if any(isinstance(s.piece, Arc) for s in search.said) else there
        known = [judge.scored(candidate) for candidate in (*current, *(c.candidate for c in chosen))]
        result = arranged(result, items, known, shape_of(judge.aims, self.lexicon), fixed)
        return Outcome(result, items, (*remarks, *_shortfall(judge.aims, result, items, wanted, again)))

    async def _choose(self, judge: Judge, room: Room, group: Group, search: Search) -> tuple[list[Chosen], int]:
        """Return what comes on the list, and how much else would have fitted that earlier lists held."""
        if room.enough(()):
            return [], 0
        aims = judge.aims
        fitting = await self._found(judge, search, tracks_wanted(aims))
        if sum(not search.had.bars(c) for c in fitting.values()) < min(len(fitting), tracks_wanted(aims)):
            fitting = await self._found(
                judge, search, tracks_wanted(aims) + len(fitting)
            )  # further down there may be more
        offers = await offered(
            self.finder, search.proposed, wanted=room.tracks or aims.length, fits=lambda c: self._fits(c, judge, search)
        )
        fitting |= {c.item.uri: c for c in offers}
        fresh = [candidate for candidate in fitting.values() if not search.had.bars(candidate)]
        scored = sorted(map(judge.scored, fresh), key=lambda s: -s.overall)
        members = list(search.choosers) or [m for m in aims.members if m in group.members] or list(aims.members)
        chosen = choose_fairly(
            scored,
            members,
            fits=room.fits,
            enough=room.enough,
            standing=search.standing,
        )
        taken = {c.candidate.item.uri for c in chosen}
        tuned = tuned_to_length(chosen, [s for s in scored if s.candidate.item.uri not in taken], room)
        return credited(tuned, scored, members), len(fitting) - len(fresh)

    async def _found(self, judge: Judge, search: Search, wanted: int) -> dict[str, Candidate]:
        """Return what searches bring that fits, by its uri."""
        found = await self.finder.candidates(_aims_to_search(judge, search.choosers), wanted)
        return {c.item.uri: c for c in found if self._fits(c, judge, search)}

    def _fits(self, candidate: Candidate, judge: Judge, search: Search) -> bool:
        """Tell whether a candidate is what is looked for, for any of those who choose."""
        if candidate.item.uri in search.not_these or not judge.meets_something(candidate):
            return False
        if search.names and not any(is_meant(pick, candidate.item) for pick in search.names):
            return False
        least = search.least_complaint
        if least is not None and complaint(search.said, candidate, self.lexicon) > least:
            return False
        choosers: list[Member | None] = [*search.choosers] or [None, *judge.own]
        return any(judge.may_be_on(candidate, member) for member in choosers)

    async def _asked(self, aims: Aims) -> list[tuple[Entry, Item]]:
        """Return the tracks that the wish names by title, each with its entry."""
        named = [(pick, said) for pick, said in aims.named if pick.title or pick.words]
        items = await all_of(self.finder.track(pick) for pick, _ in named)
        return [
            (Entry(item.uri, pick, said.member, Source.ASKED), item)
            for item, (pick, said) in zip(items, named, strict=True)
        ]

    async def _described(self, entries: Sequence[Entry], items: Mapping[str, Item]) -> list[Candidate]:
        """Return what is known of the items on the list, in its order."""
        facts = await self.finder.open_data.facts([item for item in items.values() if isinstance(item, Track)])
        described = []
        for entry in entries:
            item, known = items[entry.uri], facts.get(entry.uri)
            features = features_of(item, known, _found_by(entry, self.lexicon), self.lexicon)
            described.append(Candidate(item, features, named=entry.source is Source.ASKED))
        return described


def _aims_to_search(judge: Judge, choosers: Sequence[Member]) -> Aims:
    """Return the aims by which to search: where one member chooses, their own subjects and limits."""
    if len(choosers) != 1:
        return judge.aims
    aims = judge.own.get(choosers[0], judge.aims)
    own = tuple(w for w in aims.wants if w.said.member == choosers[0] and not w.is_adjustment)
    adjusted = tuple(w for w in aims.wants if w.is_adjustment)
    return replace(aims, wants=(*own, *adjusted)) if own else aims


def _found_by(entry: Entry, lexicon: Lexicon) -> str:
    """Return the genre whose search found an entry, or nothing."""
    return entry.pick.words if entry.source is Source.STYLE and lexicon.get(entry.pick.words) else ""


def _with_had(objections: Objections, revising: Revising) -> Objections:
    """Return what gives way, and where it was just said that all shall be new, what the group had before too."""
    if not any(isinstance(said.piece, NewToUs) for said in revising.said):
        return objections
    had = {place for place, candidate in enumerate(revising.current) if revising.group.had.bars(candidate)}
    return replace(objections, must=objections.must | (had - revising.locked))


def _items(chosen: Sequence[Chosen]) -> dict[str, Item]:
    return {c.candidate.item.uri: c.candidate.item for c in chosen}


def _opening(entries: Sequence[Entry], first: Member | None) -> tuple[Remark, ...]:
    """Return the remark that a list opens for who came short before, where a track found for them does open it."""
    if first is None or not entries or entries[0].member != first or entries[0].source is Source.ASKED:
        return ()
    return (Remark("opens", {"name": first.name}),)


def _shortfall(
    aims: Aims, entries: Sequence[Entry], items: Mapping[str, Item], wanted: int | None, again: int
) -> tuple[Remark, ...]:
    """Return the honest remark where a list is shorter than it should be, and how much `again` would have filled it."""
    left_out = "left_out_ever" if aims.new_to_us else "left_out_lately"
    because = (Remark(left_out, {"count": again}),) if again else ()
    if aims.seconds:
        seconds = sum(items[e.uri].seconds for e in entries)
        minutes = {"count": round(seconds / 60), "wanted": round(aims.seconds / 60)}
        return (Remark("shorter_than_asked", minutes), *because) if seconds < aims.seconds * 0.95 else ()
    if wanted is not None and len(entries) < wanted:
        return (Remark("fewer_than_asked", {"count": len(entries), "wanted": wanted}), *because)
    return ()
