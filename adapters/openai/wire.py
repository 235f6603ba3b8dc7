"""The connection to the model's server: the SDK's client, and what it is not left to decide."""

import json
from collections.abc import AsyncIterator
from typing import Any, cast

import httpx2
from openai import AsyncOpenAI, DefaultAsyncHttpx2Client

from adapters.openai.foreign import mapping
from adapters.openai.refusals import QUOTA_CODES, Unanswered
from adapters.openai.settings import OpenAISettings

REPEATS = 1
PATIENCE = 5.0  # seconds a repeat is waited for at most; beyond, the rules answer
MOST_BYTES = 4_000_000  # of one answer; a stream takes some 300 for each token
NEEDS_NO_KEY = "none"  # the SDK wants one; servers without keys take any


def make_client(settings: OpenAISettings, transport: httpx2.AsyncBaseTransport | None = None) -> AsyncOpenAI:
    """Return the SDK's client; nothing is sent yet."""
    timeout = httpx2.Timeout(settings.read_seconds, connect=settings.connect_seconds)
    return AsyncOpenAI(
        api_key=settings.api_key.get_secret_value() if settings.api_key else NEEDS_NO_KEY,
        base_url=settings.address,
        timeout=timeout,
        max_retries=REPEATS,
        http_client=DefaultAsyncHttpx2Client(event_hooks={"response": [_bounded]}, timeout=timeout, **_by(transport)),
    )


def _by(transport: httpx2.AsyncBaseTransport | None) -> dict[str, Any]:
    return {} if transport is None else {"transport": transport}  # given one, httpx2 heeds no proxy settings


async def _bounded(response: httpx2.Response) -> None:
    """Bound an answer's length, and its repeats: the SDK would repeat after a spent quota, and wait for minutes."""
    response.stream = _Capped(cast(httpx2.AsyncByteStream, response.stream), MOST_BYTES)
    is_in_vain = response.status_code == 429 and _is_quota(await response.aread())
    if is_in_vain or _is_long(response.headers.get("retry-after")):
        response.headers["x-should-retry"] = "false"


class _Capped(httpx2.AsyncByteStream):
    """A stream of bytes that breaks off after the most there may be."""

    def __init__(self, stream: httpx2.AsyncByteStream, most: int) -> None:
        self._stream = stream
        self._left = most

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._stream:
            self._left -= len(piece)
            if self._left < 0:
                raise Unanswered("The model's answer does not end.")
            yield piece

    async def aclose(self) -> None:
        """Close what is read from."""
        await self._stream.aclose()


def _is_long(seconds: str | None) -> bool:
    told = (seconds or "").strip()
    return told.isascii() and told.isdigit() and float(told[:9]) > PATIENCE


def _is_quota(body: bytes) -> bool:
    try:
        error = mapping(mapping(json.loads(body)).get("error"))
    except (ValueError, RecursionError):
        return False
    return not QUOTA_CODES.isdisjoint({str(error.get("code")), str(error.get("type"))})
