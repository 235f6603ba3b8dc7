"""The names that people give to parts of what a title holds: a movement, a nickname, one song of a medley.

Pure functions over titles as they are written. A part is the song only where its artist is asked for too: "Presto" is
in hundreds of works.
"""

import re
from functools import lru_cache

_MEDLEY = re.compile(r"^medley:\s*|\s+medley$", re.IGNORECASE)
_OF_MEDLEY = re.compile(r"\s*/\s+|\s+/\s*|(?<=\w{3})/(?=\w{3})")
_SUBTITLE = re.compile(r"[(\[]([^()\[\]]+ [^()\[\]]+)[)\]]|(?:\.\.\.|…)\s*(.+)")  # "I'm Gonna Be (500 Miles)"
_MODE = re.compile(r"\s+(?:major|minor)\b", re.IGNORECASE)
_NICKNAME = re.compile(r"[“\"«„]([^“”\"«»„]+)[”\"»“]")
_FORM = re.compile(r"\b(sonata|symphony|concerto|quartet|quintet|trio|suite|prelude|étude|etude|nocturne)s?\b", re.I)
_CATALOGUED = re.compile(
    r",?\s+\b(?:op(?:us)?|bwv|rv|kv?|d|l|hob|woo|s|wwv|twv|hwv|sz|m|fp)\b\.?\s*(?:[xvi]+:)?\d+\w*(?:,?\s+no\.\s*\d+)?",
    re.IGNORECASE,
)
_KEY = re.compile(r",?\s+in\s+[a-h](?:[-\s](?:sharp|flat))?(?:[-\s](?:major|minor))?\b", re.IGNORECASE)
_NUMERAL = re.compile(r"^(?:[ivx]+|\d+|act [ivx]+)\.?[:.]?\s+", re.IGNORECASE)
_NUMBER = re.compile(r",?\s+no\.?\s*\d+", re.IGNORECASE)
_OF_A_SET = re.compile(r"^(?:\d+\s+)?(?P<form>\S+?)s?(?:,.*)?:\s+(?P<number>no\.\s*\d+)", re.IGNORECASE)


@lru_cache(maxsize=16384)
def parts_of(title: str) -> tuple[str, ...]:
    """Return what each part of `title` is called, as it is written: "Clair de lune" of "Suite: III. Clair de lune"."""
    return tuple(
        dict.fromkeys(
            name.strip(" ,:.") for name in (*_of_medley(title), *_of_work(title), *_subtitles(title)) if name.strip()
        )
    )


def _subtitles(title: str) -> list[str]:
    return [match[1] or match[2] for match in _SUBTITLE.finditer(title)]


def _of_medley(title: str) -> list[str]:
    songs = _OF_MEDLEY.split(_MEDLEY.sub("", title))
    return songs if len(songs) > 1 or _MEDLEY.search(title) else []


def _of_work(title: str) -> list[str]:
    if not (": " in title or _CATALOGUED.search(title) or _KEY.search(title)):
        return []
    work, _, movement = title.partition(": ")
    nicknames = _NICKNAME.findall(title)
    bare = _NICKNAME.sub("", work)
    unlisted = _CATALOGUED.sub("", bare)
    keyless = _KEY.sub("", unlisted)
    names = [
        unlisted,
        keyless,
        _MODE.sub("", unlisted),
        _NUMBER.sub("", unlisted),
        _NUMERAL.sub("", movement),
        *nicknames,
    ]
    names += [f"{nickname} {form[0]}" for nickname in nicknames for form in _FORM.finditer(work)]
    names += [f"{keyless.strip()}: {movement}"] if movement else []
    in_set = _OF_A_SET.match(title)
    return [*names, f"{in_set['form']} {in_set['number']}"] if in_set else names
