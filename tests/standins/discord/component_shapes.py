"""Embeds and components as Discord gives them back: with what it fills in. Pure functions."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from tests.standins.discord.refusals import Json

ROW, BUTTON, SELECT, TEXT_INPUT = 1, 2, 3, 4
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER, LABEL = 9, 10, 11, 12, 13, 14, 17, 18
SELECTS = (3, 5, 6, 7, 8)
V2_ONLY = (SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER)
LINK = 5  # the style of a button that opens a page

_FILLED: dict[int, Json] = {
    SELECT: {"min_values": 1, "max_values": 1, "disabled": False},
    THUMBNAIL: {"description": None, "spoiler": False},
    SEPARATOR: {"spacing": 1, "divider": True},
    CONTAINER: {"accent_color": None, "spoiler": False},
}


def embed(sent: Json) -> Json:
    """Return an embed as Discord gives it back."""
    shape = {**_given(sent), "type": "rich"}
    if "fields" in shape:
        shape["fields"] = [{"inline": False, **_given(field)} for field in shape["fields"]]
    return shape


def components(sent: list[Json]) -> list[Json]:
    """Return components as Discord gives them back: numbered, defaults filled in."""
    numbers = count(1)
    return [_component(one, numbers) for one in sent]


def walk(parts: list[Json]) -> Iterator[Json]:
    """Yield components and all inside them, from top to bottom."""
    for part in parts:
        yield part
        yield from walk(part.get("components") or [])
        yield from walk([one for one in (part.get("accessory"), part.get("component")) if one])


def _component(sent: Json, numbers: Iterator[int]) -> Json:
    shape = {**_FILLED.get(sent["type"], {}), **_given(sent)}
    if not shape.get("id"):
        shape["id"] = next(numbers)
    if "components" in shape:
        shape["components"] = [_component(one, numbers) for one in shape["components"]]
    if "accessory" in shape:
        shape["accessory"] = _component(shape["accessory"], numbers)
    if shape["type"] == GALLERY:
        shape["items"] = [{"description": None, "spoiler": False, **_given(one)} for one in shape["items"]]
        for item in shape["items"]:
            item["media"] = _media(item["media"], shape["id"])
    if "media" in shape:
        shape["media"] = _media(shape["media"], shape["id"])
    return shape


def _media(sent: Json, number: int) -> Json:
    return {"id": str(number), "proxy_url": sent["url"], **_given(sent)}


def _given(sent: dict[str, Any]) -> Json:
    return {name: part for name, part in sent.items() if part is not None}
