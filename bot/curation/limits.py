"""Which recordings may not be on a list at all. Pure functions.

What is not known of a recording forbids it where something is excluded: an exclusion holds.
"""

from bot.curation.affinity import Candidate, Features, affinity, is_of
from bot.curation.aims import Aims
from bot.curation.lexicon.terms import Lexicon
from bot.curation.likeness import LEAST_ARTIST, LEAST_TITLE, artist_likeness, title_likeness
from bot.curation.matching import is_imitation
from bot.curation.music import Item, Track
from bot.curation.picks import Pick
from bot.curation.places import countries_singing

SILENT = 0.45  # how much of a voice a recording without one may seem to have
SUNG = 0.55


def may_be_on(candidate: Candidate, aims: Aims, lexicon: Lexicon) -> bool:
    """Tell whether no limit of the aims forbids a candidate."""
    features, item = candidate.features, candidate.item
    if isinstance(item, Track) and not _track_may(item, features, aims, lexicon):
        return False
    if aims.clean and item.explicit:
        return False
    if aims.banned and not features.is_known and not candidate.named:
        return False
    return not any(is_of(lexicon[term], features, lexicon) for term in aims.banned)


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


def _track_may(track: Track, features: Features, aims: Aims, lexicon: Lexicon) -> bool:
    if is_imitation(track) or any(is_meant(pick, track) for pick in aims.banned_names):
        return False
    return _years_may(features, aims) and _places_may(features, aims) and _voice_may(features, aims, lexicon)


def _years_may(features: Features, aims: Aims) -> bool:
    year = features.year
    if aims.years and (year is None or not aims.years[0] <= year <= aims.years[1]):
        return False
    return not any(year is None or first <= year <= last for first, last in aims.not_years)


def _places_may(features: Features, aims: Aims) -> bool:
    countries = features.countries
    if aims.not_countries & countries or (aims.countries and not aims.countries & countries):
        return False
    sung_in = [countries_singing(code) for code in aims.languages - {"instrumental"}]
    if sung_in and not any(places & countries for places in sung_in):
        return False
    return not any(countries_singing(code) & countries for code in aims.not_languages)


def _voice_may(features: Features, aims: Aims, lexicon: Lexicon) -> bool:
    voice = affinity(lexicon["voice"], features, lexicon)
    if "instrumental" in aims.languages:
        return voice < SILENT
    return voice > SUNG if aims.languages or "instrumental" in aims.not_languages else True


def _same_title(one: str, other: str) -> bool:
    return title_likeness(one, other) >= LEAST_TITLE
