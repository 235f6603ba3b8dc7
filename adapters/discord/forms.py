"""Forms: a command's blanks, asked for in a window of their own."""

from collections.abc import Sequence
from typing import Any

from discord import ui

from adapters.discord.choices import ASKS
from adapters.discord.commands import chosen
from adapters.discord.markup import one_line
from adapters.discord.wording import wording
from bot.chat import Choice, Choices, CommandSpec, Link, Part

CODE = "code"  # the command that ends what a private link begins
_LONGEST_TITLE, _LONGEST_TEXT, _LONGEST_ANSWER = (
    45,
    100,
    1_000,
)  # https://docs.discord.com/developers/components/reference
_MOST_BLANKS = 5


def to_form(spec: CommandSpec, language: str) -> ui.Modal:
    """Return the form for a command. What is sent in is heard like everything else, also after a restart."""
    title = one_line(chosen(spec.descriptions, language), _LONGEST_TITLE)
    form = ui.Modal(title=title, custom_id=f"{ASKS}{spec.name}")
    for option in spec.options[:_MOST_BLANKS]:
        blank: ui.TextInput[Any] = ui.TextInput(
            custom_id=option.name, required=option.required, max_length=_LONGEST_ANSWER
        )
        described = one_line(chosen(option.descriptions, language), _LONGEST_TEXT)
        name = one_line(option.name.capitalize(), _LONGEST_TITLE)
        form.add_item(ui.Label(text=name, description=described, component=blank))
    form.stop()  # discord.py need not wait for it
    return form


def with_form_for_code(parts: Sequence[Part], language: str) -> tuple[Part, ...]:
    """Return a private answer with a button for the code that its link will show, unless it has one."""
    asks = any(choice.asks == CODE for part in parts if isinstance(part, Choices) for choice in part.choices)
    if asks or not any(isinstance(part, Link) for part in parts):
        return tuple(parts)
    return (*parts, Choices((Choice(wording("finish_linking", language), CODE, asks=CODE),)))
