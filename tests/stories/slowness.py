"""Work that takes as long as a story wants."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.curation.music import Track
from bot.curation.ports import Query
from tests.stories.life import Life


@contextmanager
def held_searches(life: Life) -> Iterator[asyncio.Event]:
    """Keep back what every search found until the event is set."""
    music, found = life.world.bot.desk.curator.finder.music, asyncio.Event()
    find = music.find_tracks

    async def find_late(query: Query) -> list[Track]:
        tracks = await find(query)
        await found.wait()
        return tracks

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(music, "find_tracks", find_late)
        try:
            yield found
        finally:
            found.set()


async def lasts(life: Life) -> None:
    """Let the pause that the turn is in run out; return when what it shows then stands there."""
    await life.hourglass.runs_out()
    await life.hourglass.waits()
