"""How well candidates fit the group's aims. Pure functions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import prod

from bot.chat import Member
from bot.curation.affinity import Candidate, Features, affinity
from bot.curation.aims import Aims, Want
from bot.curation.fairness import Scored
from bot.curation.lexicon.terms import Lexicon, TermKind
from bot.curation.limits import is_meant, may_be_on
from bot.curation.titles import parsed
from bot.curation.versions import SAME_RECORDING
from bot.curation.wish import Reach

VERSION_DAMP = 0.5  # a live take or a remix nobody asked for
LEAST_FIT = 0.25  # below it a track would only fill up
LATER_DAMP = 0.85  # a remaster or an edit: the original goes before it
UNKNOWN_DAMP = 0.6  # open data says nothing of it: it may not be what its search promised
EARLY = 0.04  # for standing first in the service's own order …
EARLY_OF_HITS = 1.2  # … which puts the famous first: nothing else tells how well known anything is
NAMED_BONUS = 0.5
BY_FEEL = 0.6  # how well a recording fits that a model proposed for the wish, where facts do not say better


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges candidates by one set of aims."""

    aims: Aims
    lexicon: Lexicon
    together: tuple[Member, ...] = ()  # what all these like counts, by the product of what each likes
    tastes: Mapping[Member, Sequence[Want]] | None = None  # earlier wants of members, for `together`
    own: Mapping[Member, Aims] = field(default_factory=dict)  # the aims of those who set limits for their share

    def may_be_on(self, candidate: Candidate, member: Member | None = None) -> bool:
        """Tell whether no limit forbids it: those of all, and those that `member` set for their own share."""
        return may_be_on(candidate, self.own.get(member, self.aims) if member else self.aims, self.lexicon)

    def meets_something(self, candidate: Candidate) -> bool:
        """Tell whether it fits at least one word of the wish, and a genre where genres were asked for."""
        wanted = [self.lexicon[w.term] for w in self.aims.wants if w.weight > 0]
        leaves_genre = any(w.weight < 0 and self.lexicon[w.term].kind is TermKind.GENRE for w in self.aims.wants)
        if not leaves_genre:
            wanted = [term for term in wanted if term.kind is TermKind.GENRE] or wanted
        fits = [affinity(term, candidate.features, self.lexicon) for term in wanted]
        return candidate.named or candidate.proposal is not None or not fits or max(fits) >= LEAST_FIT

    def scored(self, candidate: Candidate) -> Scored:
        """Return how well it fits the whole wish and each member's own words."""
        features = candidate.features
        own = {member: self._fit(self._wants_of(member), features) for member in self.aims.members}
        overall = self._fit([w for w in self.aims.wants if not w.said.only_mine], features)
        if self.together:
            liked = [self._fit(self._taste(member), features) for member in self.together]
            shared = prod(max(like, 0.01) for like in liked) ** (1 / len(liked))  # Nash: nothing that one of them lacks
            overall = (overall + shared) / 2
            own |= {speaker: (own[speaker] + shared) / 2 for _, speaker in self.aims.together if speaker in own}
        if candidate.proposal is not None:
            overall = max(overall, BY_FEEL)
            own |= {m: max(own[m], BY_FEEL) for m in own if candidate.proposal.member in (None, m)}
        factor = self._factor(candidate)
        early = EARLY_OF_HITS if self.aims.reach is Reach.HITS else EARLY
        extra = early * (1 - candidate.place) + (NAMED_BONUS if candidate.named else 0.0)
        allowed = {m: fit * factor + extra if self.may_be_on(candidate, m) else 0.0 for m, fit in own.items()}
        return Scored(candidate, overall * factor + extra, allowed)

    def _fit(self, wants: Sequence[Want], features: Features) -> float:
        wanted = [(w, affinity(self.lexicon[w.term], features, self.lexicon)) for w in wants]
        total = sum(w.weight for w, _ in wanted if w.weight > 0)
        liked = sum(w.weight * fit for w, fit in wanted if w.weight > 0)
        disliked = sum(-w.weight * fit for w, fit in wanted if w.weight < 0)
        return max(0.0, (liked / total if total else 0.5) - 0.4 * disliked)

    def _wants_of(self, member: Member) -> list[Want]:
        """Return what a member wants: their own words, on top of the list's own when they only adjusted it."""
        own = [w for w in self.aims.wants if w.said.member == member]
        if any(not w.is_adjustment for w in own):
            return own
        others = (w for w in self.aims.wants if w.said.member != member)
        return [*own, *(w for w in others if not w.is_adjustment and not w.said.only_mine)]

    def _taste(self, member: Member) -> list[Want]:
        earlier = list((self.tastes or {}).get(member, ()))
        return earlier or self._wants_of(member)

    def _factor(self, candidate: Candidate) -> float:
        is_vouched_for = candidate.features.is_known or candidate.named or candidate.proposal is not None
        factor = 1.0 if is_vouched_for else UNKNOWN_DAMP
        version = parsed(candidate.item.title).version
        if version:
            factor *= LATER_DAMP if version in SAME_RECORDING else VERSION_DAMP
        if any(is_meant(pick, candidate.item) for pick in self.aims.fewer_of):
            factor *= VERSION_DAMP
        return factor
