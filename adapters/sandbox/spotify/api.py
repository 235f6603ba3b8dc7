"""The pretend Web API: every chapter of it in one app."""

from collections.abc import Callable
from itertools import chain

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.sandbox.spotify import (
    audiobooks,
    controls,
    covers,
    following,
    library,
    player,
    playlist_items,
    playlists,
    profile,
    reads,
    removed,
    search,
)
from adapters.sandbox.spotify.desk import Desk
from adapters.sandbox.spotify.errors import Refusal, error_answer, refused
from adapters.sandbox.spotify.state import SpotifyState

_CHAPTERS: tuple[Callable[[Desk], list[Route]], ...] = (
    search.routes,
    reads.routes,
    profile.routes,
    playlists.routes,
    playlist_items.routes,
    covers.routes,
    library.routes,
    following.routes,
    audiobooks.routes,
    player.routes,
    controls.routes,
    removed.routes,
)


def api_app(state: SpotifyState) -> Starlette:
    """Return the Web API over `state`."""
    return Starlette(
        routes=api_routes(state),
        exception_handlers={Refusal: refused, HTTPException: _no_such_service},
    )


def api_routes(state: SpotifyState) -> list[Route]:
    """Return every route, each named by its method and path."""
    desk = Desk(state)
    return list(chain.from_iterable(chapter(desk) for chapter in _CHAPTERS))


def _no_such_service(_request: Request, _error: Exception) -> Response:
    return error_answer(404, "Service not found")
