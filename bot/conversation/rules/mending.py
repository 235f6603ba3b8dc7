"""Mending misspelt words of a wish: "ambeint jaz", "no cuontry". A word that is in any list is left alone."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.conversation.rules.table import Table
from bot.conversation.rules.wording import Clause, Word
from bot.curation.lexicon.terms import WORD, Lexicon, fold, phrase_key

SHORTEST, LONG, VERY_LONG = 3, 5, 6  # letters: for a doubled letter, two that changed places, any other slip
ALIKE = 88.0  # of 100
MOST_MENDED = 12  # words in one clause: what has more of them is no wish
_VOWELS = frozenset("aeiouy")
_SOUNDS = (
    (r"(.)\1+", r"\1"),
    ("ph", "f"),
    ("ck", "k"),
    ("c(?=[aouklrt]|$)", "k"),
    ("z", "s"),
    ("y", "i"),
    ("qu", "kw"),
)


class Speller:
    """Knows the words of one language's wishes and which word a misspelt one was meant for."""

    def __init__(self, table: Table, lexicon: Lexicon) -> None:
        said = [phrase for term in lexicon for phrase in (term.name, *_phrases(term.said, table.language))]
        terms = {phrase for phrase in map(phrase_key, said) if " " not in phrase}
        terms |= {word for term in lexicon for word in _words(term.name)}
        places = {word for codes in table.codes.values() for name in codes for word in _words(name)}
        others = {*table.nouns, *table.counted, *table.comparatives, *table.numbers, *table.decades}
        self._places = places
        self._known = terms | table.vocabulary
        self._words: dict[str, list[str]] = defaultdict(list)
        for word in sorted(terms | places | {word for phrase in others for word in _words(phrase)}):
            if len(word) > SHORTEST:
                self._words[word[0]].append(word)
        self._meant: dict[str, str | None] = {}

    def mended(self, clause: Clause, unknown: Iterable[Word]) -> Clause | None:
        """Return the clause with the misspelt among the `unknown` words put right; None where there are none."""
        right = {word: meant for word in list(unknown)[:MOST_MENDED] if (meant := self._right(word))}
        if not right:
            return None
        words = (replace(word, text=right[word]) if word in right else word for word in clause.words)
        return replace(clause, words=tuple(words))

    def _right(self, word: Word) -> str | None:
        if word.quoted or len(word.text) < SHORTEST or word.text in self._known:
            return None
        if word.text not in self._meant:
            if len(self._meant) > 2_000:  # whatever people type, memory stays small
                self._meant.clear()
            self._meant[word.text] = self._nearest(word.text)
        meant = self._meant[word.text]
        return None if word.capital and word.start > 0 and meant not in self._places else meant  # it may be a name

    def _nearest(self, word: str) -> str | None:
        near = process.extract(word, self._words.get(word[0], ()), scorer=fuzz.ratio, score_cutoff=70.0, limit=8)
        return next((meant for meant, alike, _ in near if _is_slip(word, meant, alike)), None)


def _is_slip(word: str, meant: str, alike: float) -> bool:
    """Tell whether somebody who meant `meant` may well have typed `word`."""
    if _sound(word) == _sound(meant):
        return True
    if len(word) < LONG or OSA.distance(word, meant, score_cutoff=1) > 1:
        return len(word) > VERY_LONG and alike >= ALIKE and meant[-1] == word[-1]
    if sorted(word) == sorted(meant):
        return True
    if len(word) == len(meant):
        changed = next(pair for pair in zip(word, meant, strict=True) if pair[0] != pair[1])
        return alike >= ALIKE or (len(word) > VERY_LONG and _VOWELS.issuperset(changed))
    return len(meant) >= VERY_LONG and alike >= ALIKE and not meant.startswith(word)


def _sound(word: str) -> str:
    """Return what is left of a word's spelling when letters that sound alike are one."""
    for pattern, sign in _SOUNDS:
        word = re.sub(pattern, sign, word)
    return word


def _phrases(said: Iterable[tuple[str, tuple[str, ...]]], language: str) -> list[str]:
    return [phrase for tongue, phrases in said if tongue in (language, "en") for phrase in phrases]


def _words(phrase: str) -> list[str]:
    return WORD.findall(fold(phrase))
