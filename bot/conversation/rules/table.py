"""A language as the rules know it: its table of phrases, read and compiled once."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.conversation.rules.phrases import compiled, start_of
from bot.curation.lexicon.terms import fold

Patterns = tuple[re.Pattern[str], ...]
_DECADE = r"\(?:19|20)?\d0'?s"
_PLAIN_LISTS = {
    "digits": [r"\\d{1,3}"],
    "year": [r"\(?:1[89]|20)\d\d"],
    "clock": [r"\(?:\d{1,2}h(?:\d\d)?|\d{1,3}min)"],
}


@dataclass(frozen=True, slots=True)
class Table:
    """One language: which words and phrases mean what. All words are folded."""

    language: str
    common: frozenset[str]  # the words by which a text of this language is known
    glue: frozenset[str]  # words that say nothing of a wish
    nouns: frozenset[str]  # words for music itself
    reset: frozenset[str]  # after them "no", "less" and "more" hold no longer
    joined: frozenset[str]  # names of artists that hold an "and"
    joining: frozenset[str]  # "and", between two names
    by: frozenset[str]  # between title and artist
    by_which: str  # "first" or "last": which of several parts title from artist
    own: frozenset[str]  # "me", "my songs": the speaker's
    speaker: frozenset[str]  # "I", among names
    not_names: frozenset[str]  # no artist is called so, as far as a chat goes
    link_words: frozenset[str]  # "and then", between two requests
    polite: Patterns
    polite_after: Patterns
    spelling: tuple[str, ...]  # words whose misspellings are mended
    misspelt: Mapping[str, str]
    sharing: frozenset[str]  # the words around a link to a song that is shared
    idle: frozenset[str]  # phrases that look like a request and are none
    turning: frozenset[str]  # of `reset`: those that end a "no" even right after it
    either: frozenset[str]  # "or": a "no" before a list that holds one is for all of the list
    counted: frozenset[str]  # what a number counts: "songs"
    talk: frozenset[str]  # words of people telling something, and not asking for music
    determiners: frozenset[str]  # "the", "my"
    things: frozenset[str]  # genres that are something else after an article: "a house", "through the country"
    pointing: frozenset[str]  # "that": what is told is about what the bot did, not about what to play
    filler: frozenset[str]  # words that are no news where they are not understood
    situations: Patterns  # "we are": what follows may be what to make music for
    count: re.Pattern[str]  # a number of songs
    numbers: Mapping[str, int]
    articles: frozenset[str]  # "a"
    ordinals: Mapping[str, int]
    decades: Mapping[str, int]
    codes: Mapping[str, Mapping[str, str]]  # "tongue", "country", "nation" …: the ISO code of each word, or several
    stances: Mapping[str, Patterns]
    turns: Mapping[str, Patterns]  # phrases that ask for more of a mood without naming it
    untold: Mapping[str, Patterns]  # phrases for what nobody can tell us of a recording
    comparatives: Mapping[str, str]
    pieces: Mapping[str, Patterns]
    together: Patterns
    heads: re.Pattern[str]
    forms: Mapping[str, Patterns]
    targets: Mapping[str, Patterns]
    commands: Mapping[str, Patterns]
    examples: tuple[str, ...]
    vocabulary: frozenset[str]  # every word the table knows


@cache
def tables() -> tuple[Table, ...]:
    """Return every language's table, English first."""
    names = sorted(f.name for f in files("bot.conversation.rules").iterdir() if f.name.endswith(".toml"))
    found = [_read(name) for name in names]
    return tuple(sorted(found, key=lambda table: (table.language != "en", table.language)))


def _read(name: str) -> Table:
    raw = tomllib.loads(files("bot.conversation.rules").joinpath(name).read_text(encoding="utf-8"))
    lists = _lists(raw)
    return Table(
        language=raw["language"],
        by_which=raw["by_which"],
        spelling=tuple(raw["typed_wrong"]),
        misspelt=raw["misspelt"],
        numbers=_folded_keys(raw["numbers"] | raw["articles"]),
        articles=frozenset(map(fold, raw["articles"])),
        ordinals=_folded_keys(raw["ordinals"]),
        decades=_folded_keys(raw["decades"]),
        codes={kind: _codes(raw[section]) for kind, section in _CODES.items()},
        stances=_patterns(raw["stance"], lists, whole=False),
        turns=_patterns(raw["turns"], lists, whole=False),
        untold=_patterns(raw["untold"], lists, whole=False),
        situations=_anchored(raw["situations"], "^{}(?= |$)"),
        count=_compiled(["{count}"], lists, whole=False)[0],
        comparatives={fold(word): value for word, value in raw["comparatives"].items()},
        pieces=_patterns(raw["pieces"], lists, whole=False),
        together=_compiled(raw["together"]["phrases"], lists, whole=False),
        heads=start_of(map(fold, raw["heads"]["phrases"]), lists),
        forms=_patterns(raw["forms"], lists) | _patterns({"titled": raw["forms"]["titled"]}, lists, whole=False),
        targets=_patterns(raw["targets"], lists),
        commands=_patterns(raw["commands"], lists),
        polite=_anchored(raw["polite"], "^{}(?= |$)"),
        polite_after=_anchored(raw["polite_after"], "{}$"),
        examples=tuple(raw["examples"]["phrases"]),
        vocabulary=_vocabulary(raw),
        **{field: _words(raw[key]) for field, key in _WORD_SETS.items()},
    )


_CODES = {
    **{"tongue": "tongues", "country": "countries", "nation": "nations"},
    **{"region": "regions", "regional": "regional"},
}
_WORD_SETS = {
    **{key: key for key in ("common", "glue", "reset", "turning", "joined", "by", "not_names", "link_words")},
    **{
        key: key
        for key in ("sharing", "idle", "either", "counted", "talk", "determiners", "things", "pointing", "filler")
    },
    **{"nouns": "noun", "joining": "and", "own": "self", "speaker": "i"},
}


def _lists(raw: Mapping[str, Mapping[str, Iterable[str]]]) -> dict[str, list[str]]:
    """Return what the table's phrases may call by name."""
    lists = {name: [fold(word) for word in words] for name, words in raw["lists"].items()} | _PLAIN_LISTS
    lists["me"] = [fold(word) for word in raw["i"]]
    lists["polite"] = [fold(word) for word in raw["polite"]]
    lists["number"] = [r"\\d{1,3}", *map(fold, raw["numbers"])]
    lists["amount"] = [*lists["number"], *map(fold, raw["articles"])]
    lists["count"] = [r"\(?:1000|\d{1,3})", *(fold(word) for word, n in raw["numbers"].items() if str(n) != "1")]
    lists["ordinal"] = [fold(word) for word in raw["ordinals"]]
    lists["decade"] = [_DECADE, *map(fold, raw["decades"])]
    lists["decade_name"] = [
        word for word in map(fold, raw["decades"]) if word not in lists["number"] and not word.isdecimal()
    ]
    for kind, section in _CODES.items():
        lists[kind] = list(_codes(raw[section]))
    return lists


def _codes(section: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {fold(word): code for code, words in section.items() for word in words}


def _patterns(
    section: Mapping[str, Iterable[str]], lists: Mapping[str, Iterable[str]], *, whole: bool = True
) -> dict[str, Patterns]:
    return {name: _compiled(phrases, lists, whole=whole) for name, phrases in section.items()}


def _compiled(phrases: Iterable[str], lists: Mapping[str, Iterable[str]], *, whole: bool) -> Patterns:
    return tuple(compiled(fold(phrase), lists, whole=whole) for phrase in phrases)


def _anchored(words: Iterable[str], frame: str) -> Patterns:
    ordered = sorted(map(fold, words), key=len, reverse=True)
    return (re.compile(frame.format("(?:" + "|".join(" " + re.escape(w) for w in ordered) + ")")),)


def _words(raw: str | list[str]) -> frozenset[str]:
    return frozenset(map(fold, raw.split() if isinstance(raw, str) else raw))


def _folded_keys(section: Mapping[str, int]) -> dict[str, int]:
    return {fold(word): value for word, value in section.items()}


def _vocabulary(raw: object) -> frozenset[str]:
    """Return every word in the table, wherever it stands."""
    if isinstance(raw, str):
        return frozenset(re.findall(r"[\w']+", fold(raw)))
    if isinstance(raw, dict):
        inside = [*raw.keys(), *raw.values()]
        return frozenset().union(*map(_vocabulary, inside))
    return frozenset().union(*map(_vocabulary, raw)) if isinstance(raw, list) else frozenset()
