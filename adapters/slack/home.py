"""The Home tab: what a member has linked and may do about it, for them alone. Pure functions."""

from collections.abc import Sequence
from typing import Any

from adapters.slack.blocks import DO, LONGEST_LABEL, Block, button, header, plain_text, rows_of_buttons
from adapters.slack.markup import one_line
from adapters.slack.sentences import sentence
from bot.chat import CommandSpec

COMMANDS = ("link", "privacy", "unlink", "forget", "help")  # what the tab offers, where there is such a command
OPENING = "privacy"  # what it shows when it is opened
CAREFUL = ("unlink",)  # asks once more
MOST_BLOCKS = 95  # of 100


def to_view(blocks: Sequence[Block], specs: Sequence[CommandSpec], language: str | None) -> dict[str, Any]:
    """Return the tab with `blocks` on it."""
    offered = [_button(spec, language) for name in COMMANDS for spec in specs if spec.name == name]
    shown = [header("Chorus"), *blocks[:MOST_BLOCKS], {"type": "divider"}, *rows_of_buttons(offered)]
    return {"type": "home", "blocks": shown}


def label_of(spec: CommandSpec, language: str | None) -> str:
    """Return what a button for a command says."""
    label = spec.descriptions.get(language or "") or spec.descriptions.get("en") or spec.name
    return one_line(label, LONGEST_LABEL)


def _button(spec: CommandSpec, language: str | None) -> Block:
    offered = button(DO, label_of(spec, language), spec.name)
    if spec.name not in CAREFUL:
        return offered
    confirm = {
        "title": plain_text(sentence("sure", language)),
        "text": plain_text(label_of(spec, language)),
        "confirm": plain_text(sentence("ok", language), 30),
        "deny": plain_text(sentence("cancel", language), 30),
    }
    return offered | {"style": "danger", "confirm": confirm}
