"""How many calls a list costs, and what it saves to make some of them at once."""

import asyncio
from collections.abc import Sequence

from adapters.sandbox.spotify.faults import Fault, Kind
from tests.bench.tables import Rows, timed
from tests.trips.world import World

NAMED = 20  # tracks asked for by name
STYLES = ("desert blues for a long drive", "bossa nova for a sunday morning")
LATENCY_SECONDS = 0.15
CALLS_TITLE = "Spotify calls for a list of 20 tracks, the first of its kind"
PARALLEL_TITLE = "Building a 20-track list at 150 ms a call, against one call at a time"


async def call_rows(world: World) -> Rows:
    """Count the calls for lists by style and for one of named tracks."""
    state, rows = world.sandbox.state, []
    await world.ends("Ana")
    for style in STYLES:
        start = len(state.calls)
        await world.say("Ana", f"play {style}")
        rows.append((f"“{style}” (at most 10)", str(_web_api_calls(state.calls[start:]))))
        await world.ends("Ana")
    start = len(state.calls)
    await world.say("Ana", _named_request(world))
    listed = len(await world.recordings())
    calls = _web_api_calls(state.calls[start:])
    return [*rows, (f"{listed} tracks named one by one in one message (at most 26)", str(calls))]


async def parallel_rows(world: World) -> Rows:
    """Time the same work with the gate as it is and with a gate that lets one call through at a time."""
    world.sandbox.faults.add(Fault(kind=Kind.LATENCY, route="*", times=None, seconds=LATENCY_SECONDS))
    gate = world.bot.gate
    try:
        usual, calls = await _build(world, skip=200)
        as_it_is, gate._reading = gate._reading, asyncio.Semaphore(1)
        serial, serial_calls = await _build(world, skip=400)
        gate._reading = as_it_is
    finally:
        world.sandbox.faults.clear()
    return [
        ("as it is", f"{usual:.0f} ms for {calls} calls"),
        ("one call at a time", f"{serial:.0f} ms for {serial_calls} calls"),
        ("ratio (at most 0.40)", f"{usual / calls / (serial / serial_calls):.2f}"),
    ]


async def _build(world: World, *, skip: int) -> tuple[float, int]:
    """Build a list of tracks that were not looked for before; return its milliseconds and calls."""
    await world.ends("Ana")
    start = len(world.sandbox.state.calls)
    took = await timed(world.say("Ana", _named_request(world, skip=skip)))
    return took, _web_api_calls(world.sandbox.state.calls[start:])


def _named_request(world: World, skip: int = 0) -> str:
    recordings = world.sandbox.catalogue.recordings
    originals = [r for r in recordings if not r.pretend and not r.version and r.tier != "emerging"]
    chosen = originals[skip :: len(originals) // (NAMED + 3)][:NAMED]
    return "; ".join(f"add “{r.title}” by {r.artists[0].name}" for r in chosen)


def _web_api_calls(calls: Sequence[object]) -> int:
    return sum(1 for call in calls if "token" not in str(call) and "authorize" not in str(call))
