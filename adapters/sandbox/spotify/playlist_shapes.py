"""Playlists and their rows as the Web API of 2026 shows them: `items` and `item`, no `tracks`."""

from html import escape
from urllib.parse import unquote_plus

from adapters.sandbox.spotify.json_words import Body
from adapters.sandbox.spotify.links import Links, identity
from adapters.sandbox.spotify.playlist import PretendPlaylist, Row
from adapters.sandbox.spotify.podcast_shapes import full_episode
from adapters.sandbox.spotify.shapes import full_track
from adapters.sandbox.spotify.state import SpotifyState

EMBEDDED_ROWS = 100  # a playlist's own answer holds more rows than a page of /items


def simple_playlist(playlist: PretendPlaylist, state: SpotifyState, links: Links) -> Body:
    """Return a playlist as lists and searches show it: without rows."""
    owner = state.people[playlist.owner]
    return {
        **identity(links, "playlist", playlist.id),
        "name": playlist.name,
        "description": _escaped(playlist.description),
        "collaborative": playlist.collaborative,
        "public": state.is_public(playlist),
        "owner": {**identity(links, "user", owner.id), "display_name": owner.name},
        "snapshot_id": playlist.shown_snapshot_id(state.now()),
        "images": playlist_images(playlist, state, links),
        "items": {"href": links.href("playlists", playlist.id, "items"), "total": len(playlist.rows)},
    }


def playlist_images(playlist: PretendPlaylist, state: SpotifyState, links: Links) -> list[Body]:
    """Return the uploaded cover, or a tile drawn from the first album."""
    if playlist.cover is not None:
        return [{"url": f"{links.base_url}/image/{playlist.cover}", "height": None, "width": None}]
    return [links.image(("playlist", playlist.id), 640)] if playlist.rows else []


def full_row(row: Row, state: SpotifyState, links: Links, kinds: frozenset[str]) -> Body:
    """Return one row; its item is null where it cannot be played or is of no asked-for kind."""
    return {
        "added_at": row.added_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "added_by": identity(links, "user", row.added_by),
        "is_local": row.uri.startswith("spotify:local:"),
        "item": item(row.uri, state, links, kinds),
    }


def item(uri: str, state: SpotifyState, links: Links, kinds: frozenset[str]) -> Body | None:
    """Return the track or episode behind `uri`, or None where it cannot be shown."""
    kind, id = uri.split(":")[1:3]
    if kind == "local":
        return _local_file(uri)
    if kind not in kinds or uri in state.unavailable:
        return None
    if kind == "episode":
        return full_episode(state.catalogue.episode_by_id[id], state.catalogue, links)
    return full_track(state.catalogue.recording_by_id[id], state.catalogue, links)


def _local_file(uri: str) -> Body:
    """Return a file of the owner's own: it has no id, and only the names it was given."""
    artist, album, title, seconds = (unquote_plus(part) for part in uri.split(":")[2:6])
    nowhere: Body = {"external_urls": {}, "href": None, "id": None, "uri": None}
    return {
        "type": "track",
        "id": None,
        "uri": uri,
        "href": None,
        "external_urls": {},
        "external_ids": {},
        "name": title,
        "artists": [{**nowhere, "type": "artist", "name": artist}],
        "album": {
            **nowhere,
            "type": "album",
            "name": album,
            "images": [],
            "artists": [],
            "release_date": None,
        },
        "disc_number": 0,
        "track_number": 0,
        "duration_ms": int(seconds) * 1000,
        "explicit": False,
        "is_local": True,
        "preview_url": None,
    }


def _escaped(description: str | None) -> str | None:
    return None if description is None else escape(description).replace("/", "&#x2F;")
