"""Ranking by words: which things hold the words of a query, and how well."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import nsmallest
from math import log1p
from operator import itemgetter

from rapidfuzz import process
from rapidfuzz.distance import OSA

from adapters.sandbox.queries import Query, Term

PREFIX_CLOSENESS = 0.8
TYPO_CLOSENESS = 0.7
MOST_PREFIXES = 60  # words that begin as the one looked for
SHORTEST_TYPO, LONGEST_TYPO = 4, 30  # letters; shorter words are too alike
MOST_SLIPS = 8  # words it may have been meant for
TWO_SLIPS = 8  # letters from which two slips are forgiven
FAINT_WORDS = frozenset(["a", "an", "and", "by", "de", "from", "in", "la", "my", "of", "on", "song", "the", "to"])
FAINT = 0.2
NEAR_BEST = 0.3  # share of the best match below which nothing is shown
LEAST_MATCH = 0.15

Hits = dict[int, float]


@dataclass(slots=True)
class Entry:
    """One thing to find."""

    fields: Mapping[str, Sequence[str]]  # its words by field
    facets: Mapping[str, Iterable[str]]  # what the filters look at
    popularity: float  # from 0 to 1
    name: Sequence[str] = ()  # the words which, all asked for, mean just this
    versions: frozenset[str] = frozenset()  # words such as "live" that ask for this version
    penalty: float = 0.0  # for a version nobody asked for


@dataclass(slots=True)
class _Found:
    """What matched, by the place of each entry."""

    matched: Hits = field(default_factory=lambda: defaultdict(float))
    named: Hits = field(default_factory=lambda: defaultdict(float))
    weight: float = 0.0


class Ranking:
    """Entries made ready for being ranked by words."""

    def __init__(self, entries: Sequence[Entry], weights: Mapping[str, float], name_field: str) -> None:
        self._entries = entries
        self._weights = weights
        self._name_field = name_field
        self._places: dict[str, dict[str, list[int]]] = {name: defaultdict(list) for name in weights}
        self._facets: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for place, entry in enumerate(entries):
            self._add(place, entry)
        self._vocabulary = sorted(set().union(*self._places.values()))
        self._known = frozenset(self._vocabulary)
        self._close: dict[str, list[tuple[str, float]]] = {}
        by_popularity = sorted(range(len(entries)), key=lambda place: -entries[place].popularity)
        self._rank = {place: rank for rank, place in enumerate(by_popularity)}

    @cached_property
    def _alike(self) -> dict[tuple[int, str], list[str]]:
        return _by_their_ends(self._vocabulary)  # made for the first slip; many searches have none

    def best(self, query: Query, *, limit: int, offset: int) -> tuple[int, list[int]]:
        """Return how many entries fit, and the places of some of them, best first."""
        terms = [term for term in query.terms if term.field is None or term.field in self._weights]
        allowed = self._allowed(query)
        if not terms:
            if allowed is None:
                return 0, []
            return len(allowed), nsmallest(offset + limit, allowed, key=self._rank.__getitem__)[offset:]
        scores = self._scores(terms, allowed)
        ordered = nsmallest(offset + limit, scores, key=lambda place: (-scores[place], place))
        return len(scores), ordered[offset:]

    def _add(self, place: int, entry: Entry) -> None:
        for name, words in entry.fields.items():
            places = self._places[name]
            for word in set(words):
                places[word].append(place)
        for name, values in entry.facets.items():
            facet = self._facets[name]
            for value in values:
                facet[value].append(place)

    def _allowed(self, query: Query) -> set[int] | None:
        """Return the places that pass the filters; None where there are none to pass."""
        allowed: set[int] | None = None
        for name, values in query.facets:
            if name in self._facets:
                passing = set().union(*(self._facets[name].get(value, ()) for value in values))
                allowed = passing if allowed is None else allowed & passing
        return allowed

    def _scores(self, terms: Sequence[Term], allowed: set[int] | None) -> Hits:
        """Return a score for each entry that fits well enough."""
        found = _Found()
        for term in terms:
            hits = self._take(term, found)
            if term.field is not None:
                allowed = hits.keys() & allowed if allowed is not None else set(hits)
        matched = found.matched
        if allowed is not None:
            matched = {place: matched[place] for place in matched.keys() & allowed}
        enough = max(max(matched.values(), default=0.0) * NEAR_BEST, LEAST_MATCH * found.weight)
        asked = frozenset(term.word for term in terms)
        return {place: self._score(place, match, found, asked) for place, match in matched.items() if match >= enough}

    def _take(self, term: Term, found: _Found) -> Hits:
        """Add to `found` what holds the word of `term`; return how well each does."""
        close = self._words_close_to(term.word)
        strengths = self._weights if term.field is None else {term.field: 1.0}
        hits = _strongest(
            (closeness * strength, self._places[name].get(word))
            for word, closeness in close
            for name, strength in strengths.items()
        )
        names: Hits = {}
        if self._name_field in strengths:
            names = _strongest((closeness, self._places[self._name_field].get(word)) for word, closeness in close)
        weight = log1p(len(self._entries) / (1 + len(hits))) * (FAINT if term.word in FAINT_WORDS else 1.0)
        matched, named = found.matched, found.named
        for place, strength in hits.items():
            matched[place] += strength * weight
        for place, closeness in names.items():
            named[place] += closeness
        found.weight += weight
        return hits

    def _score(self, place: int, match: float, found: _Found, asked: frozenset[str]) -> float:
        """Return how well the entry fits: its words, its whole name, its version, its popularity."""
        entry = self._entries[place]
        score = match / (found.weight or 1.0)
        if place in found.named:
            score += 0.3 * min(1.0, found.named[place] / (len(entry.name) or 1))
        score += 0.1 * entry.popularity
        if entry.versions and asked & entry.versions:
            return score + (0.3 if match > 0.7 * found.weight else 0.0)
        return score - entry.penalty

    def _words_close_to(self, word: str) -> list[tuple[str, float]]:
        """Return the words to look up for `word`, each with how close it is."""
        if word not in self._close:
            if len(self._close) > 5_000:  # whatever people type, memory stays small
                self._close.clear()
            self._close[word] = self._find_close(word)
        return self._close[word]

    def _find_close(self, word: str) -> list[tuple[str, float]]:
        close = [(word, 1.0)] if word in self._known else []
        if len(word) > 2:
            start = bisect_left(self._vocabulary, word)
            for other in self._vocabulary[start : start + MOST_PREFIXES]:
                if other.startswith(word) and other != word:
                    close.append((other, PREFIX_CLOSENESS))
        if not close and SHORTEST_TYPO <= len(word) <= LONGEST_TYPO:
            slips = 1 if len(word) < TWO_SLIPS else 2
            alike = {
                other
                for size in range(len(word) - slips, len(word) + slips + 1)
                for end in (word[0], word[-1])
                for other in self._alike.get((size, end), ())
            }
            near = process.extract(word, alike, scorer=OSA.distance, score_cutoff=slips, limit=None)
            nearest = sorted((distance, other) for other, distance, _ in near)[:MOST_SLIPS]
            close += ((other, TYPO_CLOSENESS) for _, other in nearest)
        return close


def _strongest(found: Iterable[tuple[float, list[int] | None]]) -> Hits:
    """Return for each place the greatest strength with which it was found."""
    hits: Hits = {}
    for strength, places in sorted((one for one in found if one[1]), key=itemgetter(0)):
        hits.update(dict.fromkeys(places or (), strength))  # the weakest first, so that the strongest stays
    return hits


def _by_their_ends(words: Iterable[str]) -> dict[tuple[int, str], list[str]]:
    """Return `words` by length and first letter, and by length and last: a slip seldom changes both."""
    groups: dict[tuple[int, str], list[str]] = {}
    for word in words:
        for end in (word[0], word[-1]):
            groups.setdefault((len(word), end), []).append(word)
    return groups
