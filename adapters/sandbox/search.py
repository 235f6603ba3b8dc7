"""Finding things in the catalogue as Spotify's search does."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from adapters.sandbox.entries import (
    album_entry,
    artist_entry,
    episode_entry,
    in_one,
    newest_year,
    show_entry,
    track_entries,
    years_by_artist,
)
from adapters.sandbox.queries import parse
from adapters.sandbox.ranking import Ranking
from adapters.sandbox.recordings import Album, Artist, Catalogue, Episode, Recording, Show

Found = TypeVar("Found")

TRACK_WEIGHTS = {"track": 1.0, "artist": 1.0, "album": 0.5, "genre": 0.35}
ARTIST_WEIGHTS = {"artist": 1.0, "genre": 0.35}
ALBUM_WEIGHTS = {"album": 1.0, "artist": 1.0, "genre": 0.35}
SPOKEN_WEIGHTS = {"title": 1.0, "topics": 0.9, "publisher": 0.7, "show": 0.6, "about": 0.5}


@dataclass(frozen=True, slots=True)
class Page(Generic[Found]):
    """Some of what was found, best first, and how many there are in all."""

    total: int
    items: tuple[Found, ...]


class Index:
    """A catalogue made ready for searching, each kind when it is first asked for."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        genres = {recording.genres for recording in catalogue.recordings}
        genres |= {artist.genres for artist in catalogue.artists}
        self._genres = frozenset(in_one(genre) for some in genres for genre in some)

    @cached_property
    def _tracks(self) -> Ranking:
        return Ranking(track_entries(self.catalogue), TRACK_WEIGHTS, "track")

    @cached_property
    def _artists(self) -> Ranking:
        years = years_by_artist(self.catalogue)
        entries = [artist_entry(artist, years[artist.id]) for artist in self.catalogue.artists]
        return Ranking(entries, ARTIST_WEIGHTS, "artist")

    @cached_property
    def _albums(self) -> Ranking:
        newest = newest_year(self.catalogue)
        return Ranking([album_entry(album, newest) for album in self.catalogue.albums], ALBUM_WEIGHTS, "album")

    @cached_property
    def _shows(self) -> Ranking:
        return Ranking([show_entry(show) for show in self.catalogue.shows], SPOKEN_WEIGHTS, "title")

    @cached_property
    def _episodes(self) -> Ranking:
        return Ranking([episode_entry(episode) for episode in self.catalogue.episodes], SPOKEN_WEIGHTS, "title")

    def find_tracks(self, query: str, *, limit: int, offset: int = 0) -> Page[Recording]:
        """Return the recordings that fit `query`, best first."""
        return self._page(self._tracks, self.catalogue.recordings, query, limit, offset)

    def find_artists(self, query: str, *, limit: int, offset: int = 0) -> Page[Artist]:
        """Return the artists that fit `query`, best first."""
        return self._page(self._artists, self.catalogue.artists, query, limit, offset)

    def find_albums(self, query: str, *, limit: int, offset: int = 0) -> Page[Album]:
        """Return the albums that fit `query`, best first."""
        return self._page(self._albums, self.catalogue.albums, query, limit, offset)

    def find_shows(self, query: str, *, limit: int, offset: int = 0) -> Page[Show]:
        """Return the shows that fit `query`, best first."""
        return self._page(self._shows, self.catalogue.shows, query, limit, offset)

    def find_episodes(self, query: str, *, limit: int, offset: int = 0) -> Page[Episode]:
        """Return the episodes that fit `query`, best first."""
        return self._page(self._episodes, self.catalogue.episodes, query, limit, offset)

    def _page(self, ranking: Ranking, things: Sequence[Found], query: str, limit: int, offset: int) -> Page[Found]:
        total, places = ranking.best(parse(query, self._genres), limit=limit, offset=offset)
        return Page(total, tuple(things[place] for place in places))
