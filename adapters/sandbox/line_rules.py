"""What a line of a catalogue must hold, and what to write where it does not."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

TIERS = ("hit", "known", "niche", "emerging")


class CatalogueProblem(ValueError):
    """A catalogue cannot be read; the text says which line to mend, and how."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What one field holds."""

    holds: Callable[[Any], bool]
    instead: str  # what to write
    required: bool = True


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_text, value))


def _is_between(low: int, high: int) -> Callable[[Any], bool]:
    return lambda value: type(value) is int and low <= value <= high


def _is_like(pattern: str) -> Callable[[Any], bool]:
    fits = re.compile(pattern).fullmatch
    return lambda value: isinstance(value, str) and fits(value) is not None


def _is_date(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


_is_language = _is_like(r"[a-z]{2,3}|instrumental")
_LANGUAGE = 'a language such as "is", or "instrumental" where there are no words'
_NAME = Rule(_is_text, "a name or title in quotes")
_COUNTRY = Rule(_is_like("[A-Z]{2}"), 'a country of two capital letters, such as "IS"')
_GENRES = 'a list of genres, such as ["post-rock", "ambient"]'
_TIER = "one of " + ", ".join(f'"{tier}"' for tier in TIERS)
_TOPICS = 'a list of topics, such as ["design"]'
_FLAG = Rule(lambda value: isinstance(value, bool), "true or false", required=False)
_LEVEL = Rule(_is_between(1, 5), "a whole number from 1 to 5")
_OPTIONAL_NAME = Rule(_is_text, "a name in quotes, or leave it out", required=False)

ARTIST_LINE = {
    "artist": _NAME,
    "country": _COUNTRY,
    "language": Rule(_is_language, _LANGUAGE),
    "genres": Rule(_is_texts, _GENRES),
    "tier": Rule(lambda value: value in TIERS, _TIER),
    "tracks": Rule(lambda value: isinstance(value, list) and bool(value), "a list of at least one track"),
}
TRACK = {
    "title": _NAME,
    "album": _NAME,
    "year": Rule(_is_between(1900, 2100), "the year it came out, such as 2005"),
    "seconds": Rule(_is_between(1, 86_400), "its length in seconds, such as 268"),
    "energy": _LEVEL,
    "valence": _LEVEL,
    "moods": Rule(_is_texts, 'a list of moods, such as ["uplifting"]'),
    "sounds": Rule(_is_texts, 'a list of what is heard, such as ["voice", "piano"]'),
    "language": Rule(_is_language, _LANGUAGE, required=False),
    "genres": Rule(_is_texts, _GENRES, required=False),
    "tier": Rule(lambda value: value in TIERS, _TIER, required=False),
    "with": Rule(_is_texts, 'a list of featured artists, such as ["Jay-Z"]', required=False),
    "explicit": _FLAG,
    "cover_of": _OPTIONAL_NAME,
    "version": Rule(_is_text, 'a version such as "live", or leave it out', required=False),
}
SHOW_LINE = {
    "show": _NAME,
    "publisher": _NAME,
    "country": _COUNTRY,
    "languages": Rule(_is_texts, 'a list of languages, such as ["en"]'),
    "topics": Rule(_is_texts, _TOPICS),
    "about": Rule(_is_text, "a sentence on what the show is about"),
    "episodes": Rule(lambda value: isinstance(value, list) and bool(value), "a list of at least one episode"),
}
EPISODE = {
    "title": _NAME,
    "date": Rule(_is_date, 'the day it came out, such as "2019-05-14"'),
    "seconds": Rule(_is_between(1, 86_400), "its length in seconds, such as 2280"),
    "about": Rule(_is_text, "a sentence on what the episode is about"),
    "topics": Rule(_is_texts, _TOPICS, required=False),
    "pretend": _FLAG,
}


def check(thing: Any, fields: Mapping[str, Rule], where: str) -> None:
    """Return if `thing`, called `where`, keeps the rules.

    Raises:
        CatalogueProblem: a field is missing, wrong or unknown.
    """
    if not isinstance(thing, dict):
        raise CatalogueProblem(f"{where} is {json.dumps(thing)}: write an object in {{}}.")
    for name, rule in fields.items():
        if name not in thing:
            if rule.required:
                raise CatalogueProblem(f'{where} lacks "{name}": write {rule.instead}.')
        elif not rule.holds(thing[name]):
            said = json.dumps(thing[name], ensure_ascii=False)[:60]
            raise CatalogueProblem(f'"{name}" of {where} is {said}: write {rule.instead}.')
    if not thing.keys() <= fields.keys():
        unknown, known = min(thing.keys() - fields.keys()), ", ".join(fields)
        raise CatalogueProblem(f'{where} has an unknown "{unknown}": leave it out, or use one of {known}.')
