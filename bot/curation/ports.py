"""What curation needs of the outside world."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.chat import Member
from bot.curation.edits import Row
from bot.curation.music import Episode, Item, Playlist, Revision, Track
from bot.curation.picks import Pick


@dataclass(frozen=True, slots=True)
class Query:
    """One search for tracks; what is empty is not asked for. `words` is free text."""

    words: str = ""
    title: str = ""
    artist: str = ""
    genre: str = ""
    first_year: int | None = None
    last_year: int | None = None
    lesser_known: bool = False
    page: int = 0  # 0 = the best ten, 1 = the next ten …


@dataclass(frozen=True, slots=True)
class Published:
    """A playlist as the music service knows it."""

    service_id: str
    url: str


@dataclass(frozen=True, slots=True)
class Held:
    """What a playlist holds on the music service: all its rows, and the items behind those that can be played."""

    title: str = ""
    rows: tuple[Row, ...] = ()
    items: tuple[Item, ...] = ()


class MusicService(Protocol):
    """A music service's catalogue, searched without anybody's account."""

    async def find_tracks(self, query: Query) -> list[Track]:
        """Return the tracks that fit, best first, at most ten; empty when nothing does.

        Raises:
            ServiceError: the service did not answer.
        """

    async def find_episodes(self, words: str) -> list[Episode]:
        """Return podcast episodes that fit `words`, best first, at most ten.

        Raises:
            ServiceError: the service did not answer.
        """

    async def items(self, uris: Sequence[str]) -> dict[str, Item]:
        """Return the items behind `uris`; what is gone is left out. One call each: for few.

        Raises:
            ServiceError: the service did not answer.
        """


class PlaylistService(Protocol):
    """A member's own playlists on a music service, written with that member's account."""

    async def create(self, owner: Member, title: str, description: str, *, begun: bool = False) -> Published:
        """Make an empty playlist in `owner`'s account; with `begun`, first look whether an earlier try made it.

        Raises:
            NotLinked: the owner has no linked account.
            ServiceError: it could not be made.
        """

    async def describe(self, owner: Member, service_id: str, title: str, description: str) -> None:
        """Change title and description.

        Raises:
            ServiceError: it could not be changed.
        """

    async def write(
        self, owner: Member, service_id: str, uris: Sequence[str], held: Sequence[Row] | None = None
    ) -> None:
        """Make the playlist hold exactly `uris`, in order; safe to repeat.

        Args:
            held: Its rows as they were just seen; then only what has to change is written, and what nobody can write
                stays where it is.

        Raises:
            ServiceError: it could not be written; the service may hold a state on the way.
        """

    async def held(self, owner: Member, service_id: str) -> Held:
        """Return what the playlist holds, unavailable items and the owner's own files included.

        Raises:
            NotAllowed: it is not the owner's, or its owner deleted it ("list_gone").
            ServiceError: it could not be read.
        """

    async def read(self, owner: Member, service_id: str) -> list[Item]:
        """Return what the playlist holds, in order; unavailable items are left out.

        Raises:
            ServiceError: it could not be read.
        """


@dataclass(frozen=True, slots=True)
class OpenFacts:
    """What open data says of a recording; empty where it says nothing."""

    tags: tuple[tuple[str, int], ...] = ()  # (tag, count), most counted first, of the recording
    artist_tags: tuple[tuple[str, int], ...] = ()
    year: int | None = None  # of the first release
    countries: tuple[str, ...] = ()  # names of the artists' countries, in English


class OpenMusicData(Protocol):
    """Open facts about recordings: MusicBrainz, ListenBrainz."""

    async def facts(self, tracks: Sequence[Track]) -> dict[str, OpenFacts]:
        """Return what is known of each track, by its uri; a track nothing is known of is left out.

        Never raises: without an answer, nothing is known.
        """


class SongPages(Protocol):
    """Open data about links: which song a page of a music service is of."""

    async def song_at(self, page: str) -> Pick | None:
        """Return title and artist of the song at an address; None where that is not known.

        Never raises: without an answer, nothing is known.
        """


class ItemCache(Protocol):
    """Items kept for a short time, so that showing a list asks the service nothing."""

    async def get(self, uris: Iterable[str]) -> dict[str, Item]:
        """Return those of `uris` that are still kept."""

    async def put(self, items: Iterable[Item]) -> None:
        """Keep `items` for some hours."""


class PlaylistStore(Protocol):
    """Playlists with all their revisions; no text of the music service is in them."""

    async def add(self, playlist: Playlist) -> None:
        """Keep a new playlist."""

    async def get(self, playlist_id: str) -> Playlist:
        """Return the playlist with its revisions, oldest first.

        Raises:
            KeyError: there is none.
        """

    async def add_revision(self, playlist_id: str, revision: Revision) -> Revision:
        """Keep a revision; one of the same turn that is kept already is returned instead.

        Raises:
            KeyError: there is no such playlist.
            ServiceDown: another turn changed the playlist meanwhile: this one does not follow its newest.
        """

    async def mark_published(self, playlist_id: str, owner: Member, published: Published) -> None:
        """Note where the playlist is on the music service."""

    async def mark_written(self, playlist_id: str, number: int) -> None:
        """Note that the music service holds revision `number`, and so no other one."""
