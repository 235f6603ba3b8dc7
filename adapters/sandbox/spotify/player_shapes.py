"""What plays on somebody's devices, as the Web API shows it."""

from datetime import datetime, timedelta

from adapters.sandbox.spotify.desk import Asked
from adapters.sandbox.spotify.history import Play
from adapters.sandbox.spotify.json_words import Body
from adapters.sandbox.spotify.links import Links
from adapters.sandbox.spotify.player_state import Device, Player
from adapters.sandbox.spotify.playlist_shapes import item
from adapters.sandbox.spotify.shapes import full_track

EVERY_KIND = frozenset({"track", "episode"})


def playback(player: Player, asked: Asked, readable: frozenset[str]) -> Body:
    """Return what plays now; the item is null for an ad, and for an episode nobody asked to read."""
    now = asked.state.now()
    shown = player.current is not None and player.kind not in ("ad", "unknown")
    body: Body = {
        "timestamp": milliseconds(player.changed_at or now),
        "context": context(player.context_uri, asked.links),
        "progress_ms": int(player.progress(now) / timedelta(milliseconds=1)),
        "item": item(player.current.uri, asked.state, asked.links, readable)
        if shown and player.current is not None
        else None,
        "currently_playing_type": kind_of(player),
        "actions": {"disallows": {"resuming": True} if player.playing else {"pausing": True}},
        "is_playing": player.playing,
    }
    return body


def with_device(body: Body, player: Player) -> Body:
    """Return what plays now and on which device."""
    device = player.active_device
    shown = None if device is None else a_device(device, player)
    return {"device": shown, "shuffle_state": player.shuffle, "repeat_state": player.repeat, **body}


def a_device(device: Device, player: Player) -> Body:
    """Return one device."""
    return {
        "id": device.id,
        "is_active": device.id == player.active_device_id,
        "is_private_session": False,
        "is_restricted": False,
        "name": device.name,
        "type": device.type,
        "volume_percent": device.volume_percent,
        "supports_volume": True,
    }


def kind_of(player: Player) -> str:
    """Return what kind of thing plays: track, episode, ad or unknown."""
    if player.kind != "track" or player.current is None:
        return player.kind
    return player.current.uri.split(":")[1]


def context(uri: str | None, links: Links) -> Body | None:
    """Return the playlist, album or artist something is played from."""
    if uri is None:
        return None
    kind, id = uri.split(":")[1:3]
    return {
        "type": kind,
        "href": links.href(f"{kind}s", id),
        "external_urls": {"spotify": links.page(kind, id)},
        "uri": uri,
    }


def a_play(play: Play, asked: Asked) -> Body:
    """Return one row of what was played last."""
    return {
        "track": full_track(play.recording, asked.state.catalogue, asked.links),
        "played_at": play.played_at.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z",
        "context": None,
    }


def milliseconds(moment: datetime) -> int:
    """Return `moment` as milliseconds since 1970."""
    return int(moment.timestamp() * 1000)
