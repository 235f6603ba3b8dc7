"""What goes wrong in the playground: its page loses the bot, in one way or another."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from shutil import rmtree

import httpx

from tests.stories.chat import PEOPLE, Post
from tests.stories.playground.group import PlaygroundGroup
from tests.stories.playground.page import Body
from tests.stories.reading import read_after

NOWHERE = "http://127.0.0.1:9"
LONG_AGO = "gone-7"  # the id of an event of another run


@dataclass
class OnPlayground(PlaygroundGroup):
    """The playground's group, in any weather."""

    async def repeat(self) -> None:
        """Send the last act a second time with the same key, as a page does that saw no answer."""
        assert self.said is not None
        await self.page.say(self.said)
        await self.quiet()

    @asynccontextmanager
    async def crossing(self) -> AsyncIterator[None]:
        """Send what is said meanwhile the last first."""
        self.kept_back = []
        async with self._hasty():
            yield
            held, self.kept_back = self.kept_back, None
            for saying in reversed(held):
                await self.page.say(saying)

    @asynccontextmanager
    async def at_once(self) -> AsyncIterator[None]:
        """Send what is said meanwhile together."""
        self.kept_back = []
        async with self._hasty():
            yield
            held, self.kept_back = self.kept_back, None
            await asyncio.gather(*map(self.page.say, held))

    async def limit(self, seconds: float) -> None:
        """Lose the next request on its way: the playground limits nobody."""
        self.is_request_lost = True

    async def hiccup(self, *, after: bool = False) -> None:
        """Lose the next request, or its answer: the page sends it again with the same key."""
        self.is_request_lost, self.is_answer_lost = not after, after

    @asynccontextmanager
    async def outage(self) -> AsyncIterator[None]:
        """Let the page see nothing meanwhile; what it does not follow it loads anew."""
        await self.page.cut()
        async with self._hasty():
            yield
            self.page.after = LONG_AGO
            self.page.follow()

    @asynccontextmanager
    async def away(self) -> AsyncIterator[None]:
        """Cut the line meanwhile by which the page follows; it picks up where it stopped."""
        await self.page.cut()
        async with self._hasty():
            yield
            self.page.follow()

    @asynccontextmanager
    async def stopped(self) -> AsyncIterator[None]:
        """Run the bot not at all meanwhile: what is said stays in the box, and is sent again with the same key."""
        for member in PEOPLE:
            self.pressable += await self.seen_by(member)
        await self.page.cut()
        await self.life.end()
        async with self._hasty():
            yield
            await self.life.begin()
            self.page.follow()
            unsent, self.unsent = self.unsent, []
            for saying in unsent:
                await self._says(saying)

    async def refresh(self) -> None:
        """Let the stream end, as proxies do: the browser opens the next from where it was."""
        await self.page.cut()
        self.page.follow()

    async def lose_session(self) -> None:
        """Let the page fall so far behind that it has to load everything anew."""
        await self.page.cut()
        self.page.after = LONG_AGO
        self.page.follow()
        await self.quiet()

    async def close(self, member: str) -> None:
        """Leave the member's private place open: it cannot be closed."""

    async def run_late(self, member: str, command: str, **options: str | int) -> list[Post]:
        """Say it while the page does not follow, and has fallen too far behind to pick up."""
        await self.page.cut()

        async def late() -> None:
            async with self._hasty():
                await self.command(member, command, **options)
                await self.life.world.bot.engine.lanes.quiet()
                self.page.after = LONG_AGO
                self.page.follow()

        return await read_after(self, member, late())

    async def take_down_sheet(self) -> None:
        """Take the list from the page, as loading it anew does; nobody can delete it."""
        await self.lose_session()

    async def silence(self) -> None:
        """Leave Chorus its voice: nobody can take it here."""

    async def invite(self) -> None:
        """Do nothing: a demo that starts anew is there at once."""

    async def uninstall(self) -> None:
        """Stop the bot and delete what it kept, as whoever ends the demo does: it starts anew."""
        for saying in self.kept_back or ():
            await self.page.say(saying)
        self.kept_back = None if self.kept_back is None else []
        await self.page.cut()
        await self.life.end()
        rmtree(self.life.data)
        await self.life.begin()
        self.page.follow()
        await self.quiet()

    async def _says(self, saying: Body) -> None:
        """Say it; what is lost on the way is sent again, as its member does who still has it in the box."""
        if self.is_request_lost:
            self.is_request_lost = False
            await self._lost(saying)
        await super()._says(saying)
        if self.is_answer_lost:
            self.is_answer_lost = False
            await self.page.say(saying)

    async def _lost(self, saying: Body) -> None:
        async with httpx.AsyncClient(base_url=NOWHERE) as browser:
            try:
                await browser.post("/playground/say", json=saying)
            except httpx.TransportError:
                return
        raise AssertionError("somebody answers where nobody should")

    @asynccontextmanager
    async def _hasty(self) -> AsyncIterator[None]:
        """Wait for no answer meanwhile, and for all of them after it."""
        self.waits = False
        yield
        self.waits = True
        await self.quiet()
