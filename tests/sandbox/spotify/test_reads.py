"""Reading one thing of the catalogue at a time, without the fields that are gone."""

import pytest

from tests.sandbox.spotify.world import Web, message

NOT_THERE = "0000000000000000000000"


async def test_a_track_has_its_isrc_but_no_popularity(ana: Web) -> None:
    recording = ana.state.catalogue.recordings[0]

    track = (await ana.get(f"/tracks/{recording.id}")).json()

    assert (track["name"], track["duration_ms"]) == (recording.title, recording.seconds * 1000)
    assert track["external_ids"] == {"isrc": recording.isrc}
    assert track.keys().isdisjoint({"popularity", "available_markets", "linked_from"})


async def test_an_unavailable_track_says_so(ana: Web) -> None:
    uri = ana.uris(1)[0]
    ana.state.unavailable.add(uri)

    track = (await ana.get(f"/tracks/{uri.split(':')[-1]}")).json()

    assert (track["is_playable"], track["restrictions"]) == (False, {"reason": "market"})


async def test_an_album_brings_its_tracks(ana: Web) -> None:
    album = ana.state.catalogue.albums[0]

    read = (await ana.get(f"/albums/{album.id}")).json()
    tracks = (await ana.get(f"/albums/{album.id}/tracks", limit=2)).json()

    assert read["tracks"]["total"] == tracks["total"] == len(album.track_ids)
    assert [one["id"] for one in tracks["items"]] == list(album.track_ids[:2])
    assert read.keys().isdisjoint({"label", "popularity", "available_markets", "genres"})


async def test_an_artist_lists_at_most_ten_albums(ana: Web) -> None:
    artist = ana.state.catalogue.artists[0]

    albums = await ana.get(f"/artists/{artist.id}/albums")
    too_many = await ana.get(f"/artists/{artist.id}/albums", limit=20)

    assert albums.json()["limit"] == 5
    assert message(too_many) == (400, "Invalid limit")
    assert (await ana.get(f"/artists/{artist.id}")).json().keys().isdisjoint({"followers", "popularity"})


async def test_a_show_lists_its_episodes_newest_first(ana: Web) -> None:
    show = ana.state.catalogue.shows[0]

    read = (await ana.get(f"/shows/{show.id}")).json()
    episodes = (await ana.get(f"/shows/{show.id}/episodes")).json()["items"]

    assert "publisher" not in read
    assert read["html_description"] == "<p>Design &amp; architecture.</p>"
    assert [one["name"] for one in episodes] == ["Part 3", "Part 2", "Part 1"]
    assert (await ana.get(f"/episodes/{episodes[0]['id']}")).json()["show"]["name"] == "99% Invisible"


@pytest.mark.parametrize("kind", ["tracks", "albums", "artists", "shows", "episodes", "audiobooks", "playlists"])
async def test_what_is_not_there_is_not_found(ana: Web, kind: str) -> None:
    assert message(await ana.get(f"/{kind}/{NOT_THERE}")) == (404, "Resource not found")
    assert message(await ana.get(f"/{kind}/short")) == (400, "Invalid base62 id")


async def test_the_profile_has_an_account_id_but_no_product(ana: Web) -> None:
    profile = (await ana.get("/me")).json()

    assert (profile["id"], profile["display_name"]) == ("ana.reyes", "Ana Reyes")
    assert profile["account_id"] == ana.state.people["ana.reyes"].account_id
    assert profile.keys().isdisjoint({"product", "country", "email", "followers", "explicit_content"})


async def test_the_top_of_a_person_is_of_the_genres_they_like(ana: Web) -> None:
    anas = (await ana.get("/me/top/artists")).json()["items"]
    omars = (await ana.acting_as("omar").get("/me/top/artists", time_range="short_term")).json()["items"]

    assert [one["name"] for one in anas] == ["Portishead"]
    assert [one["name"] for one in omars] == ["Miles Davis"]
    assert message(await ana.get("/me/top/tracks", time_range="ever")) == (400, "Invalid time_range")
    assert message(await ana.get("/me/top/tracks", limit=51)) == (400, "Invalid limit")
