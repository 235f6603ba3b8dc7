"""What the pretend music world holds: artists, albums, recordings, shows and episodes."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from adapters.sandbox.identity import an_id, an_isrc
from adapters.sandbox.lines import Podcast, Song, read
from adapters.sandbox.variants import variants_of
from adapters.sandbox.words import fold


@dataclass(frozen=True, slots=True)
class Artist:
    """Somebody who makes recordings."""

    id: str
    name: str
    country: str  # ISO 3166-1 alpha-2
    language: str  # ISO 639-1, or "instrumental"
    genres: tuple[str, ...]
    tier: str  # how widely known: hit, known, niche or emerging
    pretend: bool = False  # made up, unlike everyone in the files


@dataclass(frozen=True, slots=True)
class Album:
    """A release, with the ids of its recordings in order."""

    id: str
    title: str
    artists: tuple[Artist, ...]
    year: int
    track_ids: tuple[str, ...]
    kind: str = "album"  # album, single or compilation
    pretend: bool = False


@dataclass(frozen=True, slots=True)
class Recording:
    """A track on one album."""

    id: str
    title: str
    artists: tuple[Artist, ...]  # the main artist first
    album_id: str
    album: str
    year: int
    seconds: int
    explicit: bool
    isrc: str
    energy: int  # 1 (still) to 5 (wild)
    valence: int  # 1 (dark) to 5 (bright)
    moods: tuple[str, ...]
    sounds: tuple[str, ...]
    genres: tuple[str, ...]
    language: str
    country: str
    tier: str
    version: str = ""  # "", live, remaster, karaoke, cover, sped up, radio edit …
    original: str | None = None  # the id of the recording this is a version of
    pretend: bool = False
    track_number: int = 1


@dataclass(frozen=True, slots=True)
class Show:
    """A podcast."""

    id: str
    name: str
    publisher: str
    country: str
    languages: tuple[str, ...]
    topics: tuple[str, ...]
    about: str


@dataclass(frozen=True, slots=True)
class Episode:
    """One episode of a show."""

    id: str
    title: str
    show: Show
    date: str  # ISO 8601, such as "2019-05-14"
    seconds: int
    about: str
    topics: tuple[str, ...]
    pretend: bool = False


@dataclass(frozen=True)
class Catalogue:
    """Everything there is to hear in the pretend world."""

    artists: tuple[Artist, ...]
    albums: tuple[Album, ...]
    recordings: tuple[Recording, ...]
    shows: tuple[Show, ...]
    episodes: tuple[Episode, ...]

    @classmethod
    def load(cls, path: Path, *, with_variants: bool = True) -> "Catalogue":
        """Return what `path`, one file or a folder of *.jsonl, holds, and its pretend variants.

        Raises:
            CatalogueProblem: a line is malformed; the text names it and says what to write.
        """
        lines = read(path)
        songs = [*lines.songs, *(variants_of(lines.songs) if with_variants else ())]
        recordings, albums, artists = _music(songs)
        shows, episodes = _podcasts(lines.podcasts)
        return cls(artists, albums, recordings, shows, episodes)

    @staticmethod
    def shipped() -> Path:
        """Return the folder of the catalogue that comes with the sandbox."""
        return Path(__file__).parent / "catalogue"

    @cached_property
    def artist_by_id(self) -> dict[str, Artist]:
        """Every artist under their id."""
        return {artist.id: artist for artist in self.artists}

    @cached_property
    def album_by_id(self) -> dict[str, Album]:
        """Every album under its id."""
        return {album.id: album for album in self.albums}

    @cached_property
    def recording_by_id(self) -> dict[str, Recording]:
        """Every recording under its id."""
        return {recording.id: recording for recording in self.recordings}

    @cached_property
    def show_by_id(self) -> dict[str, Show]:
        """Every show under its id."""
        return {show.id: show for show in self.shows}

    @cached_property
    def episode_by_id(self) -> dict[str, Episode]:
        """Every episode under its id."""
        return {episode.id: episode for episode in self.episodes}

    @cached_property
    def albums_by_artist(self) -> dict[str, tuple[Album, ...]]:
        """The albums of each artist id, newest first."""
        groups: dict[str, list[Album]] = {artist.id: [] for artist in self.artists}
        for album in sorted(self.albums, key=lambda album: -album.year):
            for artist in album.artists:
                groups[artist.id].append(album)
        return {artist: tuple(group) for artist, group in groups.items()}

    @cached_property
    def episodes_by_show(self) -> dict[str, tuple[Episode, ...]]:
        """The episodes of each show id, newest first."""
        groups: dict[str, list[Episode]] = {show.id: [] for show in self.shows}
        for episode in sorted(self.episodes, key=lambda episode: episode.date, reverse=True):
            groups[episode.show.id].append(episode)
        return {show: tuple(group) for show, group in groups.items()}


def _music(songs: list[Song]) -> tuple[tuple[Recording, ...], tuple[Album, ...], tuple[Artist, ...]]:
    """Return the recordings, albums and artists of `songs`; a song said twice counts once."""
    artists = _artists(songs)
    unique = {_track_id(song): song for song in reversed(songs)}
    titles = {(song.performer.name, song.title): id for id, song in unique.items()}
    groups: dict[tuple[str, str], list[tuple[str, Song]]] = {}
    for id, song in reversed(unique.items()):
        groups.setdefault((song.performer.name, song.album), []).append((id, song))
    recordings: list[Recording] = []
    albums: list[Album] = []
    for key, group in groups.items():
        album_id = an_id("album", *key)
        albums.append(_album(album_id, group, artists))
        for at, (id, song) in enumerate(group, start=1):
            recordings.append(_recording(id, album_id, song, at, artists, titles))
    return tuple(recordings), tuple(albums), tuple(dict.fromkeys(artists.values()))


def _artists(songs: list[Song]) -> dict[str, Artist]:
    """Return all who perform or are featured, under each spelling of their names."""
    artists: dict[str, Artist] = {}
    known: dict[str, Artist] = {}  # "Tyler, the Creator" is "Tyler, The Creator"
    for who in (song.performer for song in songs):
        if who.name not in artists:
            told = (who.name, who.country, who.language, who.genres, who.tier, who.pretend)
            artists[who.name] = known.setdefault(fold(who.name), Artist(an_id("artist", fold(who.name)), *told))
    for song in songs:
        for name in song.featured:
            if name not in artists:
                bare = Artist(an_id("artist", fold(name)), name, "", song.language, song.genres, "known")
                artists[name] = known.setdefault(fold(name), bare)
    return artists


def _recording(
    id: str, album_id: str, song: Song, at: int, artists: dict[str, Artist], titles: dict[tuple[str, str], str]
) -> Recording:
    """Return `song` as the track at place `at` of its album."""
    source = song.original if song.original and song.is_same_recording else song
    original = _track_id(song.original) if song.original else titles.get((song.cover_of, song.title))
    return Recording(
        id,
        song.title,
        tuple(artists[name] for name in dict.fromkeys((song.performer.name, *song.featured))),
        album_id, song.album, song.year, song.seconds, song.explicit,
        an_isrc(source.performer.country, source.year, source.performer.name, source.title, source.album),
        song.energy, song.valence, song.moods, song.sounds,
        song.genres, song.language, song.performer.country, song.tier,
        song.version or ("cover" if song.cover_of else ""), original, song.pretend, at,
    )  # fmt: skip


def _album(id: str, group: list[tuple[str, Song]], artists: dict[str, Artist]) -> Album:
    """Return the album that the songs of `group`, each with its track's id, make."""
    first = group[0][1]
    year = min(song.year for _, song in group)
    track_ids = tuple(track_id for track_id, _ in group)
    kind = first.album_kind
    return Album(id, first.album, (artists[first.performer.name],), year, track_ids, kind, first.pretend)


def _track_id(song: Song) -> str:
    return an_id("track", song.performer.name, song.title, song.album)


def _podcasts(podcasts: list[Podcast]) -> tuple[tuple[Show, ...], tuple[Episode, ...]]:
    """Return the shows and all their episodes; a show or episode said twice counts once."""
    shows: dict[str, Show] = {}
    episodes: dict[str, Episode] = {}
    for said in podcasts:
        identity = an_id("show", said.name, said.publisher)
        show = shows.setdefault(
            identity,
            Show(identity, said.name, said.publisher, said.country, said.languages, said.topics, said.about),
        )
        for title, day, seconds, about, topics, pretend in said.episodes:
            key = an_id("episode", said.name, said.publisher, title)
            episodes.setdefault(key, Episode(key, title, show, day, seconds, about, topics, pretend))
    return tuple(shows.values()), tuple(episodes.values())
