"""Slack's markup, both ways: what a member types and how it arrives; what arrives and how it reads. Pure functions."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

LINK = re.compile(r"https?://[^\s<>|]+|(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:com|org|net|link|fm)\b(?:/[^\s<>|]*)?", re.I)
MENTION = re.compile(r"(?<!\w)@([\w-]+)")
TOKEN = re.compile(r"<([^<>]+)>")
EVERYONE = ("channel", "here", "everyone")


def escape(text: str) -> str:
    """Return the text as Slack sends it: its three control characters as entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """Return the text with the three entities read."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def typed(text: str, ids: dict[str, str]) -> str:
    """Return how a message that was typed arrives: escaped, links and mentions in angle brackets.

    Args:
        ids: The ids of the members who can be mentioned, by name.
    """
    parts, at = [], 0
    for link in LINK.finditer(text):
        parts += [_with_mentions(text[at : link.start()], ids), _link(link.group())]
        at = link.end()
    return "".join([*parts, _with_mentions(text[at:], ids)])


def rich_text(wire: str) -> dict[str, Any]:
    """Return the block that Slack adds to what a member typed."""
    elements: list[dict[str, Any]] = []
    at = 0
    for token in TOKEN.finditer(wire):
        if before := wire[at : token.start()]:
            elements.append({"type": "text", "text": unescape(before)})
        elements.append(_element(token.group(1)))
        at = token.end()
    if rest := wire[at:]:
        elements.append({"type": "text", "text": unescape(rest)})
    section = {"type": "rich_text_section", "elements": elements}
    return {"type": "rich_text", "block_id": "typed", "elements": [section]}


def links(wire: str) -> list[str]:
    """Return the addresses in a message, in their order."""
    return [unescape(token.split("|")[0]) for token in TOKEN.findall(wire) if re.match(r"https?://", token)]


def mentioned(wire: str) -> list[str]:
    """Return whom a text pings: ids of members, and "channel", "here", "everyone"."""
    names = []
    for token in TOKEN.findall(wire):
        word = token.split("|")[0]
        if word[0] == "@" or (word[0] == "!" and (word[1:] in EVERYONE or word.startswith("!subteam^"))):
            names.append(word[1:])
    return names


def shown(wire: str, name: Callable[[str], str]) -> str:
    """Return the text as a member reads it: mentions as `@name`, links as their labels.

    Args:
        name: Gives the name that belongs to a member's or channel's id.
    """
    return unescape(TOKEN.sub(lambda token: escape(_read(token.group(1), name)), wire))


def text_objects(part: Any) -> Iterator[dict[str, Any]]:
    """Yield every text in blocks, top to bottom: text objects, and markdown blocks as text of type "markdown"."""
    if isinstance(part, list):
        for one in part:
            yield from text_objects(one)
    elif isinstance(part, dict):
        if part.get("type") in ("mrkdwn", "plain_text", "text", "markdown") and isinstance(part.get("text"), str):
            yield part
            return
        for key, one in part.items():
            if key not in ("state", "private_metadata"):
                yield from text_objects(one)


def pings_in(blocks: Iterable[dict[str, Any]]) -> list[str]:
    """Return whom blocks ping; plain text pings nobody."""
    live = [one["text"] for one in text_objects(list(blocks)) if one["type"] in ("mrkdwn", "markdown")]
    return [name for text in live for name in mentioned(text)]


def _with_mentions(text: str, ids: dict[str, str]) -> str:
    return MENTION.sub(lambda one: f"<@{ids[one[1]]}>" if one[1] in ids else one[0], escape(text))


def _link(address: str) -> str:
    return f"<{escape(address)}>" if address.startswith("http") else f"<http://{escape(address)}|{escape(address)}>"


def _element(token: str) -> dict[str, Any]:
    word, _, label = token.partition("|")
    if word.startswith("@"):
        return {"type": "user", "user_id": word[1:]}
    if word.startswith("!"):
        return {"type": "broadcast", "range": word[1:]}
    link = {"type": "link", "url": unescape(word)}
    return link | {"text": unescape(label)} if label else link


def _read(token: str, name: Callable[[str], str]) -> str:
    word, _, label = token.partition("|")
    if word[0] in "@#":
        return word[0] + name(word[1:])
    if word[0] == "!":
        return unescape(label) or "@" + word[1:].split("^")[0]
    return unescape(label or word)
