"""Pretend chats to drive a bot with: channels in which members mention it, and what it said there."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from types import TracebackType
from typing import Protocol, Self

from bot.composition import Settings
from tests.bench.bare import Answer, BareDiscord, BareSlack
from tests.bench.measured import Plan
from tests.discord.rig import settings_for as discord_settings_for
from tests.standins.discord.server import DiscordServer
from tests.standins.discord.world import Message
from tests.standins.slack.app import SlackApp
from tests.standins.slack.server import SlackServer
from tests.trips.test_slack import settings_for as slack_settings_for

PATIENCE_SECONDS = 120


class Chat(Protocol):
    """A pretend chat with one bot in it; channels go by number."""

    name: str

    async def __aenter__(self) -> Self:
        """Open the chat."""

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""

    def bare(self) -> Plan:
        """Return the bare bot for this chat."""

    def chorus(self, settings: Settings) -> Plan:
        """Return Chorus for this chat."""

    async def mention(self, member: str, channel: int, words: str) -> None:
        """Let a member mention the bot."""

    def length(self, channel: int) -> int:
        """Return how many messages a channel has."""

    def said(self, channel: int, since: int) -> list[Answer]:
        """Return what the bot said in a channel after its first `since` messages, in order."""

    async def until(self, claim: Callable[[], bool]) -> None:
        """Wait until the claim is true; it is looked at again whenever something happens."""

    async def connected(self) -> None:
        """Return once the bot hears."""


class DiscordChat:
    """A pretend Discord; its check of bodies is off, as that is no work of the bot."""

    name = "Discord"

    def __init__(self, members: list[str], channels: int) -> None:
        self._server = DiscordServer(checks_specification=False)
        self._members, self._names = members, [f"channel-{number}" for number in range(channels)]

    async def __aenter__(self) -> Self:
        """Open the chat."""
        await self._server.__aenter__()
        self._guild = self._server.add_guild("The Basement", self._members, self._names)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        await self._server.__aexit__(kind, error, trace)

    def bare(self) -> Plan:
        """Return the bare bot for this chat."""
        return BareDiscord(self._server.api_url, self._server.gateway_url, self._server.token)

    def chorus(self, settings: Settings) -> Plan:
        """Return Chorus for this chat."""
        return replace(settings, discord=discord_settings_for(self._server))

    async def mention(self, member: str, channel: int, words: str) -> None:
        """Let a member mention the bot."""
        await self._server.says(self._guild.member(member), self._guild.channels[channel], words, mentions_bot=True)

    def length(self, channel: int) -> int:
        """Return how many messages a channel has."""
        return len(self._guild.channels[channel].messages)

    def said(self, channel: int, since: int) -> list[Answer]:
        """Return what the bot said in a channel after its first `since` messages, in order."""
        later = self._guild.channels[channel].messages[since:]
        return [_to_answer(one) for one in later if one.author is self._server.bot and not one.deleted]

    async def until(self, claim: Callable[[], bool]) -> None:
        """Wait until the claim is true; it is looked at again whenever something happens."""
        await self._server.until(claim, PATIENCE_SECONDS)

    async def connected(self) -> None:
        """Return once the bot hears."""
        await self._server.connected()


def _to_answer(message: Message) -> Answer:
    return Answer(message.content, "\n".join(str(embed.get("description", "")) for embed in message.embeds))


class SlackChat:
    """A pretend Slack in Socket Mode; its limit of posts a minute is off, as waiting for it is no work of the bot."""

    name = "Slack"

    def __init__(self, members: list[str], channels: int) -> None:
        self._server = SlackServer(mode="socket", app=SlackApp())
        self._server.limits.enforced = False
        self._members, self._names = members, [f"channel-{number}" for number in range(channels)]

    async def __aenter__(self) -> Self:
        """Open the chat."""
        await self._server.__aenter__()
        self._team = self._server.add_workspace("Casa")
        self._people = {name: self._team.member(name) for name in self._members}
        self._channels = [self._team.channel(name, *self._people.values()) for name in self._names]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        await self._server.__aexit__(kind, error, trace)

    def bare(self) -> Plan:
        """Return the bare bot for this chat."""
        return BareSlack(self._server.api_url, self._server.app.app_token, self._team.token)

    def chorus(self, settings: Settings) -> Plan:
        """Return Chorus for this chat."""
        return replace(settings, slack=slack_settings_for(self._server, self._team))

    async def mention(self, member: str, channel: int, words: str) -> None:
        """Let a member mention the bot."""
        await self._server.says(self._people[member], self._channels[channel], words)

    def length(self, channel: int) -> int:
        """Return how many messages a channel has."""
        return len(self._channels[channel].messages)

    def said(self, channel: int, since: int) -> list[Answer]:
        """Return what the bot said in a channel after its first `since` messages, in order."""
        later = list(self._channels[channel].messages.values())[since:]
        return [Answer(self._server.seen(one).text) for one in later if one.author is self._team.bot]

    async def until(self, claim: Callable[[], bool]) -> None:
        """Wait until the claim is true; it is looked at again whenever something happens."""
        await self._server.until(claim, "the bot's answer", PATIENCE_SECONDS)

    async def connected(self) -> None:
        """Return once the bot hears."""
        await self._server.connected()


async def until_all(chat: Chat, channels: Iterable[int], is_done: Callable[[int], bool]) -> None:
    """Wait until `is_done` is true of every channel; a channel of which it was true is not looked at again."""
    left = list(channels)

    def none_left() -> bool:
        while left and is_done(left[-1]):
            left.pop()
        return not left

    await chat.until(none_left)


CHATS: tuple[type[DiscordChat] | type[SlackChat], ...] = (DiscordChat, SlackChat)
