"""What Block Kit allows in a message; each misfit is told with its place, as Slack tells it. Pure functions."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from tests.standins.slack.element_rules import check_element, check_text, length

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
MARKDOWN_CHARACTERS = 12_000  # over all markdown blocks of a message
TOTAL_CHARACTERS = 13_200  # where messages were seen refused: https://github.com/slackapi/bolt-js/issues/2509

IN_ACTIONS = frozenset(
    {
        "button",
        "checkboxes",
        "channels_select",
        "conversations_select",
        "datepicker",
        "datetimepicker",
        "external_select",
        "multi_channels_select",
        "multi_conversations_select",
        "multi_external_select",
        "multi_static_select",
        "multi_users_select",
        "overflow",
        "radio_buttons",
        "rich_text_input",
        "static_select",
        "timepicker",
        "users_select",
        "workflow_button",
    }
)
IN_SECTION = IN_ACTIONS | {"image"}
IN_INPUT = (IN_ACTIONS - {"button", "overflow", "workflow_button"}) | {
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "file_input",
}
# Accepted as they are: blocks newer than what this stand-in knows the inside of.
UNCHECKED = frozenset(
    {"rich_text", "table", "card", "carousel", "container", "plan", "task_card", "alert", "video", "file"}
    | {"context_actions", "auth_provider"}
)

Check = Callable[[dict[str, Any], str], Iterable[str]]


def check_blocks(blocks: Any, at: str, most: int = MESSAGE_BLOCKS) -> list[str]:
    """Return what is wrong with the blocks at the JSON pointer `at`; nothing when they are fine."""
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        return [f"must be an array of blocks [json-pointer:{at}]"]
    if len(blocks) > most:
        return [f"no more than {most} items allowed [json-pointer:{at}]"]
    wrong = [one for number, block in enumerate(blocks) for one in _check_block(block, f"{at}/{number}")]
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    wrong += [f"`block_id` {one} already exists [json-pointer:{at}]" for one in sorted({*ids}) if ids.count(one) > 1]
    if sum(len(block.get("text", "")) for block in blocks if block.get("type") == "markdown") > MARKDOWN_CHARACTERS:
        wrong.append(f"markdown text must be at most {MARKDOWN_CHARACTERS} characters [json-pointer:{at}]")
    return wrong


def total_length(part: Any) -> int:
    """Return how many characters of text there are in blocks."""
    if isinstance(part, list):
        return sum(total_length(one) for one in part)
    if isinstance(part, dict):
        own = len(part["text"]) if isinstance(part.get("text"), str) else 0
        return own + sum(total_length(one) for one in part.values())
    return 0


def _check_block(block: dict[str, Any], at: str) -> Iterator[str]:
    kind = str(block.get("type"))
    checks: dict[str, Check] = {
        "section": _section,
        "header": _header,
        "actions": _actions,
        "context": _context,
        "input": _input,
        "image": _image,
        "markdown": _markdown,
        "divider": lambda _block, _at: (),
    }
    if kind in checks:
        yield from length(block.get("block_id"), 255, f"{at}/block_id")
        yield from checks[kind](block, at)
    elif kind not in UNCHECKED:
        yield f"unsupported type: {kind} [json-pointer:{at}/type]"


def _section(block: dict[str, Any], at: str) -> Iterator[str]:
    fields = block.get("fields", [])
    if not block.get("text") and not fields:
        yield f"missing required field: text [json-pointer:{at}]"
    if "text" in block:
        yield from check_text(block["text"], 3000, f"{at}/text")
    if len(fields) > 10:
        yield f"no more than 10 items allowed [json-pointer:{at}/fields]"
    for number, field in enumerate(fields):
        yield from check_text(field, 2000, f"{at}/fields/{number}")
    if "accessory" in block:
        yield from check_element(block["accessory"], IN_SECTION, f"{at}/accessory")


def _header(block: dict[str, Any], at: str) -> Iterator[str]:
    yield from check_text(block.get("text"), 150, f"{at}/text", plain=True)


def _actions(block: dict[str, Any], at: str) -> Iterator[str]:
    elements = block.get("elements", [])
    if not 1 <= len(elements) <= 25:
        yield f"must have 1 to 25 items and has {len(elements)} [json-pointer:{at}/elements]"
    for number, element in enumerate(elements):
        yield from check_element(element, IN_ACTIONS, f"{at}/elements/{number}")
    ids = [element["action_id"] for element in elements if element.get("action_id")]
    if len(ids) != len({*ids}):
        yield f"`action_id` already exists [json-pointer:{at}/elements]"


def _context(block: dict[str, Any], at: str) -> Iterator[str]:
    elements = block.get("elements", [])
    if not 1 <= len(elements) <= 10:
        yield f"must have 1 to 10 items and has {len(elements)} [json-pointer:{at}/elements]"
    for number, element in enumerate(elements):
        if element.get("type") == "image":
            yield from check_element(element, frozenset({"image"}), f"{at}/elements/{number}")
        else:
            yield from check_text(element, 3000, f"{at}/elements/{number}")


def _input(block: dict[str, Any], at: str) -> Iterator[str]:
    yield from check_text(block.get("label"), 2000, f"{at}/label", plain=True)
    if "hint" in block:
        yield from check_text(block["hint"], 2000, f"{at}/hint", plain=True)
    yield from check_element(block.get("element", {}), IN_INPUT, f"{at}/element")


def _image(block: dict[str, Any], at: str) -> Iterator[str]:
    yield from check_element(block, frozenset({"image"}), at)
    if "title" in block:
        yield from check_text(block["title"], 2000, f"{at}/title", plain=True)


def _markdown(block: dict[str, Any], at: str) -> Iterator[str]:
    if not block.get("text"):
        yield f"missing required field: text [json-pointer:{at}]"
