"""All the stand-in knows, shared by what serves the bot and what moves the people."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tests.standins.discord.changes import Changes
from tests.standins.discord.clock import Clock
from tests.standins.discord.commands import Commands
from tests.standins.discord.faults import Faults
from tests.standins.discord.gateway import Gateway
from tests.standins.discord.intents import Intent
from tests.standins.discord.interactions import Interaction
from tests.standins.discord.population import Population
from tests.standins.discord.rate_limits import RateLimits, Rule
from tests.standins.discord.refusals import Json
from tests.standins.discord.shapes import guild_create
from tests.standins.discord.specification import Specification
from tests.standins.discord.world import Channel, ChannelKind, Guild, Message


@dataclass(frozen=True, slots=True)
class Asked:
    """One call of the REST API and how it was answered."""

    method: str
    path: str
    route: str
    body: Any
    status: int
    at: datetime


class DiscordState:
    """Everything there is, with the rules that are counted."""

    def __init__(self, clock: Clock, specification: Specification | None, bot_name: str) -> None:
        self.clock, self.specification = clock, specification
        self.changes = Changes()
        self.people = Population(clock, bot_name)
        self.gateway = Gateway(clock, self.changes)
        self.commands = Commands(self.people.bot.id, self.people.ids, clock)
        self.limits, self.faults = RateLimits(clock), Faults()
        self.interactions: dict[int, Interaction] = {}
        self.posted: dict[tuple[int, str], Message] = {}  # what was posted under which nonce
        self.pings: list[Message] = []
        self.requests: list[Asked] = []
        self.violations: list[str] = []
        self.under_way = 0
        self.old_edits = Rule(3, 20.0)  # edits of messages older than an hour, per channel; from the field
        self.base_url = ""
        self.token = ""
        self.token_resets = -1
        self.reset_token()

    def reset_token(self) -> None:
        """Make the token worthless and a new one; whoever is connected is thrown out."""
        self.token = f"{secrets.token_hex(12)}.stand-in.{secrets.token_hex(12)}"
        self.token_resets += 1
        self.gateway.drop(4004)
        self.gateway.sessions.clear()

    def starts_left(self) -> int:
        """Return how many sessions may still be started today."""
        since = self.clock() - timedelta(days=1)
        return self.gateway.starts_a_day - sum(one.at > since for one in self.gateway.identifies)

    def guild_event(self, guild: Guild, intents: int) -> Json:
        """Return a guild as a session with these intents is told of it."""
        both = Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES
        everyone = intents & both == both  # without presences, members come only when asked for
        return guild_create(guild, self.people.bot, self.threads(guild), everyone=everyone)

    def threads(self, guild: Guild) -> list[Channel]:
        """Return the open threads of a guild."""
        kinds = (one for one in self.people.channels.values() if one.kind is ChannelKind.THREAD)
        return [one for one in kinds if one.guild is guild and not one.archived]

    def by_token(self, token: str) -> Interaction | None:
        """Return the interaction of a token, None where it is made up."""
        return next((one for one in self.interactions.values() if one.token == token), None)
