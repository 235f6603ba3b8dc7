"""Where Slack posts to when it is heard over HTTP."""

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

MOST_BYTES = 512 * 1024  # a press carries the whole message it was made in


class Endpoint:
    """An ASGI application, to be mounted anywhere; every request must bear Slack's signature (Bolt sees to it)."""

    def __init__(self) -> None:
        self._handler: AsyncSlackRequestHandler | None = None

    def open(self, app: AsyncApp) -> None:
        """Hand requests to `app` from now on."""
        self._handler = AsyncSlackRequestHandler(app)

    def close(self) -> None:
        """Take in nothing more: Slack will try again."""
        self._handler = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        response = await self._answer(request)
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if request.method != "POST":
            return Response("Slack posts here.", 405, {"Allow": "POST"})
        if self._handler is None:
            return Response("Not connected.", 503)
        if not await _read(request):
            return Response("Too large.", 413)
        return await self._handler.handle(request)


async def _read(request: Request) -> bool:
    """Read the body, where it is not too large, so that it need not be read again."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            return False
    request._body = bytes(body)  # where Starlette keeps what `Request.body` has read
    return True
