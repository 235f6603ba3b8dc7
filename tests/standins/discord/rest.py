"""The REST API: the way every call takes before and after it is answered."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from tests.standins.discord.faults import Fault
from tests.standins.discord.refusals import BAD_JSON, NOT_FOUND, UNAUTHORIZED, Json, Refusal
from tests.standins.discord.state import Asked, DiscordState

PREFIX = "/api/v10"
BODY = web.RequestKey("body", Any)
FILES = web.RequestKey("files", dict[str, bytes])
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_MAJOR = ("channel_id", "guild_id", "webhook_id", "webhook_token", "interaction_token")
_OPEN = ("/webhooks/", "/interactions/")  # their tokens stand in the path; they also escape the global limit
_INVALID = (401, 403, 429)


def answer(body: Any = None, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """Return an answer; its type has no charset, or discord.py takes it for text."""
    if body is None:
        return web.Response(status=204, headers=headers)
    return web.Response(body=json.dumps(body).encode(), status=status, headers=headers, content_type="application/json")


def number(request: web.Request, name: str) -> int:
    """Return an id of the path.

    Raises:
        Refusal: it is none.
    """
    text = request.match_info[name]
    if not text.isdecimal():
        raise Refusal(*NOT_FOUND)
    return int(text)


class Rest:
    """The checks around every call: faults, the token, limits, the description."""

    def __init__(self, state: DiscordState) -> None:
        self._state = state

    @property
    def middleware(self) -> Any:
        """The checks, for an application."""

        @web.middleware
        async def through(request: web.Request, handler: Handler) -> web.StreamResponse:
            if not request.path.startswith(PREFIX):
                return await handler(request)
            self._state.under_way += 1
            try:
                return await self._answered(request, handler)
            finally:
                self._state.under_way -= 1
                self._state.changes.note()

        return through

    async def _answered(self, request: web.Request, handler: Handler) -> web.Response:
        path = request.path.removeprefix(PREFIX)
        request[BODY], request[FILES] = await _body(request)
        await self._state.faults.wait(request.method, path)
        fault = self._state.faults.taken(request.method, path)
        if self._state.limits.is_banned:
            return web.Response(status=429, text="<html>error code: 1015</html>", content_type="text/html")
        response = _failed(fault) if fault is not None and not fault.after else await self._done(request, handler)
        if fault is not None and fault.after:
            response = _failed(fault)
        self._note(request, path, response)
        return response

    async def _done(self, request: web.Request, handler: Handler) -> web.Response:
        route, body = _route(request), request[BODY]
        is_open = route.startswith(_OPEN)
        if not is_open and request.headers.get("Authorization") != f"Bot {self._state.token}":
            return _refused(Refusal(*UNAUTHORIZED))
        major = "/".join(request.match_info.get(name, "") for name in _MAJOR)
        verdict = self._state.limits.judge(f"{request.method} {route}", major, counts_globally=not is_open)
        if verdict.wait_seconds is not None:
            return answer(verdict.body, 429, verdict.headers)
        self._check_body(request.method, route, body)
        try:
            response = await handler(request)
        except Refusal as refusal:
            if refusal.code == 50035:
                self._state.violations.append(f"{request.method} {route}: {json.dumps(refusal.body['errors'])}")
            response = _refused(refusal)
        except web.HTTPException as error:
            response = _refused(Refusal(error.status, 0, f"{error.status}: {error.reason}"))
        assert isinstance(response, web.Response)
        response.headers.update({**verdict.headers, **response.headers})
        return response

    def _check_body(self, method: str, route: str, body: Any) -> None:
        if self._state.specification is not None:
            misfit = self._state.specification.request_misfit(method, route, body)
            if misfit is not None:
                self._state.violations.append(f"{method} {route}: {misfit}")

    def _note(self, request: web.Request, path: str, response: web.Response) -> None:
        state, route = self._state, _route(request)
        if response.status in _INVALID:
            state.limits.note_invalid()
        asked = Asked(request.method, path, route, request[BODY], response.status, state.clock())
        state.requests.append(asked)
        if state.specification is None or response.content_type != "application/json":
            return
        body = json.loads(response.body) if isinstance(response.body, bytes) and response.body else None
        misfit = state.specification.answer_misfit(request.method, route, response.status, body)
        if misfit is not None and route:
            state.violations.append(f"answer {response.status} to {request.method} {route}: {misfit}")


async def _body(request: web.Request) -> tuple[Any, dict[str, bytes]]:
    """Return what was sent: JSON, or a form with JSON and files."""
    if request.content_type.startswith("multipart/"):
        form = await request.post()
        files = {
            part.filename: part.file.read()
            for name, part in form.items()
            if name != "payload_json" and isinstance(part, web.FileField)
        }
        return json.loads(str(form.get("payload_json", "{}"))), files
    text = await request.text()
    try:
        return (json.loads(text) if text else None), {}
    except ValueError:
        return Refusal(*BAD_JSON), {}


def _failed(fault: Fault) -> web.Response:
    body: Json = {"message": fault.message, "code": fault.code}
    headers: dict[str, str] = {}
    if fault.retry_after is not None:
        body |= {"retry_after": fault.retry_after, "global": fault.is_global}
        headers = {"Via": "1.1 google", "Retry-After": str(fault.retry_after)}
        headers["X-RateLimit-Scope"] = "global" if fault.is_global else "shared"
    return answer(body, fault.status, headers)


def _refused(refusal: Refusal) -> web.Response:
    headers = {"Via": "1.1 google"} if refusal.status == 429 else None
    return answer(refusal.body, refusal.status, headers)


def _route(request: web.Request) -> str:
    """Return the route as the description writes it."""
    resource = request.match_info.route.resource
    return "" if resource is None else resource.canonical.removeprefix(PREFIX)
