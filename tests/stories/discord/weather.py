"""What goes wrong on Discord."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from tests.standins.discord.faults import Fault
from tests.standins.discord.permissions import Permission
from tests.standins.discord.world import Message
from tests.stories.chat import Post
from tests.stories.discord.group import DiscordGroup
from tests.stories.reading import read_after

TOKEN_MINUTES = 16  # an interaction can be answered for fifteen
POSTS = "/channels/*/messages*"
FOR_EVER = 10_000


@dataclass
class OnDiscord(DiscordGroup):
    """A server of five, in any weather."""

    async def repeat(self) -> None:
        """Tell the bot of the last act a second time."""
        assert self.again is not None
        await self.again()
        await self.quiet()

    @asynccontextmanager
    async def crossing(self) -> AsyncIterator[None]:
        """Bring what is said meanwhile the last first."""
        async with self._hasty():
            with self.server.holding_events(turned_round=True):
                yield

    @asynccontextmanager
    async def at_once(self) -> AsyncIterator[None]:
        """Bring what is said meanwhile together."""
        async with self._hasty():
            with self.server.holding_events():
                yield

    async def limit(self, seconds: float) -> None:
        """Answer the next post with a limit of the channel."""
        self.server.faults.add(Fault(429, "POST", POSTS, retry_after=seconds))

    async def hiccup(self, *, after: bool = False) -> None:
        """Answer the next post with a bad gateway."""
        self.server.faults.add(Fault(502, "POST", POSTS, after=after))

    @asynccontextmanager
    async def outage(self) -> AsyncIterator[None]:
        """Let every post and edit fail meanwhile."""
        self.server.faults.add(Fault(503, "*", POSTS, times=FOR_EVER))
        yield
        self.server.faults.clear()

    @asynccontextmanager
    async def away(self) -> AsyncIterator[None]:
        """Cut the line meanwhile: the session is resumed, and what was missed told again."""
        resumed = len(self.server.gateway.resumes)
        self.server.drop_connection()
        async with self._hasty():
            yield
            await self.server.until(lambda: len(self.server.gateway.resumes) > resumed)

    @asynccontextmanager
    async def stopped(self) -> AsyncIterator[None]:
        """Run the bot not at all meanwhile: it reads the channels back."""
        await self.life.end()
        async with self._hasty():
            yield
            await self.life.begin()

    async def refresh(self) -> None:
        """Let the gateway ask to come again and resume."""
        resumed = len(self.server.gateway.resumes)
        self.server.ask_to_reconnect()
        await self.server.until(lambda: len(self.server.gateway.resumes) > resumed)
        await self.quiet()

    async def lose_session(self) -> None:
        """Let the gateway forget the session: the bot must identify anew."""
        begun = len(self.server.gateway.identifies)
        self.server.invalidate_session()
        await self.server.until(lambda: len(self.server.gateway.identifies) > begun)
        await self.quiet()

    async def close(self, member: str) -> None:
        """Let a member take no direct messages."""
        self.server.closes_dms(self.people[member])

    async def run_late(self, member: str, command: str, **options: str | int) -> list[Post]:
        """Run a command that is answered when the interaction's token is dead."""
        held = self.server.delay_next("*", "/webhooks/*")

        async def late() -> None:
            await self._runs(member, command, **options)
            await held.reached.wait()
            self.clock.move(minutes=TOKEN_MINUTES)
            held.release()

        return await read_after(self, member, late())

    async def take_down_sheet(self) -> None:
        """Let a moderator delete the panel."""
        [sheet] = await self.sheets()
        await self.server.moderates(next(one for one in self.where.messages if str(one.id) == sheet.id))

    async def silence(self) -> None:
        """Take the permission to write from the bot."""
        self.server.forbids(self.where, Permission.SEND_MESSAGES)
        await self.quiet()

    async def uninstall(self) -> None:
        """Throw the bot out of the server."""
        self.server.removes_bot(self.guild)
        self.unanswered.clear()
        await self.quiet()

    async def invite(self) -> None:
        """Let the bot into the server again."""
        self.server.invites_bot(self.guild)
        await self.quiet()

    @asynccontextmanager
    async def _hasty(self) -> AsyncIterator[None]:
        """Wait for no answer meanwhile, and for all of them after it."""
        self.waits = False
        yield
        self.waits = True
        await self.server.connected()
        await self.server.until(lambda: all(map(_is_answered, self.unanswered)))
        self.unanswered.clear()
        await self.quiet()


def _is_answered(said: Message) -> bool:
    return any(one.reply_to is said for one in said.channel.messages)
