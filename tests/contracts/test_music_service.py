"""What a music service, its playlists and open data promise: the fake, and Spotify's adapter on the pretend one."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import pytest

from adapters.opendata.listenbrainz import ListenBrainz
from adapters.opendata.settings import OpenDataSettings
from adapters.sandbox.recordings import Recording
from adapters.sandbox.spotify.faults import Fault, Kind
from bot.chat import Member
from bot.curation.music import Episode, Track
from bot.curation.ports import MusicService, OpenFacts, OpenMusicData, PlaylistService, Query
from bot.errors import NotAllowed, NotLinked, ServiceDown, ServiceError
from tests.fakes_music import FakeMusic
from tests.spotify.rig import ANA, a_catalogue, a_rig

NOBODY = Member("playground", "home", "nobody", "Nobody")
UNKNOWN = "spotify:track:0000000000000000000000"


@dataclass(frozen=True)
class World:
    """One implementation of each port over the same recordings; Ana is linked."""

    music: MusicService
    playlists: PlaylistService
    open_data: OpenMusicData
    uris: list[str]
    go_down: Callable[[], None]


@pytest.fixture(params=["fake", "spotify"])
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    """Every implementation."""
    uris = [f"spotify:track:{one.id}" for one in a_catalogue().recordings]
    if request.param == "fake":
        fake = a_fake()
        yield World(fake, fake, fake, uris, lambda: setattr(fake, "error", ServiceDown("down")))
        return
    async with a_rig() as rig:
        await rig.link(ANA)
        open_data = ListenBrainz(OpenDataSettings(base=rig.sandbox.open_data_base), rig.clock)
        fault = Fault(Kind.FAIL_BEFORE, times=None)
        yield World(rig.service, rig.playlists, open_data, uris, lambda: setattr(rig.sandbox.faults, "active", [fault]))
        await open_data.close()


def a_fake() -> FakeMusic:
    catalogue = a_catalogue()
    tracks = [a_track(one) for one in catalogue.recordings]
    known = {f"spotify:track:{one.id}": OpenFacts(((one.genres[0], 3),)) for one in catalogue.recordings}
    episodes = [
        Episode(f"spotify:episode:{one.id}", one.title, one.show.name, one.seconds, about=one.about)
        for one in catalogue.episodes
    ]
    return FakeMusic(tracks, episodes, known, linked=[ANA])


def a_track(one: Recording) -> Track:
    artists = tuple(artist.name for artist in one.artists)
    return Track(f"spotify:track:{one.id}", one.title, artists, one.seconds, one.album, one.year)


async def test_what_is_named_is_found_first(world: World) -> None:
    found = await world.music.find_tracks(Query(title="Lamp 042", artist="The Lanterns"))

    assert (found[0].title, found[0].artists) == ("Lamp 042", ("The Lanterns",))
    assert found[0].uri in world.uris


async def test_free_words_find_as_well(world: World) -> None:
    found = await world.music.find_tracks(Query(words="lanterns lamp 042"))

    assert found[0].title == "Lamp 042"


async def test_a_style_and_years_narrow_the_search(world: World) -> None:
    found = await world.music.find_tracks(Query(genre="ambient", first_year=1992, last_year=1994))

    assert 1 <= len(found) <= 10
    assert all(track.artists == ("Marea Alta",) and 1992 <= (track.year or 0) <= 1994 for track in found)


async def test_each_page_holds_ten_others(world: World) -> None:
    pages = [await world.music.find_tracks(Query(artist="Marea Alta", page=page)) for page in range(3)]

    assert [len(page) for page in pages] == [10, 10, 10]
    assert len({track.uri for page in pages for track in page}) == 30


@pytest.mark.parametrize("query", [Query(), Query(words="zzyzx qqq"), Query(artist="Marea Alta", page=99)])
async def test_nothing_found_is_an_empty_list(world: World, query: Query) -> None:
    assert await world.music.find_tracks(query) == []


async def test_episodes_are_found_by_words(world: World) -> None:
    found = await world.music.find_episodes("walk")

    assert {episode.title for episode in found} == {"Walk 1", "Walk 2", "Walk 3"}
    assert await world.music.find_episodes("zzyzx qqq") == []


async def test_items_are_given_without_what_is_gone(world: World) -> None:
    items = await world.music.items([*world.uris[:3], UNKNOWN])

    assert items.keys() == set(world.uris[:3])
    assert all(item.uri == uri for uri, item in items.items())
    assert await world.music.items([]) == {}


async def test_a_new_list_is_empty(world: World) -> None:
    published = await world.playlists.create(ANA, "Friday", "us")

    assert published.service_id
    assert published.url.startswith("http")
    assert await world.playlists.read(ANA, published.service_id) == []


async def test_two_lists_may_have_one_name(world: World) -> None:
    one, other = [await world.playlists.create(ANA, "Friday", "us") for _ in range(2)]

    assert one.service_id != other.service_id


async def test_a_list_holds_exactly_what_was_written_last(world: World) -> None:
    service_id = (await world.playlists.create(ANA, "Friday", "us")).service_id

    for uris in (world.uris[:150], world.uris[:150], list(reversed(world.uris[:20])), []):
        await world.playlists.write(ANA, service_id, uris)
        assert [item.uri for item in await world.playlists.read(ANA, service_id)] == uris


async def test_an_item_may_be_on_a_list_twice(world: World) -> None:
    service_id = (await world.playlists.create(ANA, "Friday", "us")).service_id

    await world.playlists.write(ANA, service_id, [world.uris[0], world.uris[1], world.uris[0]])

    assert len(await world.playlists.read(ANA, service_id)) == 3


async def test_a_list_tells_its_rows_and_is_changed_from_there(world: World) -> None:
    service_id = (await world.playlists.create(ANA, "Friday", "us")).service_id
    await world.playlists.write(ANA, service_id, world.uris[:20])

    for uris in (world.uris[1:21], [*world.uris[5:15], *world.uris[1:5]], world.uris[30:60], []):
        held = await world.playlists.held(ANA, service_id)
        await world.playlists.write(ANA, service_id, uris, held.rows)
        assert (await world.playlists.held(ANA, service_id)).rows == tuple(uris)


async def test_a_list_that_was_deleted_is_told_as_gone(world: World) -> None:
    with pytest.raises(NotAllowed) as gone:
        await world.playlists.held(ANA, "0000000000000000000000")

    assert gone.value.reason == "list_gone"


async def test_a_list_can_be_described_anew(world: World) -> None:
    service_id = (await world.playlists.create(ANA, "Friday", "us")).service_id

    await world.playlists.describe(ANA, service_id, "Saturday", "all of us")

    assert await world.playlists.read(ANA, service_id) == []


async def test_who_is_not_linked_makes_no_list(world: World) -> None:
    with pytest.raises(NotLinked):
        await world.playlists.create(NOBODY, "Friday", "us")


async def test_a_list_that_is_not_there_is_an_error(world: World) -> None:
    with pytest.raises(ServiceError):
        await world.playlists.write(ANA, "0000000000000000000000", world.uris[:1])
    with pytest.raises(ServiceError):
        await world.playlists.read(ANA, "0000000000000000000000")


async def test_a_service_that_is_down_says_so(world: World) -> None:
    world.go_down()

    with pytest.raises(ServiceError):
        await world.music.find_tracks(Query(words="lamp"))
    with pytest.raises(ServiceError):
        await world.music.find_episodes("walk")
    with pytest.raises(ServiceError):
        await world.music.items(world.uris[:2])
    with pytest.raises(ServiceError):
        await world.playlists.create(ANA, "Friday", "us")


async def test_open_data_tells_of_the_tracks_it_knows_and_no_others(world: World) -> None:
    tracks = [a_track(one) for one in a_catalogue().recordings[:30]]
    stranger = Track(UNKNOWN, "Zzyzx", ("Nobody",), 1)

    facts = await world.open_data.facts([*tracks, stranger])

    assert facts
    assert facts.keys() <= {track.uri for track in tracks}
    assert await world.open_data.facts([]) == {}
