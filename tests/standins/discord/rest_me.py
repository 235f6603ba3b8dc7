"""Calls about the bot itself: who it is, its gateway, its application, and whom it writes to."""

from aiohttp import web

from tests.standins.discord.desk import channel_of, sent
from tests.standins.discord.intents import Intent
from tests.standins.discord.refusals import (
    UNKNOWN_GUILD,
    UNKNOWN_MEMBER,
    UNKNOWN_RECIPIENT,
    UNKNOWN_USER,
    Json,
    Refusal,
)
from tests.standins.discord.rest import answer, number
from tests.standins.discord.shapes import channel_shape, member, self_user, user
from tests.standins.discord.state import DiscordState

_FLAG = {Intent.GUILD_PRESENCES: 1 << 13, Intent.GUILD_MEMBERS: 1 << 15, Intent.MESSAGE_CONTENT: 1 << 19}


class Me:
    """The calls, bound to what there is."""

    def __init__(self, state: DiscordState) -> None:
        self._state = state

    def routes(self) -> list[web.RouteDef]:
        """Return where each is."""
        return [
            web.get("/gateway", self.gateway),
            web.get("/gateway/bot", self.gateway_bot),
            web.get("/users/@me", self.me),
            web.get("/oauth2/applications/@me", self.application),
            web.get("/applications/@me", self.application),
            web.get("/users/{user_id}", self.user),
            web.post("/users/@me/channels", self.open_dm),
            web.get("/channels/{channel_id}", self.channel),
            web.get("/guilds/{guild_id}/members/{user_id}", self.member),
        ]

    async def gateway(self, request: web.Request) -> web.Response:
        """Say where the gateway is."""
        return answer({"url": self._state.gateway.base_url})

    async def gateway_bot(self, request: web.Request) -> web.Response:
        """Say where the gateway is, and how many sessions may still be started."""
        gateway = self._state.gateway
        guilds = sum(guild.has_bot for guild in self._state.people.guilds.values())
        limit = {
            "total": gateway.starts_a_day,
            "remaining": max(0, self._state.starts_left()),
            "reset_after": 86_400_000,
            "max_concurrency": 1,
        }
        return answer({"url": gateway.base_url, "shards": 1 + guilds // 1000, "session_start_limit": limit})

    async def me(self, request: web.Request) -> web.Response:
        """Say who the bot is."""
        return answer(self_user(self._state.people.bot))

    async def application(self, request: web.Request) -> web.Response:
        """Say what the developer portal says."""
        people = self._state.people
        flags = sum(flag for intent, flag in _FLAG.items() if intent & self._state.gateway.switched_on)
        shape: Json = {
            "id": str(people.bot.id),
            "name": people.bot.name,
            "icon": None,
            "description": "",
            "type": None,
            "bot": user(people.bot),
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "0" * 64,
            "flags": flags,
            "flags_new": str(flags),
            "redirect_uris": [],
            "interactions_endpoint_url": None,
            "role_connections_verification_url": None,
            "owner": user(people.owner),
            "team": None,
            "approximate_guild_count": len(people.guilds),
            "approximate_user_install_count": 0,
            "approximate_user_authorization_count": 0,
            "explicit_content_filter": 0,
            "eligible_oauth2_scopes": [],
        }
        return answer(shape)

    async def user(self, request: web.Request) -> web.Response:
        """Say who someone is."""
        person = self._state.people.people.get(number(request, "user_id"))
        if person is None:
            raise Refusal(*UNKNOWN_USER)
        return answer(user(person))

    async def member(self, request: web.Request) -> web.Response:
        """Say who someone is in a guild."""
        guild = self._state.people.guilds.get(number(request, "guild_id"))
        if guild is None or not guild.has_bot:
            raise Refusal(*UNKNOWN_GUILD)
        person = next((one for one in guild.members if one.id == number(request, "user_id")), None)
        if person is None:
            raise Refusal(*UNKNOWN_MEMBER)
        return answer(member(person, guild))

    async def open_dm(self, request: web.Request) -> web.Response:
        """Open the direct conversation with someone; whether they listen shows when it is used."""
        people = self._state.people
        person = people.people.get(int(sent(request).get("recipient_id") or 0))
        if person is None or person is people.bot:
            raise Refusal(*UNKNOWN_RECIPIENT)
        return answer(channel_shape(people.dm(person, people.bot), people.bot))

    async def channel(self, request: web.Request) -> web.Response:
        """Say what a channel is."""
        return answer(channel_shape(channel_of(request, self._state), self._state.people.bot))
