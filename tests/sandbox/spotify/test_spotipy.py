"""spotipy itself drives the pretend Spotify."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
import requests
import spotipy

from adapters.sandbox.server import Sandbox
from tests.sandbox.spotify.world import EVERYTHING


def client(box: Sandbox, person: str = "ana.reyes") -> spotipy.Spotify:
    token = box.state.grant(person, EVERYTHING).value
    made = spotipy.Spotify(auth=token, requests_session=requests.Session())
    made.prefix = box.api_base
    return made


async def test_searches_makes_fills_reads_replaces_and_empties_a_playlist(box: Sandbox) -> None:
    def trip(spotify: spotipy.Spotify) -> dict[str, Any]:
        found = spotify.search('track:"Roads" artist:Portishead', limit=5)["tracks"]["items"][0]
        made = spotify.current_user_playlist_create("Ours", description="of us")
        items = f"playlists/{made['id']}/items"
        spotify._post(items, payload={"uris": [found["uri"]] * 2})
        rows = spotify.playlist_items(made["id"], limit=50)
        spotify.playlist_replace_items(made["id"], [found["uri"]])
        spotify.playlist_change_details(made["id"], name="Still ours")
        read = spotify.playlist(made["id"])
        spotify.playlist_remove_all_occurrences_of_items(made["id"], [found["uri"]])
        return {"rows": rows["total"], "read": read, "left": spotify.playlist_items(made["id"], limit=50)["total"]}

    seen = await asyncio.to_thread(trip, client(box))

    assert (seen["rows"], seen["read"]["items"]["total"], seen["left"]) == (2, 1, 0)
    assert seen["read"]["name"] == "Still ours"


async def test_reads_the_profile_the_top_and_the_player(box: Sandbox) -> None:
    box.state.player("ana.reyes").wake()

    def trip(spotify: spotipy.Spotify) -> list[Any]:
        uri = spotify.current_user_top_tracks(limit=1)["items"][0]["uri"]
        spotify.start_playback(uris=[uri])
        return [spotify.me()["id"], uri, spotify.current_playback()["item"]["uri"]]

    me, top, playing = await asyncio.to_thread(trip, client(box))

    assert (me, playing) == ("ana.reyes", top)


@pytest.mark.parametrize(
    ("call", "status"),
    [
        (lambda spotify: spotify.playlist_add_items("x" * 22, ["spotify:track:" + "x" * 22]), 404),
        (lambda spotify: spotify.user_playlist_create("ana.reyes", "Ours"), 403),
        (lambda spotify: spotify.artist_top_tracks("x" * 22), 403),
        (lambda spotify: spotify.search("roads", limit=50), 400),
    ],
)
async def test_is_told_no_as_by_spotify(box: Sandbox, call: Callable[[spotipy.Spotify], object], status: int) -> None:
    with pytest.raises(spotipy.SpotifyException) as refusal:
        await asyncio.to_thread(call, client(box))

    assert refusal.value.http_status == status


async def test_a_bare_array_of_uris_is_refused(box: Sandbox) -> None:
    playlist = box.state.add_playlist("ana.reyes", "Ours")
    uri = f"spotify:track:{box.catalogue.recordings[0].id}"

    with pytest.raises(spotipy.SpotifyException, match="Error parsing JSON"):
        await asyncio.to_thread(client(box).playlist_add_items, playlist.id, [uri])
