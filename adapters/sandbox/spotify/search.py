"""Search: at most ten of each kind, best first."""

from collections.abc import Callable
from typing import TypeVar

from starlette.responses import Response
from starlette.routing import Route

from adapters.sandbox.search import Page
from adapters.sandbox.spotify.asked import Window, check_market, part_of, window
from adapters.sandbox.spotify.desk import Asked, Desk, found
from adapters.sandbox.spotify.errors import Refusal
from adapters.sandbox.spotify.json_words import Body
from adapters.sandbox.spotify.playlist import PretendPlaylist
from adapters.sandbox.spotify.playlist_shapes import simple_playlist
from adapters.sandbox.spotify.podcast_shapes import simple_episode, simple_show
from adapters.sandbox.spotify.shapes import full_artist, full_track, simple_album

Thing = TypeVar("Thing")

KINDS = ("track", "artist", "album", "playlist", "show", "episode", "audiobook")
_LAST_OFFSET = 1000
_LONGEST_QUERY = 250


def routes(desk: Desk) -> list[Route]:
    """Return the route of search."""
    return [desk.route("GET", "/search", _search)]


async def _search(asked: Asked) -> Response:
    query, kinds = _query(asked), _kinds(asked)
    check_market(asked.request)
    wanted = window(asked.request, default=5, most=10, last_offset=_LAST_OFFSET)
    return found({f"{kind}s": _found(asked, kind, query, wanted) for kind in kinds})


def _query(asked: Asked) -> str:
    query = asked.request.query_params.get("q", "").strip()
    if not query:
        raise Refusal(400, "No search query")
    if len(query) > _LONGEST_QUERY:
        raise Refusal(400, f"Query exceeds maximum length of {_LONGEST_QUERY} characters")
    return query


def _kinds(asked: Asked) -> list[str]:
    text = asked.request.query_params.get("type", "")
    if not text:
        raise Refusal(400, "Missing parameter type")
    kinds = [kind.strip() for kind in text.split(",")]
    for kind in kinds:
        if kind not in KINDS:
            raise Refusal(400, f"Bad search type field {kind}")
    return kinds


def _found(asked: Asked, kind: str, query: str, wanted: Window) -> Body:
    state, index, links = asked.state, asked.state.index, asked.links
    catalogue, limit, offset = state.catalogue, wanted.limit, wanted.offset

    def shown(page: Page[Thing], shape: Callable[[Thing], Body]) -> Body:
        total = min(page.total, _LAST_OFFSET)
        return part_of(asked.request, wanted, total, [shape(thing) for thing in page.items])

    match kind:
        case "track":
            tracks = index.find_tracks(query, limit=limit, offset=offset)
            return shown(tracks, lambda one: full_track(one, catalogue, links))
        case "artist":
            artists = index.find_artists(query, limit=limit, offset=offset)
            return shown(artists, lambda one: full_artist(one, links))
        case "album":
            albums = index.find_albums(query, limit=limit, offset=offset)
            return shown(albums, lambda one: simple_album(one, links))
        case "show":
            shows = index.find_shows(query, limit=limit, offset=offset)
            return shown(shows, lambda one: simple_show(one, catalogue, links))
        case "episode":
            episodes = index.find_episodes(query, limit=limit, offset=offset)
            return shown(episodes, lambda one: simple_episode(one, links))
        case "playlist":
            return shown(_playlists(asked, query, wanted), lambda one: simple_playlist(one, state, links))
    return part_of(asked.request, wanted, 0, [])  # there are no audiobooks here


def _playlists(asked: Asked, query: str, wanted: Window) -> Page[PretendPlaylist]:
    words = query.casefold()
    fitting = [one for one in asked.state.playlists.values() if words in one.name.casefold()]
    return Page(len(fitting), tuple(fitting[wanted.offset : wanted.offset + wanted.limit]))
