"""Making, describing, writing and reading playlists on the pretend Spotify, in good weather and bad."""

import asyncio
from dataclasses import replace

import pytest

from adapters.sandbox.spotify.faults import Fault, Kind
from adapters.spotify.client import Body
from adapters.spotify.gate import Ask, Key
from bot.errors import AccessLost, NotAllowed, NotLinked, RateLimited, ServiceDown
from tests.spotify.rig import ANA, SASHA, Rig, a_rig

ADD = "POST /playlists/{id}/items"
REPLACE = "PUT /playlists/{id}/items"
REMOVE = "DELETE /playlists/{id}/items"
CREATE = "POST /me/playlists"
MISHAPS = [Kind.FAIL_BEFORE, Kind.FAIL_AFTER, Kind.RESET, Kind.RESET_AFTER, Kind.BROKEN_JSON, Kind.HTML]


async def test_makes_an_empty_private_playlist_with_title_and_description(rig: Rig) -> None:
    await rig.link()

    published = await rig.playlists.create(ANA, "Friday", "For the <b>kitchen</b>\nand us")

    made = rig.sandbox.state.playlists[published.service_id]
    assert (made.name, made.description, made.public, made.rows) == ("Friday", "For the kitchen and us", False, [])
    assert published.url.endswith(published.service_id)


async def test_needs_a_linked_account(rig: Rig) -> None:
    with pytest.raises(NotLinked):
        await rig.playlists.create(ANA, "Friday", "x")

    assert rig.routes() == []


@pytest.mark.parametrize("kind", MISHAPS)
async def test_one_mishap_while_making_ends_with_one_playlist(rig: Rig, kind: Kind) -> None:
    await rig.link()
    rig.sandbox.faults.add(Fault(kind, CREATE))

    published = await rig.playlists.create(ANA, "Friday", "Tom & Jerry's")

    assert list(rig.sandbox.state.playlists) == [published.service_id]


async def test_an_older_list_of_the_same_name_is_not_taken_for_the_lost_one(rig: Rig) -> None:
    await rig.link()
    first = await rig.playlists.create(ANA, "Friday", "us")
    rig.sandbox.faults.add(Fault(Kind.FAIL_BEFORE, CREATE))

    second = await rig.playlists.create(ANA, "Friday", "us")

    assert first.service_id != second.service_id


async def test_gives_up_making_after_two_tries(rig: Rig) -> None:
    await rig.link()
    rig.sandbox.faults.add(Fault(Kind.FAIL_BEFORE, CREATE, times=None))

    with pytest.raises(ServiceDown):
        await rig.playlists.create(ANA, "Friday", "us")

    assert rig.routes().count(CREATE) == 2


async def test_describes_within_what_spotify_takes(rig: Rig) -> None:
    await rig.link()
    published = await rig.playlists.create(ANA, "Friday", "us")

    await rig.playlists.describe(ANA, published.service_id, "N" * 150, "line one\n<i>two</i> " + "d" * 400)

    made = rig.sandbox.state.playlists[published.service_id]
    assert len(made.name) == 100
    assert made.description is not None
    assert len(made.description) == 300
    assert made.description.startswith("line one two d")


async def test_an_empty_description_becomes_the_title(rig: Rig) -> None:
    await rig.link()
    published = await rig.playlists.create(ANA, "Friday", "us")

    await rig.playlists.describe(ANA, published.service_id, "Saturday", "  ")

    assert rig.sandbox.state.playlists[published.service_id].description == "Saturday"


@pytest.mark.parametrize(
    ("count", "calls"), [(0, [REPLACE]), (3, [REPLACE]), (100, [REPLACE]), (250, [REPLACE, ADD, ADD])]
)
async def test_writes_exactly_the_list_in_as_few_calls_as_can_be(rig: Rig, count: int, calls: list[str]) -> None:
    await rig.link()
    published = await rig.playlists.create(ANA, "Friday", "us")
    await rig.playlists.write(ANA, published.service_id, rig.uris(5, start=40))
    rig.sandbox.state.calls.clear()

    await rig.playlists.write(ANA, published.service_id, rig.uris(count))

    assert rig.held(published.service_id) == rig.uris(count)
    assert rig.routes() == calls


@pytest.mark.parametrize("route", [REPLACE, ADD])
@pytest.mark.parametrize("kind", MISHAPS)
async def test_one_mishap_while_writing_ends_with_the_right_list(rig: Rig, kind: Kind, route: str) -> None:
    await rig.link()
    published = await rig.playlists.create(ANA, "Friday", "us")
    rig.sandbox.faults.add(Fault(kind, route))

    await rig.playlists.write(ANA, published.service_id, rig.uris(250))

    assert rig.held(published.service_id) == rig.uris(250)


async def test_a_write_that_keeps_failing_is_told_and_can_be_repeated(rig: Rig) -> None:
    await rig.link()
    published = await rig.playlists.create(ANA, "Friday", "us")
    fault = rig.sandbox.faults.add(Fault(Kind.FAIL_AFTER, ADD, times=None))
    with pytest.raises(ServiceDown):
        await rig.playlists.write(ANA, published.service_id, rig.uris(150))
    rig.sandbox.faults.remove(fault)

    await rig.playlists.write(ANA, published.service_id, rig.uris(150))

    assert rig.held(published.service_id) == rig.uris(150)


async def test_a_write_refused_for_haste_adds_nothing_twice(rig: Rig) -> None:
    await rig.link()
    published = await rig.playlists.create(ANA, "Friday", "us")
    rig.sandbox.faults.add(Fault(Kind.RATE_LIMIT, ADD, seconds=3))

    with pytest.raises(RateLimited) as refused:
        await rig.playlists.write(ANA, published.service_id, rig.uris(150))

    assert (refused.value.seconds, refused.value.quota) == (3, False)
    assert rig.held(published.service_id) == rig.uris(100)


async def test_writes_to_one_list_never_overlap_or_mix(rig: Rig) -> None:
    await rig.link()
    published = await rig.playlists.create(ANA, "Friday", "us")
    rig.sandbox.state.write_seconds = 0.02
    older, newer = rig.uris(150), rig.uris(150, start=100)

    async with asyncio.TaskGroup() as group:
        group.create_task(rig.playlists.write(ANA, published.service_id, older))
        group.create_task(rig.playlists.describe(ANA, published.service_id, "Saturday", "us"))
        group.create_task(rig.playlists.write(ANA, published.service_id, newer))

    assert rig.held(published.service_id) == newer


@pytest.mark.parametrize("count", [0, 1, 100, 101, 230])
async def test_reads_back_what_was_written(rig: Rig, count: int) -> None:
    await rig.link()
    published = await rig.playlists.create(ANA, "Friday", "us")
    await rig.playlists.write(ANA, published.service_id, rig.uris(count))

    items = await rig.playlists.read(ANA, published.service_id)

    assert [item.uri for item in items] == rig.uris(count)


async def test_leaves_out_what_is_unavailable_or_a_file_of_the_owner(rig: Rig) -> None:
    await rig.link()
    uris = rig.uris(3)
    playlist = rig.sandbox.state.add_playlist(
        "ana.reyes", "Friday", [uris[0], "spotify:local:Ana:Home:Demo:120", uris[1], uris[2]]
    )
    rig.sandbox.state.unavailable.add(uris[1])

    items = await rig.playlists.read(ANA, playlist.id)

    assert [item.uri for item in items] == [uris[0], uris[2]]


async def test_reads_episodes_with_their_show(rig: Rig) -> None:
    await rig.link()
    episode = rig.sandbox.catalogue.episodes[0]
    playlist = rig.sandbox.state.add_playlist("ana.reyes", "Friday", [f"spotify:episode:{episode.id}"])

    (item,) = await rig.playlists.read(ANA, playlist.id)

    assert (item.title, item.credit) == (episode.title, "Night Walks")


async def test_somebody_elses_list_is_neither_read_nor_written(rig: Rig) -> None:
    await rig.link()
    playlist = rig.sandbox.state.add_playlist("leo.k", "Mine", rig.uris(2))

    with pytest.raises(NotAllowed) as unread:
        await rig.playlists.read(ANA, playlist.id)
    with pytest.raises(NotAllowed) as unwritten:
        await rig.playlists.write(ANA, playlist.id, rig.uris(1))

    assert {unread.value.reason, unwritten.value.reason} == {"not_owner"}


async def test_an_account_off_the_list_of_five_is_told_so(rig: Rig) -> None:
    await rig.link(SASHA, "sasha")

    with pytest.raises(NotAllowed) as refused:
        await rig.playlists.create(SASHA, "Friday", "us")

    assert refused.value.reason == "not_allowlisted"


async def test_a_missing_scope_means_linking_again(rig: Rig) -> None:
    await rig.link(scopes=frozenset({"user-read-private"}))

    with pytest.raises(AccessLost):
        await rig.playlists.create(ANA, "Friday", "us")


async def test_an_id_that_cannot_be_one_stays_inside(rig: Rig) -> None:
    await rig.link()

    with pytest.raises(ServiceDown):
        await rig.playlists.write(ANA, "../me", rig.uris(1))

    assert rig.routes() == []


async def test_a_hung_write_ends_by_the_timeout_with_the_right_list() -> None:
    async with a_rig(answer_seconds=0.3) as rig:
        await rig.link()
        published = await rig.playlists.create(ANA, "Friday", "us")
        rig.sandbox.faults.add(Fault(Kind.HANG, REPLACE))
        rig.sandbox.faults.add(Fault(Kind.HANG, ADD))

        await rig.playlists.write(ANA, published.service_id, rig.uris(120))

        assert rig.held(published.service_id) == rig.uris(120)


async def test_a_write_believed_lost_that_arrives_late_is_told(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    await rig.link()
    published = await rig.playlists.create(ANA, "Friday", "us")
    rig.sandbox.faults.add(Fault(Kind.FAIL_BEFORE, ADD))
    playlist, read = rig.sandbox.state.playlists[published.service_id], rig.api.gate.read

    async def read_late(key: Key, ask: Ask) -> Body:
        playlist.rows += playlist.rows[100:]
        return await read(key, ask)

    monkeypatch.setattr(rig.api.gate, "read", read_late)

    with pytest.raises(ServiceDown):
        await rig.playlists.write(ANA, published.service_id, rig.uris(120))


async def a_list(rig: Rig, uris: list[str]) -> str:
    """Return the id of a list in Ana's account that holds `uris`; what it took is forgotten."""
    await rig.link()
    published = await rig.playlists.create(ANA, "Friday", "us")
    await rig.playlists.write(ANA, published.service_id, uris)
    rig.sandbox.state.calls.clear()
    return published.service_id


def changes_of(uris: list[str], new: list[str]) -> dict[str, tuple[list[str], list[str]]]:
    """Return typical changes of a list, each with the calls that it should take."""
    return {
        "one off": ([*uris[:7], *uris[8:]], [REMOVE]),
        "one on": ([*uris, new[0]], [ADD]),
        "one for one": ([*uris[:7], new[0], *uris[8:]], [REMOVE, ADD]),
        "ten moved": ([*uris[40:], *uris[:40]], [REPLACE]),
        "ten for ten": ([new[n] if n % 5 == 0 else uri for n, uri in enumerate(uris)], [REPLACE]),
        "nothing": (uris, []),
    }


@pytest.mark.parametrize("change", list(changes_of(["x"] * 50, ["x"] * 50)))
async def test_a_change_of_fifty_tracks_is_written_in_two_calls_at_most(rig: Rig, change: str) -> None:
    uris = rig.uris(50)
    service_id = await a_list(rig, uris)
    wanted, calls = changes_of(uris, rig.uris(50, start=100))[change]

    held = await rig.playlists.held(ANA, service_id)
    await rig.playlists.write(ANA, service_id, wanted, held.rows)

    assert rig.held(service_id) == wanted
    assert rig.routes() == ["GET /playlists/{id}", *calls]


async def test_what_stays_keeps_the_day_it_was_added_on(rig: Rig) -> None:
    uris = rig.uris(20)
    service_id = await a_list(rig, uris)
    rig.clock.move(days=1)

    await rig.playlists.write(ANA, service_id, [*uris[:3], *uris[4:], rig.uris(1, start=50)[0]], tuple(uris))

    days = {row.added_at.day for row in rig.sandbox.state.playlists[service_id].rows[:19]}
    assert days == {22}


@pytest.mark.parametrize("kind", MISHAPS)
@pytest.mark.parametrize("route", [REMOVE, ADD, REPLACE])
async def test_one_mishap_among_edits_ends_with_the_right_list(rig: Rig, kind: Kind, route: str) -> None:
    uris = rig.uris(20)
    service_id = await a_list(rig, uris)
    wanted = [*uris[:3], rig.uris(1, start=50)[0], *uris[4:]] if route != REPLACE else uris[10:] + uris[:10]
    rig.sandbox.faults.add(Fault(kind, route))

    await rig.playlists.write(ANA, service_id, wanted, tuple(uris))

    assert rig.held(service_id) == wanted


@pytest.mark.parametrize("kind", [None, *MISHAPS])
async def test_a_file_of_the_owner_survives_every_write(rig: Rig, kind: Kind | None) -> None:
    uris, new = rig.uris(20), rig.uris(20, start=50)
    service_id = await a_list(rig, uris)
    mine = "spotify:local:Ana:Home:Demo:120"
    playlist = rig.sandbox.state.playlists[service_id]
    playlist.rows.insert(5, replace(playlist.rows[0], uri=mine))
    held = await rig.playlists.held(ANA, service_id)
    if kind is not None:
        rig.sandbox.faults.add(Fault(kind, ADD))

    await rig.playlists.write(ANA, service_id, new, held.rows)

    assert rig.held(service_id).count(mine) == 1
    assert [uri for uri in rig.held(service_id) if uri != mine] == new


async def test_what_is_held_tells_also_what_cannot_be_played(rig: Rig) -> None:
    uris = rig.uris(3)
    service_id = await a_list(rig, uris)
    rig.sandbox.state.unavailable.add(uris[1])

    held = await rig.playlists.held(ANA, service_id)

    assert (held.title, held.rows) == ("Friday", (uris[0], None, uris[2]))
    assert [item.uri for item in held.items] == [uris[0], uris[2]]


async def test_rows_from_before_the_last_write_are_read_once_more(rig: Rig) -> None:
    uris = rig.uris(3)
    service_id = await a_list(rig, uris)
    await rig.playlists.write(ANA, service_id, uris[:2], tuple(uris))
    await rig.playlists.write(ANA, service_id, uris, tuple(uris[:2]))
    rig.sandbox.state.calls.clear()

    rig.sandbox.state.playlists[service_id].rows.pop()  # so it was before: a stale read, or somebody's edit
    held = await rig.playlists.held(ANA, service_id)

    assert held.rows == tuple(uris[:2])
    assert rig.routes() == ["GET /playlists/{id}"] * 2


async def test_a_list_its_owner_deleted_is_gone_within_ten_minutes(rig: Rig) -> None:
    service_id = await a_list(rig, rig.uris(3))
    rig.sandbox.state.library("ana.reyes").pop(f"spotify:playlist:{service_id}")
    rig.clock.move(minutes=10)

    with pytest.raises(NotAllowed) as gone:
        await rig.playlists.held(ANA, service_id)

    assert gone.value.reason == "list_gone"


@pytest.mark.parametrize("kind", [*MISHAPS, Kind.FAIL_BEFORE])
async def test_not_to_know_whether_a_list_was_deleted_is_no_reason_to_stop(rig: Rig, kind: Kind) -> None:
    service_id = await a_list(rig, rig.uris(3))
    rig.clock.move(minutes=10)
    rig.sandbox.faults.add(Fault(kind, "GET /me/library/contains", times=None))

    assert len((await rig.playlists.held(ANA, service_id)).rows) == 3


async def test_a_list_that_is_not_there_at_all_is_gone(rig: Rig) -> None:
    await rig.link()

    with pytest.raises(NotAllowed) as gone:
        await rig.playlists.held(ANA, "0000000000000000000000")

    assert gone.value.reason == "list_gone"
