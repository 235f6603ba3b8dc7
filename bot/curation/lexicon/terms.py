"""The lexicon: what each known word implies, and where such words stand in a text."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

LONGEST_PHRASE = 5  # in words
WORD = re.compile(r"[^\W_]+(?:[&'][^\W_]+)*")
JOINT = re.compile(r" ?[&+] ?| ?['’] ?|[ _/-]|[‐‑–]")  # what may stand between two words of one phrase


class TermKind(StrEnum):
    """What sort of word a term is."""

    GENRE = "genre"
    MOOD = "mood"
    SCENE = "scene"
    SOUND = "sound"


@dataclass(frozen=True, slots=True)
class Term:
    """One known word and what it implies. Genres, moods and sounds are also how open data tags recordings."""

    name: str
    kind: TermKind
    energy: float | None = None  # 1 still … 5 wild; None = says nothing of it
    valence: float | None = None  # 1 dark … 5 happy
    parents: tuple[str, ...] = ()  # of a genre: the broader genres it belongs to
    near: tuple[str, ...] = ()  # of a genre or mood: those most like it, nearest first; of a sound: what it may be
    genres: tuple[str, ...] = ()  # of a mood, scene or sound: where it is found, best first
    moods: tuple[str, ...] = ()  # of a genre or scene: what it feels like
    sounds: tuple[str, ...] = ()  # of a genre or scene: what one hears
    opposite: str | None = None  # of a mood
    is_setting: bool = False  # of a mood: when or where, such as “morning”, and not what is felt
    country: str | None = None  # ISO 3166-1, where a scene or genre belongs to one country
    said: tuple[tuple[str, tuple[str, ...]], ...] = ()  # per language, the phrases for it
    unsaid: tuple[tuple[str, tuple[str, ...]], ...] = ()  # per language, what there means something else


@dataclass(frozen=True, slots=True)
class Mention:
    """A term found in a text, at `start` to `end` of the folded text."""

    term: Term
    start: int
    end: int


class Lexicon:
    """All terms, by name and by the phrases people use for them."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms = {term.name: term for term in terms}
        self._ancestors: dict[str, frozenset[str]] = {}
        self._phrases: dict[str, dict[str, Term | None]] = {}
        for term in self._terms.values():
            self._learn(term)

    def __getitem__(self, name: str) -> Term:
        """Return the term called `name`; a KeyError where there is none."""
        return self._terms[name]

    def get(self, name: str) -> Term | None:
        """Return the term called `name`, if there is one."""
        return self._terms.get(name)

    def __iter__(self) -> Iterator[Term]:
        """Yield every term."""
        return iter(self._terms.values())

    def ancestors(self, genre: str) -> frozenset[str]:
        """Return every broader genre that `genre` belongs to, itself not among them."""
        if genre not in self._ancestors:
            term = self._terms.get(genre)
            parents = term.parents if term else ()
            self._ancestors[genre] = frozenset(parents).union(*(self.ancestors(parent) for parent in parents))
        return self._ancestors[genre]

    def mentions(self, text: str, language: str) -> list[Mention]:
        """Return the terms said in `text` (already folded) in order, the longest phrase winning, none overlapping.

        Phrases of `language` and the English ones both count: people mix them. No phrase reaches over a
        comma or the end of a sentence: "less pop, rock" holds two.
        """
        found: list[Mention] = []
        words = list(WORD.finditer(text))
        position = 0
        while position < len(words):
            match = self._longest(text, words, position, language)
            if match is None:
                position += 1
                continue
            mention, taken = match
            found.append(mention)
            position += taken
        return found

    def _longest(
        self, text: str, words: list[re.Match[str]], position: int, language: str
    ) -> tuple[Mention, int] | None:
        for taken in range(_reach(text, words, position), 0, -1):
            said = words[position : position + taken]
            term = self._meant(" ".join(word.group() for word in said), language)
            if term is not None:
                return Mention(term, said[0].start(), said[-1].end()), taken
        return None

    def named(self, phrase: str, language: str) -> Term | None:
        """Return the term that exactly this phrase stands for; None where there is none."""
        return self._meant(phrase_key(phrase), language)

    def _meant(self, key: str, language: str) -> Term | None:
        own = self._phrases.get(language, {})
        return own[key] if key in own else self._phrases.get("en", {}).get(key)

    def _learn(self, term: Term) -> None:
        english = self._phrases.setdefault("en", {})
        english.setdefault(phrase_key(term.name), term)
        for language, phrases in term.said:
            table = self._phrases.setdefault(language, {})
            for phrase in phrases:
                table.setdefault(phrase_key(phrase), term)
        for language, phrases in term.unsaid:
            self._phrases.setdefault(language, {}).update((phrase_key(p), None) for p in phrases)


def _reach(text: str, words: list[re.Match[str]], position: int) -> int:
    """Return how many words from `position` on may belong to one phrase."""
    last = min(position + LONGEST_PHRASE, len(words))
    for following in range(position + 1, last):
        if JOINT.fullmatch(text, words[following - 1].end(), words[following].start()) is None:
            return following - position
    return last - position


def fold(text: str) -> str:
    """Return `text` in lower case, without accents, with plain quotes and single spaces."""
    plain = text.casefold()
    if not plain.isascii():
        plain = _without_accents(plain)
    return " ".join(plain.split())


def _without_accents(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return plain.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')


def phrase_key(phrase: str) -> str:
    """Return what two writings of one phrase have in common: "Lo-Fi hip-hop" and "lo fi hip hop"."""
    return " ".join(WORD.findall(fold(phrase)))


@cache
def shipped() -> Lexicon:
    """Return the lexicon that ships with Chorus."""
    folder = files("bot.curation.lexicon")
    lines = [
        line
        for name in ("genres", "moods", "scenes", "sounds")
        for line in folder.joinpath(f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        if line
    ]
    return Lexicon(_to_term(json.loads(line)) for line in lines)


def _to_term(record: dict[str, object]) -> Term:
    lists = ("parents", "near", "genres", "moods", "sounds")
    return Term(
        name=str(record["name"]),
        kind=TermKind(str(record["kind"])),
        energy=_number(record.get("energy")),
        valence=_number(record.get("valence")),
        opposite=str(record["opposite"]) if "opposite" in record else None,
        is_setting=record.get("is_setting") is True,
        country=str(record["country"]) if "country" in record else None,
        said=_phrases(record.get("said")),
        unsaid=_phrases(record.get("unsaid")),
        **{key: _words(record.get(key)) for key in lists},
    )


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _words(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _phrases(value: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    by_language = value if isinstance(value, dict) else {}
    return tuple((str(language), _words(phrases)) for language, phrases in by_language.items())
