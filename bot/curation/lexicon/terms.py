"""The lexicon: what each known word implies, and where such words stand in a text."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files


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
    near: tuple[str, ...] = ()  # of a genre or mood: those most like it, nearest first
    genres: tuple[str, ...] = ()  # of a mood, scene or sound: where it is found, best first
    moods: tuple[str, ...] = ()  # of a genre or scene: what it feels like
    sounds: tuple[str, ...] = ()  # of a genre or scene: what one hears
    opposite: str | None = None  # of a mood
    country: str | None = None  # ISO 3166-1, where a scene or genre belongs to one country
    said: tuple[tuple[str, tuple[str, ...]], ...] = ()  # per language, the phrases for it


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
        self._phrases: dict[str, dict[str, Term]] = {}
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
        found: set[str] = set()
        queue = [genre]
        while queue:
            term = self._terms.get(queue.pop())
            fresh = [p for p in term.parents if p not in found] if term else []
            found.update(fresh)
            queue.extend(fresh)
        return frozenset(found)

    def mentions(self, text: str, language: str) -> list[Mention]:
        """Return the terms said in `text` (already folded), longest phrases first won, in order, no overlap.

        Phrases of `language` and the English names both count: people mix them.
        """
        found: list[Mention] = []
        words = [(m.start(), m.end()) for m in re.finditer(r"[^\W_]+(?:[&'’][^\W_]+)*", text)]
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
        self, text: str, words: list[tuple[int, int]], position: int, language: str
    ) -> tuple[Mention, int] | None:
        for taken in range(min(5, len(words) - position), 0, -1):
            start, end = words[position][0], words[position + taken - 1][1]
            term = self.named(text[start:end], language)
            if term is not None:
                return Mention(term, start, end), taken
        return None

    def named(self, phrase: str, language: str) -> Term | None:
        """Return the term that exactly this phrase stands for."""
        key = phrase_key(phrase)
        return self._phrases.get(language, {}).get(key) or self._phrases.get("en", {}).get(key)

    def _learn(self, term: Term) -> None:
        english = self._phrases.setdefault("en", {})
        english.setdefault(phrase_key(term.name), term)
        for language, phrases in term.said:
            table = self._phrases.setdefault(language, {})
            for phrase in phrases:
                table.setdefault(phrase_key(phrase), term)


def fold(text: str) -> str:
    """Return `text` in lower case, without accents, with plain quotes and single spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = plain.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    return re.sub(r"\s+", " ", plain).strip()


def phrase_key(phrase: str) -> str:
    """Return what two writings of one phrase have in common: "Lo-Fi hip-hop" and "lo fi hip hop"."""
    return " ".join(re.findall(r"[^\W_]+(?:[&'][^\W_]+)*", fold(phrase)))


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
    said = record.get("said") or {}
    assert isinstance(said, dict)
    return Term(
        name=str(record["name"]),
        kind=TermKind(str(record["kind"])),
        energy=_number(record.get("energy")),
        valence=_number(record.get("valence")),
        opposite=str(record["opposite"]) if "opposite" in record else None,
        country=str(record["country"]) if "country" in record else None,
        said=tuple((language, tuple(phrases)) for language, phrases in said.items()),
        **{key: _words(record.get(key)) for key in lists},
    )


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _words(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()
