"""The caller's library: saving, forgetting, checking and listing what they saved."""

from collections.abc import Callable
from datetime import datetime

from starlette.responses import Response
from starlette.routing import Route

from adapters.sandbox.spotify.asked import is_id, page, window
from adapters.sandbox.spotify.desk import Answer, Asked, Desk, found, nothing
from adapters.sandbox.spotify.errors import Refusal
from adapters.sandbox.spotify.json_words import Body
from adapters.sandbox.spotify.podcast_shapes import full_episode, simple_show
from adapters.sandbox.spotify.shapes import full_album, full_track

_MOST_URIS = 40
_MODIFY = {
    **dict.fromkeys(("track", "album", "episode", "show", "audiobook"), "user-library-modify"),
    **dict.fromkeys(("user", "artist"), "user-follow-modify"),
    "playlist": "playlist-modify-public",
}
_READ = {
    **dict.fromkeys(("track", "album", "episode", "show", "audiobook"), "user-library-read"),
    **dict.fromkeys(("user", "artist"), "user-follow-read"),
    "playlist": "playlist-read-private",
}


def routes(desk: Desk) -> list[Route]:
    """Return the routes of the library."""
    return [
        desk.route("PUT", "/me/library", _save),
        desk.route("DELETE", "/me/library", _forget),
        desk.route("GET", "/me/library/contains", _contains),
        desk.route("GET", "/me/tracks", _saved("track", _track)),
        desk.route("GET", "/me/albums", _saved("album", _album)),
        desk.route("GET", "/me/episodes", _saved("episode", _episode)),
        desk.route("GET", "/me/shows", _saved("show", _show)),
    ]


async def _save(asked: Asked) -> Response:
    person, uris = asked.caller.must_be_person(), _uris(asked, _MODIFY)
    library = asked.state.library(person.id)
    playlists = asked.state.playlists
    for uri in uris:
        playlist = playlists.get(uri.split(":")[-1])
        if playlist is not None and playlist.owner == person.id and uri in library:
            raise Refusal(500, "Server error.")  # so it answers: one's own playlist is there already
    for uri in uris:
        library.setdefault(uri, asked.state.now())
    return nothing(200)


async def _forget(asked: Asked) -> Response:
    person, uris = asked.caller.must_be_person(), _uris(asked, _MODIFY)
    for uri in uris:
        asked.state.library(person.id).pop(uri, None)
    return nothing(200)


async def _contains(asked: Asked) -> Response:
    person, uris = asked.caller.must_be_person(), _uris(asked, _READ)
    library = asked.state.library(person.id)
    return found([uri in library for uri in uris])


def _uris(asked: Asked, needed: dict[str, str]) -> list[str]:
    """Return the uris of the query, for which the token has every scope."""
    text = asked.request.query_params.get("uris", "")
    uris = [uri.strip() for uri in text.split(",") if uri.strip()]
    if not uris:
        raise Refusal(400, "Missing required field: uris")
    if len(uris) > _MOST_URIS:
        raise Refusal(400, "Too many uris requested")
    for uri in uris:
        parts = uri.split(":")
        if len(parts) != 3 or parts[0] != "spotify" or parts[1] not in needed:
            raise Refusal(400, f"Invalid uri: {uri}")
        if parts[1] != "user" and not is_id(parts[2]):
            raise Refusal(400, "Invalid base62 id")
    asked.caller.must_have(*{needed[uri.split(":")[1]] for uri in uris})
    return uris


Shape = Callable[[Asked, str], Body]


def _saved(kind: str, shape: Shape) -> Answer:
    """Return the answer that lists the saved things of one kind, last saved first."""

    async def answer(asked: Asked) -> Response:
        person = asked.caller.must_have("user-library-read")
        wanted = window(asked.request)
        saved = [
            (uri, at)
            for uri, at in reversed(asked.state.library(person.id).items())
            if uri.startswith(f"spotify:{kind}:") and asked.state.knows(uri)
        ]

        def row(one: tuple[str, datetime]) -> Body:
            uri, at = one
            return {"added_at": at.strftime("%Y-%m-%dT%H:%M:%SZ"), kind: shape(asked, uri.split(":")[-1])}

        return found(page(asked.request, wanted, saved, row))

    return answer


def _track(asked: Asked, id: str) -> Body:
    return full_track(asked.state.catalogue.recording_by_id[id], asked.state.catalogue, asked.links)


def _album(asked: Asked, id: str) -> Body:
    return full_album(asked.state.catalogue.album_by_id[id], asked.state.catalogue, asked.links)


def _episode(asked: Asked, id: str) -> Body:
    return full_episode(asked.state.catalogue.episode_by_id[id], asked.state.catalogue, asked.links)


def _show(asked: Asked, id: str) -> Body:
    return simple_show(asked.state.catalogue.show_by_id[id], asked.state.catalogue, asked.links)
