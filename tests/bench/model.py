"""What a turn read by a model costs: calls, the bot's own time around the model, and memory over many turns."""

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from adapters.sandbox.spotify.faults import Fault, Kind
from bot.conversation.briefing import Briefing, Completion, Usage
from tests.bench.tables import Rows, p50_p99, print_table, timed
from tests.conversation.models import ScriptedModel, calls, track, wish
from tests.trips.world import World, a_world

LATENCY_SECONDS = 0.15
TURNS = 10_000
SILENCE = calls(("stay_silent", {"reason": "measured"}))
UNREADABLE = "hmm, whatever that thing was the other day, you know"


class TimedModel(ScriptedModel):
    """A scripted model that answers at once and notes when it did."""

    def __init__(self, *script: Completion) -> None:
        super().__init__(*script)
        self.answered = 0.0

    async def complete(self, briefing: Briefing) -> Completion:
        """Return the script's next answer."""
        del self.told[:-50]  # what is kept here is not the bot's memory
        completion = await super().complete(briefing)
        self.answered = time.perf_counter()
        return replace(completion, usage=Usage(0, 0))  # so that no budget ends


async def print_tables() -> None:
    """Measure and print."""
    model = TimedModel()
    with tempfile.TemporaryDirectory() as folder:
        async with a_world(Path(folder), model=model) as world:
            await world.link("Ana", "ana.reyes")
            print_table("Calls of the model (at most 2 for a make, 1 for a refinement)", await _calls(world, model))
            print_table("What every call begins with", await _head(world, model))
            print_table("A turn around a model that answers at once, ms (p50 at most 6)", await _around(world))
            print_table("From the model's last byte to the list written, 150 ms a call", await _written(world, model))
            print_table(f"Resident memory over {TURNS:,} turns, MB", await _memory(world))


async def _calls(world: World, model: TimedModel) -> Rows:
    found, unknown = _picks(world, 20), [track(f"Zzyzx {n}", "Nobody at all") for n in range(20)]
    rows = []
    for label, tracks in (("make, all proposals exist", found), ("make, none of them exists", unknown)):
        model.script[:] = [_make(tracks), _make(found)]
        rows.append((label, str(await _counted(world, model))))
    model.script[:] = [calls(("change_list", {"wishes": [wish(styles=["calm"])]}))]
    return [*rows, ("refinement", str(await _counted(world, model)))]


async def _counted(world: World, model: TimedModel) -> int:
    model.told.clear()
    await world.say("Ana", UNREADABLE)
    return len(model.told)


async def _head(world: World, model: TimedModel) -> Rows:
    heads = set()
    for member in ("Ana", "Leo", "Mina"):
        await world.say(member, UNREADABLE)
        briefing = model.told[-1]
        offers = [(offer.name, offer.description, offer.parameters) for offer in briefing.offers]
        heads.add(briefing.instructions.words + json.dumps(offers))
    (head,) = heads
    digest = hashlib.sha256(head.encode()).hexdigest()[:12]
    return [
        ("size", f"{len(head.encode()):,} bytes, about {len(head) // 4:,} tokens"),
        ("the same for all", f"yes, sha256 {digest} …"),
    ]


async def _around(world: World) -> Rows:
    silent = [await timed(world.say("Leo", f"{UNREADABLE} {n}")) for n in range(200)]
    return [("hear, keep, brief, ask, check, remember", p50_p99(silent))]


async def _written(world: World, model: TimedModel) -> Rows:
    world.sandbox.faults.add(Fault(kind=Kind.LATENCY, route="*", times=None, seconds=LATENCY_SECONDS))
    times = []
    try:
        for skip in (30, 60, 90):
            await world.ends("Ana")
            model.script[:] = [_make(_picks(world, 20, skip))]
            await world.say("Ana", UNREADABLE)
            times.append(1000 * (time.perf_counter() - model.answered))
    finally:
        world.sandbox.faults.clear()
    return [("make of 20 tracks", p50_p99(times))]


async def _memory(world: World) -> Rows:
    marks = [0, TURNS // 10, TURNS // 2, TURNS]
    rows, done = [], 0
    for mark in marks:
        for number in range(done, mark):
            await world.say(("Ana", "Leo", "Mina", "Omar", "Yuki")[number % 5], f"{UNREADABLE} {number}")
        done = mark
        rows.append((f"after {mark:,}", f"{_resident():.0f}"))
    return rows


def _picks(world: World, count: int, skip: int = 0) -> list[dict[str, object]]:
    """Return tracks that exist, as a model that knows them would propose them."""
    known = [r for r in world.sandbox.catalogue.recordings if not r.pretend and not r.version]
    chosen = [r for r in known if "ambient" in r.genres][skip : skip + count] or known[skip : skip + count]
    return [track(r.title, r.artists[0].name) for r in chosen]


def _make(tracks: Sequence[dict[str, object]]) -> Completion:
    return calls(("make_list", {"wishes": [wish(styles=["ambient"])], "tracks": list(tracks), "is_new": True}))


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
