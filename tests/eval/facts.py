"""What the catalogue's facts say of a track, and the conditions a case puts on them. Pure functions."""

import re
from dataclasses import dataclass, fields

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass as checked_dataclass

from adapters.sandbox.recordings import Catalogue, Recording
from adapters.sandbox.words import fold

VOICES = frozenset({"voice", "choir", "rap", "falsetto"})
IMITATIONS = frozenset({"karaoke", "sped up", "8d audio"})
Span = tuple[float, float]  # both ends included


@dataclass(frozen=True, slots=True)
class Facts:
    """What is true of one track, gathered from the catalogue."""

    recording: Recording
    year: int  # of the first release: a remaster is as old as its song
    song: str  # one name for all versions of a song by its artist

    @property
    def name(self) -> str:
        """How a case names the track: "Teardrop – Massive Attack"."""
        return f"{self.recording.title} – {self.recording.artists[0].name}"


def facts_of(recording: Recording, catalogue: Catalogue) -> Facts:
    """Gather what the catalogue holds of a recording and of the song it is a version of."""
    source = catalogue.recording_by_id.get(recording.original or "", recording)
    is_its_own = source.artists[0].id == recording.artists[0].id
    year = source.year if is_its_own and recording.version in ("remaster", "radio edit", "") else recording.year
    title = re.split(r" - | \(", (source if is_its_own else recording).title)[0]
    return Facts(recording, year, f"{fold(title)} by {recording.artists[0].id}")


@checked_dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid", strict=False))
class Condition:
    """What a track must be; every key that is given has to hold, and any one word of a list is enough.

    A genre matches by whole words: "country" is also "alt-country" and "country pop". The name of who it is `of` does
    not belong to the track: it narrows the condition to what is on the list for that member.
    """

    genres: tuple[str, ...] = ()
    not_genres: tuple[str, ...] = ()
    moods: tuple[str, ...] = ()
    not_moods: tuple[str, ...] = ()
    sounds: tuple[str, ...] = ()
    not_sounds: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    not_countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    not_languages: tuple[str, ...] = ()
    artists: tuple[str, ...] = ()
    not_artists: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    not_titles: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    years: Span | None = None
    not_years: Span | None = None
    energy: Span | None = None
    valence: Span | None = None
    seconds: Span | None = None
    explicit: bool | None = None
    sung: bool | None = None  # whether there is a voice in it
    of: str = ""

    def broken_by(self, facts: Facts) -> list[str]:
        """Return the keys that do not hold for a track."""
        return [key for key in self.given() if not _holds(key, getattr(self, key), facts)]

    def holds(self, facts: Facts) -> bool:
        """Tell whether all that is given holds for a track."""
        return not self.broken_by(facts)

    def given(self) -> list[str]:
        """Return the names of what is given."""
        return [f.name for f in fields(self) if f.name != "of" and getattr(self, f.name) not in ((), None)]

    def exclusions(self) -> list[str]:
        """Return the keys that forbid something, and do not ask for it."""
        return [key for key in self.given() if key.startswith("not_") or getattr(self, key) is False]


def _holds(key: str, wanted: object, facts: Facts) -> bool:
    if key.startswith("not_"):
        return not _has(key.removeprefix("not_"), wanted, facts, broadly=True)
    return _has(key, wanted, facts, broadly=False)


def _has(key: str, wanted: object, facts: Facts, *, broadly: bool) -> bool:
    """Tell whether a track is of `wanted`; an exclusion looks `broadly`, at its artists' genres too."""
    if isinstance(wanted, bool):
        return _flag(key, facts.recording) is wanted
    if not isinstance(wanted, tuple):
        raise TypeError(f"{key} cannot be {wanted!r}")
    if wanted and not isinstance(wanted[0], str):
        return bool(wanted[0] <= _measure(key, facts) <= wanted[1])
    if key == "genres":
        return any(_is_of_genre(str(genre), facts.recording, broadly=broadly) for genre in wanted)
    return bool(_words(key, facts.recording) & {fold(str(word)) for word in wanted})


def _flag(key: str, recording: Recording) -> bool:
    return recording.explicit if key == "explicit" else bool(VOICES & set(recording.sounds))


def _measure(key: str, facts: Facts) -> float:
    return float(facts.year if key == "years" else getattr(facts.recording, key))


def _is_of_genre(genre: str, recording: Recording, *, broadly: bool) -> bool:
    tags = {*recording.genres, *(g for artist in recording.artists for g in artist.genres)}
    said = re.compile(rf"(?<!\w){re.escape(genre)}(?!\w)")
    return any(said.search(tag) for tag in (tags if broadly else recording.genres))


def _words(key: str, recording: Recording) -> set[str]:
    match key:
        case "moods" | "sounds":
            return {fold(word) for word in getattr(recording, key)}
        case "artists":
            return {fold(artist.name) for artist in recording.artists}
        case "titles":
            return {fold(recording.title)}
        case _:
            return {fold(str(getattr(recording, {"countries": "country", "languages": "language"}.get(key, "tier"))))}
