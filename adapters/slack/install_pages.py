"""The two pages of installing as one ASGI application: where it begins, and where Slack sends the browser back to."""

import structlog
from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from adapters.slack.installing import BACK_PATH, BROWSER, INSTALL_PATH, InstallFlow, Page
from adapters.slack.refusals import Refused, SetupProblem
from bot.errors import ServiceError

log = structlog.get_logger()

PATHS = (INSTALL_PATH, BACK_PATH)
AGAIN = ("slack_again", INSTALL_PATH)


class InstallPages:
    """To be mounted at both `PATHS`; it answers once the flow is there."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._flow: InstallFlow | None = None

    def open(self, flow: InstallFlow) -> None:
        """Let people install from now on."""
        self._flow = flow

    def close(self) -> None:
        """Let nobody install any more."""
        self._flow = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        response = await self._answer(request)
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if request.method != "GET":
            return Response("This page is only looked at.", 405, {"Allow": "GET"})
        if self._flow is None:
            return self._not_installed(request, 503, "slack_install_later")
        try:
            return await self._walked(self._flow, request)
        except SetupProblem as problem:
            log.error("slack not installed", problem=str(problem), setting=problem.setting, page=problem.page)
            return self._not_installed(request, 500, "slack_install_unset")
        except Refused as refused:
            log.warning("slack not installed", problem=str(refused))
            return self._not_installed(request, 401, "slack_install_over")
        except ServiceError as error:
            log.warning("slack not installed", problem=str(error))
            return self._not_installed(request, 503, "slack_install_later")

    async def _walked(self, flow: InstallFlow, request: Request) -> Response:
        asked = to_async_bolt_request(request, b"", {BROWSER: request})
        walk = flow.handle_callback if request.url.path == BACK_PATH else flow.handle_installation
        return to_starlette_response(await walk(asked))

    def _not_installed(self, request: Request, status: int, sentence: str) -> Response:
        return self._page(request, status, "slack_not_installed", sentence, way=AGAIN)
