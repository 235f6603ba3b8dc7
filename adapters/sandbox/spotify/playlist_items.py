"""The rows of a playlist: reading, adding, replacing, reordering and removing them."""

import asyncio
from typing import Any

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from adapters.sandbox.spotify.asked import is_id, json_body, kinds, number, page, the_one, window
from adapters.sandbox.spotify.desk import Asked, Desk, found
from adapters.sandbox.spotify.errors import Refusal
from adapters.sandbox.spotify.fields import picked
from adapters.sandbox.spotify.json_words import Body
from adapters.sandbox.spotify.playlist import PretendPlaylist, Row
from adapters.sandbox.spotify.playlist_shapes import full_row
from adapters.sandbox.spotify.playlists import modify_scope

_MOST_URIS = 100
_MOST_ROWS = 10_000


def routes(desk: Desk) -> list[Route]:
    """Return the routes of a playlist's rows."""
    return [
        desk.route("GET", "/playlists/{id}/items", _read),
        desk.route("POST", "/playlists/{id}/items", _add),
        desk.route("PUT", "/playlists/{id}/items", _replace_or_reorder),
        desk.route("DELETE", "/playlists/{id}/items", _remove),
    ]


async def _read(asked: Asked) -> Response:
    person = asked.caller.must_have("playlist-read-private")
    wanted = window(asked.request)
    playlist = the_one(asked.state.playlists, asked.request)
    if not asked.state.co_edits(person.id, playlist):
        raise Refusal(403, "Forbidden")
    readable = kinds(asked.request)
    rows = page(asked.request, wanted, playlist.rows, lambda row: full_row(row, asked.state, asked.links, readable))
    return found(picked(rows, asked.request.query_params.get("fields")))


async def _add(asked: Asked) -> Response:
    playlist = _writable(asked, "add tracks to")
    body = await json_body(asked.request)
    uris = _uris(asked, body)
    if not uris:
        raise Refusal(400, "No uris provided")
    position = _position(asked, body)
    with playlist.being_written():
        await asyncio.sleep(asked.state.write_seconds)
        if len(playlist.rows) + len(uris) > _MOST_ROWS:
            raise Refusal(403, "Playlist size limit reached")
        playlist.insert(_rows(asked, uris, playlist), position)
        return _changed(asked, playlist, 201)


async def _replace_or_reorder(asked: Asked) -> Response:
    playlist = _writable(asked, "reorder or replace tracks of")
    body = await json_body(asked.request)
    reorders = "range_start" in body or "insert_before" in body
    replaces = "uris" in body or "uris" in asked.request.query_params
    if reorders == replaces:
        raise Refusal(400, "Provide either uris, or range_start and insert_before")
    _check_snapshot(playlist, body)
    uris = _uris(asked, body) if replaces else []
    with playlist.being_written():
        await asyncio.sleep(asked.state.write_seconds)
        if replaces:
            playlist.rows = _rows(asked, uris, playlist)
        else:
            start, before, length = _range(body)
            playlist.reorder(start, length, before)
        return _changed(asked, playlist, 200)


async def _remove(asked: Asked) -> Response:
    playlist = _writable(asked, "remove tracks from")
    body = await json_body(asked.request)
    items = body.get("items")
    if not isinstance(items, list) or not items:
        raise Refusal(400, "No uris provided")
    if len(items) > _MOST_URIS:
        raise Refusal(400, f"You can remove a maximum of {_MOST_URIS} tracks per request.")
    uris = [_removable(item) for item in items]
    _check_snapshot(playlist, body)
    with playlist.being_written():
        await asyncio.sleep(asked.state.write_seconds)
        playlist.remove(frozenset(uris))
        return _changed(asked, playlist, 200)


def _writable(asked: Asked, act: str) -> PretendPlaylist:
    """Return the playlist the caller means to write to, which only its owner may."""
    person = asked.caller.must_have_any("playlist-modify-public", "playlist-modify-private")
    playlist = the_one(asked.state.playlists, asked.request)
    if playlist.owner != person.id:
        raise Refusal(403, f"You cannot {act} a playlist you don't own.")
    asked.caller.must_have(modify_scope(playlist.public))
    return playlist


def _uris(asked: Asked, body: Body) -> list[str]:
    """Return the uris to write, those of the query before those of the body, checked."""
    text = asked.request.query_params.get("uris")
    uris: Any = body.get("uris", []) if text is None else [uri for uri in text.split(",") if uri]
    if not isinstance(uris, list):
        raise Refusal(400, "Error parsing JSON.")
    if len(uris) > _MOST_URIS:
        raise Refusal(400, f"You can add a maximum of {_MOST_URIS} tracks per request.")
    for uri in uris:
        _check_uri(asked, uri)
    return uris


def _position(asked: Asked, body: Body) -> int | None:
    """Return where to add, None for the end."""
    position = body.get("position")
    if position is None and "position" in asked.request.query_params:
        position = number(asked.request, "position", 0)
    if position is not None and not isinstance(position, int):
        raise Refusal(400, "Error parsing JSON.")
    return position


def _check_uri(asked: Asked, uri: object) -> None:
    parts = uri.split(":") if isinstance(uri, str) else []
    if len(parts) != 3 or parts[0] != "spotify" or parts[1] not in ("track", "episode") or not is_id(parts[2]):
        raise Refusal(400, f"Invalid track uri: {uri}")
    if not asked.state.knows(":".join(parts)):
        raise Refusal(400, "Payload contains a non-existing ID")


def _removable(item: object) -> str:
    """Return the uri of one thing to remove."""
    if not isinstance(item, dict) or not isinstance(item.get("uri"), str):
        raise Refusal(400, "Invalid base62 id")
    if "positions" in item:
        raise Refusal(502, "Error while loading resource")  # so it answers; the field left the specification
    uri: str = item["uri"]
    if not is_id(uri.split(":")[-1]):
        raise Refusal(400, "Invalid base62 id")
    return uri


def _check_snapshot(playlist: PretendPlaylist, body: Body) -> None:
    snapshot_id = body.get("snapshot_id")
    if snapshot_id is not None and not playlist.knows_version(snapshot_id):
        raise Refusal(502, "Error while loading resource")


def _range(body: Body) -> tuple[int, int, int]:
    """Return where a reorder starts, where it goes and how many rows it moves."""
    numbers = (body.get("range_start"), body.get("insert_before"), body.get("range_length", 1))
    start, before, length = numbers
    if not (isinstance(start, int) and isinstance(before, int) and isinstance(length, int)):
        raise Refusal(400, "Error parsing JSON.")
    return start, before, length


def _rows(asked: Asked, uris: list[str], playlist: PretendPlaylist) -> list[Row]:
    now = asked.state.now()
    return [Row(uri, now, playlist.owner) for uri in uris]


def _changed(asked: Asked, playlist: PretendPlaylist, status: int) -> Response:
    return JSONResponse({"snapshot_id": playlist.change(asked.state.now())}, status)
