"""Buttons, and what pressing them says: all of it in the button itself, so that a restart changes nothing. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from adapters.discord.json_words import Body
from adapters.discord.markup import is_web_address, one_line, units
from bot.chat import Choice, Choices, Link, Part

LONGEST_LABEL = 80
LONGEST_ID = 100
MOST_BUTTONS = 25
_IN_A_ROW = 5
_ROW, _BUTTON, _GREY, _LINK = 1, 2, 2, 5  # https://docs.discord.com/developers/components/reference

SAYS = "says:"  # and the words themselves
KEPT = "kept:"  # and the name under which longer words are kept
ASKS = "asks:"  # and the command whose blanks a form asks for
OPENS = "opens:"  # and the name under which something private is kept


@dataclass(frozen=True, slots=True)
class Button:
    """One button: it tells the bot `id`, or leads to `url`."""

    label: str
    id: str = ""
    url: str = ""

    def to_body(self) -> Body:
        """Return it as Discord takes it."""
        if self.url:
            return {"type": _BUTTON, "style": _LINK, "label": self.label, "url": self.url}
        return {"type": _BUTTON, "style": _GREY, "label": self.label, "custom_id": self.id}


def to_buttons(parts: Iterable[Part]) -> tuple[Button, ...]:
    """Return the buttons for all links and choices, in order, each once, as many as one message holds."""
    buttons: dict[str, Button] = {}
    for part in parts:
        match part:
            case Link(label, url) if is_web_address(url):
                buttons.setdefault(url, Button(_label(label), url=url))
            case Choices(choices):
                for choice in choices:
                    buttons.setdefault(_id(choice), Button(_label(choice.label or choice.says), id=_id(choice)))
            case _:
                pass
    return tuple(buttons.values())[:MOST_BUTTONS]


def to_rows(buttons: Sequence[Button]) -> list[Body]:
    """Return the buttons in rows, as Discord takes them."""
    rows = [buttons[start : start + _IN_A_ROW] for start in range(0, len(buttons), _IN_A_ROW)]
    return [{"type": _ROW, "components": [button.to_body() for button in row]} for row in rows]


def too_long_for_a_button(parts: Iterable[Part]) -> dict[str, str]:
    """Return the words that do not fit into their button, by the name under which they are to be kept."""
    choices = (choice for part in parts if isinstance(part, Choices) for choice in part.choices)
    return {digest(choice.says): choice.says for choice in choices if _id(choice).startswith(KEPT)}


def digest(words: str) -> str:
    """Return a short name for `words`, always the same."""
    return sha256(words.encode("utf-8", "replace")).hexdigest()[:40]


def _id(choice: Choice) -> str:
    if choice.asks:
        return f"{ASKS}{choice.asks}"
    whole = f"{SAYS}{choice.says}"
    return whole if units(whole) <= LONGEST_ID else f"{KEPT}{digest(choice.says)}"


def _label(label: str) -> str:
    return one_line(label, LONGEST_LABEL) or "…"
