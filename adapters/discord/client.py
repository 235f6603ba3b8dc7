"""discord.py's clients, told to listen for us, to ask for little, and to begin sessions sparingly."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord.inbound import Interaction
from adapters.discord.settings import DiscordSettings

_RATE_LIMIT_SECONDS = 30.0  # longer ones are told as an error instead of waited out
_LONGEST_PAUSE = 900.0
_REMEMBERED = timedelta(hours=1)

Clock = Callable[[], datetime]


class Happenings(Protocol):
    """Who is told what happens."""

    async def on_connect(self) -> None:
        """A session has begun, or begun anew."""

    async def on_ready(self) -> None:
        """A session has begun, and all servers are known."""

    async def on_message(self, message: discord.Message) -> None:
        """Somebody wrote."""

    async def on_deleted(self, deleted: discord.RawMessageDeleteEvent) -> None:
        """A message was deleted."""

    async def on_reaction(self, reaction: discord.RawReactionActionEvent) -> None:
        """Somebody reacted to a message, or took that back."""

    async def on_interaction(self, interaction: Interaction) -> None:
        """Somebody gave a command, pressed, chose, typed or filled in."""

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """A server invited the bot."""

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """A server took the bot out; one that is only down does not count."""


class Identifies:
    """How long to wait before a session is begun anew: a token that begins a thousand a day is taken away."""

    def __init__(self, first: float, clock: Clock) -> None:
        self._first = first
        self._clock = clock
        self._begun: defaultdict[int | None, deque[datetime]] = defaultdict(deque)

    def pause(self, shard: int | None) -> float:
        """Return how many seconds to wait, longer each time within an hour; count one more session."""
        begun, now = self._begun[shard], self._clock()
        while begun and now - begun[0] > _REMEMBERED:
            begun.popleft()
        begun.append(now)
        return float(min(self._first * 2 ** max(0, len(begun) - 2), _LONGEST_PAUSE))


class _Told:
    """What both clients do alike."""

    happenings: Happenings
    identifies: Identifies

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        pause = self.identifies.pause(shard_id)
        if not initial:
            await asyncio.sleep(pause)

    async def on_connect(self) -> None:
        await self.happenings.on_connect()

    async def on_ready(self) -> None:
        await self.happenings.on_ready()

    async def on_message(self, message: discord.Message) -> None:
        await self.happenings.on_message(message)

    async def on_raw_message_delete(self, deleted: discord.RawMessageDeleteEvent) -> None:
        await self.happenings.on_deleted(deleted)

    async def on_raw_reaction_add(self, reaction: discord.RawReactionActionEvent) -> None:
        await self.happenings.on_reaction(reaction)

    async def on_raw_reaction_remove(self, reaction: discord.RawReactionActionEvent) -> None:
        await self.happenings.on_reaction(reaction)

    async def on_interaction(self, interaction: Interaction) -> None:
        await self.happenings.on_interaction(interaction)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self.happenings.on_guild_join(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        await self.happenings.on_guild_remove(guild)


class OneShard(_Told, discord.Client):
    """A client with one connection."""


class ManyShards(_Told, discord.AutoShardedClient):
    """A client with a connection for each shard."""


def make_client(
    settings: DiscordSettings, happenings: Happenings, clock: Callable[[], datetime]
) -> OneShard | ManyShards:
    """Return a client that is not connected yet."""
    _point_at(settings)
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # nobody speaks here
    kind = OneShard if settings.shard_count is None else ManyShards
    client = kind(
        intents=discord.Intents(
            guilds=True, guild_messages=True, dm_messages=True, guild_reactions=settings.votes_by_reaction
        ),  # none of them privileged
        allowed_mentions=discord.AllowedMentions.none(),
        max_messages=None,
        member_cache_flags=discord.MemberCacheFlags.none(),
        guild_ready_timeout=settings.ready_seconds,
        max_ratelimit_timeout=_RATE_LIMIT_SECONDS,
        shard_count=settings.shard_count,
    )
    client.happenings = happenings
    client.identifies = Identifies(settings.identify_seconds, clock)
    return client


def _point_at(settings: DiscordSettings) -> None:
    """Tell discord.py where Discord is; it has one place for the whole process."""
    Route.BASE = settings.api_base
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.gateway_url)
