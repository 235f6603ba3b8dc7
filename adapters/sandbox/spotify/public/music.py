"""The public pages of tracks, albums and artists."""

from collections.abc import Iterable

from adapters.sandbox.country_names import COUNTRY_NAMES
from adapters.sandbox.entries import popularity
from adapters.sandbox.recordings import Album, Artist, Catalogue, Recording
from adapters.sandbox.spotify.public.view import Group, Line, Name, Tile, View, counted, length, total_length
from adapters.sandbox.spotify.state import SpotifyState

MOST_TRACKS = 10  # on an artist's page
MOST_ALBUMS = 24
_MADE_UP = "Made up for this sandbox, to make the right one harder to find."
_GONE = "Not available here any more."


def track_view(id: str, state: SpotifyState) -> View | None:
    """Return the page of a track, None where there is none."""
    recording = state.catalogue.recording_by_id.get(id)
    if recording is None:
        return None
    album = state.catalogue.album_by_id[recording.album_id]
    others = tuple(line for line in _lines_of(album, state.catalogue) if line.title.page != f"track/{id}")
    facts = [_album_name(recording), Name(str(recording.year)), Name(length(recording.seconds))]
    return View(
        "Track",
        recording.title,
        f"album-{recording.album_id}",
        artist_names(recording.artists),
        tuple(facts + [Name("explicit")] * recording.explicit),
        note=_GONE if f"spotify:track:{id}" in state.unavailable else _origin(recording.pretend),
        groups=(Group("On the same album", others),) if others else (),
    )


def album_view(id: str, state: SpotifyState) -> View | None:
    """Return the page of an album, None where there is none."""
    album = state.catalogue.album_by_id.get(id)
    if album is None:
        return None
    lines = _lines_of(album, state.catalogue)
    facts = (str(album.year), counted(len(lines), "track"), total_length(sum(line.seconds for line in lines)))
    return View(
        album.kind.capitalize(),
        album.title,
        f"album-{id}",
        artist_names(album.artists),
        tuple(map(Name, facts)),
        note=_origin(album.pretend),
        groups=(Group("Tracks", lines),),
    )


def artist_view(id: str, state: SpotifyState) -> View | None:
    """Return the page of an artist with what they are best known for, None where there is none."""
    artist = state.catalogue.artist_by_id.get(id)
    if artist is None:
        return None
    theirs = [one for one in state.catalogue.recordings if any(who.id == id for who in one.artists)]
    theirs.sort(key=lambda one: (one.pretend, -popularity(one.tier, one.id)))
    albums = state.catalogue.albums_by_artist[id]
    tiles = tuple(_tile(album) for album in albums[:MOST_ALBUMS])
    groups = (
        Group("Tracks", tuple(map(track_line, theirs[:MOST_TRACKS])), left_out=len(theirs[MOST_TRACKS:])),
        Group("Albums", tiles=tiles, left_out=len(albums[MOST_ALBUMS:])),
    )
    facts = (COUNTRY_NAMES.get(artist.country, artist.country), *artist.genres)
    return View(
        "Artist",
        artist.name,
        f"artist-{id}",
        facts=tuple(Name(fact) for fact in facts if fact),
        note=_origin(artist.pretend),
        groups=tuple(group for group in groups if group.lines or group.tiles),
    )


def track_line(recording: Recording, note: str = "") -> Line:
    """Return a track as lists of many albums show it."""
    return Line(
        Name(recording.title, f"track/{recording.id}"),
        artist_names(recording.artists),
        _album_name(recording),
        recording.seconds,
        f"album-{recording.album_id}",
        note,
    )


def artist_names(artists: Iterable[Artist]) -> tuple[Name, ...]:
    """Return the artists by name, each leading to their page."""
    return tuple(Name(artist.name, f"artist/{artist.id}") for artist in artists)


def _lines_of(album: Album, catalogue: Catalogue) -> tuple[Line, ...]:
    """Return the tracks of an album, without saying of each which album it is on."""
    recordings = (catalogue.recording_by_id[id] for id in album.track_ids)
    return tuple(
        Line(Name(one.title, f"track/{one.id}"), artist_names(one.artists), seconds=one.seconds) for one in recordings
    )


def _album_name(recording: Recording) -> Name:
    return Name(recording.album, f"album/{recording.album_id}")


def _tile(album: Album) -> Tile:
    return Tile(Name(album.title, f"album/{album.id}"), f"{album.year} · {album.kind}", f"album-{album.id}")


def _origin(pretend: bool) -> str:
    return _MADE_UP if pretend else ""
