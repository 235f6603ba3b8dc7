"""Calling the stand-in without a client: what a library would hide, such as headers and close codes."""

import json
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.standins.discord.refusals import Json
from tests.standins.discord.server import DiscordServer

GUILDS_AND_MESSAGES = 4609


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as it came."""

    status: int
    headers: dict[str, str]
    body: Any

    @property
    def code(self) -> int:
        """Discord's own number for what went wrong."""
        return int(self.body["code"])


class Raw:
    """Calls of the REST API."""

    def __init__(self, server: DiscordServer, session: aiohttp.ClientSession) -> None:
        self._server, self._session = server, session

    async def call(self, method: str, path: str, body: Any = None, *, token: str | None = None) -> Answered:
        """Call with the bot's token, or another."""
        headers = {"Authorization": f"Bot {token or self._server.token}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body)
        url = self._server.api_url + path
        async with self._session.request(method, url, data=data, headers=headers) as response:
            text = await response.text()
            is_json = response.headers.get("Content-Type") == "application/json"
            return Answered(response.status, dict(response.headers), json.loads(text) if is_json else text)


class Line:
    """A gateway connection."""

    def __init__(self, server: DiscordServer, socket: aiohttp.ClientWebSocketResponse, *, unpacks: bool) -> None:
        self._server, self._socket = server, socket
        self._inflating = zlib.decompressobj() if unpacks else None

    async def send(self, op: int, data: Any = None) -> None:
        """Say something."""
        await self._socket.send_str(json.dumps({"op": op, "d": data}))

    async def send_text(self, text: str) -> None:
        """Say anything."""
        await self._socket.send_str(text)

    async def identify(self, intents: int = GUILDS_AND_MESSAGES, **more: Any) -> None:
        """Say who it is."""
        await self.send(2, {"token": self._server.token, "intents": intents, "properties": {}, **more})

    async def next(self) -> Json:
        """Return the next payload."""
        frame = await self._socket.receive(timeout=5)
        if self._inflating is not None:
            assert frame.type is aiohttp.WSMsgType.BINARY
            return dict(json.loads(self._inflating.decompress(frame.data)))
        assert frame.type is aiohttp.WSMsgType.TEXT, frame
        return dict(json.loads(frame.data))

    async def until(self, name: str) -> Json:
        """Return what is told of the next event of that name."""
        while (payload := await self.next())["t"] != name:
            pass
        return dict(payload["d"])

    async def closed(self) -> int | None:
        """Return the code the server hangs up with."""
        while not self._socket.closed:
            await self._socket.receive(timeout=5)
        return self._socket.close_code

    async def hang_up(self, code: int) -> None:
        """Say good-bye."""
        await self._socket.close(code=code)


@asynccontextmanager
async def raw_calls(server: DiscordServer) -> AsyncIterator[Raw]:
    """Have a way to call meanwhile."""
    async with aiohttp.ClientSession() as session:
        yield Raw(server, session)


@asynccontextmanager
async def a_line(server: DiscordServer, *, compressed: bool = False) -> AsyncIterator[Line]:
    """Have a gateway connection meanwhile, on which HELLO was heard."""
    query = "?v=10&encoding=json" + ("&compress=zlib-stream" if compressed else "")
    async with aiohttp.ClientSession() as session, session.ws_connect(server.gateway_url + query) as socket:
        line = Line(server, socket, unpacks=compressed)
        assert (await line.next())["op"] == 10
        yield line
