"""The rows of a playlist: added, read, replaced, reordered and removed."""

import asyncio

import pytest

from adapters.sandbox.spotify.playlist import PretendPlaylist
from tests.sandbox.spotify.world import Web, message


@pytest.fixture
def ours(ana: Web) -> PretendPlaylist:
    return ana.state.add_playlist("ana.reyes", "Ours", ana.uris(4))


def held(playlist: PretendPlaylist) -> list[str]:
    return [row.uri for row in playlist.rows]


async def test_adds_at_the_end_and_takes_a_duplicate_without_a_word(ana: Web, ours: PretendPlaylist) -> None:
    uris = ana.uris(5)

    added = await ana.post(f"/playlists/{ours.id}/items", {"uris": [uris[4], uris[0]]})

    assert (added.status_code, added.json().keys()) == (201, {"snapshot_id"})
    assert held(ours) == [*uris[:4], uris[4], uris[0]]


async def test_adds_at_a_position_and_the_query_beats_the_body(ana: Web, ours: PretendPlaylist) -> None:
    uris = ana.uris(6)

    await ana.post(f"/playlists/{ours.id}/items", {"uris": [uris[4]], "position": 1}, uris=uris[5])

    assert held(ours) == [uris[0], uris[5], *uris[1:4]]


async def test_takes_an_episode_but_shows_it_only_to_who_asks_for_episodes(ana: Web, ours: PretendPlaylist) -> None:
    await ana.post(f"/playlists/{ours.id}/items", {"uris": [ana.episode()]})

    plain = (await ana.get(f"/playlists/{ours.id}/items")).json()["items"][-1]
    both = (await ana.get(f"/playlists/{ours.id}/items", additional_types="track,episode")).json()["items"][-1]

    assert plain["item"] is None
    assert both["item"]["type"] == "episode"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({}, "No uris provided"),
        ({"uris": []}, "No uris provided"),
        (["spotify:track:1"], "Error parsing JSON."),
        ({"uris": ["spotify:track:1"]}, "Invalid track uri: spotify:track:1"),
        ({"uris": ["spotify:local:a:b:c:1"]}, "Invalid track uri: spotify:local:a:b:c:1"),
        ({"uris": ["spotify:track:0000000000000000000000"]}, "Payload contains a non-existing ID"),
        ({"uris": ["x"] * 101}, "You can add a maximum of 100 tracks per request."),
    ],
)
async def test_refuses_to_add(ana: Web, ours: PretendPlaylist, body: object, said: str) -> None:
    assert message(await ana.post(f"/playlists/{ours.id}/items", body)) == (400, said)
    assert len(ours.rows) == 4


async def test_refuses_a_position_beyond_the_end(ana: Web, ours: PretendPlaylist) -> None:
    answer = await ana.post(f"/playlists/{ours.id}/items", {"uris": ana.uris(1), "position": 5})

    assert message(answer) == (400, "Index out of bounds.")


async def test_replaces_everything_with_up_to_a_hundred(ana: Web, ours: PretendPlaylist) -> None:
    replaced = await ana.put(f"/playlists/{ours.id}/items", {"uris": ana.uris(2)})
    too_many = await ana.put(f"/playlists/{ours.id}/items", {"uris": ana.uris(1) * 101})

    assert (replaced.status_code, held(ours)) == (200, ana.uris(2))
    assert too_many.status_code == 400


@pytest.mark.parametrize(
    ("start", "length", "before", "order"),
    [(0, 1, 4, "1230"), (3, 1, 0, "3012"), (0, 2, 3, "2013"), (1, 2, 4, "0312"), (1, 2, 2, "0123")],
)
async def test_reorders(ana: Web, ours: PretendPlaylist, start: int, length: int, before: int, order: str) -> None:
    body = {"range_start": start, "range_length": length, "insert_before": before}

    await ana.put(f"/playlists/{ours.id}/items", body)

    assert held(ours) == [ana.uris()[int(number)] for number in order]


async def test_replacing_and_reordering_exclude_each_other(ana: Web, ours: PretendPlaylist) -> None:
    both = {"uris": ana.uris(1), "range_start": 0, "insert_before": 2}

    assert (await ana.put(f"/playlists/{ours.id}/items", both)).status_code == 400
    assert (await ana.put(f"/playlists/{ours.id}/items", {})).status_code == 400


async def test_removes_every_occurrence(ana: Web) -> None:
    one, two = ana.uris(2)
    playlist = ana.state.add_playlist("ana.reyes", "Ours", [one, two, one])

    removed = await ana.delete(f"/playlists/{playlist.id}/items", {"items": [{"uri": one}]})

    assert (removed.status_code, held(playlist)) == (200, [two])


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({"tracks": [{"uri": "spotify:track:1"}]}, 400, "No uris provided"),
        ({"items": []}, 400, "No uris provided"),
        ({"items": ["spotify:track:0000000000000000000000"]}, 400, "Invalid base62 id"),
        ({"items": [{"uri": "spotify:track:1"}]}, 400, "Invalid base62 id"),
        ({"items": [{"uri": "x"}] * 101}, 400, "You can remove a maximum of 100 tracks per request."),
        (
            {"items": [{"uri": "spotify:track:0000000000000000000000", "positions": [0]}]},
            502,
            "Error while loading resource",
        ),
        (
            {"items": [{"uri": "spotify:track:0000000000000000000000"}], "snapshot_id": "made up"},
            502,
            "Error while loading resource",
        ),
    ],
)
async def test_refuses_to_remove(ana: Web, ours: PretendPlaylist, body: object, status: int, said: str) -> None:
    assert message(await ana.delete(f"/playlists/{ours.id}/items", body)) == (status, said)
    assert len(ours.rows) == 4


async def test_takes_an_older_version_as_what_a_change_is_meant_for(ana: Web, ours: PretendPlaylist) -> None:
    older = ours.versions[0].snapshot_id
    await ana.post(f"/playlists/{ours.id}/items", {"uris": ana.uris(1)})
    body = {"items": [{"uri": ana.uris(1)[0]}], "snapshot_id": older}

    assert (await ana.delete(f"/playlists/{ours.id}/items", body)).status_code == 200


async def test_a_page_of_rows_is_twenty_or_up_to_fifty(ana: Web) -> None:
    playlist = ana.state.add_playlist("ana.reyes", "Long", ana.uris(10) * 6)

    assert len((await ana.get(f"/playlists/{playlist.id}/items")).json()["items"]) == 20
    assert len((await ana.get(f"/playlists/{playlist.id}/items", limit=50)).json()["items"]) == 50
    assert message(await ana.get(f"/playlists/{playlist.id}/items", limit=51)) == (400, "Invalid limit")


async def test_a_row_names_its_item_and_who_added_it(ana: Web, ours: PretendPlaylist) -> None:
    row = (await ana.get(f"/playlists/{ours.id}/items")).json()["items"][0]

    assert row.keys() == {"added_at", "added_by", "is_local", "item"}
    assert (row["added_by"]["id"], row["item"]["uri"]) == ("ana.reyes", ana.uris(1)[0])


async def test_an_unavailable_row_keeps_its_place_but_has_no_item(ana: Web, ours: PretendPlaylist) -> None:
    ana.state.unavailable.add(ana.uris(2)[1])

    rows = (await ana.get(f"/playlists/{ours.id}/items")).json()["items"]

    assert [row["item"] is None for row in rows] == [False, True, False, False]


async def test_a_local_file_has_a_name_but_no_id(ana: Web) -> None:
    playlist = ana.state.add_playlist("ana.reyes", "Own", ["spotify:local:The+Band:Demos:First+try:95"])

    row = (await ana.get(f"/playlists/{playlist.id}/items")).json()["items"][0]

    assert (row["is_local"], row["item"]["id"], row["item"]["name"]) == (True, None, "First try")


async def test_fields_choose_what_is_read(ana: Web, ours: PretendPlaylist) -> None:
    fields = "total,items(added_by.id,item(name,artists(name)),track(name))"

    read = (await ana.get(f"/playlists/{ours.id}/items", fields=fields, limit=1)).json()

    title = ana.state.catalogue.recordings[0].title
    row = {"added_by": {"id": "ana.reyes"}, "item": {"name": title, "artists": [{"name": "Portishead"}]}}
    assert read == {"total": 4, "items": [row]}


async def test_two_writes_at_once_break_each_other(ana: Web, ours: PretendPlaylist) -> None:
    ana.state.write_seconds = 0.05
    path, body = f"/playlists/{ours.id}/items", {"uris": ana.uris(1)}

    answers = await asyncio.gather(*(ana.post(path, body) for _ in range(3)))

    assert sorted(answer.status_code for answer in answers) == [201, 500, 500]
    assert (await ana.post(path, body)).status_code == 201


async def test_only_the_owner_writes(ana: Web, ours: PretendPlaylist) -> None:
    leo = ana.acting_as("leo.k")
    path = f"/playlists/{ours.id}/items"

    assert message(await leo.post(path, {"uris": ana.uris(1)}))[0] == 403
    assert message(await leo.put(path, {"uris": ana.uris(1)}))[0] == 403
    assert message(await leo.delete(path, {"items": [{"uri": ana.uris(1)[0]}]}))[0] == 403
