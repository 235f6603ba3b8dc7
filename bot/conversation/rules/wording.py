"""A message as words: folded for comparing, each with its place in what was typed."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from bot.conversation.rules.links import ADDRESS, as_words
from bot.curation.lexicon.terms import fold

LONGEST = 2000  # characters that are read; what is longer is no request for music
COMMA, COLON, STOP, DASH = ",", ":", ".", "-"

_QUOTED = re.compile(r"[\"“”«»„]([^\"“”«»„\n]{1,200})[\"“”«»]|(?<!w)['‘]([^'‘’\n]{1,200})['’](?!w)")
_TOKEN = re.compile(
    r"(?P<word>w[wm]*(?:[&'’‘][wm]+)*)|(?P<comma>(?<!\d),|,(?!\d))|(?P<colon>:(?=\s))|(?P<stop>[.!?;…]+(?=\s|$)|\n)"
    r"|(?P<dash>(?<=\s)[-–—](?=\s)|—)|(?P<and>(?<=\s)&(?=\s))"
)
_ABBREVIATED = re.compile(r"\b(?:feat|ft|vs|pt|vol|mr|mrs|dr)(\.)(?=\s)", re.IGNORECASE)  # ends no sentence
_UNSEEN = frozenset("\u200b\u200e\u200f\u2060\ufeff\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_CLINGING = "!?$*+#%&)(…"  # signs that belong to a name they touch: “Help!”, “P!nk”, “$hawn”


@dataclass(frozen=True, slots=True)
class Word:
    """A word, a comma or a full stop of a message."""

    text: str  # folded
    start: int  # its place in the message as typed
    end: int
    quoted: bool = False
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """Some words of a message in a row, as they are compared and as they were typed."""

    typed: str  # the whole message
    words: tuple[Word, ...]

    def __bool__(self) -> bool:
        return bool(self.words)

    def __len__(self) -> int:
        return len(self.words)

    @property
    def text(self) -> str:
        """The folded words, a space before each."""
        return "".join(f" {word.text}" for word in self.words)

    def cut(self, start: int, end: int | None = None) -> "Clause":
        """Return the words from `start` to before `end`."""
        return Clause(self.typed, self.words[start:end])

    def at(self, span: tuple[int, int]) -> "Clause":
        """Return the words that stand at `span` of `text`; none for the span of an absent group."""
        if span[0] < 0:
            return Clause(self.typed, ())
        first, last = self.text.count(" ", 0, span[0] + 1) - 1, self.text.count(" ", 0, span[1])
        return self.cut(max(first, 0), last)

    def plain(self) -> "Clause":
        """Return the clause without commas, colons and full stops."""
        return Clause(self.typed, tuple(w for w in self.words if w.text not in (COMMA, COLON, STOP)))

    def without_colons(self) -> "Clause":
        """Return the clause without colons."""
        return Clause(self.typed, tuple(w for w in self.words if w.text != COLON))

    def parts(self, mark: str = COMMA) -> Iterator["Clause"]:
        """Yield what stands between the `mark`s."""
        start = 0
        for index, word in enumerate((*self.words, Word(mark, 0, 0))):
            if word.text == mark and not word.quoted:
                if index > start:
                    yield self.cut(start, index)
                start = index + 1

    def said(self) -> str:
        """Return the words as they were typed, with the signs that cling to them, at most 200 characters."""
        if not self.words:
            return ""
        start, end = self.words[0].start, self.words[-1].end
        while start > 0 and self.typed[start - 1] in _CLINGING:
            start -= 1
        while end < len(self.typed) and self.typed[end] in _CLINGING:
            end += 1
        said = self.typed[start:end]
        if not self.typed[end:].strip():
            said = said.rstrip("!?…")  # at the very end they are the sentence's, not the name's
        said = said.rstrip("(").lstrip(")!?")
        if said.endswith(")") and "(" not in said:
            said = said.rstrip(")")
        return re.sub(r"\s+", " ", said)[:200].strip()


def to_clause(text: str) -> Clause:
    """Return the words of `text`, links to music written as addresses, control characters gone."""
    typed = as_words(_clean(text[:LONGEST]))
    mask = _mask(typed)
    quoted = [m.span() for m in _QUOTED.finditer(mask)]
    words = []
    for match in _TOKEN.finditer(mask):
        start, end = match.span()
        word = _folded(match, typed[start:end])
        is_quoted = any(a < start and end < b for a, b in quoted)
        if word:
            words.append(Word(word, start, end, is_quoted, _is_capital(typed[start:end])))
    return Clause(typed, tuple(words))


def _clean(text: str) -> str:
    shown = "".join(
        c if c in "\n\t " or unicodedata.category(c) not in ("Cc", "Cs") else " " for c in text if c not in _UNSEEN
    )
    return unicodedata.normalize("NFC", shown)


def _mask(typed: str) -> str:
    """Return `typed` with every letter and digit as "w" and every combining mark as "m"; digits by a comma stay."""
    mask = "".join(map(_sign, typed))
    for short in _ABBREVIATED.finditer(typed):
        mask = f"{mask[: short.start(1)]} {mask[short.end(1) :]}"
    for uri in ADDRESS.finditer(typed):
        mask = mask[: uri.start()] + "w" * len(uri[0]) + mask[uri.end() :]
    return mask


def _sign(character: str) -> str:
    if character.isalnum():
        return "w"
    if character > "\u02ff" and unicodedata.category(character).startswith("M"):
        return "m"
    return character


def _folded(match: re.Match[str], typed: str) -> str:
    marks = {"comma": COMMA, "colon": COLON, "stop": STOP, "dash": DASH, "and": "&"}
    return marks.get(match.lastgroup or "") or re.sub(r"\s+", "", fold(typed))


def _is_capital(typed: str) -> bool:
    return typed[:1] != typed[:1].lower() or typed[:1].isdigit()
