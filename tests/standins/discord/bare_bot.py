"""A small bot of nothing but discord.py, to try the stand-in with."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

import discord
import yarl
from discord import app_commands
from discord.asset import Asset
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.standins.discord.clock import Clock, real_time
from tests.standins.discord.server import DiscordServer
from tests.standins.discord.world import Channel, Guild, Person

Pressed = discord.Interaction["BareBot"]
LEAST = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
MOODS = ("calm", "cheerful", "dark")


class Ask(discord.ui.Modal, title="What shall it be?"):
    """A form with one input."""

    words: discord.ui.TextInput["Ask"] = discord.ui.TextInput(label="In your words", custom_id="words", max_length=200)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Say what was asked for."""
        await interaction.response.send_message(f"You want {self.words.value}.")


class Again(discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=r"again:(?P<number>\d+)"):
    """A button that works for messages of an earlier process."""

    def __init__(self, number: int) -> None:
        super().__init__(discord.ui.Button(label="Again", custom_id=f"again:{number}"))
        self.number = number

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[discord.ui.View], match: re.Match[str]
    ) -> "Again":
        """Make the button from its id."""
        return cls(int(match["number"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        """Count on in place."""
        await interaction.response.edit_message(content=f"Round {self.number + 1}", view=again(self.number + 1))


def again(number: int) -> discord.ui.View:
    """Return the button under a message."""
    view = discord.ui.View(timeout=None)
    view.add_item(Again(number))
    return view


class BareBot(discord.Client):
    """The bot: it answers who speaks to it, and remembers what it was told."""

    def __init__(self, intents: discord.Intents, *, syncs: bool) -> None:
        mentions = discord.AllowedMentions.none()
        super().__init__(intents=intents, guild_ready_timeout=0.05, allowed_mentions=mentions)
        self.tree = app_commands.CommandTree(self)
        self.heard: list[str] = []
        self.told: list[str] = []
        self.failures: list[Exception] = []
        self.running: asyncio.Task[None] | None = None
        self._syncs = syncs
        add_commands(self.tree)

    async def setup_hook(self) -> None:
        """Register the commands."""
        self.add_dynamic_items(Again)
        self.tree.error(self.note)
        if self._syncs:
            await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Lose no time."""

    async def note(self, interaction: discord.Interaction, error: Exception) -> None:
        """Remember what a command failed with."""
        self.failures.append(getattr(error, "original", error))

    async def on_socket_event_type(self, name: str) -> None:
        """Remember what kinds of event came."""
        self.told.append(name)

    async def on_message(self, message: discord.Message) -> None:
        """Reply to who speaks to the bot."""
        if message.author == self.user:
            return
        self.heard.append(message.content)
        if message.guild is None or self.user in message.mentions:
            await message.reply(f"You said: {message.clean_content}", mention_author=False)


def add_commands(tree: app_commands.CommandTree[BareBot]) -> None:
    """Give the bot what people can run."""
    playlist = app_commands.Group(name="playlist", description="The playlist of this channel")

    @playlist.command(name="make", description="Make a playlist")
    async def make(interaction: Pressed, words: str, mood: str = "calm") -> None:
        await interaction.response.send_message(f"Made: {words} ({mood})", view=again(1))

    @make.autocomplete("mood")
    async def moods(interaction: Pressed, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=mood, value=mood) for mood in MOODS if mood.startswith(typed)]

    @playlist.command(name="ask", description="Ask in a form")
    async def ask(interaction: Pressed) -> None:
        await interaction.response.send_modal(Ask())

    tree.add_command(playlist)
    add_single_commands(tree)


def add_single_commands(tree: app_commands.CommandTree[BareBot]) -> None:
    """Give the bot what stands alone."""

    @tree.command(name="link", description="Link your account")
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def link(interaction: Pressed) -> None:
        await interaction.response.send_message("Only for you", ephemeral=True)

    @tree.command(name="slow", description="Think first")
    async def slow(interaction: Pressed) -> None:
        await interaction.response.defer(thinking=True)
        await interaction.followup.send("Thought about it")
        await interaction.followup.send("And once more")

    @tree.context_menu(name="Add to playlist")
    async def add(interaction: Pressed, message: discord.Message) -> None:
        await interaction.response.send_message(f"Added: {message.content}", ephemeral=True)


@contextmanager
def pointed_at(server: DiscordServer) -> Iterator[None]:
    """Let discord.py call the stand-in meanwhile."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, Asset.BASE
    Route.BASE, Asset.BASE = server.api_url, server.cdn_url
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(server.gateway_url)
    yield
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, Asset.BASE = before


@asynccontextmanager
async def a_bot(
    server: DiscordServer, *, intents: discord.Intents = LEAST, syncs: bool = True, token: str | None = None
) -> AsyncIterator[BareBot]:
    """Run the bot meanwhile."""
    with pointed_at(server):
        bot = BareBot(intents, syncs=syncs)
        bot.running = running = asyncio.create_task(bot.start(token or server.token))
        ready = asyncio.create_task(bot_ready(bot))
        await asyncio.wait((running, ready), return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            ready.cancel()
            await bot.close()
            await running
        try:
            yield bot
        finally:
            await bot.close()
            await asyncio.gather(running, return_exceptions=True)


async def bot_ready(bot: BareBot) -> None:
    """Return when the bot knows its guilds."""
    while not bot.is_ready():
        await bot.wait_for("ready")


@dataclass(frozen=True, slots=True)
class Place:
    """One guild with Ana, Ben and #general, on a server of its own."""

    server: DiscordServer
    guild: Guild
    channel: Channel
    ana: Person
    ben: Person


@dataclass(frozen=True, slots=True)
class Scene(Place):
    """The place, with the bot in it."""

    bot: BareBot


@asynccontextmanager
async def a_place(*, clock: Clock = real_time) -> AsyncIterator[Place]:
    """Serve the place meanwhile."""
    async with DiscordServer(clock=clock) as server:
        guild = server.add_guild("The band", ["Ana", "Ben"])
        yield Place(server, guild, guild.channel("general"), guild.member("Ana"), guild.member("Ben"))


@asynccontextmanager
async def a_scene(*, clock: Clock = real_time, intents: discord.Intents = LEAST) -> AsyncIterator[Scene]:
    """Serve the place with the bot in it meanwhile."""
    async with a_place(clock=clock) as place, a_bot(place.server, intents=intents) as bot:
        yield Scene(place.server, place.guild, place.channel, place.ana, place.ben, bot)
