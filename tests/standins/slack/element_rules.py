"""What Block Kit allows of texts and elements: kinds, lengths, counts. Pure functions."""

from collections.abc import Iterator
from typing import Any

INTERACTIVE_FREE = frozenset({"image"})  # the one element without an action_id
MOST_OPTIONS = {"overflow": 5, "checkboxes": 10, "radio_buttons": 10}
STYLES = (None, "primary", "danger")


def check_text(text: Any, most: int, at: str, *, plain: bool = False) -> Iterator[str]:
    """Yield what is wrong with a text object of at most so many characters."""
    if not isinstance(text, dict):
        yield f"missing required field: text object [json-pointer:{at}]"
        return
    kinds = ("plain_text",) if plain else ("plain_text", "mrkdwn")
    if text.get("type") not in kinds:
        yield f"unsupported type: {text.get('type')} [json-pointer:{at}/type]"
    if unknown := set(text) - {"type", "text", "emoji", "verbatim"}:
        yield f"invalid additional property: {', '.join(sorted(unknown))} [json-pointer:{at}]"
    if not isinstance(text.get("text"), str) or not text["text"]:
        yield f"must be more than 0 characters [json-pointer:{at}/text]"
    else:
        yield from length(text["text"], most, f"{at}/text")


def length(value: Any, most: int, at: str) -> Iterator[str]:
    """Yield what is wrong with a string that may be missing."""
    if value is None:
        return
    if not isinstance(value, str):
        yield f"must be a string [json-pointer:{at}]"
    elif len(value) > most:
        yield f"must be less than {most + 1} characters [json-pointer:{at}]"


def check_element(element: Any, allowed: frozenset[str], at: str) -> Iterator[str]:
    """Yield what is wrong with an element, which must be of an allowed kind."""
    kind = element.get("type") if isinstance(element, dict) else None
    if kind not in allowed:
        yield f"unsupported type: {kind} [json-pointer:{at}/type]"
        return
    if kind == "image":
        yield from _image(element, at)
        return
    yield from length(element.get("action_id"), 255, f"{at}/action_id")
    if kind == "button":
        yield from _button(element, at)
    if "placeholder" in element:
        yield from check_text(element["placeholder"], 150, f"{at}/placeholder", plain=True)
    if "confirm" in element:
        yield from _confirm(element["confirm"], f"{at}/confirm")
    if kind in ("static_select", "multi_static_select", *MOST_OPTIONS):
        yield from _choices(element, kind, at)
    if kind == "plain_text_input":
        yield from _typing(element, at)


def _image(image: dict[str, Any], at: str) -> Iterator[str]:
    if not image.get("image_url") and not image.get("slack_file"):
        yield f"missing required field: image_url [json-pointer:{at}]"
    if not isinstance(image.get("alt_text"), str):
        yield f"missing required field: alt_text [json-pointer:{at}]"
    yield from length(image.get("image_url"), 3000, f"{at}/image_url")
    yield from length(image.get("alt_text"), 2000, f"{at}/alt_text")


def _button(button: dict[str, Any], at: str) -> Iterator[str]:
    yield from check_text(button.get("text"), 75, f"{at}/text", plain=True)
    yield from length(button.get("value"), 2000, f"{at}/value")
    yield from length(button.get("url"), 3000, f"{at}/url")
    yield from length(button.get("accessibility_label"), 75, f"{at}/accessibility_label")
    if button.get("style") not in STYLES:
        yield f"must be one of primary, danger [json-pointer:{at}/style]"


def _confirm(confirm: dict[str, Any], at: str) -> Iterator[str]:
    for part, most in (("title", 100), ("confirm", 30), ("deny", 30)):
        yield from check_text(confirm.get(part), most, f"{at}/{part}", plain=True)
    yield from check_text(confirm.get("text"), 300, f"{at}/text")


def _choices(element: dict[str, Any], kind: str, at: str) -> Iterator[str]:
    groups = element.get("option_groups")
    lists = [group.get("options", []) for group in groups] if groups else [element.get("options", [])]
    most = MOST_OPTIONS.get(kind, 100)
    if groups and len(groups) > 100:
        yield f"no more than 100 items allowed [json-pointer:{at}/option_groups]"
    for options in lists:
        if not 1 <= len(options) <= most:
            yield f"must have 1 to {most} items and has {len(options)} [json-pointer:{at}/options]"
        yield from check_options(options, f"{at}/options")


def check_options(options: list[dict[str, Any]], at: str) -> Iterator[str]:
    """Yield what is wrong with the options of a menu."""
    for number, option in enumerate(options):
        yield from check_text(option.get("text"), 75, f"{at}/{number}/text")
        yield from length(option.get("value"), 150, f"{at}/{number}/value")
        if not isinstance(option.get("value"), str):
            yield f"missing required field: value [json-pointer:{at}/{number}]"
        if "description" in option:
            yield from check_text(option["description"], 75, f"{at}/{number}/description")


def _typing(element: dict[str, Any], at: str) -> Iterator[str]:
    most = element.get("max_length")
    if most is not None and not 1 <= most <= 3000:
        yield f"must be between 1 and 3000 [json-pointer:{at}/max_length]"
    if not 0 <= element.get("min_length", 0) <= 3000:
        yield f"must be between 0 and 3000 [json-pointer:{at}/min_length]"
