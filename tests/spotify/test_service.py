"""Searching the pretend Spotify in the app's own name."""

import asyncio

import pytest

from adapters.sandbox.spotify.faults import Fault, Kind
from bot.curation.music import Track
from bot.curation.ports import Query
from bot.errors import NotAllowed, RateLimited, ServiceDown
from tests.spotify.rig import Rig, a_rig

SEARCH = "GET /search"
TRACK = "GET /tracks/{id}"


async def test_finds_a_track_by_title_and_artist(rig: Rig) -> None:
    found = await rig.service.find_tracks(Query(title="Lamp 007", artist="The Lanterns"))

    assert (found[0].title, found[0].artists, found[0].seconds) == ("Lamp 007", ("The Lanterns",), 187)
    assert found[0].isrc
    assert found[0].image
    assert found[0].url.endswith(found[0].uri.removeprefix("spotify:track:"))


async def test_finds_by_genre_years_and_obscurity(rig: Rig) -> None:
    found = await rig.service.find_tracks(Query(genre="ambient", first_year=1995, last_year=1999, lesser_known=True))

    assert found
    assert {track.artists for track in found} == {("Marea Alta",)}
    assert all(track.year is not None and 1995 <= track.year <= 1999 for track in found)


async def test_turns_the_pages_ten_by_ten(rig: Rig) -> None:
    pages = [await rig.service.find_tracks(Query(artist="The Lanterns", page=page)) for page in (0, 1)]

    assert [len(page) for page in pages] == [10, 10]
    assert not set(pages[0]) & set(pages[1])


async def test_asks_nothing_for_an_empty_query_or_a_page_beyond_the_last(rig: Rig) -> None:
    assert await rig.service.find_tracks(Query(words='  "" ')) == []
    assert await rig.service.find_tracks(Query(lesser_known=True)) == []
    assert await rig.service.find_tracks(Query(words="lamp", page=100)) == []
    assert await rig.service.find_tracks(Query(words="nothing of the kind")) == []
    assert rig.routes() == [SEARCH]


async def test_finds_episodes(rig: Rig) -> None:
    found = await rig.service.find_episodes("walk")

    assert {episode.title for episode in found} == {"Walk 1", "Walk 2", "Walk 3"}


async def test_an_episode_that_was_found_can_be_had_again(rig: Rig) -> None:
    found = await rig.service.find_episodes("walk")

    assert await rig.service.items([found[0].uri]) == {found[0].uri: found[0]}


async def test_gives_items_in_their_order_without_what_is_gone(rig: Rig) -> None:
    uris = rig.uris(6)
    rig.sandbox.state.unavailable.add(uris[1])
    gone = "spotify:track:0000000000000000000000"

    items = await rig.service.items([*reversed(uris), uris[0], gone, "spotify:local:a:b:c:1", "nonsense"])

    assert list(items) == [uri for uri in reversed(uris) if uri != uris[1]]
    assert all(isinstance(item, Track) for item in items.values())
    assert rig.routes().count(TRACK) == 7


async def test_many_searches_at_the_start_ask_for_one_token(rig: Rig) -> None:
    async with asyncio.TaskGroup() as group:
        for n in range(10):
            group.create_task(rig.service.find_tracks(Query(words=f"lamp {n}")))

    assert [call.route for call in rig.sandbox.state.calls].count("POST /api/token") == 1


async def test_the_same_search_is_asked_once(rig: Rig) -> None:
    await asyncio.gather(*(rig.service.find_tracks(Query(words="lamp")) for _ in range(5)))
    await rig.service.find_tracks(Query(words="lamp"))

    assert rig.routes() == [SEARCH]


async def test_a_token_that_ended_early_is_replaced_unnoticed(rig: Rig) -> None:
    await rig.service.find_tracks(Query(words="lamp"))
    rig.sandbox.state.access_tokens.clear()

    found = await rig.service.find_tracks(Query(words="wave"))

    assert found


@pytest.mark.parametrize("kind", [Kind.FAIL_BEFORE, Kind.RESET, Kind.BROKEN_JSON, Kind.HTML])
async def test_one_mishap_while_searching_is_not_noticed(rig: Rig, kind: Kind) -> None:
    rig.sandbox.faults.add(Fault(kind, SEARCH))

    found = await rig.service.find_tracks(Query(words="lamp"))

    assert len(found) == 10
    assert rig.routes() == [SEARCH, SEARCH]


@pytest.mark.parametrize("kind", [Kind.FAIL_BEFORE, Kind.RESET, Kind.BROKEN_JSON, Kind.HTML])
@pytest.mark.parametrize("route", [SEARCH, "POST /api/token"])
async def test_a_lasting_mishap_is_a_service_that_is_down(rig: Rig, kind: Kind, route: str) -> None:
    rig.sandbox.faults.add(Fault(kind, route, times=None))

    with pytest.raises(ServiceDown):
        await rig.service.find_tracks(Query(words="lamp"))


async def test_a_short_rate_limit_is_waited_out(rig: Rig) -> None:
    rig.sandbox.faults.add(Fault(Kind.RATE_LIMIT, SEARCH, seconds=4))

    found = await rig.service.find_tracks(Query(words="lamp"))

    assert found
    assert rig.clock.slept == [4]


@pytest.mark.parametrize(("kind", "seconds", "quota"), [(Kind.RATE_LIMIT, 17, False), (Kind.QUOTA, 49_861, True)])
async def test_a_long_pause_is_told_at_once_and_kept(rig: Rig, kind: Kind, seconds: float, quota: bool) -> None:
    rig.sandbox.faults.add(Fault(kind, SEARCH, seconds=seconds))
    with pytest.raises(RateLimited) as refused:
        await rig.service.find_tracks(Query(words="lamp"))

    with pytest.raises(RateLimited):
        await rig.service.items(rig.uris(2))

    assert (refused.value.seconds, refused.value.quota) == (seconds, quota)
    assert rig.routes() == [SEARCH]
    assert rig.clock.slept == []


async def test_an_owner_without_premium_stops_even_searching(rig: Rig) -> None:
    rig.sandbox.state.app.owner_pays = False

    with pytest.raises(NotAllowed) as refused:
        await rig.service.find_tracks(Query(words="lamp"))

    assert refused.value.reason == "owner_premium"


async def test_an_unknown_app_is_a_service_that_is_down(rig: Rig) -> None:
    rig.sandbox.state.app.client_secret = "changed"

    with pytest.raises(ServiceDown):
        await rig.service.find_tracks(Query(words="lamp"))


async def test_a_hung_search_ends_by_the_timeout() -> None:
    async with a_rig(answer_seconds=0.2) as rig:
        rig.sandbox.faults.add(Fault(Kind.HANG, SEARCH, times=2))

        with pytest.raises(ServiceDown):
            await rig.service.find_tracks(Query(words="lamp"))
