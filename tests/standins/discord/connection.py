"""One gateway socket: what is sent leaves in order, compressed where the client asked for it."""

import asyncio
import json
import zlib
from typing import Any

from aiohttp import ClientConnectionResetError, WSMsgType, web

MOST_SENDS, SENDS_SECONDS = 120, 60.0  # what a client may send


class Connection:
    """A client at the other end of a socket."""

    def __init__(self, request: web.Request, socket: web.WebSocketResponse) -> None:
        self._transport = request.transport
        self._socket = socket
        self._deflated = zlib.compressobj() if request.query.get("compress") == "zlib-stream" else None
        self._leaving: asyncio.Queue[str | bytes | int] = asyncio.Queue()
        self._echoes: dict[bytes, asyncio.Future[None]] = {}
        self._pings = 0
        self.is_open = True
        self.is_closing = False

    @property
    def is_compressed(self) -> bool:
        """Whether frames are one zlib stream."""
        return self._deflated is not None

    def send(self, op: int, data: Any = None, *, name: str | None = None, seq: int | None = None) -> None:
        """Let a payload leave after all before it."""
        if self.is_open:
            self._leaving.put_nowait(json.dumps({"op": op, "d": data, "s": seq, "t": name}))

    def close(self, code: int) -> None:
        """Close after all that was sent."""
        self.is_open, self.is_closing = False, True
        self._leaving.put_nowait(code)

    def cut(self) -> None:
        """Drop the line without a word."""
        self.is_open = False
        self._let_go()
        if self._transport is not None:
            self._transport.abort()

    async def write(self) -> None:
        """Send what is to leave, until it closes."""
        while True:
            leaving = await self._leaving.get()
            try:
                if isinstance(leaving, int):
                    await self._socket.close(code=leaving, drain=False)
                    return
                if isinstance(leaving, bytes):
                    await self._socket.ping(leaving)
                elif self._deflated is None:
                    await self._socket.send_str(leaving)
                else:
                    packed = self._deflated.compress(leaving.encode()) + self._deflated.flush(zlib.Z_SYNC_FLUSH)
                    await self._socket.send_bytes(packed)
            except (ClientConnectionResetError, ConnectionError):
                return

    async def read(self) -> dict[str, Any] | None:
        """Return the next payload, None when the client has gone.

        Raises:
            ValueError: it is no payload.
        """
        while True:
            frame = await self._socket.receive()
            if frame.type is WSMsgType.PONG:
                self._echo(bytes(frame.data))
            elif frame.type is WSMsgType.PING:
                await self._socket.pong(bytes(frame.data))
            elif frame.type is WSMsgType.TEXT:
                payload = json.loads(frame.data)
                if not isinstance(payload, dict):
                    raise ValueError("not an object")
                return payload
            else:
                self.is_open = False
                self._let_go()
                return None

    async def heard(self) -> None:
        """Return once the client has taken in all sent before; at once where it has gone."""
        if not self.is_open:
            return
        self._pings += 1
        token = b"%d" % self._pings
        self._echoes[token] = asyncio.get_running_loop().create_future()
        self._leaving.put_nowait(token)
        await self._echoes[token]

    @property
    def close_code(self) -> int | None:
        """With which code the client left."""
        return self._socket.close_code

    def _echo(self, token: bytes) -> None:
        if (waiting := self._echoes.pop(token, None)) is not None and not waiting.done():
            waiting.set_result(None)

    def _let_go(self) -> None:
        for token in list(self._echoes):
            self._echo(token)
