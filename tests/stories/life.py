"""The whole bot, in a task of its own: it can be stopped and started in the midst of a story."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from adapters.discord.settings import DiscordSettings
from adapters.sandbox.search import Index
from adapters.sandbox.server import Sandbox
from adapters.slack.settings import SlackSettings
from adapters.web.server import serving
from adapters.web.settings import WebSettings
from bot.__main__ import demo_settings, free_port
from bot.composition import running_bot
from tests.hourglass import Hourglass
from tests.trips.chats import NO_DISCORD, NO_SLACK
from tests.trips.world import World, shipped_catalogue


@dataclass
class Life:
    """One bot with its memory, which outlives its process."""

    sandbox: Sandbox
    data: Path
    discord: DiscordSettings = field(default_factory=lambda: NO_DISCORD)
    slack: SlackSettings = field(default_factory=lambda: NO_SLACK)
    port: int = field(default_factory=lambda: free_port(0))  # the same after a restart
    hourglass: Hourglass = field(default_factory=Hourglass)  # no answer takes long unless a story turns it
    _world: World | None = None
    _stop: asyncio.Event = field(default_factory=asyncio.Event)
    _task: asyncio.Task[None] | None = None

    @property
    def world(self) -> World:
        """The bot's insides, while it runs."""
        assert self._world is not None, "the bot does not run"
        return self._world

    @property
    def address(self) -> str:
        """Where its pages are."""
        return f"http://127.0.0.1:{self.port}"

    async def begin(self) -> None:
        """Start the bot, unless it runs; return when it is there."""
        if self._world is not None:
            return
        self._stop = asyncio.Event()
        started: asyncio.Future[World] = asyncio.get_running_loop().create_future()
        self._task = asyncio.create_task(self._live(started, self._stop))
        either: set[asyncio.Future[Any]] = {self._task, started}
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if self._task.done():
            self._task.result()  # why it could not start
        self._world = started.result()

    async def end(self) -> None:
        """Stop the bot, as a deployment does."""
        if self._task is not None:
            self._stop.set()
            await self._task
        self._world = self._task = None

    async def _live(self, started: "asyncio.Future[World]", stop: asyncio.Event) -> None:
        web = WebSettings(host="127.0.0.1", port=self.port, address="")
        settings = replace(demo_settings(self.sandbox, web, self.data), discord=self.discord, slack=self.slack)
        async with running_bot(settings) as bot, serving(bot.pages, web):
            bot.engine.pause = self.hourglass
            started.set_result(World(self.sandbox, bot, web.public_address))
            await stop.wait()
            await bot.playground.close()  # lets go of open pages, which would hold up the end


@asynccontextmanager
async def a_sandbox() -> AsyncIterator[Sandbox]:
    """Serve a pretend Spotify that knows the shipped catalogue by heart."""
    async with Sandbox(catalogue=shipped_catalogue()) as sandbox:
        sandbox.state.index = _learnt()
        yield sandbox


@cache
def _learnt() -> Index:
    """Return an index that has built all it builds when it is first asked; a story would have to wait for that."""
    index = Index(shipped_catalogue())
    for find in (index.find_tracks, index.find_artists, index.find_shows, index.find_episodes):
        find("qwertzuiop", limit=1)  # is nothing's name, so what is spelt alike is looked for too
    return index
