"""The bare bots beside which ours is measured: nothing but the SDK, and an answer as long as ours."""

from dataclasses import dataclass
from typing import Any

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp, AsyncSay
from slack_sdk.web.async_client import AsyncWebClient


@dataclass(frozen=True, slots=True)
class Answer:
    """What to answer every mention with."""

    text: str = "Hello"
    embed: str = ""  # of Discord's, where a text is too short for it


@dataclass
class BareDiscord:
    """A bot of discord.py alone, at the address of a pretend Discord."""

    api_url: str
    gateway_url: str
    token: str
    answer: Answer = Answer()

    async def start(self) -> None:
        """Log in and connect; returns once it hears."""
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = self.api_url, yarl.URL(self.gateway_url)
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        self._client = _Echo(self, intents=intents, guild_ready_timeout=0.05)
        await self._client.login(self.token)
        self._running = self._client.loop.create_task(self._client.connect())
        await self._client.wait_until_ready()

    async def stop(self) -> None:
        """Disconnect."""
        await self._client.close()
        await self._running


class _Echo(discord.Client):
    def __init__(self, bot: BareDiscord, **options: Any) -> None:
        super().__init__(**options)
        self._bot = bot

    async def on_message(self, message: discord.Message) -> None:
        if message.author == self.user or self.user not in message.mentions:
            return
        answer = self._bot.answer
        embed = discord.Embed(description=answer.embed) if answer.embed else None
        await message.reply(answer.text, embed=embed, mention_author=False)  # type: ignore[arg-type]  # None is as good


@dataclass
class BareSlack:
    """An app of slack-bolt alone, in Socket Mode at the address of a pretend Slack."""

    api_url: str
    app_token: str
    token: str
    answer: Answer = Answer()

    async def start(self) -> None:
        """Connect; returns once it hears."""
        app = AsyncApp(client=AsyncWebClient(token=self.token, base_url=self.api_url), signing_secret="unused")
        app.event("app_mention")(self._echo)
        web_client = AsyncWebClient(token=self.app_token, base_url=self.api_url)
        self._handler = AsyncSocketModeHandler(app, self.app_token, web_client=web_client)
        await self._handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped

    async def stop(self) -> None:
        """Disconnect."""
        await self._handler.close_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped

    async def _echo(self, event: dict[str, Any], say: AsyncSay) -> None:
        await say(text=self.answer.text, thread_ts=event.get("thread_ts"))
