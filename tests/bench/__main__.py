"""Print the benchmark tables: `make bench`."""

import asyncio
import gc
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Sequence
from pathlib import Path

from adapters.sandbox.spotify.faults import Fault, Kind
from tests.trips.world import World, a_world

NAMED = 20  # tracks asked for by name
STYLES = ("ambient jazz for late-night study", "music that feels like glaciers and quiet roads", "90s hip hop")
TURNS = ("show", "calmer", "undo", "why number 3?", "what changed?", "less piano, more voices", "undo", "help")
LATENCY_SECONDS = 0.15


def main() -> None:
    """Run every part and print its table."""
    asyncio.run(_all())


async def _all() -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with a_world(Path(folder)) as world:
            await world.link("Ana", "ana.reyes")
            _table("A turn's own time (rules, pretend Spotify at zero latency), ms", await _turns(world))
            _table("Spotify calls for a list of 20 tracks, the first of its kind", await _calls(world))
            _table("Building a 20-track list at 150 ms a call, against one call at a time", await _parallel(world))
            _table("Memory", [("resident, bot and pretend world together", f"{_resident_megabytes():.0f} MB")])
    _table("Start-up", [("`chorus demo` from command to address", f"{_start_up():.2f} s")])


async def _turns(world: World) -> list[tuple[str, str]]:
    rows = []
    makes = [await _timed(world.say("Ana", f"play {style}")) for style in STYLES * 4]
    rows.append(("make, 20 tracks", _p50_p99(makes)))
    for words in dict.fromkeys(TURNS):
        if words == "undo":
            continue
        times = []
        for _ in range(8):
            times.append(await _timed(world.say("Leo", words)))
            if words in ("calmer", "less piano, more voices"):
                await world.say("Leo", "undo")
        rows.append((words, _p50_p99(times)))
    return rows


async def _calls(world: World) -> list[tuple[str, str]]:
    state, rows = world.sandbox.state, []
    await world.ends("Ana")
    for style in ("desert blues for a long drive", "bossa nova for a sunday morning"):
        start = len(state.calls)
        await world.say("Ana", f"play {style}")
        rows.append((f"“{style}” (at most 10)", str(_web_api_calls(state.calls[start:]))))
        await world.ends("Ana")
    start = len(state.calls)
    await world.say("Ana", _named_request(world))
    listed = len(await world.recordings())
    rows.append(
        (f"{listed} tracks named one by one in one message (at most 26)", str(_web_api_calls(state.calls[start:])))
    )
    return rows


async def _parallel(world: World) -> list[tuple[str, str]]:
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
    took = await _timed(world.say("Ana", _named_request(world, skip=skip)))
    return took, _web_api_calls(world.sandbox.state.calls[start:])


def _named_request(world: World, skip: int = 0) -> str:
    recordings = world.sandbox.catalogue.recordings
    originals = [r for r in recordings if not r.pretend and not r.version and r.tier != "emerging"]
    chosen = originals[skip :: len(originals) // (NAMED + 3)][:NAMED]
    return "; ".join(f"add “{r.title}” by {r.artists[0].name}" for r in chosen)


def _web_api_calls(calls: Sequence[object]) -> int:
    return sum(1 for call in calls if "token" not in str(call) and "authorize" not in str(call))


async def _timed(act: Awaitable[object]) -> float:
    gc.collect()
    start = time.perf_counter()
    await act
    return 1000 * (time.perf_counter() - start)


def _p50_p99(times: Sequence[float]) -> str:
    ordered = sorted(times)
    last = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return f"p50 {statistics.median(ordered):6.1f}   p99 {last:6.1f}"


def _resident_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _start_up() -> float:
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "bot", "demo", "--port", "0"], stdout=subprocess.PIPE, text=True, env=os.environ
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if "plays at" in line:
                break
        took = time.perf_counter() - start
        process.terminate()
        process.communicate()
    return took


def _table(title: str, rows: Sequence[tuple[str, str]]) -> None:
    width = max(len(label) for label, _ in rows)
    print(f"\n{title}")
    for label, value in rows:
        print(f"  {label:<{width}}  {value}")


if __name__ == "__main__":
    main()
