"""Everything the pretend Spotify remembers, in memory, by a clock that a test may move."""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_hex

from adapters.sandbox.identity import an_id
from adapters.sandbox.recordings import Catalogue
from adapters.sandbox.search import Index
from adapters.sandbox.spotify.history import History
from adapters.sandbox.spotify.people import PEOPLE, Person
from adapters.sandbox.spotify.player_state import Player
from adapters.sandbox.spotify.playlist import PretendPlaylist, Row
from adapters.sandbox.spotify.tokens import ACCESS_LIFETIME, AccessToken, Code, RefreshToken


@dataclass(slots=True)
class App:
    """The app as its owner registered it in the developer dashboard."""

    name: str = "Chorus"
    client_id: str = field(default_factory=lambda: token_hex(16))
    client_secret: str = field(default_factory=lambda: token_hex(16), repr=False)
    redirect_uris: list[str] = field(default_factory=lambda: ["http://127.0.0.1/callback"])
    owner_pays: bool = True  # without the owner's Premium every call is refused


@dataclass(frozen=True, slots=True)
class Call:
    """One call the pretend Spotify was asked to answer."""

    method: str
    route: str  # such as "POST /playlists/{id}/items"
    path: str
    at: datetime


@dataclass(slots=True)
class SpotifyState:
    """The pretend Spotify's memory: one app, its people, and all they made."""

    catalogue: Catalogue
    index: Index
    clock: Callable[[], datetime]  # aware, in UTC
    base_url: str = "http://127.0.0.1"
    app: App = field(default_factory=App)
    people: dict[str, Person] = field(default_factory=lambda: {person.id: person for person in PEOPLE})
    consents: dict[str, frozenset[str]] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict, repr=False)
    access_tokens: dict[str, AccessToken] = field(default_factory=dict, repr=False)
    refresh_tokens: dict[str, RefreshToken] = field(default_factory=dict, repr=False)
    playlists: dict[str, PretendPlaylist] = field(default_factory=dict)
    libraries: dict[str, dict[str, datetime]] = field(default_factory=dict)  # person -> uri -> saved at
    players: dict[str, Player] = field(default_factory=dict)
    histories: dict[str, History] = field(default_factory=dict)
    covers: dict[str, bytes] = field(default_factory=dict, repr=False)
    unavailable: set[str] = field(default_factory=set)  # uris nobody can play here any more
    calls: list[Call] = field(default_factory=list)
    write_seconds: float = 0.0  # how long one write to a playlist takes
    privacy_sticks: bool = False  # Spotify accepts `public: false` and reads it back true
    rotates_refresh_tokens: bool = False  # a refresh seldom brings a new refresh token

    def now(self) -> datetime:
        """Return what the clock says."""
        return self.clock()

    def player(self, person_id: str) -> Player:
        """Return the person's player, with a phone and a computer that are both silent."""
        return self.players.setdefault(person_id, Player.silent(person_id))

    def history(self, person_id: str) -> History:
        """Return what the person listened to, drawn from the catalogue by what they like."""
        if person_id not in self.histories:
            self.histories[person_id] = History.drawn(self.people[person_id], self.catalogue, self.now())
        return self.histories[person_id]

    def library(self, person_id: str) -> dict[str, datetime]:
        """Return what the person saved: uris and when, oldest first."""
        return self.libraries.setdefault(person_id, {})

    def add_playlist(
        self,
        owner: str,
        name: str,
        uris: Iterable[str] = (),
        *,
        public: bool = True,
        collaborative: bool = False,
        description: str | None = None,
    ) -> PretendPlaylist:
        """Make a playlist in the owner's library and return it."""
        now = self.now()
        playlist_id = an_id("playlist", owner, name, str(len(self.playlists)))
        playlist = PretendPlaylist(playlist_id, owner, name, description, public, collaborative)
        playlist.rows = [Row(uri, now, owner) for uri in uris]
        playlist.change(now)
        self.playlists[playlist.id] = playlist
        self.library(owner)[playlist.uri] = now
        return playlist

    def knows(self, uri: str) -> bool:
        """Tell whether `uri` names something of the catalogue."""
        kind, _, id = uri.removeprefix("spotify:").partition(":")
        known: dict[str, Container[str]] = {
            "track": self.catalogue.recording_by_id,
            "album": self.catalogue.album_by_id,
            "artist": self.catalogue.artist_by_id,
            "show": self.catalogue.show_by_id,
            "episode": self.catalogue.episode_by_id,
        }
        return id in known.get(kind, ())

    def is_public(self, playlist: PretendPlaylist) -> bool:
        """Tell whether the playlist reads as public, which one made private does unless that sticks."""
        return playlist.public or not self.privacy_sticks

    def co_edits(self, person_id: str, playlist: PretendPlaylist) -> bool:
        """Tell whether the person owns the playlist, or follows it while it is collaborative."""
        if playlist.owner == person_id:
            return True
        return playlist.collaborative and playlist.uri in self.library(person_id)

    def grant(self, person_id: str | None, scopes: Iterable[str]) -> AccessToken:
        """Hand out an access token without the pages, as a test or the demo needs it."""
        token = AccessToken(person_id, frozenset(scopes), self.now() + ACCESS_LIFETIME)
        self.access_tokens[token.value] = token
        return token

    def revoke(self, person_id: str) -> None:
        """Take back the person's consent, as they do on their account page."""
        self.consents.pop(person_id, None)
        self.access_tokens = {k: t for k, t in self.access_tokens.items() if t.person != person_id}
        self.refresh_tokens = {k: t for k, t in self.refresh_tokens.items() if t.person != person_id}
