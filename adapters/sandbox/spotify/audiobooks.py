"""Audiobooks and their chapters: the pretend Spotify knows the calls, but has none."""

from starlette.responses import Response
from starlette.routing import Route

from adapters.sandbox.spotify.asked import check_market, part_of, the_one, window
from adapters.sandbox.spotify.desk import Asked, Desk, found


def routes(desk: Desk) -> list[Route]:
    """Return the routes of audiobooks."""
    return [
        desk.route("GET", "/audiobooks/{id}", _none),
        desk.route("GET", "/audiobooks/{id}/chapters", _none),
        desk.route("GET", "/chapters/{id}", _none),
        desk.route("GET", "/me/audiobooks", _saved),
    ]


async def _none(asked: Asked) -> Response:
    check_market(asked.request)
    nowhere: dict[str, str] = {}
    return found({"id": the_one(nowhere, asked.request)})


async def _saved(asked: Asked) -> Response:
    asked.caller.must_have("user-library-read")
    return found(part_of(asked.request, window(asked.request), 0, []))
