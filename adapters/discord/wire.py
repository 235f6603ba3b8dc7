"""Every call the adapter makes to Discord, through discord.py's own HTTP client, which knows the rate limits."""

from asyncio import timeout
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import discord
from discord.http import Route
from discord.webhook.async_ import async_context

from adapters.discord.handles import Handle
from adapters.discord.json_words import Body
from adapters.discord.refusals import translated
from bot.errors import ServiceDown

ANSWER_SECONDS = 60.0  # discord.py waits out short limits and tries again by itself
_MESSAGES = "/channels/{channel_id}/messages"
_MESSAGE = "/channels/{channel_id}/messages/{message_id}"
_ANSWERS = "/webhooks/{webhook_id}/{webhook_token}?wait=1"
_ANSWER = "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}"
ORIGINAL = "@original"  # the placeholder of an interaction, or what fills it


class Wire:
    """Discord's REST API, as far as it is needed.

    Every method may raise `Gone`, `Refused`, `RateLimited` or `ServiceDown`.
    """

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def post(self, channel: str, body: Body) -> str:
        """Post a message in a channel; return its id."""
        return await self._id_of(Route("POST", _MESSAGES, channel_id=channel), body)

    async def edit(self, channel: str, message: str, body: Body) -> None:
        """Replace a message of the bot."""
        await self._ask(Route("PATCH", _MESSAGE, channel_id=channel, message_id=message), body)

    async def delete(self, channel: str, message: str) -> None:
        """Delete a message of the bot."""
        await self._ask(Route("DELETE", _MESSAGE, channel_id=channel, message_id=message))

    async def direct_channel(self, member: str) -> str:
        """Return the id of the channel where `member` and the bot are alone."""
        return await self._id_of(Route("POST", "/users/@me/channels"), {"recipient_id": member})

    async def fill(self, handle: Handle, body: Body, message: str = ORIGINAL) -> str:
        """Put an answer where an interaction's placeholder, or an earlier answer to it, stands; return its id."""
        return _id_in(await self._answer("PATCH", _ANSWER, handle, {"content": "", **body}, message_id=message))

    async def withdraw(self, handle: Handle, message: str = ORIGINAL) -> None:
        """Take an interaction's placeholder, or an answer to it, away."""
        await self._answer("DELETE", _ANSWER, handle, message_id=message)

    async def follow_up(self, handle: Handle, body: Body) -> str:
        """Add one more answer to an interaction; return its id."""
        return _id_in(await self._answer("POST", _ANSWERS, handle, body))

    async def offer_commands(self, application: str, guild: str | None, bodies: list[Body]) -> None:
        """Offer these commands and no others: everywhere, or in one server."""
        path = (
            "/applications/{application}/guilds/{guild_id}/commands"
            if guild
            else "/applications/{application}/commands"
        )
        async with _calling():
            await self._client.http.request(Route("PUT", path, application=application, guild_id=guild), json=bodies)

    async def sessions_left(self) -> tuple[int, float]:
        """Return how many times a session may still be begun today, and in how many seconds there will be more."""
        async with _calling():
            _, _, limit = await self._client.http.get_bot_gateway()
        return limit["remaining"], limit["reset_after"] / 1000

    async def _id_of(self, route: Route, body: Body) -> str:
        return _id_in(await self._ask(route, body))

    async def _ask(self, route: Route, body: Body | None = None) -> Body:
        http = self._client.http
        async with _calling():
            answer: Body = await (http.request(route) if body is None else http.request(route, json=body))
        return answer

    async def _answer(
        self, method: str, path: str, handle: Handle, body: Body | None = None, **names: str
    ) -> Body | None:
        """Call with the interaction's own token: such calls do not count against the bot's limits."""
        route = Route(method, path, webhook_id=int(handle.application), webhook_token=handle.token, **names)
        webhook = discord.Webhook.partial(int(handle.application), handle.token, client=self._client)
        http = self._client.http
        async with _calling():
            answer: Body | None = await async_context.get().request(
                route, webhook.session, payload=body, proxy=http.proxy, proxy_auth=http.proxy_auth
            )
        return answer


def _id_in(answer: Body | None) -> str:
    try:
        return str((answer or {})["id"])
    except (KeyError, TypeError):
        raise ServiceDown("Discord's answer names no message") from None


@asynccontextmanager
async def _calling() -> AsyncIterator[None]:
    with translated():
        async with timeout(ANSWER_SECONDS):
            yield
