"""What a pretend person listened to: their top artists and tracks, and what they played last."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from adapters.sandbox.identity import share
from adapters.sandbox.recordings import Artist, Catalogue, Recording
from adapters.sandbox.spotify.people import Person

RANGES = ("short_term", "medium_term", "long_term")
_MOST = 60  # how many artists, tracks and plays are remembered
_BETWEEN_PLAYS = timedelta(minutes=7)


@dataclass(frozen=True, slots=True)
class Play:
    """One track played to its end."""

    recording: Recording
    played_at: datetime


@dataclass(slots=True)
class History:
    """A person's listening, drawn once and then added to."""

    tracks: dict[str, tuple[Recording, ...]]  # by time range, most played first
    artists: dict[str, tuple[Artist, ...]]
    plays: list[Play]  # newest first

    @classmethod
    def drawn(cls, person: Person, catalogue: Catalogue, now: datetime) -> "History":
        """Return a history that is the same every time for the same person and catalogue."""
        liked = [one for one in catalogue.recordings if not one.pretend and _liking(person, one) > 0]
        tracks = {span: _ranked(person, liked, span) for span in RANGES}
        artists = {span: tuple({one.artists[0].id: one.artists[0] for one in tracks[span]}.values()) for span in RANGES}
        recent = sorted(tracks["short_term"], key=lambda one: share(person.id, "play", one.id))
        plays = [Play(one, now - (number + 1) * _BETWEEN_PLAYS) for number, one in enumerate(recent)]
        return cls(tracks, artists, plays)

    def add(self, recording: Recording, played_at: datetime) -> None:
        """Note one more play."""
        self.plays.insert(0, Play(recording, played_at))


def _ranked(person: Person, liked: list[Recording], span: str) -> tuple[Recording, ...]:
    def order(one: Recording) -> float:
        return -_liking(person, one) * share(person.id, span, one.id)

    return tuple(sorted(liked, key=order)[:_MOST])


def _liking(person: Person, recording: Recording) -> float:
    genres = {*recording.genres, *recording.artists[0].genres}
    return sum(1 / (place + 1) for place, genre in enumerate(person.likes) if genre in genres)
