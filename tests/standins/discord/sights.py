"""What people see on their screens."""

from dataclasses import dataclass

from tests.standins.discord import component_shapes as shapes
from tests.standins.discord.refusals import Json
from tests.standins.discord.world import Channel, Message, Person


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press."""

    label: str
    custom_id: str | None
    url: str | None
    disabled: bool


@dataclass(frozen=True, slots=True)
class Select:
    """Something to choose from."""

    custom_id: str
    placeholder: str
    options: tuple[tuple[str, str], ...]  # label, value


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message as one person sees it."""

    message: Message
    author: str
    content: str
    text: str  # all there is to read: content, embeds, text components
    embeds: tuple[Json, ...]
    buttons: tuple[Button, ...]
    selects: tuple[Select, ...]
    reactions: dict[str, int]
    is_ephemeral: bool
    is_loading: bool
    is_edited: bool


def visible(channel: Channel, as_member: Person) -> list[Rendered]:
    """Return the messages one person sees in a channel, the oldest first.

    Raises:
        AssertionError: they are not in that channel.
    """
    assert as_member in channel.audience, f"{as_member.name} is not there"
    seen = [one for one in channel.messages if not one.deleted and one.only_for in (None, as_member)]
    return [rendered(message) for message in seen]


def rendered(message: Message) -> Rendered:
    """Return a message as it looks."""
    parts = list(shapes.walk(message.components))
    return Rendered(
        message,
        message.author.name,
        message.content,
        "\n".join(_texts(message, parts)),
        tuple(message.embeds),
        tuple(_button(part) for part in parts if part["type"] == shapes.BUTTON),
        tuple(_select(part) for part in parts if part["type"] == shapes.SELECT),
        {emoji: len(people) for emoji, people in message.reactions.items()},
        message.is_ephemeral,
        message.is_loading,
        message.edited is not None,
    )


def find_button(message: Message, wanted: str) -> Button | None:
    """Return the button with that custom id or label, None where there is none."""
    buttons = rendered(message).buttons
    by_id = next((one for one in buttons if one.custom_id == wanted), None)
    return by_id or next((one for one in buttons if one.label == wanted), None)


def _texts(message: Message, parts: list[Json]) -> list[str]:
    texts: list[str | None] = [message.content]
    for embed in message.embeds:
        texts += [(embed.get("author") or {}).get("name"), embed.get("title"), embed.get("description")]
        for field in embed.get("fields") or []:
            texts += [field["name"], field["value"]]
        texts.append((embed.get("footer") or {}).get("text"))
    texts += [part["content"] for part in parts if part["type"] == shapes.TEXT]
    return [text for text in texts if text]


def _button(part: Json) -> Button:
    emoji = (part.get("emoji") or {}).get("name") or ""
    label = part.get("label") or emoji
    return Button(label, part.get("custom_id"), part.get("url"), bool(part.get("disabled")))


def _select(part: Json) -> Select:
    options = tuple((option["label"], option["value"]) for option in part.get("options") or [])
    return Select(part["custom_id"], part.get("placeholder") or "", options)
