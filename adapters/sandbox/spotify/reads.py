"""The catalogue, one thing at a time: tracks, albums, artists, shows and episodes."""

from starlette.responses import Response
from starlette.routing import Route

from adapters.sandbox.recordings import Album
from adapters.sandbox.spotify.asked import check_market, page, the_one, window
from adapters.sandbox.spotify.desk import Asked, Desk, found
from adapters.sandbox.spotify.errors import Refusal
from adapters.sandbox.spotify.podcast_shapes import full_episode, full_show, simple_episode
from adapters.sandbox.spotify.shapes import (
    full_album,
    full_artist,
    full_track,
    simple_album,
    simple_track,
)

_GROUPS = frozenset({"album", "single", "appears_on", "compilation"})
_SPOKEN = "user-read-playback-position"  # the specification asks for it on every show and episode


def routes(desk: Desk) -> list[Route]:
    """Return the routes of the catalogue."""
    return [
        desk.route("GET", "/tracks/{id}", _track),
        desk.route("GET", "/albums/{id}", _album),
        desk.route("GET", "/albums/{id}/tracks", _album_tracks),
        desk.route("GET", "/artists/{id}", _artist),
        desk.route("GET", "/artists/{id}/albums", _artist_albums),
        desk.route("GET", "/shows/{id}", _show),
        desk.route("GET", "/shows/{id}/episodes", _show_episodes),
        desk.route("GET", "/episodes/{id}", _episode),
    ]


async def _track(asked: Asked) -> Response:
    check_market(asked.request)
    recording = the_one(asked.state.catalogue.recording_by_id, asked.request)
    track = full_track(recording, asked.state.catalogue, asked.links)
    if track["uri"] in asked.state.unavailable:
        track |= {"is_playable": False, "restrictions": {"reason": "market"}}
    return found(track)


async def _album(asked: Asked) -> Response:
    check_market(asked.request)
    album = the_one(asked.state.catalogue.album_by_id, asked.request)
    return found(full_album(album, asked.state.catalogue, asked.links))


async def _album_tracks(asked: Asked) -> Response:
    check_market(asked.request)
    wanted = window(asked.request)
    catalogue = asked.state.catalogue
    tracks = [catalogue.recording_by_id[id] for id in the_one(catalogue.album_by_id, asked.request).track_ids]
    return found(page(asked.request, wanted, tracks, lambda track: simple_track(track, asked.links)))


async def _artist(asked: Asked) -> Response:
    return found(full_artist(the_one(asked.state.catalogue.artist_by_id, asked.request), asked.links))


async def _artist_albums(asked: Asked) -> Response:
    check_market(asked.request)
    wanted = window(asked.request, default=5, most=10)
    artist = the_one(asked.state.catalogue.artist_by_id, asked.request)
    groups = frozenset(asked.request.query_params.get("include_groups", ",".join(_GROUPS)).split(","))
    if not groups <= _GROUPS:
        raise Refusal(400, "Invalid album type")
    albums = asked.state.catalogue.albums_by_artist.get(artist.id, ())
    kept: list[Album] = [album for album in albums if album.kind in groups]
    return found(page(asked.request, wanted, kept, lambda album: simple_album(album, asked.links)))


async def _show(asked: Asked) -> Response:
    asked.caller.must_have(_SPOKEN)
    check_market(asked.request)
    show = the_one(asked.state.catalogue.show_by_id, asked.request)
    return found(full_show(show, asked.state.catalogue, asked.links))


async def _show_episodes(asked: Asked) -> Response:
    asked.caller.must_have(_SPOKEN)
    check_market(asked.request)
    wanted = window(asked.request)
    show = the_one(asked.state.catalogue.show_by_id, asked.request)
    episodes = asked.state.catalogue.episodes_by_show[show.id]
    return found(page(asked.request, wanted, episodes, lambda one: simple_episode(one, asked.links)))


async def _episode(asked: Asked) -> Response:
    asked.caller.must_have(_SPOKEN)
    check_market(asked.request)
    episode = the_one(asked.state.catalogue.episode_by_id, asked.request)
    return found(full_episode(episode, asked.state.catalogue, asked.links))
