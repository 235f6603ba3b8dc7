"""A bot in a process of its own, so that the CPU it took is its own and nobody else's."""

import asyncio
import logging
import multiprocessing
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from multiprocessing.connection import Connection

import structlog

from bot.composition import Settings, running_bot
from tests.bench.bare import Answer, BareDiscord, BareSlack

START_SECONDS = 60
STOP_SECONDS = 20

Plan = Settings | BareDiscord | BareSlack  # settings are for Chorus itself


class Measured:
    """The process, seen from the one that measures it."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    async def cpu_seconds(self) -> float:
        """Ask the process how much processor time it took so far."""
        self._pipe.send("cpu")
        return float(await asyncio.to_thread(self._pipe.recv))

    def answers_with(self, answer: Answer) -> None:
        """Tell a bare bot what to answer from now on."""
        self._pipe.send(answer)


@asynccontextmanager
async def running(plan: Plan) -> AsyncIterator[Measured]:
    """Run the bot in its own process meanwhile."""
    spawning = multiprocessing.get_context("spawn")
    ours, theirs = spawning.Pipe()
    process = spawning.Process(target=_serve, args=(plan, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        async with asyncio.timeout(START_SECONDS):
            assert await asyncio.to_thread(ours.recv) == "ready"
        yield Measured(ours)
    finally:
        ours.close()
        await asyncio.to_thread(process.join, STOP_SECONDS)


def _serve(plan: Plan, pipe: Connection) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    asyncio.run(_run(plan, pipe))


async def _run(plan: Plan, pipe: Connection) -> None:
    async with _bot_of(plan):
        pipe.send("ready")
        over = asyncio.Event()
        asyncio.get_running_loop().add_reader(pipe.fileno(), _answer, plan, pipe, over)
        await over.wait()


@asynccontextmanager
async def _bot_of(plan: Plan) -> AsyncIterator[None]:
    if isinstance(plan, Settings):
        async with running_bot(plan):
            yield
        return
    await plan.start()
    try:
        yield
    finally:
        await plan.stop()


def _answer(plan: Plan, pipe: Connection, over: asyncio.Event) -> None:
    """Do what the measuring process asks; its end of the pipe closes when it is done with us."""
    try:
        asked = pipe.recv()
    except EOFError:
        asyncio.get_running_loop().remove_reader(pipe.fileno())
        over.set()
        return
    if isinstance(asked, Answer):
        assert not isinstance(plan, Settings)
        plan.answer = asked
    else:
        pipe.send(time.process_time())
