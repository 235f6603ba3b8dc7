"""Tracks -> what ListenBrainz is asked, and its and MusicBrainz' answers -> what is known. Pure functions."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from rapidfuzz import fuzz

from bot.curation.music import Track
from bot.curation.picks import Origin, Pick
from bot.curation.ports import OpenFacts

LONGEST_TITLE, LONGEST_ARTIST = 150, 90  # together within the 250 characters of one look-up
ALIKE = 85.0  # of 100; below, the answer is of another recording
MOST_TAGS = 40
_AFTER_TITLE = re.compile(
    r"\s+(?:-\s.*|[(\[][^)\]]*\b(?:remaster\w*|version|edit|live|mono|stereo|feat|ft|with)\b[^)\]]*[)\]].*)$",
    re.IGNORECASE,
)
_MBID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_YEAR = re.compile(r"(1[89]|20)\d\d")


def to_lookup(track: Track) -> dict[str, str]:
    """Return what is asked of one track: its bare title and its first artist."""
    artist = track.artists[0] if track.artists else ""
    return {"recording_name": bare(track.title)[:LONGEST_TITLE], "artist_name": artist[:LONGEST_ARTIST]}


def aligned(answer: Any, count: int) -> list[dict[str, Any]]:
    """Return one row for each of `count` look-ups, empty where nothing is known; by index where rows tell it."""
    rows: list[dict[str, Any]] = [{} for _ in range(count)]
    for position, row in enumerate(answer if isinstance(answer, list) else []):
        index = row.get("index", position) if isinstance(row, dict) else None
        if isinstance(index, int) and 0 <= index < count:
            rows[index] = row
    return rows


def fits(row: dict[str, Any], track: Track) -> bool:
    """Tell whether a row is of `track`: title and artist are alike."""
    title, credit = row.get("recording_name"), row.get("artist_credit_name")
    if not isinstance(title, str) or not isinstance(credit, str):
        return False
    artists = [*track.artists[:1], track.credit]
    return _alike(title, track.title) and any(_credited(credit, artist) for artist in artists)


def mbid_of(row: dict[str, Any]) -> str | None:
    """Return the recording a row is of, as MusicBrainz knows it."""
    mbid = row.get("recording_mbid")
    return mbid if isinstance(mbid, str) and mbid else None


def recording_of(url: Any) -> str | None:
    """Return the one recording that MusicBrainz links an address to; None where there is none, or more than one."""
    relations = _objects(_object(url).get("relations"))
    found = {_object(relation.get("recording")).get("id") for relation in relations}
    mbids = {mbid for mbid in found if isinstance(mbid, str) and _MBID.fullmatch(mbid)}
    return mbids.pop() if len(mbids) == 1 else None


def to_pick(recording: Any) -> Pick | None:
    """Return title and first artist of a recording as MusicBrainz tells it; None where it lacks one."""
    title = _object(recording).get("title")
    credits = _objects(_object(recording).get("artist-credit"))
    artist = credits[0].get("name") if credits else None
    if not (isinstance(title, str) and title and isinstance(artist, str) and artist):
        return None
    return Pick(title=title, artist=artist, origin=Origin.OPEN)


def to_facts(metadata: Any) -> OpenFacts | None:
    """Return what `metadata` says; None when it says nothing."""
    if not isinstance(metadata, dict):
        return None
    tags = _object(metadata.get("tag"))
    facts = OpenFacts(
        tags=_tags(tags.get("recording")),
        artist_tags=_tags(tags.get("artist")),
        year=_year(metadata),
        countries=_countries(metadata),
    )
    return None if facts == OpenFacts() else facts


def bare(title: str) -> str:
    """Return a title without what a service appends: “- Remastered 2011”, “(feat. …)”."""
    return _AFTER_TITLE.sub("", title).strip() or title


def _alike(one: str, other: str) -> bool:
    return max(fuzz.ratio(_folded(one), _folded(other)), fuzz.ratio(_folded(bare(one)), _folded(bare(other)))) >= ALIKE


def _credited(credit: str, artist: str) -> bool:
    if not artist:
        return False
    folded, wanted = _folded(credit), _folded(artist)
    return fuzz.ratio(folded, wanted) >= ALIKE or f" {wanted} " in f" {folded} "


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(letters.split()) or text.casefold()


def _tags(rows: Any) -> tuple[tuple[str, int], ...]:
    """Return (tag, count) with equal tags added up, most counted first."""
    counts: dict[str, int] = {}
    for row in _objects(rows):
        tag, count = row.get("tag"), row.get("count")
        if isinstance(tag, str) and tag.strip() and isinstance(count, int) and count > 0:
            name = tag.strip().lower()
            counts[name] = counts.get(name, 0) + count
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:MOST_TAGS])


def _year(metadata: dict[str, Any]) -> int | None:
    """Return the year of the first release, else that of the release ListenBrainz holds for it."""
    first = _object(metadata.get("recording")).get("first_release_date")
    if isinstance(first, str) and (found := _YEAR.match(first)):
        return int(found[0])
    year = _object(metadata.get("release")).get("year")
    return year if isinstance(year, int) and year > 0 else None


def _countries(metadata: dict[str, Any]) -> tuple[str, ...]:
    artists: Sequence[dict[str, Any]] = _objects(_object(metadata.get("artist")).get("artists"))
    areas: Iterable[Any] = (artist.get("area") for artist in artists)
    return tuple(dict.fromkeys(area for area in areas if isinstance(area, str) and area))


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _objects(values: Any) -> list[dict[str, Any]]:
    return [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []
