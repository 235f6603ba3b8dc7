"""Socket Mode: tickets, hello, one envelope to one of the connections, its acknowledgement, disconnects."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.standins.slack.changes import Changes
from tests.standins.slack.delivery import Answer, Delivery, Try
from tests.standins.slack.ids import Ids

MOST_CONNECTIONS = 10


@dataclass(eq=False)
class Connection:
    """One open websocket and the envelopes it has not acknowledged."""

    socket: web.WebSocketResponse
    waiting: dict[str, "asyncio.Future[Any]"] = field(default_factory=dict)


class Sockets:
    """The websocket end of the stand-in; a transport."""

    def __init__(self, ids: Ids, changes: Changes, complain: Callable[[str], None], app_id: str) -> None:
        self.connections: list[Connection] = []
        self.opened = 0  # in all
        self._ids, self._changes, self._complain, self._app_id = ids, changes, complain, app_id
        self._tickets: set[str] = set()
        self._turn = 0

    def ticket(self) -> str:
        """Return a ticket for one connection."""
        ticket = self._ids.secret("ticket")
        self._tickets.add(ticket)
        return ticket

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Talk to one connection until it ends."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=401, text="the ticket is unknown or was used")
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if len(self.connections) >= MOST_CONNECTIONS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        connection = Connection(socket)
        try:
            await self._greet(connection)
            await self._listen(connection)
        finally:
            self._forget(connection)
        return socket

    async def offer(self, delivery: Delivery, attempt: Try) -> Answer:
        """Send the envelope down one connection and wait for its acknowledgement; for ever where none is open."""
        acknowledged = asyncio.get_running_loop().create_future()
        if not self.connections:
            return Answer(True, await acknowledged)  # nobody will: time runs out
        self._turn += 1
        connection = self.connections[self._turn % len(self.connections)]
        envelope_id = self._ids.secret("envelope")
        connection.waiting[envelope_id] = acknowledged
        with suppress(ConnectionError):  # it just ended: nobody will acknowledge
            await connection.socket.send_json(_envelope(delivery, attempt, envelope_id))
        body = await acknowledged
        if body is not None and delivery.kind == "events_api":
            self._complain("an event was acknowledged with a payload, which Slack does not take")
        return Answer(True, body)

    async def disconnect(self, reason: str) -> None:
        """Tell every connection that it will end; all but a warning end now, as the app must open new ones."""
        for connection in list(self.connections):
            await connection.socket.send_json(
                {"type": "disconnect", "reason": reason, "debug_info": {"host": "standin"}}
            )
            if reason != "warning":
                self._forget(connection)  # it gets nothing more

    async def drop(self) -> None:
        """Cut every connection without a word."""
        for connection in list(self.connections):
            self._forget(connection)
            await connection.socket.close()

    async def _greet(self, connection: Connection) -> None:
        self.connections.append(connection)
        self.opened += 1
        debug = {"host": "standin", "build_number": 1, "approximate_connection_time": 18060}
        info = {"app_id": self._app_id}
        hello = {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": debug,
            "connection_info": info,
        }
        await connection.socket.send_json(hello)
        self._changes.happened()

    async def _listen(self, connection: Connection) -> None:
        async for frame in connection.socket:
            if frame.type != WSMsgType.TEXT:
                continue
            answer = json.loads(frame.data)
            waiting = connection.waiting.pop(answer.get("envelope_id", ""), None)
            if waiting is None:
                self._complain(f"an envelope was acknowledged that was not sent, or was before: {answer}")
            elif not waiting.done():
                waiting.set_result(answer.get("payload"))

    def _forget(self, connection: Connection) -> None:
        if connection in self.connections:
            self.connections.remove(connection)
            self._changes.happened()


def _envelope(delivery: Delivery, attempt: Try, envelope_id: str) -> dict[str, Any]:
    is_event = delivery.kind == "events_api"
    envelope: dict[str, Any] = {"envelope_id": envelope_id, "type": delivery.kind, "payload": delivery.payload}
    envelope["accepts_response_payload"] = not is_event
    return envelope | {"retry_attempt": attempt.number, "retry_reason": attempt.reason} if is_event else envelope
