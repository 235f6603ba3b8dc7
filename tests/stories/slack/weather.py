"""What goes wrong on Slack."""

import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from tests.standins.slack.delivery import Delivery
from tests.standins.slack.installing import install_app
from tests.stories.chat import Post
from tests.stories.reading import read_after
from tests.stories.slack.group import SlackGroup
from tests.trips.test_slack import settings_for

RESPONSE_SECONDS = 31 * 60  # a response URL lives thirty minutes
WAYS_TO_SPEAK = ("chat.postMessage", "chat.postEphemeral", "chat.update", "response_url")
FOR_EVER = 1_000
NOWHERE = "http://127.0.0.1:9/slack/events"


@dataclass
class OnSlack(SlackGroup):
    """A channel of five, in any weather."""

    async def repeat(self) -> None:
        """Deliver the last act a second time, though it was acknowledged."""
        assert self.again is not None
        self.again()
        await self.quiet()

    @asynccontextmanager
    async def crossing(self) -> AsyncIterator[None]:
        """Bring what is said meanwhile the last first."""
        async with self._hasty():
            self.server.hold_deliveries()
            yield
            self.server.release_deliveries(backwards=True)

    @asynccontextmanager
    async def at_once(self) -> AsyncIterator[None]:
        """Bring what is said meanwhile together."""
        async with self._hasty():
            self.server.hold_deliveries()
            yield
            self.server.release_deliveries()

    async def limit(self, seconds: float) -> None:
        """Answer the next post with a limit; Slack tells it in whole seconds."""
        self.server.faults.ratelimited("chat.postMessage", retry_after=math.ceil(seconds))

    async def hiccup(self, *, after: bool = False) -> None:
        """Answer the next post with a failure of the server."""
        self.server.faults.fails("chat.postMessage", after=after)

    @asynccontextmanager
    async def outage(self) -> AsyncIterator[None]:
        """Let every way to speak fail meanwhile."""
        for method in WAYS_TO_SPEAK:
            self.server.faults.refuses(method, "fatal_error", times=FOR_EVER)
        yield
        self.server.faults.clear()

    @asynccontextmanager
    async def away(self) -> AsyncIterator[None]:
        """Cut the socket meanwhile, or let Slack not reach our address: what was missed is delivered again."""
        async with self._hasty():
            if self.server.mode == "socket":
                await self.server.drop_sockets()
                yield
            else:
                here, self.server.requests.url = self.server.requests.url, NOWHERE
                yield
                self.server.requests.url = here
            await self._bring_missed()

    @asynccontextmanager
    async def stopped(self) -> AsyncIterator[None]:
        """Run the bot not at all meanwhile: what was not acknowledged is delivered again."""
        await self.life.end()
        async with self._hasty():
            yield
            await self.life.begin()
            await self._bring_missed()

    async def refresh(self) -> None:
        """Let Slack ask for a new socket, or ask whether our address is ours."""
        if self.server.mode == "http":
            await self.server.verifies(self.server.requests.url)
            return
        opened = self.server.sockets.opened
        await self.server.asks_to_reconnect()
        await self.server.until(lambda: self.server.sockets.opened > opened, "a new socket")

    async def lose_session(self) -> None:
        """Cut the socket, or the connection that Slack posts by."""
        if self.server.mode == "http":
            await self.server.requests.close()
            return
        opened = self.server.sockets.opened
        await self.server.drop_sockets()
        await self.server.until(lambda: self.server.sockets.opened > opened, "a new socket")

    async def close(self, member: str) -> None:
        """Let nothing be shown to one member alone, neither beside what they said nor by direct message."""
        self.server.faults.refuses("chat.postEphemeral", "user_not_in_channel")
        self.server.faults.refuses("conversations.open", "user_disabled")

    async def run_late(self, member: str, command: str, **options: str | int) -> list[Post]:
        """Use a command that is answered when the response URL is dead."""
        held = [self.server.faults.holds(method) for method in ("chat.postMessage", "response_url")]

        async def late() -> None:
            await self._runs(member, command, **options)
            await self.server.until(lambda: any(hold.waiting for hold in held), "an answer")
            self.server.clock.advance(RESPONSE_SECONDS)
            for hold in held:
                hold.release()

        return await read_after(self, member, late())

    async def take_down_sheet(self) -> None:
        """Let an admin delete the panel."""
        [sheet] = await self.sheets()
        self.server.moderates(self.where.messages[sheet.id])
        await self.quiet()

    async def silence(self) -> None:
        """Let the bot leave the channel."""
        self.server.leaves(self.team.bot, self.where)
        await self.quiet()

    async def uninstall(self) -> None:
        """Remove the app from the workspace."""
        self.server.uninstalls(self.team)
        await self.quiet()

    async def invite(self) -> None:
        """Install the app again; whoever runs the bot gives it the new token."""
        install_app(self.server.world, self.team, self.server.app.scopes)
        self.server.joins(self.team.bot, self.where)
        await self.life.end()
        self.life.slack = settings_for(self.server, self.team)
        await self.life.begin()

    @asynccontextmanager
    async def _hasty(self) -> AsyncIterator[None]:
        """Wait for no answer meanwhile, and for all of them after it."""
        self.waits = False
        yield
        self.waits = True
        await self.quiet()

    async def _bring_missed(self) -> None:
        """Let pass what Slack waits before it tries again, but none of the time that an answer takes."""
        missed = [delivery for delivery in self.server.deliveries if delivery.answer is None]
        if self.server.mode == "socket":
            await self.server.connected()
            for delivery in missed[:1]:
                await self.server.runs_out(delivery)  # the try that nobody heard, and with it those of the others
        for delivery in missed:
            while not await self._ended_or_rests(delivery):
                await self.server.runs_out(delivery)
            assert delivery.acknowledged, delivery.tries

    async def _ended_or_rests(self, delivery: Delivery) -> bool:
        await self.server.until(lambda: delivery.answer is not None or delivery.rest, "the end of a try")
        return delivery.answer is not None
