"""What one turn takes in the playground, with a pretend Spotify that answers at once."""

from tests.bench.tables import Rows, p50_p99, timed
from tests.trips.world import World

STYLES = ("ambient jazz for late-night study", "music that feels like glaciers and quiet roads", "90s hip hop")
TURNS = ("show", "calmer", "why number 3?", "what changed?", "less piano, more voices", "help")
CHANGING = ("calmer", "less piano, more voices")
TITLE = "A turn's own time (rules, pretend Spotify at zero latency), ms"


async def rows(world: World) -> Rows:
    """Time each kind of turn."""
    makes = [await timed(world.say("Ana", f"play {style}")) for style in STYLES * 4]
    return [("make, 20 tracks", p50_p99(makes)), *[(words, await _timed_turn(world, words)) for words in TURNS]]


async def _timed_turn(world: World, words: str) -> str:
    times = []
    for _ in range(8):
        times.append(await timed(world.say("Leo", words)))
        if words in CHANGING:
            await world.say("Leo", "undo")
    return p50_p99(times)
