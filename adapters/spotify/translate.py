"""Spotify's JSON -> our words, and our query -> Spotify's. Pure, and safe against every missing field."""

import re
from collections.abc import Iterable
from typing import Any

from bot.curation.music import Episode, Item, Track
from bot.curation.ports import Query

SMALLEST_IMAGE = 200  # pixels
LONGEST_QUERY = 250  # characters; beyond, Spotify refuses
LONGEST = {"track": 80, "artist": 60, "genre": 30}
LONGEST_SECONDS = 7 * 86_400  # also keeps out what JSON of Python calls NaN and Infinity
FIRST_YEAR, LAST_YEAR = 1900, 2099
_PAGES = "https://open.spotify.com"
_FILTER = re.compile(r"\b(artist|track|album|year|genre|isrc|upc|tag):", re.IGNORECASE)  # nobody types one by accident
_UNSAID = re.compile(r'["“”„\\\x00-\x1f\x7f]+')


def to_query(query: Query) -> str:
    """Return `query` in Spotify's search language, empty when it asks for nothing."""
    parts = [
        _fielded("track", query.title),
        _fielded("artist", query.artist),
        _fielded("genre", query.genre),
        _years(query.first_year, query.last_year),
        "tag:hipster" if query.lesser_known else "",
    ]
    fields = " ".join(part for part in parts if part)
    words = _plain(_FILTER.sub(r"\1 ", query.words), LONGEST_QUERY - len(fields) - 1)
    if not words and not any((query.title, query.artist, query.genre)) and not parts[3]:
        return ""  # a bare tag finds nothing in particular
    return f"{fields} {words}".strip()


def to_item(body: Any) -> Item | None:
    """Return a track or an episode; None for anything else (an ad, a null) and for what cannot be played."""
    if not isinstance(body, dict):
        return None
    return to_episode(body) if body.get("type") == "episode" else to_track(body)


def to_track(body: Any) -> Track | None:
    """Return a track; None when it is none or cannot be played."""
    if not _is_playable(body, "track"):
        return None
    album = _object(body.get("album"))
    return Track(
        uri=body["uri"],
        title=_text(body.get("name")),
        artists=tuple(name for one in _objects(body.get("artists")) if (name := _text(one.get("name")))),
        seconds=_seconds(body),
        album=_text(album.get("name")),
        year=_year(album.get("release_date")),
        explicit=body.get("explicit") is True,
        isrc=_text(_object(body.get("external_ids")).get("isrc")) or None,
        url=_page(body, "track"),
        image=_image(album.get("images")),
    )


def to_episode(body: Any) -> Episode | None:
    """Return an episode; None when it is none or cannot be played. Search tells no show."""
    if not _is_playable(body, "episode"):
        return None
    show = _object(body.get("show"))
    return Episode(
        uri=body["uri"],
        title=_text(body.get("name")),
        show=_text(show.get("name")),
        seconds=_seconds(body),
        date=_text(body.get("release_date")),
        explicit=body.get("explicit") is True,
        url=_page(body, "episode"),
        image=_image(body.get("images")) or _image(show.get("images")),
        about=_text(body.get("description")),
    )


def rows_of(page: Any) -> list[Any]:
    """Return the rows of a page, nulls included: they keep their place."""
    rows = page.get("items") if isinstance(page, dict) else None
    return rows if isinstance(rows, list) else []


def to_row_item(row: Any) -> Item | None:
    """Return what a playlist's row holds; None when it is unavailable or a local file, which no API can write."""
    if not isinstance(row, dict) or row.get("is_local") is True:
        return None
    return to_item(row.get("item") or row.get("track"))  # `track` for apps older than 2026


def to_row(row: Any) -> str | None:
    """Return the uri in a playlist's row, playable or not; None where none is told or no API can write it."""
    if not isinstance(row, dict) or row.get("is_local") is True:
        return None
    return _text(_object(row.get("item") or row.get("track")).get("uri")) or None


def total_of(page: Any) -> int:
    """Return how many rows a list has in all."""
    total = page.get("total") if isinstance(page, dict) else None
    return total if isinstance(total, int) else len(rows_of(page))


def _is_playable(body: Any, kind: str) -> bool:
    return (
        isinstance(body, dict)
        and body.get("type", kind) == kind
        and isinstance(body.get("uri"), str)
        and bool(body["uri"])
        and body.get("is_playable") is not False
    )


def _fielded(field: str, said: str) -> str:
    words = _plain(said, LONGEST[field])
    return f'{field}:"{words}"' if words else ""


def _plain(said: str, longest: int) -> str:
    """Return `said` without quotes and control characters, cut between words where it is too long."""
    words = " ".join(_UNSAID.sub(" ", said).split())
    if len(words) <= longest:
        return words
    cut = words[: max(0, longest)]
    return cut.rsplit(" ", 1)[0] if words[len(cut)] != " " and " " in cut else cut.strip()


def _years(first: int | None, last: int | None) -> str:
    if first is None and last is None:
        return ""
    asked = sorted((first or FIRST_YEAR, last or LAST_YEAR))
    low, high = (min(max(year, FIRST_YEAR), LAST_YEAR) for year in asked)
    return f"year:{low}" if low == high else f"year:{low}-{high}"


def _image(images: Any) -> str | None:
    """Return the smallest image that is large enough, else the largest, else one of unknown size."""
    sized = [(_width(image), image["url"]) for image in _objects(images) if _text(image.get("url"))]
    large = [one for one in sized if one[0] >= SMALLEST_IMAGE]
    if large:
        return str(min(large, key=_first)[1])
    return str(max(sized, key=_first)[1]) if sized else None


def _first(sized: tuple[int, str]) -> int:
    return sized[0]


def _width(image: dict[str, Any]) -> int:
    width = image.get("width") or image.get("height")
    return width if isinstance(width, int) else 0


def _page(body: dict[str, Any], kind: str) -> str:
    known = _text(_object(body.get("external_urls")).get("spotify"))
    if known or not _text(body.get("id")):
        return known
    return f"{_PAGES}/{kind}/{body['id']}"


def _seconds(body: dict[str, Any]) -> int:
    milliseconds = body.get("duration_ms")
    if not isinstance(milliseconds, int | float) or not 0 <= milliseconds <= LONGEST_SECONDS * 1000:
        return 0
    return round(milliseconds / 1000)


def _year(date: Any) -> int | None:
    digits = _text(date)[:4]
    return int(digits) if len(digits) == 4 and digits.isascii() and digits.isdigit() and int(digits) else None


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _objects(values: Any) -> Iterable[dict[str, Any]]:
    return [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []
