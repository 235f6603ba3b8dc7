"""A list that somebody edits in Spotify too: seen, told, never overwritten unsaid; both sides end equal."""

import asyncio
import tempfile
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.sandbox.server import Sandbox
from adapters.sandbox.spotify.faults import Fault, Kind
from adapters.sandbox.spotify.playlist import PretendPlaylist, Row
from adapters.web.settings import WebSettings
from bot.__main__ import demo_settings
from bot.composition import running_bot
from bot.curation.music import Source
from bot.curation.outside import SOMEBODY_THERE
from tests.trips.world import ADDRESS, World, shipped_catalogue

FIFTY = "ambient jazz, 50 songs"
REFINEMENTS = ("calmer", "less piano, more voices", "more upbeat", "no country", "drop number 7", "undo")
SAID = (
    "calmer",
    "undo",
    "drop number 2",
    "back to version 1",
    "add Teardrop by Massive Attack",
    "show the list",
    "more upbeat",
)
ELSEWHERE = ("add", "remove", "reorder", "rename", "storm", "restart")


async def with_list(world: World, words: str = "ambient jazz") -> PretendPlaylist:
    """Let Ana link and ask for a list; return it as it is on Spotify."""
    await world.link("Ana", "ana.reyes")
    await world.say("Ana", words)
    return on_spotify(world, str((await world.playlist()).service_id))


def on_spotify(world: World, service_id: str) -> PretendPlaylist:
    return world.sandbox.state.playlists[service_id]


def put_in(world: World, there: PretendPlaylist, place: int, number: int = 0) -> str:
    """Let somebody put a track on the list in Spotify; return its uri."""
    held = {row.uri for row in there.rows}
    uris = [f"spotify:track:{one.id}" for one in world.sandbox.catalogue.recordings]
    uri = [uri for uri in uris if uri not in held][number]
    there.rows.insert(place, Row(uri, world.sandbox.state.now(), there.owner))
    there.change(world.sandbox.state.now())
    return uri


async def equal(world: World) -> bool:
    playlist = await world.playlist()
    return [e.uri for e in playlist.entries] == world.on_spotify(str(playlist.service_id))


async def test_what_somebody_changed_in_spotify_is_kept_told_and_credited(world: World) -> None:
    there = await with_list(world)
    came = [put_in(world, there, 3, 5), put_in(world, there, 9, 7)]
    went = there.rows.pop(0).uri

    said = await world.say("Leo", "add Teardrop by Massive Attack")

    playlist = await world.playlist()
    uris = [e.uri for e in playlist.entries]
    assert "Someone changed the list in Spotify: 2 tracks came, one went." in said
    assert set(came) <= set(uris)
    assert went not in uris
    assert await equal(world)
    assert [r.author == SOMEBODY_THERE for r in playlist.revisions] == [False, True, False]
    assert {e.source for e in playlist.entries if e.uri in came} == {Source.OUTSIDE}


async def test_what_somebody_changed_in_spotify_is_shown_explained_and_undone(world: World) -> None:
    there = await with_list(world)
    before = [row.uri for row in there.rows]
    put_in(world, there, 1, 3)

    shown = await world.say("Leo", "show the list")
    why = await world.say("Leo", "why number 2?")
    changes = await world.say("Leo", "what changed?")
    undone = await world.say("Leo", "undo")

    assert "Someone changed the list in Spotify: one track came." in shown
    assert "someone put it on the list in Spotify itself" in why
    assert "2. Someone in Spotify (1 in, 0 out)" in changes
    assert "Taken back: what someone changed in Spotify." in undone
    assert [row.uri for row in there.rows] == before


async def test_a_new_name_given_in_spotify_stays(world: World) -> None:
    there = await with_list(world)
    there.name = "Theirs"
    there.change(world.sandbox.state.now())

    said = await world.say("Leo", "drop number 3")

    assert there.name == "Theirs"
    assert "Someone changed" not in said


async def test_a_list_deleted_in_spotify_is_made_again_only_when_asked_for(world: World) -> None:
    there = await with_list(world)
    other = world.sandbox.state.add_playlist("ana.reyes", "Another").id
    del world.sandbox.state.playlists[there.id]

    told = await world.say("Leo", "drop number 3")
    there_then = list(world.sandbox.state.playlists)
    again = await world.say("Ana", "make it again in Spotify")

    assert "The list was deleted in Spotify" in told
    assert there_then == [other]
    assert "The list is in Spotify again." in again
    assert len(world.sandbox.state.playlists) == 2
    assert await equal(world)


async def test_a_refinement_of_fifty_tracks_writes_at_most_six_spotify_calls(world: World) -> None:
    there = await with_list(world, FIFTY)
    assert len(there.rows) == 50

    for words in REFINEMENTS:
        calls = world.sandbox.state.calls
        start = len(calls)
        await world.say("Leo", words)
        at_the_list = [call.route for call in calls[start:] if "/playlists" in call.route]
        assert len(at_the_list) <= 6, (words, at_the_list)
        assert sum(not route.startswith("GET") for route in at_the_list) <= 2, (words, at_the_list)
        assert await equal(world)


acts = st.lists(st.tuples(st.sampled_from((*SAID, *ELSEWHERE)), st.integers(0, 10_000)), min_size=4, max_size=9)


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts)
def test_over_real_http_both_sides_end_equal(acts: list[tuple[str, int]]) -> None:
    asyncio.run(lives(acts))


async def lives(acts: list[tuple[str, int]]) -> None:
    """Live through `acts` with the whole bot over the pretend Spotify; both sides are equal at the end."""
    web = WebSettings(host="127.0.0.1", port=8000, address=ADDRESS)
    with tempfile.TemporaryDirectory() as folder:
        async with Sandbox(catalogue=shipped_catalogue()) as sandbox:
            configured = demo_settings(sandbox, web, Path(folder))
            rest = list(acts)
            async with running_bot(configured) as bot:
                await with_list(world := World(sandbox, bot))
                rest = await until_restart(world, rest)
            while rest:
                async with running_bot(configured) as bot:
                    rest = await until_restart(World(sandbox, bot), rest)
            async with running_bot(configured) as bot:
                sandbox.faults.clear()
                await (world := World(sandbox, bot)).say("Ana", "show the list")
                assert await equal(world)


async def until_restart(world: World, acts: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Live through `acts` up to the next restart; return what is left."""
    for done, (act, seed) in enumerate(acts, start=1):
        dice, playlist = Random(seed), await world.playlist()
        there = on_spotify(world, str(playlist.service_id))
        if act == "restart":
            return acts[done:]
        if act in SAID:
            await world.say(dice.choice(["Ana", "Leo"]), act)
        elif act == "add":
            put_in(world, there, dice.randint(0, len(there.rows)), dice.randrange(200))
        elif act == "remove" and there.rows:
            there.rows.pop(dice.randrange(len(there.rows)))
        elif act == "reorder":
            dice.shuffle(there.rows)
        elif act == "rename":
            there.name = "Theirs"
        elif act == "storm":
            kind = dice.choice([Kind.FAIL_BEFORE, Kind.FAIL_AFTER, Kind.RATE_LIMIT, Kind.RESET_AFTER])
            world.sandbox.faults.add(
                Fault(kind, dice.choice(["*playlists*", "PUT *", "GET *"]), times=dice.randint(1, 4))
            )
    return []
