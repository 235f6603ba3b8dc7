"""Reading what was typed into the search: free words and filters such as artist:Portishead."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from adapters.sandbox.words import compact, words_of

LONGEST_QUERY = 1_000  # characters that are read
MOST_TERMS = 16  # words that are looked up
FIELDS = ("track", "artist", "album")
_NAMES = "track|artist|album|year|genre|isrc|tag"
_FILTER = re.compile(rf'(?<!\w)({_NAMES})\s*:\s*("[^"]*"?|[^\s"]+)', re.IGNORECASE)
_YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?")


@dataclass(frozen=True, slots=True)
class Term:
    """A word to look for; in one field, which then must hold it, or in any."""

    word: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked for."""

    terms: tuple[Term, ...]
    facets: tuple[tuple[str, tuple[str, ...]], ...]  # such as ("year", ("1999", "2000")): any of them will do


def parse(text: str, genres: frozenset[str]) -> Query:
    """Return what `text` asks for; a filter that makes no sense counts as free words.

    Args:
        text: Whatever somebody typed.
        genres: The known genres, compact, to tell how far an unquoted genre reaches.
    """
    text = text[:LONGEST_QUERY]
    terms: list[Term] = []
    facets: list[tuple[str, tuple[str, ...]]] = []
    free, end = [], 0
    for found in _FILTER.finditer(text):
        if found.start() < end:
            continue  # inside a genre of several words
        free.append(text[end : found.start()])
        name, value, end = found[1].lower(), found[2], found.end()
        if name == "genre" and not value.startswith('"'):
            value, end = _longest_genre(text, found.start(2), end, genres)
        if name in FIELDS:
            terms += (Term(word, name) for word in words_of(value.strip('"')))
        elif choices := _choices(name, value.strip('"')):
            facets.append((name, choices))
        else:
            free.append(f" {found[0]} ")
    free.append(text[end:])
    terms += (Term(word) for word in words_of(" ".join(free)))
    if compact(" ".join(free)) in genres:
        terms.append(Term(compact(" ".join(free))))
    return Query(tuple(dict.fromkeys(terms))[:MOST_TERMS], tuple(facets))


def _longest_genre(text: str, start: int, end: int, genres: frozenset[str]) -> tuple[str, int]:
    """Return the longest known genre that begins at `start`, else the one word, and where it ends."""
    for stop in reversed(list(_word_ends(text, start))):
        if compact(text[start:stop]) in genres:
            return text[start:stop], stop
    return text[start:end], end


def _word_ends(text: str, start: int) -> Iterator[int]:
    for found, _ in zip(re.compile(r"\S+").finditer(text, start), range(4), strict=False):
        yield found.end()


def _choices(name: str, value: str) -> tuple[str, ...]:
    """Return the values that satisfy a filter; none where it makes no sense."""
    if name == "year":
        years = _YEARS.fullmatch(value.strip())
        if years is None or years[1] > (years[2] or years[1]):
            return ()
        return tuple(map(str, range(int(years[1]), int(years[2] or years[1]) + 1)))
    if name == "tag":
        return (value.lower(),) if value.lower() in ("hipster", "new") else ()
    return (compact(value),) if compact(value) else ()
