"""What members press, choose and fill in, found in blocks. Pure functions."""

from collections.abc import Iterator
from typing import Any

from tests.standins.slack.refusals import Impossible

TYPED = frozenset({"plain_text_input", "email_text_input", "url_text_input", "number_input"})
PICKED = {  # what is chosen without options, and under which name it is told
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
}
SEVERAL = frozenset({"checkboxes", "multi_static_select", "multi_external_select"})
Values = dict[str, Any]


def with_ids(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the blocks with the ids that Slack gives where the app gave none."""
    return [{"block_id": f"b{number}", **block} for number, block in enumerate(blocks)]


def interactive(blocks: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield every element a member can use, with the block it is in, top to bottom."""
    for block in blocks:
        found = [*block.get("elements", [])] if block["type"] in ("actions", "context_actions") else []
        found += [block[part] for part in ("accessory", "element") if part in block]
        yield from ((block, element) for element in found if element.get("type") != "image")


def label(block: dict[str, Any], element: dict[str, Any]) -> str:
    """Return what a member knows an element by: a button's text, an input's label, a menu's placeholder."""
    named = element.get("text") or (block.get("label") if block["type"] == "input" else element.get("placeholder"))
    return str(named["text"]) if isinstance(named, dict) else ""


def find(blocks: list[dict[str, Any]], word: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the element with that action_id, or else that label, and its block.

    Raises:
        Impossible: there is none to use.
    """
    every = list(interactive(blocks))
    for block, element in every:
        if element.get("action_id") == word:
            return block, element
    for block, element in every:
        if label(block, element) == word:
            return block, element
    there = [element.get("action_id") or label(block, element) for block, element in every]
    raise Impossible(f"there is no {word!r} to press, only {there}")


def action(block: dict[str, Any], element: dict[str, Any], chosen: Any, ts: str) -> dict[str, Any]:
    """Return what is told of using an element; `chosen` is the option's value or text, where there are options."""
    told = {"type": element["type"], "block_id": block["block_id"], "action_ts": ts}
    told["action_id"] = element.get("action_id", "")
    if element["type"] == "button":
        return told | {key: element[key] for key in ("text", "value", "url", "style") if key in element}
    return told | value_of(element, chosen)


def value_of(element: dict[str, Any], chosen: Any) -> dict[str, Any]:
    """Return what was chosen or typed in an element, as payloads tell it.

    Raises:
        Impossible: the element does not offer it, or does not let it be typed.
    """
    kind = element["type"]
    if kind in TYPED:
        return {"value": _typed(element, chosen)}
    if kind in PICKED:
        return {PICKED[kind]: chosen}
    if kind in SEVERAL:
        return {"selected_options": [_option(element, one) for one in chosen or []]}
    return {"selected_option": _option(element, chosen) if chosen is not None else None}


def filled(blocks: list[dict[str, Any]], values: Values) -> dict[str, dict[str, Any]]:
    """Return a view's state for what a member filled in, by action_id, block_id or label.

    Raises:
        Impossible: something needed is empty, or filled in that is not there.
    """
    state: dict[str, dict[str, Any]] = {}
    left = dict(values)
    for block, element in interactive(blocks):
        if element["type"] in ("button", "overflow"):
            continue
        names = (element.get("action_id", ""), block["block_id"], label(block, element))
        chosen = next((left.pop(name) for name in names if name in left), None)
        told = {"type": element["type"], **(value_of(element, chosen) if chosen is not None else _initial(element))}
        empty = not any(value for key, value in told.items() if key != "type")
        if empty and block["type"] == "input" and not block.get("optional"):
            raise Impossible(f"{label(block, element)!r} must be filled in")
        state.setdefault(block["block_id"], {})[element.get("action_id", "")] = told
    if left:
        raise Impossible(f"there is nothing to fill in for {sorted(left)}")
    return state


def _typed(element: dict[str, Any], chosen: Any) -> str | None:
    if chosen is None:
        return None
    text = str(chosen)
    if not element.get("min_length", 0) <= len(text) <= element.get("max_length", 3000):
        raise Impossible(f"{len(text)} characters are not allowed here")
    return text


def _option(element: dict[str, Any], chosen: Any) -> dict[str, Any]:
    if isinstance(chosen, dict) and "external" in element["type"]:
        return chosen  # one of those the app suggested
    groups = element.get("option_groups") or [element]
    options: list[dict[str, Any]] = [option for group in groups for option in group.get("options", [])]
    for option in options:
        if chosen in (option["value"], option["text"]["text"]):
            return option
    raise Impossible(f"{chosen!r} is not offered, only {[option['value'] for option in options]}")


def _initial(element: dict[str, Any]) -> dict[str, Any]:
    kind = element["type"]
    if kind in TYPED:
        return {"value": element.get("initial_value")}
    if kind in SEVERAL:
        return {"selected_options": element.get("initial_options", [])}
    if kind in PICKED:
        name = PICKED[kind]
        return {name: element.get(name.replace("selected", "initial"))}
    return {"selected_option": element.get("initial_option")}
