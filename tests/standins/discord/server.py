"""A pretend Discord for the real client to talk to."""

import asyncio
import socket
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from types import TracebackType
from typing import TypeVar

from aiohttp import web

from tests.standins.discord import sights
from tests.standins.discord.acts import Acts
from tests.standins.discord.changes import PATIENCE_SECONDS
from tests.standins.discord.clock import Clock, real_time
from tests.standins.discord.faults import Faults, Hold
from tests.standins.discord.gateway import Gateway
from tests.standins.discord.presses import Presses
from tests.standins.discord.rate_limits import RateLimits
from tests.standins.discord.refusals import Json
from tests.standins.discord.rest import PREFIX
from tests.standins.discord.serving import application
from tests.standins.discord.shapes import channel_shape
from tests.standins.discord.sights import Rendered
from tests.standins.discord.specification import Specification
from tests.standins.discord.state import Asked, DiscordState
from tests.standins.discord.world import Channel, Guild, Message, Person, Role

Found = TypeVar("Found")
_QUIET_ROUNDS = 3


class DiscordServer(Acts, Presses):
    """A pretend Discord, for as long as the `async with` lasts."""

    def __init__(
        self, *, clock: Clock = real_time, port: int = 0, bot_name: str = "Chorus", checks_specification: bool = True
    ) -> None:
        """Prepare the server; nothing is served until it is entered.

        Args:
            clock: What tells the time for the 3 s, 15 min and other rules.
            port: Where to listen on 127.0.0.1; 0 takes a free one.
            bot_name: What the bot is called.
            checks_specification: Whether bodies are held against Discord's description, where it is at hand.
        """
        found = Specification.found() if checks_specification else None
        self.state = DiscordState(clock, found, bot_name)
        self._port = port

    async def __aenter__(self) -> "DiscordServer":
        """Start serving."""
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self._port))
        self.state.base_url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        self.state.gateway.base_url = f"ws://127.0.0.1:{listener.getsockname()[1]}/gateway"
        self._runner = web.AppRunner(application(self.state), access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.SockSite(self._runner, listener).start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop serving, and let go of whoever still waits."""
        self.faults.clear()
        await self.gateway.closed()
        await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        """What discord.http.Route.BASE is set to."""
        return f"{self.state.base_url}{PREFIX}"

    @property
    def gateway_url(self) -> str:
        """What discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY is set to, as a yarl.URL."""
        return f"{self.gateway.base_url}/"

    @property
    def cdn_url(self) -> str:
        """What discord.asset.Asset.BASE is set to."""
        return f"{self.state.base_url}/cdn"

    @property
    def token(self) -> str:
        """The bot's token."""
        return self.state.token

    @property
    def bot(self) -> Person:
        """The bot, as people see it."""
        return self.state.people.bot

    @property
    def gateway(self) -> Gateway:
        """Who is connected, and with which intents."""
        return self.state.gateway

    @property
    def faults(self) -> Faults:
        """What goes wrong on purpose."""
        return self.state.faults

    @property
    def limits(self) -> RateLimits:
        """How often what may be called."""
        return self.state.limits

    @property
    def violations(self) -> list[str]:
        """Where a body, the bot's or our own, did not fit what Discord publishes."""
        return self.state.violations

    @property
    def requests(self) -> list[Asked]:
        """All calls of the REST API so far."""
        return self.state.requests

    def add_guild(
        self,
        name: str,
        members: Iterable[str | Person] = (),
        channels: Iterable[str] = ("general",),
        *,
        bot: bool = True,
    ) -> Guild:
        """Make a guild with these members and channels, with the bot or without."""
        guild = self.state.people.add_guild(name, members, channels, has_bot=bot)
        if bot:
            self.gateway.tell("GUILD_CREATE", lambda intents: self.state.guild_event(guild, intents), guild_id=guild.id)
        return guild

    def add_channel(self, guild: Guild, name: str) -> Channel:
        """Open a channel in a guild."""
        channel = self.state.people.add_channel(guild, name)
        self.gateway.tell_all("CHANNEL_CREATE", channel_shape(channel, self.bot), guild)
        return channel

    def add_role(self, guild: Guild, name: str, *members: Person) -> Role:
        """Give members of a guild a role."""
        return self.state.people.add_role(guild, name, members)

    def add_person(self, name: str, *, locale: str = "en-US") -> Person:
        """Let someone join Discord, in no guild yet."""
        return self.state.people.add_person(name, locale=locale)

    def member(self, name: str) -> Person:
        """Return the person of that name."""
        return self.state.people.person(name)

    def dm(self, member: Person) -> Channel:
        """Return the direct conversation of a person with the bot."""
        return self.state.people.dm(member, self.bot)

    def private_channel(self, *people: Person) -> Channel:
        """Return the direct conversation of people without the bot."""
        return self.state.people.dm(*people)

    def commands(self, guild: Guild | None = None) -> list[Json]:
        """Return the commands registered in a guild, or the global ones."""
        return self.state.commands.listed(None if guild is None else guild.id)

    def visible(self, channel: Channel, as_member: Person) -> list[Rendered]:
        """Return the messages one person sees in a channel, the oldest first."""
        return sights.visible(channel, as_member)

    def pings(self, member: Person) -> list[Message]:
        """Return the messages that pinged someone."""
        return [message for message in self.state.pings if member in message.pinged]

    async def until(self, claim: Callable[[], Found], seconds: float = PATIENCE_SECONDS) -> Found:
        """Return what `claim` gives as soon as it is true.

        It is asked again after all that happens on the server; for what only the bot knows, wait with `settled`.
        """
        return await self.state.changes.until(claim, seconds)

    async def sees(self, member: Person, channel: Channel, text: str = "", *, after: Message | None = None) -> Rendered:
        """Return the first message of the bot with `text` that a member sees, as soon as they do."""
        since = 0 if after is None else after.id

        def found() -> Rendered | None:
            seen = (one for one in self.visible(channel, member) if one.message.author is self.bot)
            return next(
                (one for one in seen if one.message.id > since and text in one.text and not one.is_loading), None
            )

        rendered = await self.until(found)
        assert rendered is not None
        return rendered

    async def connected(self) -> None:
        """Return once the bot is on the gateway and has taken in what it was told."""
        await self.until(lambda: self.gateway.is_connected)
        await self.gateway.heard()

    async def settled(self) -> None:
        """Return once the bot took in all it was told, answers nothing any more, and stays quiet for some round trips.

        A bot that waits for something elsewhere meanwhile is not seen to: wait for what it shall say instead.
        """
        quiet = 0
        while quiet < _QUIET_ROUNDS:
            before = self.state.changes.count
            await self.gateway.heard()
            await asyncio.sleep(0)
            await self.until(lambda: not self.state.under_way and not self._is_awaited())
            quiet = quiet + 1 if self.state.changes.count == before else 0

    def delay_next(self, method: str = "*", path: str = "*") -> Hold:
        """Keep the next call that fits waiting until the hold is released."""
        return self.faults.delay_next(method, path)

    def drop_connection(self, code: int | None = None) -> None:
        """Drop the bot's line, with a close code or without a word; it may resume."""
        self.gateway.drop(code)

    def ask_to_reconnect(self) -> None:
        """Ask the bot to come again and resume."""
        self.gateway.ask_to_reconnect()

    def invalidate_session(self, *, resumable: bool = False) -> None:
        """End the bot's session: it must identify anew, or resume where `resumable`."""
        self.gateway.invalidate(resumable=resumable)

    def holding_events(self, *, turned_round: bool = False) -> AbstractContextManager[None]:
        """Keep events back meanwhile and tell them after, the last first where `turned_round`."""
        return self.gateway.holding(turned_round=turned_round)

    def reset_token(self) -> None:
        """Make the bot's token worthless, as its owner may in the portal."""
        self.state.reset_token()

    def _is_awaited(self) -> bool:
        """Whether someone still waits for the bot's answer, and it may come."""
        return any(not (one.is_answered or one.failed or one.is_expired) for one in self.state.interactions.values())
