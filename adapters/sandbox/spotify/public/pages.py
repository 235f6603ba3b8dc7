"""Serving the public pages: one address for each thing, and the style of every page of the sandbox."""

from collections.abc import Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from adapters.sandbox.spotify.public.music import album_view, artist_view, track_view
from adapters.sandbox.spotify.public.playlists import playlist_view, user_view
from adapters.sandbox.spotify.public.podcasts import episode_view, show_view
from adapters.sandbox.spotify.public.view import View
from adapters.sandbox.spotify.rendering import html
from adapters.sandbox.spotify.state import SpotifyState

_HEADERS = {
    "Cache-Control": "no-store",  # always what is true at this moment
    "Content-Security-Policy": "default-src 'self'; img-src 'self'; style-src 'self'; script-src 'none'; "
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_STYLE = Path(__file__).parent.parent / "static" / "sandbox.css"
_VIEWS: dict[str, Callable[[str, SpotifyState], View | None]] = {
    "track": track_view,
    "album": album_view,
    "artist": artist_view,
    "playlist": playlist_view,
    "show": show_view,
    "episode": episode_view,
    "user": user_view,
}


def public_routes(state: SpotifyState) -> list[Route]:
    """Return the routes of all public pages, and of the style they share with the consent page."""

    async def page(request: Request) -> Response:
        kind, id = request.path_params["kind"], request.path_params["id"]
        view = _VIEWS[kind](id, state) if kind in _VIEWS else None
        if view is None:
            return html("missing.html", 404, headers=_HEADERS, root="../../")
        return html("public.html", headers=_HEADERS, root="../../", view=view)

    async def style(_request: Request) -> Response:
        return FileResponse(_STYLE, media_type="text/css", headers={"X-Content-Type-Options": "nosniff"})

    return [
        Route("/open/sandbox.css", style, name="GET /open/sandbox.css"),
        Route("/open/{kind}/{id}", page, name="GET /open/{kind}/{id}"),
    ]
