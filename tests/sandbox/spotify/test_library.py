"""The library: one call for every kind of thing, with the uris in the query."""

import pytest

from tests.sandbox.spotify.world import Web, message


async def test_saves_checks_lists_and_forgets(ana: Web) -> None:
    one, two = ana.uris(2)
    episode = ana.episode()

    assert (await ana.put("/me/library", uris=f"{one},{episode}")).status_code == 200

    contains = await ana.get("/me/library/contains", uris=f"{one},{two},{episode}")
    assert contains.json() == [True, False, True]
    assert [row["track"]["uri"] for row in (await ana.get("/me/tracks")).json()["items"]] == [one]
    assert [row["episode"]["uri"] for row in (await ana.get("/me/episodes")).json()["items"]] == [episode]
    await ana.delete("/me/library", uris=one)
    assert (await ana.get("/me/tracks")).json()["total"] == 0


async def test_uris_in_the_body_do_not_count(ana: Web) -> None:
    answer = await ana.put("/me/library", {"uris": ana.uris(1)})

    assert message(answer) == (400, "Missing required field: uris")


@pytest.mark.parametrize("uris", ["spotify:chapter:0000000000000000000000", "spotify:track:x", "x"])
async def test_refuses_what_cannot_be_saved(ana: Web, uris: str) -> None:
    assert (await ana.put("/me/library", uris=uris)).status_code == 400


async def test_takes_forty_at_a_time(ana: Web) -> None:
    assert (await ana.put("/me/library", uris=",".join(ana.uris(1) * 40))).status_code == 200
    assert (await ana.put("/me/library", uris=",".join(ana.uris(1) * 41))).status_code == 400


async def test_each_kind_needs_its_scope(ana: Web) -> None:
    narrow = ana.acting_as("ana.reyes", {"playlist-modify-public"})
    playlist = ana.state.add_playlist("omar", "Omar's")

    assert (await narrow.put("/me/library", uris=playlist.uri)).status_code == 200
    assert message(await narrow.put("/me/library", uris=ana.uris(1)[0])) == (403, "Insufficient client scope")


async def test_deleting_a_playlist_takes_it_out_of_the_owners_list(ana: Web) -> None:
    playlist = ana.state.add_playlist("ana.reyes", "Ours")

    await ana.delete("/me/library", uris=playlist.uri)

    assert (await ana.get("/me/playlists")).json()["total"] == 0
    assert (await ana.get(f"/playlists/{playlist.id}")).status_code == 200


async def test_following_ones_own_new_playlist_fails(ana: Web) -> None:
    playlist = ana.state.add_playlist("ana.reyes", "Ours")

    assert (await ana.put("/me/library", uris=playlist.uri)).status_code == 500


async def test_followed_artists_come_by_cursor(ana: Web) -> None:
    artists = [artist.id for artist in ana.state.catalogue.artists]
    await ana.put("/me/library", uris=",".join(f"spotify:artist:{id}" for id in artists))

    first = (await ana.get("/me/following", type="artist", limit=1)).json()["artists"]
    second = (await ana.client.get(first["next"])).json()["artists"]

    assert [first["items"][0]["id"], second["items"][0]["id"]] == artists
    assert second["next"] is None
