"""Block Kit: the few blocks we use, within Slack's limits. Pure functions.

https://docs.slack.dev/reference/block-kit/blocks
"""

from collections.abc import Iterator, Sequence
from typing import Any

from adapters.slack.markup import chunks, one_line, web_address
from bot.chat import Choice

LONGEST_SECTION = 2900  # of 3000 characters
LONGEST_LABEL = 75
LONGEST_VALUE = 1900  # of 2000
LONGEST_HEADER = 150
MOST_BUTTONS = 5  # in one row, as Slack shows them
# What a button does; the first part of its action_id:
SAY, KEPT = "say", "kept"  # say its value, or what is kept in the note of that name
OPEN = "open"  # nothing but its address
FORM, DO = "form", "do"  # the command that is its value: open its form, or give it
SHOW = "show"  # what waits under the name that is its value

Block = dict[str, Any]  # JSON


def sections(text: str) -> list[Block]:
    """Return plain text, however long, as blocks."""
    return [section(piece) for piece in chunks(text, LONGEST_SECTION)]


def section(markup: str) -> Block:
    """Return a block of text whose markup is ours; nothing else in it is made a link or a mention."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": markup, "verbatim": True}}


def header(text: str) -> Block:
    """Return a heading."""
    return {"type": "header", "text": plain_text(text, LONGEST_HEADER)}


def context(markup: str) -> Block:
    """Return a line of small print."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": markup, "verbatim": True}]}


def plain_text(text: str, longest: int = LONGEST_LABEL) -> Block:
    """Return text in which nothing is markup."""
    return {"type": "plain_text", "text": one_line(text, longest) or "…", "emoji": False}


def button(does: str, label: str, value: str = "") -> Block:
    """Return a button; `does` is the first part of its action_id, to which `rows_of_buttons` adds a number."""
    return {"type": "button", "action_id": does, "text": plain_text(label)} | ({"value": value} if value else {})


def link_button(label: str, url: str) -> Block | None:
    """Return a button that opens an address, None where the address is none."""
    address = web_address(url)
    return button(OPEN, label) | {"url": address} if address else None


def choice_button(choice: Choice, kept: dict[str, str], name: str) -> Block:
    """Return a button that says something, or asks for it; what does not fit into it goes to `kept` by `name`."""
    if choice.asks:
        return button(FORM, choice.label, choice.asks)
    if len(choice.says) <= LONGEST_VALUE:
        return button(SAY, choice.label, choice.says)
    kept[name] = choice.says
    return button(KEPT, choice.label, name)


def rows_of_buttons(buttons: Sequence[Block], thread: str | None = None) -> Iterator[Block]:
    """Yield rows of buttons; `thread` is the thread whose own conversation they are part of."""
    for start in range(0, len(buttons), MOST_BUTTONS):
        row = [
            each | {"action_id": f"{each['action_id']}:{start + place}"}
            for place, each in enumerate(buttons[start : start + MOST_BUTTONS])
        ]
        yield {"type": "actions", "elements": row} | ({"block_id": f"{start}@{thread}"} if thread else {})
