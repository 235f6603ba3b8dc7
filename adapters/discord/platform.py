"""Discord as a chat platform."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta

import discord
import structlog

from adapters.discord.acks import Acks
from adapters.discord.catch_up import CatchUp
from adapters.discord.client import make_client
from adapters.discord.commands import print_of, to_bodies
from adapters.discord.forms import CODE
from adapters.discord.guilds import Guilds
from adapters.discord.inbound import NAME, Interaction, to_unsaid
from adapters.discord.listener import Listener
from adapters.discord.outbound import LONGEST_CONTENT
from adapters.discord.panels import Panels
from adapters.discord.refusals import NotSetUp, translated
from adapters.discord.settings import DiscordSettings
from adapters.discord.shelf import Shelf, doing_without
from adapters.discord.speaker import Speaker
from adapters.discord.suggestions import Suggestions
from adapters.discord.wire import Wire
from bot.chat import Capabilities, CommandSpec, Forget, Hear, Reply, Suggest
from bot.errors import ServiceDown, ServiceError

_FEW_SESSIONS = 25  # of a thousand a day; the last of them are not spent
_OFFERED_FOR = timedelta(days=365)
_LAST_SECONDS = 5.0  # for handing over what was heard at the end
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 300.0

log = structlog.get_logger()


class Discord:
    """Chorus on Discord, in every server that invited it and in private."""

    name = NAME
    capabilities = Capabilities(longest_text=LONGEST_CONTENT, private_in_channel=False, edit_seconds=1.2)

    def __init__(
        self,
        settings: DiscordSettings,
        *,
        commands: Sequence[CommandSpec],
        suggest: Suggest,
        shelf: Shelf,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._settings = settings
        self._bodies = to_bodies(commands)
        self._shelf = shelf
        self._client = make_client(settings, self, clock)
        self._wire = Wire(self._client)
        self._panels = Panels(self._wire, shelf, clock)
        self._catch_up = CatchUp(self._client, shelf, clock)
        self._guilds = Guilds(shelf)
        acks = Acks()
        suggestions = Suggestions(suggest, clock)
        self._listener = Listener(commands, suggestions, wire=self._wire, acks=acks, shelf=shelf, clock=clock)
        takes_codes = any(spec.name == CODE for spec in commands)
        self._speaker = Speaker(self._wire, acks, self._panels, shelf, clock, takes_codes=takes_codes)
        self._running: asyncio.Task[None] | None = None
        self._under_way: set[asyncio.Task[None]] = set()
        self._connected = asyncio.Event()
        self._refused: NotSetUp | None = None
        self._is_starting = True

    async def connect(self, hear: Hear, forget: Forget) -> None:
        """Start handing over what is said to Chorus, and which servers took it out.

        Returns when connected, or after a while without an answer: then it is tried further.

        Raises:
            NotSetUp: Discord refuses the bot until a setting is mended; it is not tried again.
        """
        self._listener.hear = hear
        self._guilds.forget = forget
        await self._catch_up.recall()
        self._running = asyncio.create_task(self._run(), name="discord")
        with suppress(TimeoutError):
            async with asyncio.timeout(self._settings.connect_seconds):
                await self._connected.wait()
        self._is_starting = False
        if self._refused is not None:
            raise self._refused
        if not self._connected.is_set():
            log.warning("discord does not answer yet")

    async def send(self, reply: Reply) -> None:
        """Show `reply`, once: to its channel, or to the one member it is for.

        Raises:
            ServiceError: it could not be shown.
        """
        if self._client.user is None or self._client.is_closed():
            raise ServiceDown("Discord is not connected.")
        await self._speaker.send(reply)

    async def close(self) -> None:
        """Stop hearing, let what was heard be handed over, and let go of the connection."""
        await self._settle()
        await self._client.close()
        await asyncio.sleep(0)  # what discord.py has just announced begins
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=_LAST_SECONDS)
        self._listener.hear = None
        if self._running is not None:
            self._running.cancel()
            with suppress(asyncio.CancelledError):
                await self._running

    async def _settle(self) -> None:
        """Let discord.py finish its start, which it would go on with when closed."""
        if self._connected.is_set() and not self._client.is_closed():
            with suppress(TimeoutError):
                async with asyncio.timeout(self._settings.ready_seconds):
                    await self._client.wait_until_ready()

    async def on_connect(self) -> None:
        """Note that a session has begun."""
        self._connected.set()

    async def on_ready(self) -> None:
        """Hear what was said while there was no session, and see which servers are gone since."""
        await self._guilds.are(guild.id for guild in self._client.guilds)
        async for message in self._catch_up.missed():  # the bot knows what it heard before
            await self._hear_said(message)

    async def on_message(self, message: discord.Message) -> None:
        """Hand over what somebody wrote."""
        self._panels.pushed_up(str(message.channel.id))
        with self._until_done():
            await self._hear_said(message)

    async def on_deleted(self, deleted: discord.RawMessageDeleteEvent) -> None:
        """Let what was deleted be forgotten; a store that is down forgets it by itself, with time."""
        if self._guilds.forget is not None:
            await self._guilds.forget(to_unsaid(deleted))

    async def on_reaction(self, reaction: discord.RawReactionActionEvent) -> None:
        """Hand over a reaction to what Chorus said of a song."""
        user = self._client.user
        if user is not None and reaction.user_id != user.id:
            guild = self._client.get_guild(reaction.guild_id) if reaction.guild_id else None
            with self._until_done():
                await self._listener.on_reaction(reaction, guild.name if guild else "")

    async def on_interaction(self, interaction: Interaction) -> None:
        """Hand over what somebody did."""
        with self._until_done():
            await self._listener.on_interaction(interaction)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Note a server that invited Chorus."""
        await self._guilds.joined(guild.id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Forget a server that took Chorus out."""
        with self._until_done():
            await self._guilds.left(guild.id)

    @contextmanager
    def _until_done(self) -> Iterator[None]:
        """Let `close` wait for the task that is here."""
        if (task := asyncio.current_task()) is not None:
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        yield

    async def _hear_said(self, message: discord.Message) -> None:
        if self._client.user is None:
            return
        if await self._listener.on_message(message, self._client.user.id):
            await self._catch_up.note(message)

    async def _run(self) -> None:
        """Stay connected until told otherwise, or until Discord refuses the bot for good."""
        pause = _FIRST_PAUSE
        while not self._client.is_closed():
            try:
                await self._begin()
                with translated():
                    await self._client.connect()
            except NotSetUp as error:
                if not self._is_starting:  # else `connect` raises it
                    log.error("discord refuses the bot", problem=str(error), setting=error.setting, page=error.page)
                self._refused = error
                await self._client.close()
                self._connected.set()
            except ServiceError:
                log.warning("discord not connected", exc_info=True)
                await self._forget_login()
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)

    async def _begin(self) -> None:
        """Log in, offer the commands if they changed, and see that there are sessions left to begin."""
        token = self._settings.token.get_secret_value() if self._settings.token else ""
        with translated():
            await self._client.login(token)
        try:
            await self._offer_commands()
        except ServiceError:
            log.exception("commands not offered")
        left, seconds = await self._wire.sessions_left()
        if left <= _FEW_SESSIONS:
            log.error("discord sessions spent", seconds=seconds)  # a process that is restarted in a loop does that
            await asyncio.sleep(seconds)

    async def _offer_commands(self) -> None:
        """Offer the commands where these were not the last that were offered: Discord counts how often."""
        application, guild = str(self._client.application_id), self._settings.command_guild
        name, offered = f"discord:commands:{application}:{guild or 'everywhere'}", print_of(self._bodies)
        with doing_without():
            if await self._shelf.get(name) == offered:
                return
        await self._wire.offer_commands(application, guild, self._bodies)
        with doing_without():
            await self._shelf.put(name, offered, _OFFERED_FOR)

    async def _forget_login(self) -> None:
        """Let go of the session of a login that came to nothing; discord.py makes a new one for the next."""
        await self._client.http.close()
        self._client.http.connector = discord.utils.MISSING
