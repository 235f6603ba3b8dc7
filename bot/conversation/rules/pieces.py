"""The pieces of a wish that some words name, and which of the words say something unknown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.conversation.rules.found import Pieces, Unknown
from bot.conversation.rules.measures import places
from bot.conversation.rules.mending import Speller
from bot.conversation.rules.names import artists, to_pick
from bot.conversation.rules.spans import NAMES, SHARES, STANCES, Span, SpanFinder
from bot.conversation.rules.table import Table
from bot.conversation.rules.together import together
from bot.conversation.rules.wording import COLON, COMMA, DASH, Clause, Word
from bot.curation.lexicon.terms import Lexicon, TermKind
from bot.curation.picks import Pick
from bot.curation.wish import Country, Language, Named, Piece, Share, Stance, Style, Years

_STANCE_OF = {"no": Stance.NO, "less": Stance.LESS, "more": Stance.MORE, "only": Stance.WANT}
_SHARE_OF = {"less_share": Stance.LESS, "more_share": Stance.MORE}
_LONGEST_NAME = 40  # words, as in a phrase; what is longer is no name and not looked into


@dataclass(slots=True)
class _Mood:
    """How what comes next is meant."""

    stance: Stance = Stance.WANT
    is_marked: bool = False  # right after "no", "less" or "more", with nothing named since
    linked: str = ""  # the word in "nothing with drums" that did not end the "nothing"


class PieceReader:
    """Finds the pieces of a wish in words, by one language's table."""

    def __init__(self, table: Table, lexicon: Lexicon) -> None:
        self._table = table
        self._lexicon = lexicon
        self._finder = SpanFinder(table, lexicon)
        self._speller = Speller(table, lexicon)
        self._looked: dict[tuple[Word, ...], Pieces] = {}  # of one clause: a "by" after a "by" asks the same again

    def read(self, clause: Clause, *, mends: bool = False) -> Pieces:
        """Return the pieces that `clause` names, in order.

        Args:
            mends: Whether words nothing is known of are first taken for misspelt ones; never where a name may stand.
        """
        found = self._read(clause)
        if not mends or not found.unknown:
            return found
        mended = self._speller.mended(clause, {word for unknown in found.unknown for word in unknown.words.words})
        if mended is None:
            return found
        again = self._read(mended)
        again.mended = sum(one != other for one, other in zip(clause.words, mended.words, strict=True))
        return again if again.strangers < found.strangers else found

    def _read(self, clause: Clause) -> Pieces:
        found = Pieces()
        self._looked.clear()
        clause = self._without_people(clause, found)
        parts = [part.plain() for part in parts_of(clause)]
        spans = [self._finder.spans(part) for part in parts]
        goes_on = False  # whether a "no" is for the parts to come as well: "no drums, bass or guitar"
        for place, part in enumerate(parts):
            opening = Stance.NO if goes_on else Stance.WANT
            last = self._read_part(part, found, spans[place], opening)
            goes_on = last is Stance.NO and self._is_list_of_either(parts[place + 1 :], spans[place + 1 :])
        return found

    def _is_list_of_either(self, parts: Sequence[Clause], spans: Sequence[Sequence[Span]]) -> bool:
        """Tell whether the parts go on with a list that ends in an "or" before anything else is said."""
        for part, found in zip(parts, spans, strict=True):
            if any(span.kind in (*STANCES, *SHARES, "reset", "comparative") for span in found):
                return False
            if any(word.text in self._table.either for word in part.words):
                return True
        return False

    def _without_people(self, clause: Clause, found: Pieces) -> Clause:
        """Note "something Ana and I both like" and return the clause without it."""
        said = together(clause.plain(), self._table, self._lexicon)
        if said is None:
            return clause
        found.pieces.append(said.piece)
        found.words += len(said.words)
        gone = set(said.words.words)
        return replace(clause, words=tuple(w for w in clause.words if w not in gone))

    def _read_part(self, part: Clause, found: Pieces, spans: Sequence[Span], stance: Stance = Stance.WANT) -> Stance:
        """Add what the part names to `found`; return how what it ends in is meant."""
        mood, place = _Mood(stance), 0
        for span in [*spans, Span(len(part), len(part), "end", 0)]:
            if span.start < place:
                continue
            self._between(part.cut(place, span.start), found, mood)
            place = span.end
            if span.kind in (*NAMES, *SHARES):
                place += self._take_name(part.cut(span.end), span.kind, mood.stance, found)
                mood.is_marked = False
            elif span.kind in STANCES:
                mood.stance, mood.is_marked, mood.linked = _STANCE_OF[span.kind], span.kind != "only", ""
                found.is_change |= span.kind != "no"
            elif span.kind == "reset":
                self._turn(part, span, mood)
            elif span.kind not in ("glue", "end"):
                self._keep(span, part.cut(span.start, span.end), mood.stance, found)
                mood.is_marked = False
        return mood.stance

    def _turn(self, part: Clause, span: Span, mood: _Mood) -> None:
        """End a "no" at a word such as "with", but not in "nothing with drums or with guitars"."""
        word = part.words[span.start].text
        before = part.words[span.start - 1].text if span.start else ""
        is_next = before in self._table.either or (word == mood.linked and before in self._table.joining)
        if (mood.is_marked or is_next) and word not in self._table.turning:
            mood.linked = word
        else:
            mood.stance, mood.is_marked, mood.linked = Stance.WANT, False, ""

    def _keep(self, span: Span, words: Clause, stance: Stance, found: Pieces) -> None:
        found.words += span.end - span.start
        if span.kind == "untold":
            found.untold.append(span.name)
            return
        if span.kind == "comparative":
            found.is_change = True
            stance = Stance.MORE if stance is Stance.WANT else stance
        if span.term:
            found.has_noun |= span.term.kind is TermKind.GENRE
            found.pieces.append(Style(span.term.name, stance))
            found.heard.append(words)
        found.pieces.extend(_with_stance(piece, stance) for piece in span.pieces)
        found.has_noun |= self._speaks_of_music(words, span)

    def _speaks_of_music(self, words: Clause, span: Span) -> bool:
        """Return whether a phrase such as "French songs" holds a word for music."""
        is_origin = any(isinstance(piece, Language | Country) for piece in span.pieces)
        return is_origin and any(word.text in self._table.nouns for word in words.words)

    def _between(self, words: Clause, found: Pieces, mood: _Mood) -> None:
        """Sort words that are no piece into glue and unknown; a mark waits on over glue for its word."""
        start: int | None = None
        for index, word in enumerate(words.words):
            is_glue = not word.quoted and (word.text in self._table.glue or word.text in self._table.nouns)
            found.has_noun |= is_glue and word.text in self._table.nouns
            if not is_glue and start is None:
                start = index
        if start is None:
            return
        end = len(words)
        while words.words[end - 1].text in self._table.glue | self._table.nouns and not words.words[end - 1].quoted:
            end -= 1
        self._take_unknown(words.cut(start, end), found, mood)
        mood.is_marked = False

    def _take_unknown(self, words: Clause, found: Pieces, mood: _Mood) -> None:
        """Note words as unknown, unless they go on naming countries: "from Mali, Niger and Chad"."""
        if any(isinstance(piece, Country) for piece in found.pieces):
            countries = self._countries(words)
            if countries:
                found.pieces.extend(replace(country, stance=mood.stance) for country in countries)
                found.words += len(words)
                return
        found.unknown.append(Unknown(words, mood.stance, mood.is_marked))

    def _countries(self, words: Clause) -> list[Country]:
        """Return the countries that are all that is in `words`; none where something else is in them."""
        names = re.split("|".join(f"(?: |^){re.escape(joint)} " for joint in self._table.joining), words.text.strip())
        found = [places(self._table, name.strip()) for name in names]
        return [country for each in found for country in each] if all(found) else []

    def _take_name(self, rest: Clause, kind: str, stance: Stance, found: Pieces) -> int:
        """Take the name after "by", "like" or "more from"; return how many words it took."""
        length = self.name_length(rest)
        name = rest.cut(0, length)
        folded = name.text.strip()
        is_written_as_name = bool(name) and name.words[0].capital and not name.words[0].text[0].isdigit()
        is_simile = kind == "like" and bool(name) and name.words[0].text in self._table.articles
        if kind in NAMES and name and not is_written_as_name and (is_simile or self._is_known(name)):
            return 0  # “songs of the sea”, “20 canciones de salsa”, “like a blanket”
        if kind in SHARES:
            found.is_change = True
            own = folded in self._table.own
            if not name or (folded in self._table.not_names and not own):
                found.unknown.append(Unknown(name or rest, stance, is_marked=False))
            else:
                found.pieces.append(Share("" if own else _owner(name), _SHARE_OF[kind]))
        elif not name or folded in self._table.glue or self._is_talk(name):
            found.unknown.append(Unknown(name or rest, stance, is_marked=False))
        else:
            found.has_noun = True
            found.pieces += self._names(name, stance, is_like=kind == "like")
        found.words += length
        return length

    def _names(self, words: Clause, stance: Stance, *, is_like: bool) -> list[Piece]:
        """Return the artists in `words`; after "like" it may be one track."""
        track = to_pick(words, self._table)
        if is_like and track.title and track.artist:
            return [Named(track, stance, is_like=True)]
        return [Named(Pick(artist=a.said()), stance, is_like) for a in artists(words, self._table)]

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
            self._read_part(words, found, self._finder.spans(words))
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


def parts_of(clause: Clause) -> list[Clause]:
    """Return what stands between commas, colons and dashes."""
    words = tuple(replace(w, text=COMMA) if w.text in (COLON, DASH) and not w.quoted else w for w in clause.words)
    return list(replace(clause, words=words).parts())


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
