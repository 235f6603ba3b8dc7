"""What the pretend Spotify says when it refuses."""

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response


class Refusal(Exception):
    """A call Spotify refuses, with what it answers instead."""

    def __init__(self, status: int, message: str, reason: str | None = None, *, plain: bool = False) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.reason = reason
        self.plain = plain  # some of Spotify's refusals are text, not JSON


class GrantRefusal(Exception):
    """A token the accounts service refuses to hand out."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(description)
        self.error = error
        self.description = description


def refused(_request: Request, error: Exception) -> Response:
    """Return the Web API's answer to a refused call."""
    if not isinstance(error, Refusal):
        raise error
    if error.plain:
        return PlainTextResponse(error.message, error.status)
    return error_answer(error.status, error.message, error.reason)


def grant_refused(_request: Request, error: Exception) -> Response:
    """Return the accounts service's answer to a refused grant."""
    if not isinstance(error, GrantRefusal):
        raise error
    body = {"error": error.error, "error_description": error.description}
    return JSONResponse(body, 400)


def error_answer(status: int, message: str, reason: str | None = None) -> JSONResponse:
    """Return an error in the Web API's shape."""
    details: dict[str, int | str] = {"status": status, "message": message}
    if reason is not None:
        details["reason"] = reason
    return JSONResponse({"error": details}, status)
