"""How well a recording fits a word: what open data and the search that found it imply. Pure functions."""

from dataclasses import dataclass
from functools import lru_cache

from bot.curation.lexicon.terms import Lexicon, Term, TermKind
from bot.curation.music import Item, Track
from bot.curation.picks import Proposal
from bot.curation.places import codes_of
from bot.curation.ports import OpenFacts

ARTIST_WEIGHT = 0.7  # an artist's tag is true of most of their tracks, not of all
FOUND_BY_WEIGHT = 0.8  # the service filed it under the genre that was searched
NEAR_WEIGHT = 0.55
MOOD_SAYS_MORE = 3.0  # a mood tells a track's energy better than its genre does
IS_IT = 0.6  # from here on a track counts as being of a genre or having a sound


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of a recording, in the words of the lexicon."""

    tags: dict[str, float]  # term name -> how surely, 0 to 1
    energy: float | None
    valence: float | None
    countries: frozenset[str]
    year: int | None
    is_known: bool  # open data says something of it


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that may go on the list."""

    item: Item
    features: Features
    place: float = 0.0  # in the search that found it: 0 = first, 1 = last
    genre: str = ""  # whose search found it
    named: bool = False  # found because it, or its artist, was asked for by name
    proposal: Proposal | None = None  # by which a model named it


def features_of(item: Item, facts: OpenFacts | None, found_by: str, lexicon: Lexicon) -> Features:
    """Gather what is known of an item; `found_by` is the genre whose search found it, or empty."""
    facts_or_none = facts or OpenFacts()
    tags: dict[str, float] = {}
    _gather(tags, facts_or_none.artist_tags, ARTIST_WEIGHT, lexicon)
    _gather(tags, facts_or_none.tags, 1.0, lexicon)
    if found_by:
        tags[found_by] = max(tags.get(found_by, 0.0), FOUND_BY_WEIGHT)
    terms = [(lexicon[name], weight) for name, weight in tags.items()]
    year = facts_or_none.year or (item.year if isinstance(item, Track) else None)
    return Features(
        tags=tags,
        energy=_mean([(t.energy, w * _trust(t)) for t, w in terms if t.energy is not None]),
        valence=_mean([(t.valence, w * _trust(t)) for t, w in terms if t.valence is not None]),
        countries=codes_of(facts_or_none.countries),
        year=year,
        is_known=bool(facts_or_none.tags or facts_or_none.artist_tags),
    )


def affinity(term: Term, features: Features, lexicon: Lexicon) -> float:
    """Return how well a recording fits a term, 0 to 1."""
    if term.kind is TermKind.GENRE:
        return _genre(term, features, lexicon)
    if term.kind is TermKind.MOOD:
        return _mood(term, features)
    if term.kind is TermKind.SOUND:
        return _sound(term, features)
    return _scene(term, features, lexicon)


def is_of(term: Term, features: Features, lexicon: Lexicon) -> bool:
    """Tell whether a recording is of a term, for "no country": narrower genres count, near ones do not."""
    if term.kind is TermKind.GENRE:
        return any(
            name == term.name or term.name in lexicon.ancestors(name)
            for name, weight in features.tags.items()
            if weight >= IS_IT
        )
    if term.kind is TermKind.SCENE:
        return affinity(term, features, lexicon) >= IS_IT
    return features.tags.get(term.name, 0.0) >= IS_IT or affinity(term, features, lexicon) >= 0.9


def _genre(term: Term, features: Features, lexicon: Lexicon) -> float:
    best = 0.0
    for name, weight in features.tags.items():
        if name == term.name:
            likeness = 1.0
        elif term.name in lexicon.ancestors(name):
            likeness = 0.95
        elif name in term.near:
            likeness = NEAR_WEIGHT
        else:
            continue
        best = max(best, weight * likeness)
    return best


def _mood(term: Term, features: Features) -> float:
    said = features.tags.get(term.name, 0.0)
    near = max((features.tags.get(name, 0.0) * 0.75 for name in term.near), default=0.0)
    opposed = features.tags.get(term.opposite, 0.0) if term.opposite else 0.0
    felt = _closeness(term, features)
    return max(0.0, max(said, near, felt * 0.7) * (0.5 + 0.5 * felt) - 0.5 * opposed)


def _sound(term: Term, features: Features) -> float:
    if term.name in ("voice", "instrumental"):
        voice = max(features.tags.get(name, 0.0) for name in ("voice", "choir", "rap", "falsetto"))
        silent = features.tags.get("instrumental", 0.0)
        sung = 0.5 + 0.5 * voice - 0.5 * silent
        return sung if term.name == "voice" else 1.0 - sung
    return features.tags.get(term.name, 0.0)


def _scene(term: Term, features: Features, lexicon: Lexicon) -> float:
    genres = [lexicon[name] for name in term.genres if lexicon.get(name)]
    best_genre = max(
        (_genre(genre, features, lexicon) * (1.0 - 0.04 * place) for place, genre in enumerate(genres)),
        default=0.0,
    )
    moods = [_mood(lexicon[name], features) for name in term.moods if lexicon.get(name)]
    best_moods = sum(sorted(moods, reverse=True)[:2]) / 2 if moods else best_genre
    return (0.5 * best_genre + 0.5 * best_moods) * (0.6 + 0.4 * _closeness(term, features))


def _closeness(term: Term, features: Features) -> float:
    """Return how near energy and valence are, 0 to 1; 0.5 where nothing is known."""
    distances = [
        abs(wanted - known)
        for wanted, known in ((term.energy, features.energy), (term.valence, features.valence))
        if wanted is not None and known is not None
    ]
    return max(0.0, 1.0 - sum(distances) / len(distances) / 2.5) if distances else 0.5


def _gather(tags: dict[str, float], counted: tuple[tuple[str, int], ...], weight: float, lexicon: Lexicon) -> None:
    most = max((count for _, count in counted), default=1) or 1
    for tag, count in counted:
        term = _known(lexicon, tag)
        if term is not None:
            sure = weight * (0.85 + 0.15 * count / most)
            tags[term] = max(tags.get(term, 0.0), sure)


@lru_cache(maxsize=4096)
def _known(lexicon: Lexicon, tag: str) -> str | None:
    term = lexicon.get(tag) or lexicon.named(tag, "en")
    return term.name if term else None


def _trust(term: Term) -> float:
    return MOOD_SAYS_MORE if term.kind is TermKind.MOOD else 1.0


def _mean(values: list[tuple[float, float]]) -> float | None:
    total = sum(weight for _, weight in values)
    return sum(value * weight for value, weight in values) / total if total else None
