"""Print the benchmark tables: `make bench`, or some parts of them: `python -m tests.bench chats crowd`."""

import asyncio
import sys
import tempfile
from collections.abc import Callable, Coroutine
from pathlib import Path

from tests.bench import (
    beside_bare,
    crowd,
    edits,
    fairness,
    matching,
    model,
    one_turn,
    process_figures,
    running_times,
    spotify_calls,
)
from tests.bench.chats import CHATS
from tests.bench.tables import print_table
from tests.trips.world import a_world


async def _turns() -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with a_world(Path(folder)) as world:
            await world.link("Ana", "ana.reyes")
            print_table(one_turn.TITLE, await one_turn.rows(world))
            print_table(spotify_calls.CALLS_TITLE, await spotify_calls.call_rows(world))
            print_table(spotify_calls.PARALLEL_TITLE, await spotify_calls.parallel_rows(world))
            print_table("Memory", process_figures.memory_rows())
    print_table(edits.TITLE, await edits.rows())


async def _start() -> None:
    print_table("Start-up", process_figures.start_up_rows())


async def _chats() -> None:
    for kind in CHATS:
        with tempfile.TemporaryDirectory() as folder:
            print_table(f"{beside_bare.TITLE}: {kind.name}", await beside_bare.rows(kind, Path(folder)))


async def _crowd() -> None:
    with tempfile.TemporaryDirectory() as folder:
        print_table(crowd.TITLE, await crowd.rows(Path(folder)))


async def _curation() -> None:
    print_table("The right recording", matching.rows())
    print_table("Running times asked for", await running_times.rows())
    fairness.print_tables()


PARTS: dict[str, Callable[[], Coroutine[None, None, None]]] = {
    "turns": _turns,
    "start": _start,
    "chats": _chats,
    "crowd": _crowd,
    "model": model.print_tables,
    "curation": _curation,
}


def main() -> None:
    """Run every part, or those that are named, and print their tables."""
    for name in sys.argv[1:] or PARTS:
        asyncio.run(PARTS[name]())


if __name__ == "__main__":
    main()
