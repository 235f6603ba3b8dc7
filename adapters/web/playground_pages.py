"""The playground's page and what it asks for."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

from sse_starlette.event import ServerSentEvent
from sse_starlette.sse import EventSourceResponse
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from adapters.web.pages import page
from adapters.web.playground import MEMBERS, TENANT_NAME, Playground
from adapters.web.saying import LONGEST_TEXT, Unclear, to_saying
from bot.errors import ServiceError

EXAMPLES = (
    "music that feels like glaciers and quiet roads",
    "less piano, more voices",
    "add Hoppípolla by Sigur Rós",
    "why is this here?",
    "undo",
    "link my spotify",
)
_NOT_TAKEN = "Chorus could not take that just now. Your words are still in the box: send them again in a moment."


@dataclass(frozen=True, slots=True)
class PlaygroundPages:
    """The pages of one playground."""

    playground: Playground

    def routes(self) -> list[Route]:
        """Return the routes of the playground."""
        return [
            Route("/", self._page, methods=["GET"]),
            Route("/playground/say", self._say, methods=["POST"]),
            Route("/playground/state", self._state, methods=["GET"]),
            Route("/playground/events", self._events, methods=["GET"]),
        ]

    async def _page(self, request: Request) -> Response:
        return page(
            "playground.html",
            members=list(MEMBERS.values()),
            group=TENANT_NAME,
            examples=EXAMPLES,
            longest=LONGEST_TEXT,
        )

    async def _say(self, request: Request) -> Response:
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            raise HTTPException(415, "Only JSON is read here.")
        try:
            body = await request.json()
        except (ValueError, RecursionError):  # no JSON, no UTF-8, a number of 5,000 digits, 30,000 brackets
            return JSONResponse({"sentence": "That could not be read. Load the page again."}, 400)
        try:
            await self.playground.say(to_saying(body, MEMBERS))
        except Unclear as error:
            return JSONResponse({"sentence": str(error)}, 400)
        except ServiceError:
            return JSONResponse({"sentence": _NOT_TAKEN}, 503)
        return JSONResponse({}, 202)

    async def _state(self, request: Request) -> Response:
        return JSONResponse(self.playground.state())

    async def _events(self, request: Request) -> Response:
        after = request.headers.get("last-event-id") or request.query_params.get("after", "")
        return EventSourceResponse(self._stream(after), send_timeout=30)

    async def _stream(self, after: str) -> AsyncIterator[ServerSentEvent]:
        events = self.playground.events
        async for event in events.follow(after):
            body = json.dumps(event.body, ensure_ascii=False)
            yield ServerSentEvent(body, event=event.kind, id=events.id_of(event.number))
