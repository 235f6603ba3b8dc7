"""What is shown when something cannot be done: one calm sentence, and never what went wrong inside."""

from collections.abc import Awaitable, Callable, Mapping

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from adapters.web.pages import language_of, page
from bot.errors import LinkRefused, NotAllowed, ServiceError
from bot.texts.catalogue import text

log = structlog.get_logger(__name__)

API = "/playground/"  # what is under it answers scripts, in JSON
_SENTENCES = {
    404: "There is no page here. The address may have been cut short on its way.",
    405: "This page cannot be used in that way.",
}
_UNAVAILABLE = "Something Chorus relies on does not answer just now. Nothing was changed; try again in a minute."
_BROKEN = "Something went wrong on our side. It was written down, and nothing you did caused it."

Answer = Callable[[Request, Exception], Awaitable[Response]]


def problem_answers(headers: Mapping[str, str]) -> dict[type[Exception], Answer]:
    """Return who answers which error; `headers` go on the one answer that no middleware sees."""

    async def broken(request: Request, error: Exception) -> Response:
        response = problem(request, 500, _BROKEN)
        response.headers.update({**headers, "Cache-Control": "no-store"})
        return response

    return {
        HTTPException: _refused,
        LinkRefused: _link_refused,
        NotAllowed: _not_allowed,
        ServiceError: _unavailable,
        Exception: broken,
    }


def problem(request: Request, status: int, sentence: str, language: str = "en") -> Response:
    """Return a page, or JSON for a script, that says `sentence`."""
    if request.url.path.startswith(API):
        return JSONResponse({"sentence": sentence}, status)
    return page("problem.html", status, sentence=sentence, language=language)


async def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = error.detail if isinstance(error, HTTPException) else ""
    return problem(request, status, _SENTENCES.get(status, detail))


async def _link_refused(request: Request, error: Exception) -> Response:
    language = language_of(request)
    if not isinstance(error, LinkRefused):
        raise error
    status = 410 if error.key == "link_expired" else 400
    return problem(request, status, error.sentence(language), language)


async def _not_allowed(request: Request, error: Exception) -> Response:
    language = language_of(request)
    if not isinstance(error, NotAllowed):
        raise error
    return problem(request, 403, text(error.reason, language), language)


async def _unavailable(request: Request, error: Exception) -> Response:
    log.warning("service failed", error=type(error).__name__)  # never the path: it may hold a ticket
    return problem(request, 503, _UNAVAILABLE)
