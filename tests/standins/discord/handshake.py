"""What a client says on the gateway, and how it is answered: HELLO, IDENTIFY, RESUME, heartbeats, member requests."""

import asyncio
from typing import Any

from aiohttp import web

from tests.standins.discord.connection import MOST_SENDS, SENDS_SECONDS, Connection
from tests.standins.discord.gateway import INVALID_SESSION
from tests.standins.discord.intents import KNOWN_BITS, PRIVILEGED, Intent
from tests.standins.discord.refusals import Json
from tests.standins.discord.sessions import Session, shard_of
from tests.standins.discord.shapes import member, self_user
from tests.standins.discord.state import DiscordState
from tests.standins.discord.world import Guild

HEARTBEAT, IDENTIFY, PRESENCE, VOICE_STATE, RESUME, REQUEST_MEMBERS, HELLO, ACK = 1, 2, 3, 4, 6, 8, 10, 11
HEARTBEAT_MILLISECONDS = 41_250
UNKNOWN_OP, NOT_DECODED, NOT_IDENTIFIED, WRONG_TOKEN, IDENTIFIED_TWICE = 4001, 4002, 4003, 4004, 4005
WRONG_SEQ, TOO_FAST, WRONG_SHARD, MORE_SHARDS, WRONG_INTENTS, FORBIDDEN_INTENTS = 4007, 4008, 4010, 4011, 4013, 4014


async def serve(request: web.Request, state: DiscordState) -> web.WebSocketResponse:
    """Talk with a client until one of the two hangs up."""
    socket = web.WebSocketResponse(autoping=False, max_msg_size=4096)
    await socket.prepare(request)
    connection = state.gateway.new_connection(request, socket)
    writing = asyncio.create_task(connection.write())
    await Handshake(connection, state).listen()
    state.gateway.let_go(connection, connection.close_code)
    if connection.is_closing:
        await writing
    writing.cancel()
    return socket


class Handshake:
    """One client on one line."""

    def __init__(self, connection: Connection, state: DiscordState) -> None:
        self._connection, self._state = connection, state
        self._session: Session | None = None
        self._sent: list[float] = []

    async def listen(self) -> None:
        """Answer what is said until the client goes, or says what makes no sense."""
        self._connection.send(HELLO, {"heartbeat_interval": HEARTBEAT_MILLISECONDS})
        while True:
            try:
                payload = await self._connection.read()
            except ValueError:
                return self._refuse(NOT_DECODED)
            if payload is None:
                return None
            if self._is_too_fast():
                return self._refuse(TOO_FAST)
            if (code := self._take(payload.get("op"), payload.get("d"))) is not None:
                return self._refuse(code)

    def _take(self, op: Any, data: Any) -> int | None:
        """Answer one payload; return the code to hang up with where it makes no sense."""
        if op == HEARTBEAT:
            self._connection.send(ACK)
            return None
        if op == IDENTIFY:
            return self._identify(data)
        if op == RESUME:
            return self._resume(data)
        if op not in (PRESENCE, VOICE_STATE, REQUEST_MEMBERS):
            return UNKNOWN_OP
        if self._session is None:
            return NOT_IDENTIFIED
        return self._request_members(data) if op == REQUEST_MEMBERS else None

    def _identify(self, data: Json) -> int | None:
        gateway = self._state.gateway
        shard = shard_of(data)
        if self._session is not None:
            return IDENTIFIED_TWICE
        if data.get("token") != self._state.token:
            return WRONG_TOKEN
        if shard is None:
            return WRONG_SHARD
        if (code := self._unfit_intents(data.get("intents"))) is not None:
            return code
        if self._state.starts_left() <= 0:
            self._state.reset_token()
            return WRONG_TOKEN
        self._session = gateway.open_session(self._connection, data["intents"], shard)
        if len(self._guilds()) > gateway.guilds_a_shard:
            return MORE_SHARDS
        self._ready(self._session, has_shard="shard" in data)
        gateway.changes.note()
        return None

    def _ready(self, session: Session, *, has_shard: bool) -> None:
        state = self._state
        bot = state.people.bot
        guilds = self._guilds()
        ready = {
            "v": 10,
            "user": self_user(bot),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": f"{state.gateway.base_url}/",
            "application": {"id": str(bot.id), "flags": 0},
        }
        session.tell("READY", {**ready, "shard": list(session.shard)} if has_shard else ready)
        if session.intents & Intent.GUILDS:
            for guild in guilds:
                session.tell("GUILD_CREATE", state.guild_event(guild, session.intents))

    def _resume(self, data: Json) -> int | None:
        if data.get("token") != self._state.token:
            return WRONG_TOKEN
        gateway = self._state.gateway
        session = gateway.sessions.get(data.get("session_id", ""))
        if session is None:
            self._connection.send(INVALID_SESSION, False)
            return None
        if not 0 <= data["seq"] <= len(session.events):
            return WRONG_SEQ
        self._session = session
        gateway.resumes.append(session.resume(self._connection, data["seq"]))
        gateway.changes.note()
        return None

    def _unfit_intents(self, intents: Any) -> int | None:
        if not isinstance(intents, int) or not 0 <= intents <= KNOWN_BITS:
            return WRONG_INTENTS
        return FORBIDDEN_INTENTS if intents & PRIVILEGED & ~self._state.gateway.switched_on else None

    def _request_members(self, data: Json) -> int | None:
        session, guild = self._session, self._state.people.guilds.get(int(data["guild_id"]))
        assert session is not None
        if guild is None or not guild.has_bot:
            return None
        ids, query = data.get("user_ids"), data.get("query")
        wanted = {int(one) for one in (ids if isinstance(ids, list) else [ids])} if ids else None
        found = [
            one for one in guild.members
            if (one.id in wanted if wanted is not None else one.name.lower().startswith((query or "").lower()))
        ]  # fmt: skip
        if wanted is None and not query and not session.intents & Intent.GUILD_MEMBERS:
            return FORBIDDEN_INTENTS  # all members of a guild are privileged
        chunk: Json = {"guild_id": str(guild.id), "members": [member(one, guild) for one in found]}
        chunk |= {"chunk_index": 0, "chunk_count": 1, "not_found": []}
        session.tell("GUILD_MEMBERS_CHUNK", chunk | ({"nonce": data["nonce"]} if data.get("nonce") else {}))
        return None

    def _guilds(self) -> list[Guild]:
        shard = self._session
        return [
            guild for guild in self._state.people.guilds.values()
            if guild.has_bot and (shard is None or shard.takes(guild.id))
        ]  # fmt: skip

    def _is_too_fast(self) -> bool:
        now = self._state.clock().timestamp()
        self._sent = [at for at in self._sent if now - at < SENDS_SECONDS] + [now]
        return len(self._sent) > MOST_SENDS

    def _refuse(self, code: int) -> None:
        self._state.gateway.refusals.append(code)
        self._connection.close(code)
        self._state.changes.note()
