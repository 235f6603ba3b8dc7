"""The caller's own profile, and what they listen to most."""

from starlette.responses import Response
from starlette.routing import Route

from adapters.sandbox.spotify.asked import page, window
from adapters.sandbox.spotify.desk import Asked, Desk, found
from adapters.sandbox.spotify.errors import Refusal
from adapters.sandbox.spotify.history import RANGES
from adapters.sandbox.spotify.links import identity
from adapters.sandbox.spotify.shapes import full_artist, full_track


def routes(desk: Desk) -> list[Route]:
    """Return the routes of the profile."""
    return [desk.route("GET", "/me", _me), desk.route("GET", "/me/top/{type}", _top)]


async def _me(asked: Asked) -> Response:
    person = asked.caller.must_have("user-read-private")
    return found({
        **identity(asked.links, "user", person.id),
        "account_id": person.account_id,
        "display_name": person.name,
        "images": asked.links.images("user", person.account_id),
    })  # fmt: skip


async def _top(asked: Asked) -> Response:
    person = asked.caller.must_have("user-top-read")
    wanted = window(asked.request)
    span = asked.request.query_params.get("time_range", "medium_term")
    if span not in RANGES:
        raise Refusal(400, "Invalid time_range")
    history = asked.state.history(person.id)
    match asked.request.path_params["type"]:
        case "tracks":
            catalogue = asked.state.catalogue
            tracks = history.tracks[span]
            return found(page(asked.request, wanted, tracks, lambda one: full_track(one, catalogue, asked.links)))
        case "artists":
            artists = history.artists[span]
            return found(page(asked.request, wanted, artists, lambda one: full_artist(one, asked.links)))
    raise Refusal(400, "Invalid type")
