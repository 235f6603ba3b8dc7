"""Taking an answer from a stream by hand: the SDK's own readers take a failure for an end, or for a mistake of ours."""

import asyncio
import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from openai import AsyncOpenAI, AsyncStream, OpenAIError

from adapters.openai.answers import Answer
from adapters.openai.foreign import mapping
from adapters.openai.refusals import Unanswered
from bot.conversation.briefing import Completion

DRAIN_SECONDS = 0.2  # for the rest after the end: read, it keeps the connection for the next call
_STREAM, _JSON = "text/event-stream", "application/json"


class NotAModel(Exception):
    """Something answers, but it is a page or the like: no model."""


async def opened(client: AsyncOpenAI, path: str, body: Mapping[str, Any]) -> AsyncStream[object]:
    """Return the stream of an answer.

    It is asked for by the SDK's general verb: the one made for each path builds the types of all events there are when
    the first comes, two seconds in which nothing else runs, and tries each event on them. We need none.

    Raises:
        OpenAIError: the server refuses, or cannot be reached.
    """
    return await client.post(path, cast_to=object, body=body, stream=True, stream_cls=AsyncStream[object])


async def heard(stream: AsyncStream[object], answer: Answer) -> Completion:
    """Return what the stream says; it is closed in any case.

    Raises:
        ModelDown: nothing that can be used.
        Failed: the server says that it failed.
        NotAModel: it is no answer of a model's server.
        OpenAIError: the connection failed.
    """
    async with stream:
        kind = str(stream.response.headers.get("content-type", "")).partition(";")[0].strip().lower()
        if kind == _JSON:  # a server that does not stream
            answer.take_whole(_body_of(await stream.response.aread()))
        elif kind in (_STREAM, ""):
            await _take_all(stream, answer)
        else:
            raise NotAModel
    return answer.completion()


async def _take_all(stream: AsyncStream[object], answer: Answer) -> None:
    events = aiter(stream)
    try:
        async for event in events:
            answer.take(mapping(event))
            if answer.is_over:
                break
    except (ValueError, RecursionError):
        raise Unanswered("The model's server sent a piece that is no JSON.") from None
    with suppress(TimeoutError, OpenAIError, ValueError, RecursionError):
        async with asyncio.timeout(DRAIN_SECONDS):
            async for _ in events:
                pass


def _body_of(content: bytes) -> Mapping[str, Any]:
    """Return the object of an answer in one piece.

    Raises:
        Unanswered: it is none.
    """
    try:
        return mapping(json.loads(content))
    except (ValueError, RecursionError):
        raise Unanswered("The model's server sent an answer that is no JSON.") from None
