"""Reading what plays: player, devices, queue and what was played last."""

from starlette.responses import Response
from starlette.routing import Route

from adapters.sandbox.spotify.asked import check_market, kinds, number
from adapters.sandbox.spotify.desk import Asked, Desk, found, nothing
from adapters.sandbox.spotify.errors import Refusal
from adapters.sandbox.spotify.people import Person
from adapters.sandbox.spotify.player_shapes import (
    EVERY_KIND,
    a_device,
    a_play,
    milliseconds,
    playback,
    with_device,
)
from adapters.sandbox.spotify.player_state import Player
from adapters.sandbox.spotify.playlist_shapes import item

_QUEUE_SHOWN = 20
_MOST_PLAYS = 50


def routes(desk: Desk) -> list[Route]:
    """Return the routes that read the player."""
    return [
        desk.route("GET", "/me/player", _player),
        desk.route("GET", "/me/player/currently-playing", _currently_playing),
        desk.route("GET", "/me/player/devices", _devices),
        desk.route("GET", "/me/player/queue", _queue),
        desk.route("GET", "/me/player/recently-played", _recently_played),
    ]


def player_of(asked: Asked, person: Person) -> Player:
    """Return the person's player as it is now; what ended meanwhile went into their history."""
    player, now = asked.state.player(person.id), asked.state.now()
    player.advance(now)
    for playable, at in player.finished:
        recording = asked.state.catalogue.recording_by_id.get(playable.uri.split(":")[-1])
        if recording is not None:
            asked.state.history(person.id).add(recording, at)
    player.finished.clear()
    return player


async def _player(asked: Asked) -> Response:
    player = player_of(asked, asked.caller.must_have("user-read-playback-state"))
    check_market(asked.request)
    if player.active_device is None:
        return nothing()
    return found(with_device(playback(player, asked, kinds(asked.request)), player))


async def _currently_playing(asked: Asked) -> Response:
    player = player_of(asked, asked.caller.must_have("user-read-currently-playing"))
    check_market(asked.request)
    if player.active_device is None or (player.current is None and player.kind == "track"):
        return nothing()
    return found(playback(player, asked, kinds(asked.request)))


async def _devices(asked: Asked) -> Response:
    player = player_of(asked, asked.caller.must_have("user-read-playback-state"))
    return found({"devices": [a_device(device, player) for device in player.devices]})


async def _queue(asked: Asked) -> Response:
    person = asked.caller.must_have("user-read-currently-playing", "user-read-playback-state")
    player = player_of(asked, person)
    now_playing = None
    if player.current is not None:
        now_playing = item(player.current.uri, asked.state, asked.links, EVERY_KIND)
    line = [*player.queued, *player.upcoming][:_QUEUE_SHOWN]
    shown = [item(one.uri, asked.state, asked.links, EVERY_KIND) for one in line]
    return found({"currently_playing": now_playing, "queue": [one for one in shown if one is not None]})


async def _recently_played(asked: Asked) -> Response:
    person = asked.caller.must_have("user-read-recently-played")
    limit = number(asked.request, "limit", 20)
    if not 0 <= limit <= _MOST_PLAYS:
        raise Refusal(400, "Invalid limit")
    if {"after", "before"} <= asked.request.query_params.keys():
        raise Refusal(400, "Only one of after and before may be given")
    after = number(asked.request, "after", 0)
    before = number(asked.request, "before", milliseconds(asked.state.now()) + 1)
    player_of(asked, person)
    plays = [one for one in asked.state.history(person.id).plays if after < milliseconds(one.played_at) < before]
    shown = plays[:limit]
    cursors = None
    further = None
    if shown:
        oldest = str(milliseconds(shown[-1].played_at))
        cursors = {"after": str(milliseconds(shown[0].played_at)), "before": oldest}
        if len(plays) > limit:
            asked_next = asked.request.url.remove_query_params(["after"])
            further = str(asked_next.include_query_params(before=oldest, limit=limit))
    return found({
        "href": str(asked.request.url),
        "limit": limit,
        "next": further,
        "cursors": cursors,
        "items": [a_play(play, asked) for play in shown],
    })  # fmt: skip
