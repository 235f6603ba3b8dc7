"""What a call asks for: its parameters and its body, checked as Spotify checks them."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from starlette.requests import Request

from adapters.sandbox.spotify.errors import Refusal
from adapters.sandbox.spotify.json_words import Body

Thing = TypeVar("Thing")
_ID_LENGTH = 22


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of a long list is asked for."""

    limit: int
    offset: int


def window(request: Request, *, default: int = 20, most: int = 50, last_offset: int = 100_000) -> Window:
    """Return the asked-for part of a list.

    Raises:
        Refusal: more is asked for than one page may hold.
    """
    limit = number(request, "limit", default)
    offset = number(request, "offset", 0)
    if not 0 <= limit <= most:
        raise Refusal(400, "Invalid limit")
    if not 0 <= offset <= last_offset:
        raise Refusal(400, "Invalid offset")
    return Window(limit, offset)


def number(request: Request, name: str, default: int) -> int:
    """Return a whole number from the query, or `default` where it is not given."""
    text = request.query_params.get(name)
    if text is None:
        return default
    try:
        return int(text)
    except ValueError:
        raise Refusal(400, f"Invalid {name}") from None


def check_market(request: Request) -> None:
    """Refuse a market that is no country code."""
    market = request.query_params.get("market")
    if market is not None and not (len(market) == 2 and market.isascii() and market.isalpha()):
        raise Refusal(400, "Invalid market code")


def kinds(request: Request) -> frozenset[str]:
    """Return the kinds of item the caller can read: tracks unless it says more."""
    asked = request.query_params.get("additional_types", "track").split(",")
    return frozenset({"track", *(kind.strip() for kind in asked)})


def the_one(things: dict[str, Thing], request: Request, name: str = "id") -> Thing:
    """Return the thing the path names.

    Raises:
        Refusal: there is no such thing.
    """
    id = request.path_params[name]
    if not is_id(id):
        raise Refusal(400, "Invalid base62 id")
    if id not in things:
        raise Refusal(404, "Resource not found")
    return things[id]


def is_id(text: str) -> bool:
    """Tell whether `text` could be one of Spotify's ids."""
    return len(text) == _ID_LENGTH and text.isascii() and text.isalnum()


async def json_body(request: Request) -> Body:
    """Return the JSON object a call carries, empty where it carries nothing.

    Raises:
        Refusal: the body is not JSON, or not an object.
    """
    content = await request.body()
    if not content:
        return {}
    try:
        body: Any = json.loads(content)
    except ValueError:
        raise Refusal(400, "Error parsing JSON.") from None
    if not isinstance(body, dict):
        raise Refusal(400, "Error parsing JSON.")
    return body


def page(request: Request, asked: Window, things: Sequence[Thing], shape: Callable[[Thing], Body]) -> Body:
    """Return the asked-for part of `things` in Spotify's paging shape."""
    part = things[asked.offset : asked.offset + asked.limit]
    return part_of(request, asked, len(things), [shape(thing) for thing in part])


def part_of(request: Request, asked: Window, total: int, items: list[Any]) -> Body:
    """Return one page of a list of `total` things in Spotify's paging shape."""
    after, before = asked.offset + asked.limit, max(0, asked.offset - asked.limit)
    return {
        "href": _at(request, asked, asked.offset),
        "limit": asked.limit,
        "offset": asked.offset,
        "total": total,
        "next": _at(request, asked, after) if after < total else None,
        "previous": _at(request, asked, before) if asked.offset > 0 else None,
        "items": items,
    }


def _at(request: Request, asked: Window, offset: int) -> str:
    return str(request.url.include_query_params(limit=asked.limit, offset=offset))
