"""Playlists themselves: made, listed, read and renamed."""

import pytest

from tests.sandbox.spotify.world import EVERYTHING, Clock, Web, message


async def test_a_new_playlist_is_in_the_owners_list(ana: Web) -> None:
    made = await ana.post("/me/playlists", {"name": "Friday", "description": "Ours & yours, a/b"})

    assert made.status_code == 201
    listed = (await ana.get("/me/playlists")).json()
    assert [one["id"] for one in listed["items"]] == [made.json()["id"]]
    assert made.json()["description"] == "Ours &amp; yours, a&#x2F;b"
    assert made.json()["items"]["total"] == 0


async def test_private_is_accepted_but_reads_back_public(ana: Web) -> None:
    made = (await ana.post("/me/playlists", {"name": "Secret", "public": False})).json()

    read = (await ana.get(f"/playlists/{made['id']}")).json()

    assert read["public"] is True


async def test_anyone_reads_a_playlist_but_only_its_editors_see_rows(ana: Web) -> None:
    omars = ana.state.add_playlist("omar", "Omar's", ana.uris(3))

    read = (await ana.get(f"/playlists/{omars.id}")).json()
    rows = await ana.get(f"/playlists/{omars.id}/items")

    assert read["name"] == "Omar's"
    assert "items" not in read
    assert message(rows) == (403, "Forbidden")


async def test_following_a_collaborative_playlist_opens_its_rows_for_reading_only(ana: Web) -> None:
    ours = ana.state.add_playlist("omar", "Ours", ana.uris(3), public=False, collaborative=True)

    await ana.put("/me/library", uris=ours.uri)

    assert (await ana.get(f"/playlists/{ours.id}/items")).json()["total"] == 3
    added = await ana.post(f"/playlists/{ours.id}/items", {"uris": ana.uris(1)})
    assert message(added) == (403, "You cannot add tracks to a playlist you don't own.")


async def test_a_playlist_embeds_its_first_hundred_rows(ana: Web) -> None:
    playlist = ana.state.add_playlist("ana.reyes", "Long", ana.uris(10) * 12)

    rows = (await ana.get(f"/playlists/{playlist.id}")).json()["items"]

    assert (len(rows["items"]), rows["total"]) == (100, 120)
    assert len((await ana.client.get(rows["next"].removeprefix("http://127.0.0.1/v1"))).json()["items"]) == 20


async def test_changing_details_is_for_the_owner(ana: Web) -> None:
    playlist = ana.state.add_playlist("ana.reyes", "Before")

    changed = await ana.put(f"/playlists/{playlist.id}", {"name": "After", "description": "New"})
    refused = await ana.acting_as("leo.k").put(f"/playlists/{playlist.id}", {"name": "Mine"})

    assert (changed.status_code, changed.text) == (200, "")
    assert (playlist.name, playlist.description) == ("After", "New")
    assert refused.status_code == 403


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"description": ""}, 400),
        ({"description": "two\nlines"}, 400),
        ({"description": "x" * 301}, 400),
        ({"description": "<b>bold</b>"}, 400),
        ({"name": ""}, 400),
        ({"name": "x" * 201}, 500),
        ({"name": 5}, 400),
        ({}, 400),
        ({"collaborative": True}, 400),
        (["name"], 400),
    ],
)
async def test_refuses_details_spotify_refuses(ana: Web, body: object, status: int) -> None:
    playlist = ana.state.add_playlist("ana.reyes", "Before")

    answer = await ana.put(f"/playlists/{playlist.id}", body)

    assert message(answer)[0] == status
    assert playlist.name == "Before"


async def test_a_collaborative_playlist_needs_both_scopes_and_no_public(ana: Web) -> None:
    public_only = ana.acting_as("ana.reyes", EVERYTHING - {"playlist-modify-private"})
    wish = {"name": "Ours", "collaborative": True, "public": False}

    assert message(await public_only.post("/me/playlists", wish)) == (403, "Insufficient client scope")
    assert (await ana.post("/me/playlists", {"name": "Ours", "collaborative": True})).status_code == 400
    assert (await ana.post("/me/playlists", wish)).json()["collaborative"] is True


async def test_a_playlist_needs_a_name(ana: Web) -> None:
    assert message(await ana.post("/me/playlists", {})) == (400, "Missing required field: name")


async def test_a_new_version_shows_half_a_minute_late_and_others_between(ana: Web, clock: Clock) -> None:
    playlist = ana.state.add_playlist("ana.reyes", "Ours")
    first = (await ana.get(f"/playlists/{playlist.id}")).json()["snapshot_id"]
    second = (await ana.post(f"/playlists/{playlist.id}/items", {"uris": ana.uris(1)})).json()["snapshot_id"]

    seen = []
    for _ in range(3):
        read = (await ana.get(f"/playlists/{playlist.id}")).json()
        seen.append(read["snapshot_id"])
        assert read["items"]["total"] == 1  # the rows are right at once
        clock.move(seconds=15)

    assert (seen[0], seen[2]) == (first, second)
    assert seen[1] not in (first, second)


async def test_renaming_makes_a_new_version_too(ana: Web, clock: Clock) -> None:
    playlist = ana.state.add_playlist("ana.reyes", "Ours")
    before = playlist.shown_snapshot_id(clock.now)

    await ana.put(f"/playlists/{playlist.id}", {"name": "Still ours"})
    clock.move(seconds=30)

    assert playlist.shown_snapshot_id(clock.now) != before


async def test_a_page_of_playlists_is_fifty(ana: Web) -> None:
    assert message(await ana.get("/me/playlists", limit=51)) == (400, "Invalid limit")


async def test_collaborative_playlists_are_listed_only_with_their_scope(ana: Web) -> None:
    ana.state.add_playlist("ana.reyes", "Ours", public=False, collaborative=True)
    narrow = ana.acting_as("ana.reyes", {"playlist-read-private"})

    assert (await narrow.get("/me/playlists")).json()["total"] == 0
    assert (await ana.get("/me/playlists")).json()["total"] == 1
