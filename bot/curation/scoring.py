"""How well candidates fit the group's aims, and which may not be on the list at all. Pure functions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod

from bot.chat import Member
from bot.curation.affinity import Candidate, Features, affinity, is_of
from bot.curation.aims import Aims, Want
from bot.curation.fairness import Scored
from bot.curation.lexicon.terms import Lexicon
from bot.curation.matching import LEAST_ARTIST, LEAST_TITLE, artist_likeness, is_imitation, title_likeness
from bot.curation.music import Item, Track
from bot.curation.picks import Pick
from bot.curation.places import countries_singing
from bot.curation.titles import parsed, plain
from bot.curation.versions import SAME_RECORDING

VERSION_DAMP = 0.5  # a live take or a remix nobody asked for
UNKNOWN_DAMP = 0.85  # open data says nothing of it: it may not be what its search promised
EARLY = 0.04  # for standing first in the service's own order
NAMED_BONUS = 0.5


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges candidates by one set of aims."""

    aims: Aims
    lexicon: Lexicon
    together: tuple[Member, ...] = ()  # what all these like counts, by the product of what each likes
    tastes: Mapping[Member, Sequence[Want]] | None = None  # earlier wants of members, for `together`

    def may_be_on(self, candidate: Candidate) -> bool:
        """Tell whether no hard limit forbids it; what is not known forbids where something is excluded."""
        features, item = candidate.features, candidate.item
        if isinstance(item, Track) and not self._track_may(item, features):
            return False
        if self.aims.clean and item.explicit:
            return False
        if self.aims.banned and not features.is_known and not candidate.named:
            return False
        return not any(is_of(self.lexicon[t], features, self.lexicon) for t in self.aims.banned)

    def scored(self, candidate: Candidate) -> Scored:
        """Return how well it fits the whole wish and each member's own words."""
        features = candidate.features
        own = {member: self._fit(self._wants_of(member), features) for member in self.aims.members}
        overall = self._fit([w for w in self.aims.wants if not w.said.only_mine], features)
        if self.together:
            liked = [self._fit(self._taste(member), features) for member in self.together]
            overall = 0.5 * overall + 0.5 * prod(max(like, 0.01) for like in liked) ** (1 / len(liked))
        factor = self._factor(candidate)
        extra = EARLY * (1 - candidate.place) + (NAMED_BONUS if candidate.named else 0.0)
        return Scored(candidate, overall * factor + extra, {m: fit * factor + extra for m, fit in own.items()})

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
        factor = 1.0 if candidate.features.is_known or candidate.named else UNKNOWN_DAMP
        if parsed(candidate.item.title).version not in SAME_RECORDING:
            factor *= VERSION_DAMP
        if any(is_meant(pick, candidate.item) for pick in self.aims.fewer_of):
            factor *= VERSION_DAMP
        return factor

    def _track_may(self, track: Track, features: Features) -> bool:
        aims = self.aims
        if any(is_meant(pick, track) for pick in aims.banned_names):
            return False
        if is_imitation(track):
            return False
        return self._years_may(features) and self._places_may(features)

    def _years_may(self, features: Features) -> bool:
        year = features.year
        if self.aims.years and (year is None or not self.aims.years[0] <= year <= self.aims.years[1]):
            return False
        return not any(year is None or first <= year <= last for first, last in self.aims.not_years)

    def _places_may(self, features: Features) -> bool:
        aims, countries = self.aims, features.countries
        if aims.countries and not aims.countries & countries:
            return False
        if aims.not_countries & countries:
            return False
        sung_in = [countries_singing(code) for code in aims.languages - {"instrumental"}]
        if sung_in and not any(places & countries for places in sung_in):
            return False
        if any(countries_singing(code) & countries for code in aims.not_languages):
            return False
        return self._voice_may(features, must_be_silent="instrumental" in aims.languages, sung=bool(sung_in))

    def _voice_may(self, features: Features, *, must_be_silent: bool, sung: bool) -> bool:
        voice = affinity(self.lexicon["voice"], features, self.lexicon)
        if must_be_silent:
            return voice < 0.45
        if sung or "instrumental" in self.aims.not_languages:
            return voice > 0.55
        return True


def is_meant(pick: Pick, item: Item) -> bool:
    """Tell whether a name that was said means this item: its artist, or its title."""
    artists = item.artists if isinstance(item, Track) else (item.show,)
    if pick.artist and artist_likeness(pick.artist, artists) < LEAST_ARTIST:
        return False
    if pick.title and not _same_title(pick.title, item.title):
        return False
    if pick.words:
        return artist_likeness(pick.words, artists) >= LEAST_ARTIST or _same_title(pick.words, item.title)
    return bool(pick.artist or pick.title)


def _same_title(one: str, other: str) -> bool:
    return title_likeness(one, other) >= LEAST_TITLE


def main_artist(item: Item) -> str:
    """Return the folded name of who an item is by."""
    return plain(item.artists[0] if isinstance(item, Track) and item.artists else item.credit)
