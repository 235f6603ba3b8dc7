"""Server-sent events, as both dialects send them."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

DONE = b"data: [DONE]\n\n"
Event = dict[str, Any]


def pieces(events: Iterable[Event], dialect: str) -> Iterator[bytes]:
    """Return the stream piece by piece; Responses names its events, Chat Completions says when it is done."""
    for event in events:
        yield piece(event, dialect)
    if dialect == "chat":
        yield DONE


def piece(event: Event, dialect: str) -> bytes:
    """Return one event."""
    name = f"event: {event['type']}\n" if dialect == "responses" else ""
    return f"{name}data: {json.dumps(event)}\n\n".encode()
