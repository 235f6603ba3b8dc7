"""What plays, by the clock, and controlling it."""

from datetime import timedelta

import httpx

from adapters.sandbox.spotify.player_state import Playable
from tests.sandbox.spotify.world import Clock, Web, message


def reason(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["reason"]


async def test_a_silent_player_has_nothing_to_say(ana: Web) -> None:
    assert (await ana.get("/me/player")).status_code == 204
    assert (await ana.get("/me/player/currently-playing")).status_code == 204
    assert [one["is_active"] for one in (await ana.get("/me/player/devices")).json()["devices"]] == [False, False]


async def test_control_without_premium_is_refused(ana: Web) -> None:
    mina = ana.acting_as("mina")

    assert reason(await mina.put("/me/player/play")) == (403, "PREMIUM_REQUIRED")


async def test_control_without_an_active_device_is_refused(ana: Web) -> None:
    assert reason(await ana.put("/me/player/pause")) == (404, "NO_ACTIVE_DEVICE")
    assert message(await ana.put("/me/player/pause", device_id="gone")) == (404, "Device not found")


async def test_plays_one_after_the_other_by_the_clock(ana: Web, clock: Clock) -> None:
    ana.state.player("ana.reyes").wake()
    uris = ana.uris(2)
    await ana.put("/me/player/play", {"uris": uris})

    clock.move(seconds=310)
    now = (await ana.get("/me/player/currently-playing")).json()

    assert (now["item"]["uri"], now["progress_ms"], now["is_playing"]) == (uris[1], 10_000, True)
    recent = (await ana.get("/me/player/recently-played", limit=1)).json()
    assert recent["items"][0]["track"]["uri"] == uris[0]


async def test_stops_after_the_last(ana: Web, clock: Clock) -> None:
    ana.state.player("ana.reyes").wake()
    await ana.put("/me/player/play", {"uris": ana.uris(1)})

    clock.move(minutes=10)

    assert (await ana.get("/me/player/currently-playing")).status_code == 204
    assert (await ana.get("/me/player")).json()["is_playing"] is False


async def test_plays_a_playlist_from_an_offset(ana: Web) -> None:
    playlist = ana.state.add_playlist("ana.reyes", "Ours", ana.uris(4))
    ana.state.player("ana.reyes").wake()

    await ana.put("/me/player/play", {"context_uri": playlist.uri, "offset": {"position": 2}})

    playing = (await ana.get("/me/player")).json()
    assert (playing["context"]["uri"], playing["item"]["uri"]) == (playlist.uri, ana.uris(4)[2])
    assert playing["device"]["is_active"] is True


async def test_pausing_holds_the_position(ana: Web, clock: Clock) -> None:
    ana.state.player("ana.reyes").wake()
    await ana.put("/me/player/play", {"uris": ana.uris(1)})
    clock.move(seconds=20)
    await ana.put("/me/player/pause")
    clock.move(seconds=500)

    assert (await ana.get("/me/player")).json()["progress_ms"] == 20_000
    assert (await ana.put("/me/player/pause")).status_code == 403
    assert (await ana.put("/me/player/play")).status_code == 204
    assert (await ana.put("/me/player/play")).status_code == 403


async def test_the_queue_comes_before_what_was_to_follow(ana: Web) -> None:
    ana.state.player("ana.reyes").wake()
    first, second, third = ana.uris(3)
    await ana.put("/me/player/play", {"uris": [first, second]})
    await ana.post("/me/player/queue", uri=third)

    queue = (await ana.get("/me/player/queue")).json()
    await ana.post("/me/player/next")

    assert [one["uri"] for one in queue["queue"]] == [third, second]
    assert (await ana.get("/me/player")).json()["item"]["uri"] == third
    await ana.post("/me/player/previous")
    assert (await ana.get("/me/player")).json()["item"]["uri"] == first


async def test_seeks_repeats_shuffles_and_turns_up(ana: Web) -> None:
    ana.state.player("ana.reyes").wake()
    await ana.put("/me/player/play", {"uris": ana.uris(1)})

    for path, query in (
        ("seek", {"position_ms": 5000}),
        ("repeat", {"state": "context"}),
        ("shuffle", {"state": "true"}),
        ("volume", {"volume_percent": 30}),
    ):
        assert (await ana.call("PUT", f"/me/player/{path}", query=dict(query))).status_code == 204

    playing = (await ana.get("/me/player")).json()
    assert (playing["progress_ms"], playing["repeat_state"], playing["shuffle_state"]) == (5000, "context", True)
    assert playing["device"]["volume_percent"] == 30
    assert (await ana.put("/me/player/volume", volume_percent=101)).status_code == 400


async def test_playback_moves_to_another_device(ana: Web) -> None:
    devices = (await ana.get("/me/player/devices")).json()["devices"]

    moved = await ana.put("/me/player", {"device_ids": [devices[1]["id"]]})

    assert moved.status_code == 204
    assert (await ana.get("/me/player")).json()["device"]["id"] == devices[1]["id"]


async def test_an_advertisement_has_no_item(ana: Web, clock: Clock) -> None:
    player = ana.state.player("mina")
    player.wake()
    player.start([Playable(ana.uris(1)[0], timedelta(seconds=30))], clock.now)
    player.kind = "ad"

    playing = (await ana.acting_as("mina").get("/me/player/currently-playing")).json()

    assert (playing["currently_playing_type"], playing["item"]) == ("ad", None)


async def test_an_episode_is_shown_only_to_who_asks_for_episodes(ana: Web) -> None:
    ana.state.player("ana.reyes").wake()
    await ana.put("/me/player/play", {"uris": [ana.episode()]})

    plain = (await ana.get("/me/player/currently-playing")).json()
    both = (await ana.get("/me/player/currently-playing", additional_types="track,episode")).json()

    assert (plain["currently_playing_type"], plain["item"]) == ("episode", None)
    assert both["item"]["uri"] == ana.episode()


async def test_recent_plays_come_by_cursor(ana: Web) -> None:
    first = (await ana.get("/me/player/recently-played", limit=2)).json()
    second = (await ana.client.get(first["next"])).json()

    assert first["items"][-1]["played_at"] > second["items"][0]["played_at"]
    newer = await ana.get("/me/player/recently-played", after=first["cursors"]["before"])
    assert len(newer.json()["items"]) == 1
    assert (await ana.get("/me/player/recently-played", after=1, before=2)).status_code == 400
    assert message(await ana.get("/me/player/recently-played", limit=51)) == (400, "Invalid limit")
