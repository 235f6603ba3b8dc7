"""How many Spotify calls typical refinements of a list of fifty tracks take."""

import tempfile
from pathlib import Path

from tests.bench.tables import Rows
from tests.trips.world import World, a_world

TITLE = "Spotify calls at the list for one change of fifty tracks (at most 6)"
SAID = (
    "drop number 7",
    "add Teardrop by Massive Attack",
    "calmer",
    "less piano, more voices",
    "no country",
    "make it 40 songs",
    "undo",
    "back to version 1",
)


async def rows() -> Rows:
    """Return each request with its reads and its writes of the list; searches for new tracks are not among them."""
    with tempfile.TemporaryDirectory() as folder:
        async with a_world(Path(folder)) as world:
            await world.link("Ana", "ana.reyes")
            await world.say("Ana", "ambient jazz, 50 songs")
            changes = [(f"“{words}”", await _calls(world, words)) for words in SAID]
            await _edit_there(world)
            return [*changes, ("“calmer”, after somebody changed it in Spotify", await _calls(world, "calmer"))]


async def _calls(world: World, words: str) -> str:
    start = len(world.sandbox.state.calls)
    await world.say("Leo", words)
    routes = [call.route for call in world.sandbox.state.calls[start:] if "/playlists" in call.route]
    reads = sum(route.startswith("GET") for route in routes)
    return f"{len(routes)}: {reads} read, {len(routes) - reads} write"


async def _edit_there(world: World) -> None:
    """Let somebody take a track off the list in Spotify, and move another."""
    there = world.sandbox.state.playlists[str((await world.playlist()).service_id)]
    there.rows.pop(0)
    there.rows.append(there.rows.pop(3))
    there.change(world.sandbox.state.now())
