"""Which searches to make for a wish: few, and spread over its words by their weight. Pure functions."""

from collections import defaultdict

from bot.curation.aims import Aims
from bot.curation.lexicon.terms import Lexicon, Term, TermKind
from bot.curation.places import countries_singing
from bot.curation.ports import Query
from bot.curation.wish import Reach

PAGE = 10  # results of one search
MOST_SEARCHES = 7  # for the usual list: with creating and writing it stays within ten calls
SPREAD = {TermKind.GENRE: 1.0, TermKind.SCENE: 0.7, TermKind.MOOD: 0.45, TermKind.SOUND: 0.3}
USUAL_SECONDS = 230  # of a track, to guess how many fill a running time
MOST_PAGES = 5  # of one genre
BROAD = ("pop", "rock", "soul", "hip hop", "electronic", "folk", "jazz")  # where only years, a place or fame are asked
ADJUSTING = 0.4  # "calmer" looks within what the list is about, more than in what is calm in general


def searches_for(aims: Aims, wanted: int, lexicon: Lexicon) -> list[Query]:
    """Return the searches that should bring candidates for `wanted` tracks, most telling first."""
    most = MOST_SEARCHES if wanted <= 20 else min(14, MOST_SEARCHES + (wanted - 17) // 4)
    weights = genre_weights(aims, lexicon)
    first, last = aims.years or (None, None)
    lesser_known = aims.reach in (Reach.EMERGING, Reach.LESSER_KNOWN)
    return [
        Query(genre=genre, first_year=first, last_year=last, lesser_known=lesser_known, page=page)
        for genre, page in _pages(weights, most)
    ]


def tracks_wanted(aims: Aims) -> int:
    """Return about how many tracks the list will have."""
    return max(1, round(aims.seconds / USUAL_SECONDS)) if aims.seconds else aims.length


def genre_weights(aims: Aims, lexicon: Lexicon) -> dict[str, float]:
    """Return the genres worth searching with their weights; banned ones are never among them."""
    weights: dict[str, float] = defaultdict(float)
    has_genre = any(w.weight > 0 and lexicon[w.term].kind is TermKind.GENRE for w in aims.wants)
    has_subject = any(w.weight > 0 and not w.is_adjustment for w in aims.wants)
    for want in aims.wants:
        if want.weight > 0:
            leads = not (want.is_adjustment and has_subject and lexicon[want.term].kind is not TermKind.GENRE)
            _add(weights, lexicon[want.term], want.weight * (1.0 if leads else ADJUSTING), has_genre, lexicon)
    _lean_to_places(weights, aims, lexicon)
    if not weights and not any(pick.artist for pick, _ in aims.named) and _has_limits(aims):
        weights.update(dict.fromkeys(BROAD, 1.0))
    for name in list(weights):
        weights[name] *= _fit(lexicon[name], aims, lexicon)
        if _is_banned(name, aims, lexicon) or weights[name] <= 0.05:
            del weights[name]
    return dict(weights)


def _add(weights: dict[str, float], term: Term, weight: float, has_genre: bool, lexicon: Lexicon) -> None:
    if term.kind is TermKind.GENRE:
        weights[term.name] += weight * SPREAD[TermKind.GENRE] * 2
        for place, near in enumerate(term.near[:3]):
            weights[near] += weight * 0.5 * (1 - 0.2 * place)
        return
    share = SPREAD[term.kind] * (0.25 if has_genre else 1.0)  # a named genre leads; moods then only choose within it
    for place, genre in enumerate(term.genres[:6]):
        if lexicon.get(genre):
            weights[genre] += weight * share * (1 - 0.1 * place)


def _lean_to_places(weights: dict[str, float], aims: Aims, lexicon: Lexicon) -> None:
    """Prefer genres that belong to the countries asked for, and add some where only a place was named."""
    places = set(aims.countries)
    for language in aims.languages:
        places |= countries_singing(language)
    if not places:
        return
    local = [t.name for t in lexicon if t.kind is TermKind.GENRE and t.country in places]
    for name in local:
        weights[name] += 0.5 if aims.wants else 1.0


def _has_limits(aims: Aims) -> bool:
    is_of_some_kind = aims.years or aims.countries or aims.languages or aims.reach or aims.new_to_us
    return bool(is_of_some_kind or aims.tracks or aims.seconds)


def _fit(genre: Term, aims: Aims, lexicon: Lexicon) -> float:
    """Return how well a genre's usual energy and feeling suit the moods of the wish, 0.3 to 1."""
    distances = [
        abs(want_level - level)
        for want in aims.wants
        if want.weight > 0 and (term := lexicon[want.term]).kind is not TermKind.GENRE
        for want_level, level in ((term.energy, genre.energy), (term.valence, genre.valence))
        if want_level is not None and level is not None
    ]
    against = sum(-w.weight for w in aims.wants if w.weight < 0 and _is_or_under(genre.name, w.term, lexicon))
    near = 1.0 - sum(distances) / len(distances) / 4 if distances else 1.0
    return max(0.3, near) / (1.0 + against)


def _is_banned(genre: str, aims: Aims, lexicon: Lexicon) -> bool:
    return any(_is_or_under(genre, banned, lexicon) for banned in aims.banned)


def _is_or_under(genre: str, broader: str, lexicon: Lexicon) -> bool:
    return genre == broader or broader in lexicon.ancestors(genre)


def _pages(weights: dict[str, float], most: int) -> list[tuple[str, int]]:
    """Share out `most` pages over the genres by weight (largest remainders last), heavier genres first.

    A long list goes deeper into the genres of a usual one: the lightest would bring what nobody asked for.
    """
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[: min(most, MOST_SEARCHES)]
    if not ranked:
        return []
    pages: dict[str, int] = {genre: 1 for genre, _ in ranked}
    while sum(pages.values()) < most and any(count < MOST_PAGES for count in pages.values()):
        open_genres = [(genre, weight) for genre, weight in ranked if pages[genre] < MOST_PAGES]
        genre = max(open_genres, key=lambda item: item[1] / (pages[item[0]] + 1))[0]
        pages[genre] += 1
    return [(genre, page) for genre, _ in ranked for page in range(pages[genre])]
