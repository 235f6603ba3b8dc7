"""What the tests start from: the adapter and the real SDK, over a wire that a test holds the other end of."""

import json
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
from pydantic import SecretStr

from adapters.openai.model import OpenAILanguageModel
from adapters.openai.settings import OpenAISettings
from bot.conversation.briefing import Briefing, Call, Completion, Line, Offer, Text, Usage
from bot.curation.picks import Origin
from tests.standins.openai import chat_shapes, responses_shapes
from tests.standins.openai.faults import error_body
from tests.standins.openai.sse import Event, pieces

DIALECTS = ("responses", "chat")
ADDRESS = "http://model.test/v1"
PAGE = "<!doctype html><title>It works!</title>"
SECRET_WORDS = "my aunt's birthday"  # in what a member says, and in what servers say of it
AT_ONCE = {"retry-after-ms": "1"}  # so that the SDK's repeat takes no time

ADD = Offer(
    "add_track",
    "Add one track.",
    {
        "type": "object",
        "properties": {"title": {"type": "string"}},
        "required": ["title"],
        "additionalProperties": False,
    },
)
ANSWER = Completion((Call("add_track", '{"title":"Glory Box"}'),), "Here it is.", Usage(900, 40, 512))


@dataclass(slots=True)
class Clock:
    """A clock that stands still until it is moved."""

    at: datetime = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def move(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


def a_briefing(
    *words: str,
    member_key: str = "discord/7/ana",
    offers: tuple[Offer, ...] = (ADD,),
    instructions: str = "You listen to a group.",
    most_tokens: int = 1200,
) -> Briefing:
    """Return a briefing whose lines say `words`."""
    lines = tuple(Line({"text": Text(each, Origin.MEMBER)}) for each in words or ("add Glory Box",))
    return Briefing(Text(instructions, Origin.OURS), offers, lines, member_key, most_tokens)


def settings(**given: Any) -> OpenAISettings:
    """Return settings in which the environment has no say, of OpenAI's profile at a pretend address."""
    said = {"api_key": SecretStr("sk-test"), "base_url": ADDRESS, "profile": "cloud"} | given
    return OpenAISettings(**(_nothing() | said))


def _nothing() -> dict[str, Any]:
    return {name: each.default for name, each in OpenAISettings.model_fields.items()}


class Body(httpx2.AsyncByteStream):
    """An answer on its way; tells whether it was closed."""

    def __init__(self, pieces_of_it: AsyncIterator[bytes] | Iterable[bytes]) -> None:
        self._pieces = pieces_of_it
        self.taken = 0
        self.is_closed = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if isinstance(self._pieces, AsyncIterator):
            async for piece in self._pieces:
                self.taken += 1
                yield piece
            return
        for piece in self._pieces:
            self.taken += 1
            yield piece

    async def aclose(self) -> None:
        self.is_closed = True


def streamed(body: Iterable[bytes] | Body) -> httpx2.Response:
    """Return a stream of events."""
    stream = body if isinstance(body, Body) else Body(body)
    return httpx2.Response(200, headers={"content-type": "text/event-stream"}, stream=stream)


def events_of(dialect: str, completion: Completion = ANSWER) -> list[Event]:
    """Return the events by which a dialect tells a completion."""
    shapes = responses_shapes if dialect == "responses" else chat_shapes
    return list(shapes.events(completion))


def said(dialect: str, events: Iterable[Event]) -> httpx2.Response:
    """Return a stream of these events."""
    return streamed(pieces(events, dialect))


def answered(dialect: str, completion: Completion = ANSWER) -> httpx2.Response:
    """Return the stream of a whole answer."""
    return said(dialect, events_of(dialect, completion))


def whole(dialect: str, completion: Completion = ANSWER) -> Event:
    """Return the answer in one piece."""
    return responses_shapes.body(completion) if dialect == "responses" else chat_shapes.body(completion)


def refused(
    status: int, code: str | None = None, *, param: str | None = None, message: str = "", **headers: str
) -> httpx2.Response:
    """Return a refusal whose sentence repeats what the member said."""
    told = error_body(code, message or f"It cannot be done: {SECRET_WORDS}", param)
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx2.Response(status, json=told, headers=AT_ONCE | given)


Reply = Callable[[], httpx2.Response]


@dataclass(slots=True)
class Wire:
    """The server's end: answers in turn, the last answer again and again, in one dialect alone."""

    dialect: str
    replies: list[Reply]
    requests: list[httpx2.Request] = field(default_factory=list)  # in that dialect

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        is_responses = request.url.path.endswith("/responses")
        if is_responses != (self.dialect == "responses"):
            return httpx2.Response(404, text="404 page not found")
        self.requests.append(request)
        return (self.replies.pop(0) if len(self.replies) > 1 else self.replies[0])()

    @property
    def bodies(self) -> Iterator[dict[str, Any]]:
        """Return what was asked, oldest first."""
        return (dict(json.loads(request.content)) for request in self.requests)


def a_wire(dialect: str, *replies: Reply | httpx2.Response) -> Wire:
    """Return a wire; a response given as such is given once or, being the last, again as it is."""
    return Wire(dialect, [_again(each) if isinstance(each, httpx2.Response) else each for each in replies])


def _again(response: httpx2.Response) -> Reply:
    return lambda: response


def a_model(
    handler: Callable[[httpx2.Request], httpx2.Response], clock: Clock | None = None, **given: Any
) -> OpenAILanguageModel:
    """Return the adapter at one end of a wire."""
    return OpenAILanguageModel(settings(**given), clock or Clock(), httpx2.MockTransport(handler))


async def completion_of(dialect: str, reply: Reply | httpx2.Response) -> Completion:
    """Return what the adapter makes of one reply."""
    model = a_model(a_wire(dialect, reply))
    completion = await model.complete(a_briefing())
    assert model.speaks == dialect
    await model.close()
    return completion
