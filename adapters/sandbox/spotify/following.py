"""The artists a person follows."""

from starlette.responses import Response
from starlette.routing import Route

from adapters.sandbox.spotify.asked import number
from adapters.sandbox.spotify.desk import Asked, Desk, found
from adapters.sandbox.spotify.errors import Refusal
from adapters.sandbox.spotify.shapes import full_artist


def routes(desk: Desk) -> list[Route]:
    """Return the route of followed artists."""
    return [desk.route("GET", "/me/following", _following)]


async def _following(asked: Asked) -> Response:
    person = asked.caller.must_have("user-follow-read")
    if asked.request.query_params.get("type") != "artist":
        raise Refusal(400, "Invalid type")
    limit = number(asked.request, "limit", 20)
    if not 0 <= limit <= 50:
        raise Refusal(400, "Invalid limit")
    saved = asked.state.library(person.id)
    ids = [uri.split(":")[-1] for uri in saved if uri.startswith("spotify:artist:")]
    after = asked.request.query_params.get("after")
    rest = ids[ids.index(after) + 1 :] if after in ids else ids
    shown, further = rest[:limit], rest[limit:]
    last = shown[-1] if shown and further else None
    url = asked.request.url.include_query_params(limit=limit, after=last)
    artists = asked.state.catalogue.artist_by_id
    return found({
        "artists": {
            "href": str(asked.request.url),
            "limit": limit,
            "total": len(ids),
            "next": str(url) if last else None,
            "cursors": {"after": last},
            "items": [full_artist(artists[id], asked.links) for id in shown if id in artists],
        }
    })  # fmt: skip
