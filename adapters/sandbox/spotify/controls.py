"""Controlling what plays: only for Premium, and only where a device is awake."""

from datetime import timedelta

from starlette.responses import Response
from starlette.routing import Route

from adapters.sandbox.spotify.asked import json_body, number
from adapters.sandbox.spotify.desk import Answer, Asked, Desk, nothing
from adapters.sandbox.spotify.errors import Refusal
from adapters.sandbox.spotify.json_words import Body
from adapters.sandbox.spotify.player import player_of
from adapters.sandbox.spotify.player_state import Playable, Player

_FAILED = "Player command failed: "


def routes(desk: Desk) -> list[Route]:
    """Return the routes that control the player."""
    return [
        desk.route("PUT", "/me/player", _transfer),
        desk.route("PUT", "/me/player/play", _play),
        desk.route("PUT", "/me/player/pause", _pause),
        desk.route("POST", "/me/player/next", _next),
        desk.route("POST", "/me/player/previous", _previous),
        desk.route("PUT", "/me/player/seek", _seek),
        desk.route("PUT", "/me/player/volume", _volume),
        desk.route("PUT", "/me/player/shuffle", _chosen("shuffle", {"true": True, "false": False})),
        desk.route("PUT", "/me/player/repeat", _chosen("repeat", {w: w for w in ("track", "context", "off")})),
        desk.route("POST", "/me/player/queue", _enqueue),
    ]


def _controlled(asked: Asked) -> Player:
    """Return the player with an active device.

    Raises:
        Refusal: the person has no Premium, or no device is awake.
    """
    player = _premium_player(asked)
    device_id = asked.request.query_params.get("device_id")
    if device_id is not None:
        player.wake(device_id)
    if player.active_device is None:
        raise Refusal(404, f"{_FAILED}No active device found", "NO_ACTIVE_DEVICE")
    return player


def _premium_player(asked: Asked) -> Player:
    person = asked.caller.must_have("user-modify-playback-state")
    if not person.premium:
        raise Refusal(403, f"{_FAILED}Premium required", "PREMIUM_REQUIRED")
    return player_of(asked, person)


async def _transfer(asked: Asked) -> Response:
    player = _premium_player(asked)
    body = await json_body(asked.request)
    device_ids = body.get("device_ids")
    if not isinstance(device_ids, list) or len(device_ids) != 1:
        raise Refusal(400, "Missing required field: device_ids")
    player.wake(str(device_ids[0]))
    if body.get("play"):
        player.resume(asked.state.now())
    return nothing()


async def _play(asked: Asked) -> Response:
    player = _controlled(asked)
    body = await json_body(asked.request)
    now = asked.state.now()
    uris = body.get("uris") or _context_uris(asked, body)
    if uris:
        playables = [_playable(asked, uri) for uri in uris]
        start = _offset(body, uris)
        position = timedelta(milliseconds=body.get("position_ms") or 0)
        player.start(playables[start:], now, context_uri=body.get("context_uri"), position=position)
    elif player.playing:
        raise Refusal(403, f"{_FAILED}Restriction violated", "UNKNOWN")
    else:
        player.resume(now)
    return nothing()


async def _pause(asked: Asked) -> Response:
    player = _controlled(asked)
    if not player.playing:
        raise Refusal(403, f"{_FAILED}Restriction violated", "UNKNOWN")
    player.pause(asked.state.now())
    return nothing()


async def _next(asked: Asked) -> Response:
    _controlled(asked).skip(asked.state.now())
    return nothing()


async def _previous(asked: Asked) -> Response:
    _controlled(asked).back(asked.state.now())
    return nothing()


async def _seek(asked: Asked) -> Response:
    player = _controlled(asked)
    milliseconds = number(asked.request, "position_ms", -1)
    if milliseconds < 0:
        raise Refusal(400, "Invalid position_ms")
    player.seek(timedelta(milliseconds=milliseconds), asked.state.now())
    return nothing()


async def _volume(asked: Asked) -> Response:
    player = _controlled(asked)
    volume = number(asked.request, "volume_percent", -1)
    if not 0 <= volume <= 100:
        raise Refusal(400, "Invalid volume_percent")
    if player.active_device is not None:
        player.active_device.volume_percent = volume
    return nothing()


def _chosen(name: str, values: dict[str, object]) -> Answer:
    """Return the answer that sets `name` of the player to what `state` in the query says."""

    async def answer(asked: Asked) -> Response:
        player = _controlled(asked)
        text = asked.request.query_params.get("state", "")
        if text not in values:
            raise Refusal(400, "Invalid state")
        setattr(player, name, values[text])
        return nothing()

    return answer


async def _enqueue(asked: Asked) -> Response:
    player = _controlled(asked)
    uri = asked.request.query_params.get("uri")
    if uri is None:
        raise Refusal(400, "Missing required field: uri")
    player.queued.append(_playable(asked, uri))
    return nothing()


def _context_uris(asked: Asked, body: Body) -> list[str]:
    """Return the uris of the playlist or album to play, none where none is named."""
    uri = body.get("context_uri")
    if uri is None:
        return []
    kind, id = [*str(uri).split(":"), "", ""][1:3]
    playlist, album = asked.state.playlists.get(id), asked.state.catalogue.album_by_id.get(id)
    if kind == "playlist" and playlist is not None and playlist.rows:
        return [row.uri for row in playlist.rows]
    if kind == "album" and album is not None:
        return [f"spotify:track:{track_id}" for track_id in album.track_ids]
    raise Refusal(404, "Resource not found")


def _offset(body: Body, uris: list[str]) -> int:
    offset = body.get("offset") or {}
    place = uris.index(offset["uri"]) if offset.get("uri") in uris else offset.get("position", 0)
    if not isinstance(place, int) or not 0 <= place < len(uris):
        raise Refusal(400, "Invalid offset")
    return place


def _playable(asked: Asked, uri: str) -> Playable:
    kind, id = [*uri.split(":"), "", ""][1:3]
    catalogue = asked.state.catalogue
    if kind == "track" and id in catalogue.recording_by_id:
        return Playable(uri, timedelta(seconds=catalogue.recording_by_id[id].seconds))
    if kind == "episode" and id in catalogue.episode_by_id:
        return Playable(uri, timedelta(seconds=catalogue.episode_by_id[id].seconds))
    raise Refusal(400, f"Invalid track uri: {uri}")
