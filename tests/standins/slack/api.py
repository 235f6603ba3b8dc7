"""The Web API's front door: reads a call, checks token, limits, scope and arguments, and answers as Slack does."""

import base64
import json
from typing import Any

from aiohttp import web

from tests.standins.slack.call import Call, Method
from tests.standins.slack.events import Events
from tests.standins.slack.faults import Fault, Faults
from tests.standins.slack.limits import Limits
from tests.standins.slack.refusals import Refusal, invalid_arguments
from tests.standins.slack.specification import NESTED, check_arguments
from tests.standins.slack.workspace import Install
from tests.standins.slack.world import World

STATES = {"revoked": "token_revoked", "uninstalled": "account_inactive"}


class WebApi:
    """Answers `/api/{method}`; `calls` lists what was asked, by method and arguments."""

    def __init__(self, world: World, events: Events, methods: dict[str, Method]) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.limits = Limits(world.clock)
        self.faults = Faults()
        self.faults.changed = world.changes.happened
        self._world, self._events, self._methods = world, events, methods

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer one request."""
        method, args = request.match_info["method"], await _arguments(request)
        await self.faults.hold(method)
        fault = self.faults.take(method)
        if fault is not None and not fault.after:
            return faulty(request, fault)
        answer = self._answer(request, method, args)
        self._world.changes.happened()
        return faulty(request, fault) if fault is not None else answer

    def _answer(self, request: web.Request, method: str, args: dict[str, Any]) -> web.Response:
        shown = {name: value for name, value in args.items() if name != "token"}
        self.calls.append((method, shown))
        known = self._methods.get(method)
        if known is None:
            return _refused(Refusal("unknown_method", req_method=method))
        self._world.violations.extend(check_arguments(method, args))
        try:
            caller = self._caller(request, args, known)
            seconds = self.limits.wait(method, known.tier, _workspace(caller), str(args.get("channel", "")))
            if seconds:
                return _limited(seconds)
            call = Call(method, shown, self._world, self._events, caller, _basic(request), _bearer(request))
            return web.json_response({"ok": True} | _checked(call, known), headers=_granted(caller))
        except Refusal as refusal:
            return _refused(refusal)

    def _caller(self, request: web.Request, args: dict[str, Any], method: Method) -> Install | None:
        token = _bearer(request) or str(args.get("token", ""))
        if method.token == "none":
            return None
        if not token:
            raise Refusal("not_authed")
        if method.token == "app":
            self._check_app_token(token)
            return None
        install = self._world.installs.get(token)
        if install is None:
            raise Refusal("not_allowed_token_type" if token.startswith("xapp-") else "invalid_auth")
        if install.state in STATES:
            raise Refusal(STATES[install.state])
        return install

    def _check_app_token(self, token: str) -> None:
        app = self._world.app
        if token in self._world.installs:
            raise Refusal("not_allowed_token_type")
        if token != app.app_token:
            raise Refusal("invalid_auth")
        if "connections:write" not in app.app_scopes:
            raise Refusal("missing_scope", needed="connections:write", provided=",".join(sorted(app.app_scopes)))


def _checked(call: Call, method: Method) -> dict[str, Any]:
    call.needs(*method.scopes)
    missing = [name for name in method.required if call.args.get(name) in (None, "")]
    if missing:
        raise invalid_arguments(*(f"missing required field: {name}" for name in missing))
    return method.answer(call)


async def _arguments(request: web.Request) -> dict[str, Any]:
    """Return the arguments of the query, and those of the body as a form or as JSON."""
    args: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        body = await request.text()
        args |= json.loads(body) if body else {}
    else:
        args |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    return {name: _read(name, value) for name, value in args.items() if value is not None}


def _read(name: str, value: Any) -> Any:
    """Return JSON out of a form's string; what is no JSON stays a string, for the method to refuse."""
    if name not in NESTED or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except json.JSONDecodeError:
        return value


def _bearer(request: web.Request) -> str:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if kind == "Bearer" else ""


def _basic(request: web.Request) -> tuple[str, str] | None:
    kind, _, encoded = request.headers.get("Authorization", "").partition(" ")
    if kind != "Basic":
        return None
    name, _, secret = base64.b64decode(encoded).decode().partition(":")
    return name, secret


def _workspace(caller: Install | None) -> str:
    return caller.token if caller else ""


def _granted(caller: Install | None) -> dict[str, str]:
    return {"X-OAuth-Scopes": ",".join(sorted(caller.scopes))} if caller else {}


def _refused(refusal: Refusal) -> web.Response:
    return web.json_response({"ok": False, "error": refusal.error, **refusal.fields})


def _limited(seconds: int) -> web.Response:
    body = {"ok": False, "error": "ratelimited"}
    return web.json_response(body, status=429, headers={"Retry-After": str(seconds)})


def faulty(request: web.Request, fault: Fault) -> web.Response:
    """Return the answer of a call that goes wrong, or cut its connection."""
    if fault.cut:
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=500)
    if fault.status == 429:
        return _limited(fault.retry_after)
    if fault.error:
        return _refused(Refusal(fault.error))
    return web.Response(status=fault.status, text="upstream error", content_type="text/html")
