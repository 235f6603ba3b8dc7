"""Which stretches of some words mean something, by one language's table and the lexicon."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.conversation.rules.measures import MAKERS, number
from bot.conversation.rules.table import Table
from bot.conversation.rules.wording import Clause
from bot.curation.lexicon.terms import Lexicon, Term
from bot.curation.wish import Length, Piece, Topic

STANCES = ("no", "less", "more", "only")
SHARES = ("less_share", "more_share")
NAMES = ("name", "like")
_MEANING = ("piece", "term", "comparative", "untold")


@dataclass(frozen=True, slots=True)
class Span:
    """Some words in a row, from `start` to before `end`, and what they are."""

    start: int
    end: int
    kind: str
    rank: int  # of two equally long, the lower wins
    pieces: tuple[Piece, ...] = ()
    term: Term | None = None
    name: str = ""  # of what nobody tells


class SpanFinder:
    """Finds the spans of a part of a clause."""

    def __init__(self, table: Table, lexicon: Lexicon) -> None:
        self._table = table
        self._lexicon = lexicon

    def spans(self, part: Clause) -> list[Span]:
        """Return the spans that come first and reach farthest, in order, none over another."""
        chosen = list(_apart(self._unquoted(part)))
        chosen = [span for span in chosen if not self._is_in_a_name(part, span, chosen)]
        return sorted([*chosen, *self._counts(part, chosen)], key=lambda span: span.start)

    def _is_in_a_name(self, part: Clause, span: Span, spans: list[Span]) -> bool:
        """Tell whether a term is only part of a name: "Massive" of “Massive Attack”, "Mars" of “Bruno Mars”."""
        words = part.words[span.start : span.end]
        if span.term is None or not all(word.capital and word.start > 0 for word in words):
            return False
        taken = {place for each in spans for place in range(each.start, each.end)}
        beside = [place for place in (span.start - 1, span.end) if 0 <= place < len(part) and place not in taken]
        known = self._table.glue | self._table.nouns | self._table.filler
        return any(part.words[place].capital and part.words[place].text not in known for place in beside)

    def _unquoted(self, part: Clause) -> Iterator[Span]:
        text = part.text
        places = {0: 0}
        for index, word in enumerate(part.words):
            places[next(reversed(places)) + 1 + len(word.text)] = index + 1
        quoted = {index for index, word in enumerate(part.words) if word.quoted}
        for span in self._all(part, text, places):
            if not quoted.intersection(range(span.start, span.end)):
                yield span

    def _all(self, part: Clause, text: str, places: dict[int, int]) -> Iterator[Span]:
        spelt = list(self._spelt_out(part, text, places))
        yield from spelt
        yield from self._terms(part, text, places)
        yield from self._single_words(part)
        solid = {span.start for span in spelt if span.pieces}
        for name, patterns in self._table.stances.items():
            for start, end, _ in _matches(patterns, text, places):
                if name not in SHARES or not solid.intersection(range(start + 1, end + 1)):
                    yield Span(start, end, name, 3)

    def _spelt_out(self, part: Clause, text: str, places: dict[int, int]) -> Iterator[Span]:
        """Yield what the phrases of the table spell out."""
        table = self._table
        for name, patterns in table.pieces.items():
            for start, end, match in _matches(patterns, text, places):
                pieces = self._pieces_of(name, match, part)
                if name == "glue" or pieces:
                    yield Span(start, end, "glue" if name == "glue" else "piece", 1 if pieces else 5, pieces)
        for name, patterns in table.turns.items():
            for start, end, _ in _matches(patterns, text, places):
                yield Span(start, end, "comparative", 1, term=self._lexicon[name])
        for name, patterns in table.untold.items():
            for start, end, _ in _matches(patterns, text, places):
                yield Span(start, end, "untold", 1, name=name)

    def _terms(self, part: Clause, text: str, places: dict[int, int]) -> Iterator[Span]:
        table = self._table
        for mention in self._lexicon.mentions(text, table.language):
            start, end = places.get(mention.start - 1), places.get(mention.end)
            if start is not None and end is not None and not self._is_thing(part, start, end):
                is_more = any(p.match(text, mention.start - 1, mention.end) for p in table.stances["more"])
                yield Span(start, end, "comparative" if is_more else "term", 2, term=mention.term)

    def _is_thing(self, part: Clause, start: int, end: int) -> bool:
        """Tell whether a genre's name is none: "a house that listens", but "a house playlist" and "the blues"."""
        if end - start > 1 or part.words[start].text not in self._table.things or start == 0:
            return False
        after = part.words[end].text if end < len(part) else ""
        is_last = not after or after in self._table.glue or after in self._table.talk
        return is_last and part.words[start - 1].text in self._table.articles | self._table.determiners

    def _single_words(self, part: Clause) -> Iterator[Span]:
        table = self._table
        for index, word in enumerate(part.words):
            if word.text in table.comparatives:
                said = self._lexicon.named(word.text, table.language)
                term = said or self._lexicon.named(table.comparatives[word.text], table.language)
                if term:
                    yield Span(index, index + 1, "comparative", 0, term=term)
            if word.text in table.reset:
                yield Span(index, index + 1, "reset", 4)

    def _pieces_of(self, name: str, match: re.Match[str], part: Clause) -> tuple[Piece, ...]:
        if name == "glue":
            return ()
        if name == "topic":
            return (Topic(part.at(match.span("topic")).said()),)
        return MAKERS[name](self._table, match)

    def _counts(self, part: Clause, spans: list[Span]) -> Iterator[Span]:
        """Yield the numbers that count songs though words stand between: "15 indie folk songs"."""
        table = self._table
        covered = {place: span for span in spans for place in range(span.start, span.end)}
        for match in table.count.finditer(part.text):
            start = part.text.count(" ", 0, match.start())
            end = start + match[0].count(" ")
            if covered.keys() & set(range(start, end)):
                continue
            if self._counts_songs(part, end, covered) and (tracks := number(table, match[0])):
                yield Span(start, end, "piece", 1, (Length(tracks=tracks),))

    def _counts_songs(self, part: Clause, place: int, covered: dict[int, Span]) -> bool:
        """Tell whether nothing but known words lies between `place` and a word such as "songs"."""
        for at in range(place, len(part)):
            word, span = part.words[at], covered.get(at)
            if word.text in self._table.counted:
                return True
            if word.quoted or not (word.text in self._table.glue or (span and span.kind in ("glue", *_MEANING))):
                return False
        return False


def _matches(
    patterns: Iterable[re.Pattern[str]], text: str, places: dict[int, int]
) -> Iterator[tuple[int, int, re.Match[str]]]:
    for pattern in patterns:
        for match in pattern.finditer(text):
            yield places[match.start()], places[match.end()], match


def _apart(spans: Iterator[Span]) -> Iterator[Span]:
    place = 0
    for span in sorted(spans, key=lambda s: (s.start, s.start - s.end, s.rank)):
        if span.start >= place:
            yield span
            place = span.end
