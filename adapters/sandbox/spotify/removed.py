"""What a new Development Mode app may no longer call, and how Spotify refuses it."""

from starlette.responses import Response
from starlette.routing import Route

from adapters.sandbox.spotify.desk import Asked, Desk
from adapters.sandbox.spotify.errors import Refusal

_SAVED = ("albums", "audiobooks", "episodes", "shows", "tracks")
REMOVED = (
    *(("GET", f"/{kind}") for kind in ("albums", "artists", "audiobooks", "chapters", "episodes", "shows", "tracks")),
    *((method, f"/me/{kind}") for kind in (*_SAVED, "following") for method in ("PUT", "DELETE")),
    *(("GET", f"/me/{kind}/contains") for kind in (*_SAVED, "following")),
    *((method, "/playlists/{id}/tracks") for method in ("GET", "POST", "PUT", "DELETE")),
    *((method, "/playlists/{id}/followers") for method in ("PUT", "DELETE")),
    ("GET", "/playlists/{id}/followers/contains"),
    ("GET", "/artists/{id}/top-tracks"),
    ("GET", "/artists/{id}/related-artists"),
    ("GET", "/users/{id}"),
    ("GET", "/users/{id}/playlists"),
    ("GET", "/browse/featured-playlists"),
    ("GET", "/browse/new-releases"),
    ("GET", "/browse/categories"),
    ("GET", "/browse/categories/{id}"),
    ("GET", "/browse/categories/{id}/playlists"),
    ("GET", "/audio-features"),
    ("GET", "/audio-features/{id}"),
    ("GET", "/audio-analysis/{id}"),
    ("GET", "/recommendations"),
    ("GET", "/recommendations/available-genre-seeds"),
    ("GET", "/markets"),
)


def routes(desk: Desk) -> list[Route]:
    """Return the routes that are refused whoever calls them."""
    for_another = desk.route("POST", "/users/{id}/playlists", _for_another)
    return [for_another, *(desk.route(method, path, _gone) for method, path in REMOVED)]


async def _gone(_asked: Asked) -> Response:
    raise Refusal(403, "Forbidden")


async def _for_another(_asked: Asked) -> Response:
    raise Refusal(403, "You cannot create a playlist for another user")
