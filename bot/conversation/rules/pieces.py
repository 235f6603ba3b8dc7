"""The pieces of a wish that some words name, and which of the words say something unknown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.conversation.rules.found import Pieces, Unknown
from bot.conversation.rules.measures import MAKERS
from bot.conversation.rules.names import artists
from bot.conversation.rules.table import Table
from bot.conversation.rules.wording import Clause, Word
from bot.curation.lexicon.terms import Lexicon, Term, TermKind
from bot.curation.picks import Pick
from bot.curation.wish import Country, Language, Named, Piece, Share, Stance, Style, Together, Topic, Years

_STANCES = {"no": Stance.NO, "less": Stance.LESS, "more": Stance.MORE, "only": Stance.WANT}
_LONGEST_NAME = 40  # words, as in a phrase; what is longer is no name and not looked into
_SHARES = {"less_share": Stance.LESS, "more_share": Stance.MORE}


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    kind: str
    rank: int  # of two equally long, the lower wins
    pieces: tuple[Piece, ...] = ()
    term: Term | None = None


class PieceReader:
    """Finds the pieces of a wish in words, by one language's table."""

    def __init__(self, table: Table, lexicon: Lexicon) -> None:
        self._table = table
        self._lexicon = lexicon
        self._looked: dict[tuple[Word, ...], Pieces] = {}  # of one clause: a "by" after a "by" asks the same again

    def read(self, clause: Clause) -> Pieces:
        """Return the pieces that `clause` names, in order."""
        found = Pieces()
        self._looked.clear()
        clause = self._together(clause, found)
        for part in clause.parts():
            self._read_part(part.plain(), found)
        return found

    def _together(self, clause: Clause, found: Pieces) -> Clause:
        """Note "something Ana and I both like" and return the clause without it."""
        plain = clause.plain()
        for pattern in self._table.together:
            match = pattern.search(plain.text)
            names = self._people(plain, match) if match else None
            if match and names:
                found.pieces.append(Together(names))
                said = plain.at(match.span())
                found.words += len(said)
                gone = set(said.words)
                return replace(clause, words=tuple(w for w in clause.words if w not in gone))
        return clause

    def _people(self, clause: Clause, match: re.Match[str]) -> tuple[str, ...] | None:
        names = []
        groups = [name for name in ("people", "other", "me") if name in match.re.groupindex]
        for name in (n for group in groups for n in artists(clause.at(match.span(group)), self._table)):
            folded = name.text.strip()
            known = folded in self._table.glue - self._table.speaker or self._named(folded)
            if len(name) > 2 or known:
                return None
            names.append("" if folded in self._table.speaker else name.said())
        return tuple(names)

    def _named(self, phrase: str) -> Term | None:
        return self._lexicon.named(phrase, self._table.language)

    def _read_part(self, part: Clause, found: Pieces) -> None:
        spans = list(_apart(self._spans(part)))
        place, stance, marked = 0, Stance.WANT, False
        for span in [*spans, _Span(len(part), len(part), "end", 0)]:
            if span.start < place:
                continue
            marked = self._between(part.cut(place, span.start), found, stance, is_marked=marked)
            place = span.end
            if span.kind in ("name", *_SHARES):
                taken = self._take_name(part.cut(span.end), span.kind, stance, found)
                place, marked = span.end + taken, False
            elif span.kind in _STANCES:
                stance, marked = _STANCES[span.kind], span.kind != "only"
                found.is_change |= span.kind != "no"
            elif span.kind == "reset":
                stance, marked = Stance.WANT, False
            elif span.kind != "glue":
                self._keep(span, stance, found)
                found.has_noun |= self._speaks_of_music(part.cut(span.start, span.end), span)
                marked = False

    def _keep(self, span: _Span, stance: Stance, found: Pieces) -> None:
        found.words += span.end - span.start
        if span.kind == "comparative":
            found.is_change = True
            stance = Stance.MORE if stance is Stance.WANT else stance
        if span.term:
            found.has_noun |= span.term.kind is TermKind.GENRE
            found.pieces.append(Style(span.term.name, stance))
        found.pieces.extend(_with_stance(piece, stance) for piece in span.pieces)

    def _speaks_of_music(self, words: Clause, span: _Span) -> bool:
        """Return whether a phrase such as "French songs" holds a word for music."""
        is_origin = any(isinstance(piece, Language | Country) for piece in span.pieces)
        return is_origin and any(word.text in self._table.nouns for word in words.words)

    def _between(self, words: Clause, found: Pieces, stance: Stance, *, is_marked: bool) -> bool:
        """Sort words that are no piece into glue and unknown; return whether a mark still waits for its word."""
        start: int | None = None
        for index, word in enumerate(words.words):
            is_glue = not word.quoted and (word.text in self._table.glue or word.text in self._table.nouns)
            found.has_noun |= is_glue and word.text in self._table.nouns
            if not is_glue and start is None:
                start = index
        if start is None:
            return is_marked
        end = len(words)
        while words.words[end - 1].text in self._table.glue | self._table.nouns and not words.words[end - 1].quoted:
            end -= 1
        found.unknown.append(Unknown(words.cut(start, end), stance, is_marked))
        return False

    def _take_name(self, rest: Clause, kind: str, stance: Stance, found: Pieces) -> int:
        """Take the name after "by", "like" or "more from"; return how many words it took."""
        length = self.name_length(rest)
        name = rest.cut(0, length)
        folded = name.text.strip()
        is_written_as_name = bool(name) and name.words[0].capital and not name.words[0].text[0].isdigit()
        if kind == "name" and name and not is_written_as_name and self._is_known(name):
            return 0  # “songs of the sea”, “20 canciones de salsa”
        if kind in _SHARES:
            found.is_change = True
            own = folded in self._table.own
            if not name or (folded in self._table.not_names and not own):
                found.unknown.append(Unknown(name or rest, stance, is_marked=False))
            else:
                found.pieces.append(Share("" if own else _owner(name), _SHARES[kind]))
        elif not name or folded in self._table.glue or self._is_talk(name):
            found.unknown.append(Unknown(name or rest, stance, is_marked=False))
        else:
            found.has_noun = True
            for artist in artists(name, self._table):
                found.pieces.append(Named(Pick(artist=artist.said()), stance))
        found.words += length
        return length

    def _is_talk(self, name: Clause) -> bool:
        """Return whether `name` is none: "that", or a sentence that goes on: "ABBA was great"."""
        rest = name.words[1:]
        return name.text.strip() in self._table.not_names or any(
            not word.capital and not word.quoted and word.text in self._table.not_names for word in rest
        )

    def _is_known(self, words: Clause) -> bool:
        found = self._look_into(words)
        return bool(found.pieces) and not found.unknown

    def _look_into(self, words: Clause) -> Pieces:
        """Return what is in words that may go on a wish or a name, nothing where there are too many."""
        if not words or len(words) > _LONGEST_NAME:
            return Pieces()
        if words.words not in self._looked:
            found = Pieces()
            self._read_part(words, found)
            self._looked[words.words] = found
        return self._looked[words.words]

    def name_length(self, rest: Clause) -> int:
        """Return where a name ends: before "but", or where the remaining words all speak of the wish."""
        for index in range(1, len(rest)):
            word = rest.words[index]
            if word.text in self._table.reset and not word.quoted:
                tail = self._look_into(rest.cut(index + 1))
                if not tail.unknown and (tail.pieces or tail.has_noun):
                    return index
        return len(rest)

    def _spans(self, part: Clause) -> Iterator[_Span]:
        text = part.text
        places = {0: 0}
        for index, word in enumerate(part.words):
            places[next(reversed(places)) + 1 + len(word.text)] = index + 1
        quoted = {index for index, word in enumerate(part.words) if word.quoted}
        for span in self._all_spans(part, text, places):
            if not quoted.intersection(range(span.start, span.end)):
                yield span

    def _all_spans(self, part: Clause, text: str, places: dict[int, int]) -> Iterator[_Span]:
        table = self._table
        solid: set[int] = set()
        for name, patterns in table.pieces.items():
            for pattern in patterns:
                for match in pattern.finditer(text):
                    start, end = places[match.start()], places[match.end()]
                    pieces = self._pieces_of(name, match, part)
                    if name == "glue" or pieces:
                        solid.update({start} if pieces else ())
                        yield _Span(start, end, "glue" if name == "glue" else "piece", 1 if pieces else 5, pieces)
        for mention in self._lexicon.mentions(text, table.language):
            ends = places.get(mention.start - 1), places.get(mention.end)
            if ends[0] is not None and ends[1] is not None:
                is_more = any(p.match(text, mention.start - 1, mention.end) for p in table.stances["more"])
                yield _Span(ends[0], ends[1], "comparative" if is_more else "term", 2, term=mention.term)
        for index, word in enumerate(part.words):
            if word.text in table.comparatives:
                term = self._named(word.text) or self._named(table.comparatives[word.text])
                if term:
                    yield _Span(index, index + 1, "comparative", 0, term=term)
            if word.text in table.reset:
                yield _Span(index, index + 1, "reset", 4)
        for name, patterns in table.stances.items():
            for match in (m for pattern in patterns for m in pattern.finditer(text)):
                start, end = places[match.start()], places[match.end()]
                if name not in _SHARES or not solid.intersection(range(start + 1, end + 1)):
                    yield _Span(start, end, name, 3)

    def _pieces_of(self, name: str, match: re.Match[str], part: Clause) -> tuple[Piece, ...]:
        if name == "glue":
            return ()
        if name == "topic":
            return (Topic(part.at(match.span("topic")).said()),)
        return MAKERS[name](self._table, match)


def _apart(spans: Iterator[_Span]) -> Iterator[_Span]:
    """Yield the spans that come first and reach farthest, none over another."""
    place = 0
    for span in sorted(spans, key=lambda s: (s.start, s.start - s.end, s.rank)):
        if span.start >= place:
            yield span
            place = span.end


def _with_stance(piece: Piece, stance: Stance) -> Piece:
    if isinstance(piece, Years):
        return replace(piece, stance=Stance.NO if stance in (Stance.NO, Stance.LESS) else Stance.WANT)
    if isinstance(piece, Language | Country):
        return replace(piece, stance=stance)
    return piece


def _owner(name: Clause) -> str:
    """Return whose it is: "Ana" of "Ana's songs"."""
    said = name.said()
    for mark in ("'s", "’s"):
        said = said.split(mark, 1)[0] if mark in said else said
    return said
