"""How many components a message holds, and how long their texts are. Pure functions."""

from collections import Counter

from tests.standins.discord import component_shapes as shapes
from tests.standins.discord.refusals import Json, Misfit, missing, too_long

ROWS, BUTTONS, OPTIONS, PARTS_V2, TEXT_V2 = 5, 5, 25, 40, 4000
CUSTOM_ID, LABEL, PLACEHOLDER, OPTION = 100, 80, 150, 100


def misfits(parts: list[Json], *, is_v2: bool) -> list[Misfit]:
    """Return what is wrong with a message's components."""
    found = _too_many_v2(parts) if is_v2 else _too_many(parts)
    for number, part in enumerate(parts):
        found += _part(part, f"components.{number}")
    ids = Counter(one["custom_id"] for one in shapes.walk(parts) if one.get("custom_id"))
    if any(times > 1 for times in ids.values()):
        found.append(Misfit("components", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated"))
    return found


def _too_many(parts: list[Json]) -> list[Misfit]:
    found = [too_long("components", ROWS)] if len(parts) > ROWS else []
    for number, part in enumerate(parts):
        if part["type"] != shapes.ROW:
            text = "Only an action row stands here without the IS_COMPONENTS_V2 flag"
            found.append(Misfit(f"components.{number}.type", "UNION_TYPE_CHOICES", text))
    return found


def _too_many_v2(parts: list[Json]) -> list[Misfit]:
    everything = list(shapes.walk(parts))
    found = []
    if len(everything) > PARTS_V2:
        found.append(too_long("components", PARTS_V2))
    if sum(len(one["content"]) for one in everything if one["type"] == shapes.TEXT) > TEXT_V2:
        text = f"The text of all components is over {TEXT_V2} characters"
        found.append(Misfit("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", text))
    return found


def _part(part: Json, at: str) -> list[Misfit]:
    kind = part["type"]
    found: list[Misfit] = []
    if kind == shapes.ROW:
        found += _row(part, at)
    if kind == shapes.BUTTON:
        found += _button(part, at)
    if kind in shapes.SELECTS:
        found += _select(part, at)
    if len(part.get("custom_id") or "") > CUSTOM_ID:
        found.append(too_long(f"{at}.custom_id", CUSTOM_ID))
    for number, inner in enumerate(part.get("components") or []):
        found += _part(inner, f"{at}.components.{number}")
    return found + (_part(part["accessory"], f"{at}.accessory") if part.get("accessory") else [])


def _row(row: Json, at: str) -> list[Misfit]:
    kinds = [one["type"] for one in row["components"]]
    if not kinds:
        return [missing(f"{at}.components")]
    if len(kinds) > BUTTONS:
        return [too_long(f"{at}.components", BUTTONS)]
    if len(kinds) > 1 and any(kind in shapes.SELECTS for kind in kinds):
        return [Misfit(f"{at}.components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "A select fills its row")]
    return []


def _button(button: Json, at: str) -> list[Misfit]:
    found = []
    if len(button.get("label") or "") > LABEL:
        found.append(too_long(f"{at}.label", LABEL))
    if not button.get("label") and not button.get("emoji"):
        text = "A button needs a label or an emoji"
        found.append(Misfit(at, "BUTTON_COMPONENT_INVALID_EMPTY", text))
    wanted, unwanted = ("url", "custom_id") if button["style"] == shapes.LINK else ("custom_id", "url")
    if not button.get(wanted):
        found.append(missing(f"{at}.{wanted}"))
    if button.get(unwanted):
        found.append(Misfit(f"{at}.{unwanted}", "BUTTON_COMPONENT_INVALID", f"This style takes no {unwanted}"))
    return found


def _select(select: Json, at: str) -> list[Misfit]:
    found = []
    if len(select.get("placeholder") or "") > PLACEHOLDER:
        found.append(too_long(f"{at}.placeholder", PLACEHOLDER))
    if not select.get("custom_id"):
        found.append(missing(f"{at}.custom_id"))
    if select["type"] != shapes.SELECT:
        return found
    options = select["options"]
    if not 1 <= len(options) <= OPTIONS:
        found.append(too_long(f"{at}.options", OPTIONS))
    for number, option in enumerate(options):
        for name in ("label", "value", "description"):
            if len(option.get(name) or "") > OPTION:
                found.append(too_long(f"{at}.options.{number}.{name}", OPTION))
    if len({option["value"] for option in options}) < len(options):
        text = "The specified option value is already used"
        found.append(Misfit(f"{at}.options", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", text))
    return found
