"""What goes wrong on request: each fault with one answer."""

from dataclasses import replace
from enum import Enum, auto

from bot.conversation.briefing import Call, Completion
from tests.standins.openai.sse import Event


class Fault(Enum):
    """One way to fail."""

    TOO_MANY = auto()  # 429
    LONG_WAIT = auto()  # 429 that asks for ten minutes
    QUOTA = auto()  # 429 as well: nothing is left to spend
    WRONG_KEY = auto()
    NO_MODEL = auto()
    SERVER = auto()  # 500
    PAGE = auto()  # a web page with status 200
    NO_PAGE = auto()  # a web page with status 404
    FAILS = auto()  # the stream tells that it failed
    ERRS = auto()  # the stream tells of an error
    CUT = auto()  # the stream stops in the middle
    NO_JSON = auto()  # a piece of the stream is garbage
    BROKEN_ARGUMENTS = auto()  # a call's arguments are no JSON
    SLOW = auto()  # piece after piece, and no end
    SILENT = auto()  # nothing at all
    ENDLESS = auto()  # text without an end


REFUSALS: dict[Fault, tuple[int, str | None, str]] = {
    Fault.TOO_MANY: (429, "rate_limit_exceeded", "Rate limit reached for requests."),
    Fault.LONG_WAIT: (429, "rate_limit_exceeded", "Rate limit reached for requests per day."),
    Fault.QUOTA: (429, "insufficient_quota", "You exceeded your current quota."),
    Fault.WRONG_KEY: (401, "invalid_api_key", "Incorrect API key provided: sk-wrong."),
    Fault.NO_MODEL: (404, "model_not_found", "The model does not exist or you do not have access to it."),
    Fault.SERVER: (500, "server_error", "The server had an error while processing your request."),
}
PAGE = "<!doctype html><title>It works!</title>"


def headers(fault: Fault) -> dict[str, str]:
    """Return what is said of when to come again; at once, so that no test waits."""
    return {"retry-after": "600"} if fault is Fault.LONG_WAIT else {"retry-after-ms": "1"}


def error_body(code: str | None, message: str, param: str | None = None) -> Event:
    """Return an error as both dialects tell it."""
    return {"error": {"message": message, "type": code or "invalid_request_error", "param": param, "code": code}}


def failure(fault: Fault, dialect: str, code: str = "server_error") -> Event:
    """Return the event by which a stream tells that it failed; a dialect of its own for each server, in Chat."""
    error = {"code": code, "message": "The model produced invalid content."}
    if dialect == "chat":
        return {"error": error} if fault is Fault.FAILS else {"type": "error", **error}
    if fault is Fault.FAILS:
        return {
            "type": "response.failed",
            "response": {"id": "resp_1", "status": "failed", "error": error, "output": []},
        }
    return {"type": "error", **error, "param": None}


def spoiled(completion: Completion) -> Completion:
    """Return the completion with arguments that are no JSON."""
    return replace(completion, calls=tuple(Call(call.name, call.arguments[:-2] + ",,") for call in completion.calls))


def piece_of_text(dialect: str, text: str) -> Event:
    """Return an event with some text more."""
    if dialect == "chat":
        return {"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {"content": text}}]}
    return {
        "type": "response.output_text.delta",
        "item_id": "msg_0",
        "output_index": 0,
        "content_index": 0,
        "delta": text,
    }
