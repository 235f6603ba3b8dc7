"""Artists, albums and tracks as the Web API of 2026 shows them to a Development Mode app."""

from adapters.sandbox.recordings import Album, Artist, Catalogue, Recording
from adapters.sandbox.spotify.json_words import Body
from adapters.sandbox.spotify.links import Links, identity


def simple_artist(artist: Artist, links: Links) -> Body:
    """Return an artist as tracks and albums name them."""
    return {**identity(links, "artist", artist.id), "name": artist.name}


def full_artist(artist: Artist, links: Links) -> Body:
    """Return an artist; followers, popularity and genres are gone."""
    return {**simple_artist(artist, links), "images": links.images("artist", artist.id)}


def simple_album(album: Album, links: Links) -> Body:
    """Return an album as tracks and searches name it."""
    return {
        **identity(links, "album", album.id),
        "name": album.title,
        "album_type": album.kind,
        "total_tracks": len(album.track_ids),
        "release_date": str(album.year),
        "release_date_precision": "year",
        "images": links.images("album", album.id),
        "artists": [simple_artist(artist, links) for artist in album.artists],
    }


def full_album(album: Album, catalogue: Catalogue, links: Links) -> Body:
    """Return an album with its tracks; label, popularity and genres are gone."""
    tracks = [simple_track(catalogue.recording_by_id[id], links) for id in album.track_ids]
    return {
        **simple_album(album, links),
        "copyrights": [],
        "external_ids": {},
        "tracks": {
            "href": links.href("albums", album.id, "tracks"),
            "limit": 50,
            "next": None,
            "offset": 0,
            "previous": None,
            "total": len(tracks),
            "items": tracks[:50],
        },
    }


def simple_track(recording: Recording, links: Links) -> Body:
    """Return a track as albums list it."""
    return {
        **identity(links, "track", recording.id),
        "name": recording.title,
        "artists": [simple_artist(artist, links) for artist in recording.artists],
        "disc_number": 1,
        "track_number": recording.track_number,
        "duration_ms": recording.seconds * 1000,
        "explicit": recording.explicit,
        "is_local": False,
        "is_playable": True,
        "preview_url": None,
    }


def full_track(recording: Recording, catalogue: Catalogue, links: Links) -> Body:
    """Return a track; popularity and available_markets are gone, the ISRC is back."""
    return {
        **simple_track(recording, links),
        "album": simple_album(catalogue.album_by_id[recording.album_id], links),
        "external_ids": {"isrc": recording.isrc},
    }
