"""Search, with the small pages of 2026."""

import pytest

from tests.sandbox.spotify.world import Web, message


async def test_finds_five_of_each_kind_unless_asked_for_more(ana: Web) -> None:
    found = (await ana.get("/search", q="blue", type="track,artist,album")).json()

    assert found.keys() == {"tracks", "artists", "albums"}
    assert {kind["limit"] for kind in found.values()} == {5}


async def test_finds_the_track_that_was_named(ana: Web) -> None:
    found = (await ana.get("/search", q='track:"Glory Box" artist:Portishead', type="track")).json()

    track = found["tracks"]["items"][0]
    assert (track["name"], track["artists"][0]["name"], track["album"]["name"]) == (
        "Glory Box", "Portishead", "Dummy",
    )  # fmt: skip
    assert track["external_ids"]["isrc"]


async def test_a_page_names_the_next(ana: Web) -> None:
    first = (await ana.get("/search", q="portishead", type="track", limit=2)).json()["tracks"]

    second = (await ana.client.get(first["next"])).json()["tracks"]

    assert second["offset"] == 2
    assert {one["id"] for one in first["items"]}.isdisjoint(one["id"] for one in second["items"])


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"q": "a", "type": "track", "limit": 11}, "Invalid limit"),
        ({"q": "a", "type": "track", "limit": -1}, "Invalid limit"),
        ({"q": "a", "type": "track", "limit": "many"}, "Invalid limit"),
        ({"q": "a", "type": "track", "offset": 1001}, "Invalid offset"),
        ({"q": " ", "type": "track"}, "No search query"),
        ({"type": "track"}, "No search query"),
        ({"q": "a"}, "Missing parameter type"),
        ({"q": "a", "type": "song"}, "Bad search type field song"),
        ({"q": "a", "type": "track", "market": "Europe"}, "Invalid market code"),
        ({"q": "a" * 251, "type": "track"}, "Query exceeds maximum length of 250 characters"),
    ],
)
async def test_refuses_what_spotify_refuses(ana: Web, query: dict[str, object], said: str) -> None:
    assert message(await ana.call("GET", "/search", query=query)) == (400, said)


async def test_finds_playlists_by_name_and_shows_no_rows(ana: Web) -> None:
    ana.state.add_playlist("omar", "Sunday Slow", ana.uris(2))

    found = (await ana.get("/search", q="sunday", type="playlist")).json()["playlists"]["items"]

    assert found[0]["name"] == "Sunday Slow"
    assert found[0]["items"].keys() == {"href", "total"}
