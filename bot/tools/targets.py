"""Which entries a member means by "the ABBA one", "number 3" or "that one". Pure functions."""

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from bot.conversation.context import Context
from bot.conversation.intents import Target
from bot.curation.likeness import LEAST_ARTIST, LEAST_TITLE, artist_likeness, similarity
from bot.curation.music import Entry, Item, Track
from bot.curation.publishing import fit_to_say
from bot.curation.titles import parsed, plain
from bot.errors import NothingThere

LEAST_WORDS = 88  # of 100: from here on words that are part of title and artist mean them


def entries_meant(target: Target, entries: Sequence[Entry], items: Mapping[str, Item], context: Context) -> list[int]:
    """Return the places, from 0, that `target` means; one, unless it says all.

    Raises:
        NothingThere: it means nothing on the list, or nothing was spoken of.
    """
    if target.words:
        return _by_words(target, entries, items)
    if target.number is not None:
        return [_by_number(target.number, len(entries))]
    if target.every:
        return list(range(len(entries)))
    place = next((p for p, e in enumerate(entries) if e.uri == context.spoken_of), None)
    if place is None:
        raise NothingThere("which_one", count=len(entries))
    return [place]


def _by_number(number: int, length: int) -> int:
    if number == -1 and length:
        return length - 1
    if not 1 <= number <= length:
        raise NothingThere("no_such_number", number=number, count=length)
    return number - 1


def _by_words(target: Target, entries: Sequence[Entry], items: Mapping[str, Item]) -> list[int]:
    rated = [(likeness(target.words, items[e.uri]), p) for p, e in enumerate(entries) if e.uri in items]
    meant = [(rate, place) for rate, place in rated if rate > 0]
    if not meant:
        raise NothingThere("not_on_list", words=fit_to_say(target.words))
    if target.every:
        return [place for _, place in meant]
    return [max(meant, key=lambda rated_place: (rated_place[0], rated_place[1]))[1]]  # of equals the latest


def likeness(words: str, item: Item) -> float:
    """Return how surely words mean an item, by its title, its artist or both: 0 = not it, 1 = exactly it."""
    said = plain(words)
    artists = item.artists if isinstance(item, Track) else (item.show,)
    title = similarity(said, parsed(item.title).song)
    artist = artist_likeness(words, artists)
    if title >= LEAST_TITLE or artist >= LEAST_ARTIST:
        return max(title, artist)
    both = f"{plain(item.title)} {plain(item.credit)}"
    partial = fuzz.token_set_ratio(said, both)
    return partial / 200 if partial >= LEAST_WORDS and len(said) > 3 else 0.0
