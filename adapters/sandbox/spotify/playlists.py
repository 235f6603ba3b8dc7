"""Playlists themselves: making, listing, reading and renaming them."""

import re

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from adapters.sandbox.spotify.asked import Window, json_body, kinds, page, part_of, the_one, window
from adapters.sandbox.spotify.desk import Asked, Desk, found, nothing
from adapters.sandbox.spotify.errors import Refusal
from adapters.sandbox.spotify.fields import picked
from adapters.sandbox.spotify.json_words import Body
from adapters.sandbox.spotify.playlist import PretendPlaylist
from adapters.sandbox.spotify.playlist_shapes import EMBEDDED_ROWS, full_row, simple_playlist

_LONGEST_NAME = 200
_LONGEST_DESCRIPTION = 300
_MARKUP = re.compile(r"</?[a-z]", re.IGNORECASE)
_WORDS = {"name": str, "description": str, "public": bool, "collaborative": bool}


def routes(desk: Desk) -> list[Route]:
    """Return the routes of playlists."""
    return [
        desk.route("GET", "/me/playlists", _mine),
        desk.route("POST", "/me/playlists", _make),
        desk.route("GET", "/playlists/{id}", _read),
        desk.route("PUT", "/playlists/{id}", _change),
    ]


def modify_scope(public: bool) -> str:
    """Return the scope that changing a public or private playlist needs."""
    return "playlist-modify-public" if public else "playlist-modify-private"


async def _mine(asked: Asked) -> Response:
    person = asked.caller.must_have("playlist-read-private")
    wanted = window(asked.request)
    saved = asked.state.library(person.id)
    playlists = [one for uri in reversed(saved) if (one := asked.state.playlists.get(uri.split(":")[-1]))]
    if "playlist-read-collaborative" not in asked.caller.scopes:
        playlists = [one for one in playlists if not one.collaborative]
    return found(page(asked.request, wanted, playlists, lambda one: simple_playlist(one, asked.state, asked.links)))


async def _make(asked: Asked) -> Response:
    asked.caller.must_be_person()
    words = await _words(asked)
    if not words.get("name"):
        raise Refusal(400, "Missing required field: name")
    public, collaborative = words.get("public", True), words.get("collaborative", False)
    if collaborative:
        person = asked.caller.must_have("playlist-modify-public", "playlist-modify-private")
    else:
        person = asked.caller.must_have(modify_scope(public))
    if collaborative and public:
        raise Refusal(400, "Collaborative playlists can only be private")
    made = asked.state.add_playlist(
        person.id, words["name"], public=public, collaborative=collaborative,
        description=words.get("description") or None,
    )  # fmt: skip
    return JSONResponse(_full(made, asked), 201)


async def _read(asked: Asked) -> Response:
    playlist = the_one(asked.state.playlists, asked.request)
    return found(picked(_full(playlist, asked), asked.request.query_params.get("fields")))


async def _change(asked: Asked) -> Response:
    person = asked.caller.must_have_any("playlist-modify-public", "playlist-modify-private")
    playlist = the_one(asked.state.playlists, asked.request)
    words = await _words(asked)
    if playlist.owner != person.id:
        raise Refusal(403, "You cannot change the details of a playlist you don't own.")
    if not words:
        raise Refusal(400, "No fields to change")
    if "description" in words and not words["description"]:
        raise Refusal(400, "Description must not be empty")
    if "name" in words and not words["name"]:
        raise Refusal(400, "Name must not be empty")
    public = words.get("public", playlist.public)
    asked.caller.must_have(modify_scope(playlist.public), modify_scope(public))
    if words.get("collaborative", playlist.collaborative) and public:
        raise Refusal(400, "Collaborative playlists can only be private")
    for word, value in words.items():
        setattr(playlist, word, value)
    playlist.change(asked.state.now())
    return nothing(200)


async def _words(asked: Asked) -> Body:
    """Return the fields a playlist can have from the body, checked."""
    body = await json_body(asked.request)
    words = {name: value for name, value in body.items() if name in _WORDS and value is not None}
    for name, value in words.items():
        if not isinstance(value, _WORDS[name]):
            raise Refusal(400, "Error parsing JSON.")
    if len(words.get("name", "")) > _LONGEST_NAME:
        raise Refusal(500, "Server error.")  # so it answers; see spotify/web-api#456
    description = words.get("description", "")
    if len(description) > _LONGEST_DESCRIPTION or "\n" in description or _MARKUP.search(description):
        raise Refusal(400, "Invalid description")
    return words


def _full(playlist: PretendPlaylist, asked: Asked) -> Body:
    """Return the playlist, with its first rows for whoever may edit it."""
    body = simple_playlist(playlist, asked.state, asked.links)
    person = asked.caller.person
    if person is None or not asked.state.co_edits(person.id, playlist):
        del body["items"]
        return body
    readable = kinds(asked.request)
    rows = playlist.rows[:EMBEDDED_ROWS]
    shown = [full_row(row, asked.state, asked.links, readable) for row in rows]
    rows_page = part_of(asked.request, Window(EMBEDDED_ROWS, 0), len(playlist.rows), shown)
    body["items"] = rows_page | {"href": asked.links.href("playlists", playlist.id, "items")}
    if rows_page["next"] is not None:
        body["items"]["next"] = f"{body['items']['href']}?offset={EMBEDDED_ROWS}&limit=50"
    return body
