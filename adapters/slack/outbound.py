"""From a reply to Slack's messages. Pure functions."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from adapters.slack.blocks import LONGEST_SECTION, Block, choice_button, link_button, rows_of_buttons, section, sections
from adapters.slack.markup import escape, link, one_line
from bot.chat import Choice, Choices, Link, Panel, Paragraph, Part, Row, Rows

MOST_BLOCKS = 45  # of 50
MOST_CHARACTERS = 12_000  # of some 13,200: https://github.com/slackapi/bolt-js/issues/2509
LONGEST_TEXT = 3_000  # of 4,000, for notifications and screen readers


@dataclass(frozen=True, slots=True)
class Post:
    """One message of Slack's."""

    text: str  # for notifications; escaped
    blocks: tuple[Block, ...]
    kept: dict[str, str] = field(default_factory=dict)  # what its buttons say where it does not fit into them


def to_posts(parts: Sequence[Part], *, thread: str | None = None, more: Sequence[Block] = ()) -> list[Post]:
    """Return the messages that show `parts`, but for panels, which are shown by themselves.

    Args:
        parts: What to show.
        thread: The thread whose own conversation it is part of.
        more: Buttons to put behind the last.
    """
    kept: dict[str, str] = {}
    blocks: list[Block] = []
    buttons: list[Block] = []
    for part in parts:
        if isinstance(part, Link | Choices):
            buttons += _buttons(part, kept)
            continue
        blocks += [*rows_of_buttons(buttons, thread), *_blocks(part)]
        buttons = []
    blocks += rows_of_buttons([*buttons, *more], thread)
    text = escape(_cut(" ".join(filter(None, map(spoken, parts)))))
    return [Post(text if first else "…", page, kept) for first, page in _pages(_numbered(blocks))]


def spoken(part: Part) -> str:
    """Return a part as it is read aloud, without addresses."""
    match part:
        case Paragraph(text):
            return text
        case Link(label):
            return label
        case Rows(rows):
            return ", ".join(f"{row.number}. {one_line(row.title)}" for row in rows)
        case Choices() | Panel():
            return ""


@lru_cache(200)
def row_line(row: Row) -> str:
    """Return one track or episode on one line of markup."""
    credit = f" – {escape(one_line(row.credit, 150))}" if row.credit else ""
    remarks = [remark for remark in (row.member, row.note) if remark]
    why = f"  ·  _{escape(one_line(', '.join(remarks), 200))}_" if remarks else ""
    return f"*{row.number}.* {link(row.url, row.title)}{credit}  ·  {clock_time(row.seconds)}{why}"


def row_sections(rows: Sequence[Row]) -> list[Block]:
    """Return tracks or episodes, as many to a block as fit."""
    pages: list[list[str]] = [[]]
    for line in map(row_line, rows):
        if sum(map(len, pages[-1])) + len(pages[-1]) + len(line) > LONGEST_SECTION:
            pages.append([])
        pages[-1].append(line)
    return [section("\n".join(page)) for page in pages if page]


def clock_time(seconds: int) -> str:
    """Return a running time such as 3:07 or 1:02:03."""
    minutes, left = divmod(max(0, seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def size(block: Block) -> int:
    """Return how many characters Slack counts in a block."""
    text = block.get("text", {}).get("text", "")
    return len(text) + sum(len(str(element)) for element in block.get("elements", ()))


def _blocks(part: Part) -> list[Block]:
    match part:
        case Paragraph(text):
            return sections(text)
        case Rows(rows):
            return row_sections(rows)
        case Link() | Choices() | Panel():
            return []


def _buttons(part: Link | Choices, kept: dict[str, str]) -> list[Block]:
    if isinstance(part, Link):
        button = link_button(part.label, part.url)
        return [button] if button else []
    return [choice_button(choice, kept, _name(choice)) for choice in part.choices]


def _name(choice: Choice) -> str:
    return hashlib.sha256(choice.says.encode()).hexdigest()[:32]


def _numbered(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks, each row of buttons with an id of its own."""
    return [
        block | {"block_id": f"{place}-{block['block_id']}"} if "block_id" in block else block
        for place, block in enumerate(blocks)
    ]


def _pages(blocks: Sequence[Block]) -> list[tuple[bool, tuple[Block, ...]]]:
    pages: list[list[Block]] = [[]]
    for block in blocks:
        is_full = len(pages[-1]) == MOST_BLOCKS or sum(map(size, pages[-1])) + size(block) > MOST_CHARACTERS
        if pages[-1] and is_full:
            pages.append([])
        pages[-1].append(block)
    return [(place == 0, tuple(page)) for place, page in enumerate(pages) if page]


def _cut(text: str) -> str:
    """Return as much of a text as still fits when it is escaped."""
    while len(escape(text)) > LONGEST_TEXT:
        text = text[: len(text) * 3 // 4].rstrip() + "…"
    return text or "…"
