"""Years and lengths, tongues and lands: the pieces of a wish that a phrase of the table spells out."""

import re
from collections.abc import Callable, Mapping

from bot.conversation.rules.table import Table
from bot.curation.wish import (
    Arc,
    Country,
    Explicit,
    Known,
    Language,
    Length,
    NewToUs,
    Piece,
    Reach,
    Resize,
    Shape,
    Style,
    Years,
)

EARLIEST, LATEST = 1900, 2100  # "before 1980" and "after 2010" are open at one end
NEW_SINCE, OLD_UNTIL = 2010, 1990  # what "newer" and "older" mean without a number
LONGER, SHORTER = 1.5, 0.67

Match = re.Match[str]
Maker = Callable[[Table, Match], tuple[Piece, ...]]


def number(table: Table, word: str) -> int:
    """Return the number that `word` spells."""
    word = word.strip()
    return int(word) if word.isdecimal() else table.numbers.get(word, 0)


def _decade(table: Table, word: str) -> int:
    word = word.strip()
    digits = re.sub(r"\D", "", word)
    if not digits:
        return table.decades[word]
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (1900 if int(digits) >= 30 else 2000)


def _decades(table: Table, match: Match) -> tuple[Piece, ...]:
    first, last = (_decade(table, match[name]) for name in ("first", "last"))
    if first > last:
        first, last = last, first
    if last - first > 10 and any(f" {word} " in match[0] for word in table.joining):
        return Years(first, first + 9), Years(last, last + 9)
    return (Years(first, last + 9),)


def _part_of_decade(first: int, last: int) -> Maker:
    def make(table: Table, match: Match) -> tuple[Piece, ...]:
        decade = _decade(table, match["decade"])
        return (Years(decade + first, decade + last),)

    return make


def _between(_table: Table, match: Match) -> tuple[Piece, ...]:
    first, last = sorted((int(match["first"]), int(match["last"])))
    return (Years(first, last),)


def _year(table: Table, match: Match) -> int:
    word = match["year"].strip()
    return int(word) if word.isdecimal() else _decade(table, word)


def _seconds(table: Table, match: Match) -> tuple[Piece, ...]:
    given = match.groupdict()
    hours, minutes = (number(table, given.get(name) or "0") for name in ("hours", "minutes"))
    return _lasting(hours * 60 + minutes)


def _clock(_table: Table, match: Match) -> tuple[Piece, ...]:
    first, sign, rest = re.split(r"(h|min)", match["clock"].strip(), maxsplit=1)
    return _lasting(int(first) if sign == "min" else int(first) * 60 + int(rest or 0))


def _lasting(minutes: int) -> tuple[Piece, ...]:
    return (Length(seconds=minutes * 60),) if minutes else ()


def _tracks(table: Table, match: Match) -> tuple[Piece, ...]:
    count = number(table, match["count"])
    return (Length(tracks=count),) if count else ()


def _hours_half(table: Table, match: Match) -> tuple[Piece, ...]:
    return _lasting(number(table, match["hours"]) * 60 + 30)


def places(table: Table, words: str) -> tuple[Country, ...]:
    """Return the countries that `words` are the name of: one, those of a region, or none."""
    kinds = ("country", "region", "nation", "regional")
    code = next((table.codes[kind][words] for kind in kinds if words in table.codes[kind]), "")
    return tuple(Country(each) for each in code.split("+") if each)


def _places(table: Table, match: Match) -> tuple[Piece, ...]:
    found = (places(table, words.strip()) for words in match.groupdict().values() if words)
    return tuple(country for countries in found for country in countries)


def _at_hour(after_noon: int) -> Maker:
    """Return the maker of what an hour of the day feels like."""

    def make(table: Table, match: Match) -> tuple[Piece, ...]:
        hour = number(table, match["hour"]) % 12 + after_noon
        part = next((name for until, name in _PARTS_OF_A_DAY if hour < until), "")
        return (Style(part),) if part else ()

    return make


_PARTS_OF_A_DAY = ((5, "late-night"), (12, "morning"), (18, "afternoon"), (24, "night"))


def _always(piece: Piece) -> Maker:
    return lambda _table, _match: (piece,)


MAKERS: Mapping[str, Maker] = {
    "decades": _decades,
    "early": _part_of_decade(0, 3),
    "mid": _part_of_decade(4, 6),
    "late": _part_of_decade(7, 9),
    "decade": _part_of_decade(0, 9),
    "between": _between,
    "before": lambda table, match: (Years(EARLIEST, _year(table, match) - 1),),
    "since": lambda table, match: (Years(_year(table, match), LATEST),),
    "after": lambda table, match: (Years(_year(table, match) + 1, LATEST),),
    "year": lambda table, match: (Years(_year(table, match), _year(table, match)),),
    "newer": _always(Years(NEW_SINCE, LATEST)),
    "older": _always(Years(EARLIEST, OLD_UNTIL)),
    "tracks": _tracks,
    "hour_half": lambda _table, _match: _lasting(90),
    "hours_half": _hours_half,
    "hours_minutes": _seconds,
    "hours": _seconds,
    "half_hour": lambda _table, _match: _lasting(30),
    "three_quarters": lambda _table, _match: _lasting(45),
    "minutes": _seconds,
    "clock": _clock,
    "clean": _always(Explicit(allowed=False)),
    "explicit": _always(Explicit(allowed=True)),
    "emerging": _always(Known(Reach.EMERGING)),
    "lesser": _always(Known(Reach.LESSER_KNOWN)),
    "new_to_us": _always(NewToUs()),
    "hits": _always(Known(Reach.HITS)),
    "instrumental": _always(Language("instrumental")),
    "tongue": lambda table, match: (Language(table.codes["tongue"][match["tongue"].strip()]),),
    "country": _places,
    "region": _places,
    "hour_am": _at_hour(0),
    "hour_pm": _at_hour(12),
    "longer": _always(Resize(LONGER)),
    "shorter": _always(Resize(SHORTER)),
    "double": _always(Resize(2.0)),
    "half": _always(Resize(0.5)),
    "arc_calm_down": _always(Arc(Shape.CALM_DOWN)),
    "arc_fall": _always(Arc(Shape.FALL)),
    "arc_rise": _always(Arc(Shape.RISE)),
    "arc_steady": _always(Arc(Shape.STEADY)),
    "arc_wave": _always(Arc(Shape.WAVE)),
}
