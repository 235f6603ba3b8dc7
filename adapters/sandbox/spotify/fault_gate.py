"""Where every call to the pretend Spotify passes: it is counted, and fails where a fault says so."""

import asyncio
from collections.abc import Sequence
from typing import Any, Protocol, cast

from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from adapters.sandbox.spotify.errors import error_answer
from adapters.sandbox.spotify.faults import Fault, Faults, Kind
from adapters.sandbox.spotify.limits import Limits, Pause
from adapters.sandbox.spotify.state import Call, SpotifyState

_AFTER = frozenset({Kind.FAIL_AFTER, Kind.BROKEN_JSON, Kind.HTML, Kind.RESET_AFTER})


class _Cycle(Protocol):
    """What uvicorn's `send` belongs to; only it knows the connection."""

    transport: asyncio.Transport


class FaultGate:
    """Stands before one of the pretend services."""

    def __init__(
        self, app: ASGIApp, routes: Sequence[Route], state: SpotifyState, faults: Faults, limits: Limits
    ) -> None:
        self._app = app
        self._routes = routes
        self._state = state
        self._faults = faults
        self._limits = limits
        self._leaving = asyncio.Event()

    def release(self) -> None:
        """Let go of every caller who is being kept waiting."""
        self._leaving.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count the call, then answer it or fail."""
        route = self._route(scope)
        self._state.calls.append(Call(scope["method"], route, scope["path"], self._state.now()))
        pause = self._limits.check(self._state.now())
        seconds, fault = self._faults.take(route)
        if seconds:
            await asyncio.sleep(seconds)
        if pause is not None:
            await _too_many(pause)(scope, receive, send)
        elif fault is None:
            await self._app(scope, receive, send)
        elif fault.kind in _AFTER:
            await self._app(scope, receive, _unheard)
            await self._fail(fault, scope, receive, send)
        else:
            await self._fail(fault, scope, receive, send)

    async def _fail(self, fault: Fault, scope: Scope, receive: Receive, send: Send) -> None:
        match fault.kind:
            case Kind.RESET | Kind.RESET_AFTER:
                _cut(send)
            case Kind.HANG:
                await self._hang(receive)
                _cut(send)
            case _:
                await _answer(fault)(scope, receive, send)

    async def _hang(self, receive: Receive) -> None:
        """Wait until the caller gives up, or everybody leaves."""
        gone = asyncio.create_task(_disconnect(receive))
        leaving = asyncio.create_task(self._leaving.wait())
        _, waiting = await asyncio.wait((gone, leaving), return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()

    def _route(self, scope: Scope) -> str:
        """Return the name of the route a call takes, or its method and path where there is none."""
        for route in self._routes:
            if route.matches(scope)[0] is Match.FULL:
                return route.name
        return f"{scope['method']} {scope['path']}"


def _answer(fault: Fault) -> Response:
    match fault.kind:
        case Kind.RATE_LIMIT:
            return _too_many(Pause(fault.lasts, quota=False))
        case Kind.QUOTA:
            return _too_many(Pause(fault.lasts, quota=True))
        case Kind.BROKEN_JSON:
            return PlainTextResponse('{"items": [{"name": "Half a', media_type="application/json")
        case Kind.HTML:
            return HTMLResponse("<!doctype html><title>One moment</title><p>We are working on it.</p>")
    return error_answer(fault.status, fault.message)


def _too_many(pause: Pause) -> Response:
    if pause.quota:
        answer = error_answer(429, "Too many requests", "QUOTA_EXCEEDED")
    else:
        answer = error_answer(429, "API rate limit exceeded")
    answer.headers["Retry-After"] = str(max(1, round(pause.seconds)))
    return answer


async def _unheard(_message: Message) -> None:
    """Drop an answer."""


async def _disconnect(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _cut(send: Send) -> None:
    """Cut the caller's connection without a word."""
    cycle: Any = getattr(send, "__self__", None)
    if cycle is None:
        raise ConnectionResetError("A pretend reset needs a real connection.")
    cast(_Cycle, cycle).transport.abort()
