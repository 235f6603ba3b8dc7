"""What a modal may hold. Pure functions."""

from tests.standins.discord import component_shapes as shapes
from tests.standins.discord.refusals import Json, Misfit, missing, too_long

TITLE, PARTS, CUSTOM_ID = 45, 5, 100
LABEL, DESCRIPTION, PLACEHOLDER, VALUE = 45, 100, 100, 4000


def misfits(modal: Json) -> list[Misfit]:
    """Return what is wrong with a modal."""
    found = []
    for name, limit in (("title", TITLE), ("custom_id", CUSTOM_ID)):
        if not modal.get(name):
            found.append(missing(f"data.{name}"))
        elif len(modal[name]) > limit:
            found.append(too_long(f"data.{name}", limit))
    parts = modal.get("components") or []
    if not 1 <= len(parts) <= PARTS:
        found.append(too_long("data.components", PARTS))
    for number, part in enumerate(parts):
        found += _part(part, f"data.components.{number}")
    return found


def inputs(modal: Json) -> list[tuple[str, Json]]:
    """Return what a modal asks for, each with the label it stands under."""
    found = []
    for part in modal["components"]:
        if part["type"] == shapes.LABEL:
            found.append((part["label"], part["component"]))
        else:
            found += [(one.get("label") or "", one) for one in part.get("components") or []]
    return found


def _part(part: Json, at: str) -> list[Misfit]:
    if part["type"] == shapes.TEXT:
        return []
    if part["type"] not in (shapes.ROW, shapes.LABEL):
        return [Misfit(f"{at}.type", "UNION_TYPE_CHOICES", "Not a component of a modal")]
    found = [
        too_long(f"{at}.{name}", limit)
        for name, limit in (("label", LABEL), ("description", DESCRIPTION))
        if len(part.get(name) or "") > limit
    ]
    inner = part.get("components") or [part["component"]]
    return found + [one for number, input_ in enumerate(inner) for one in _input(input_, f"{at}.components.{number}")]


def _input(part: Json, at: str) -> list[Misfit]:
    found = [] if part.get("custom_id") else [missing(f"{at}.custom_id")]
    limits = (("custom_id", CUSTOM_ID), ("label", LABEL), ("placeholder", PLACEHOLDER), ("value", VALUE))
    return found + [too_long(f"{at}.{name}", limit) for name, limit in limits if len(part.get(name) or "") > limit]
