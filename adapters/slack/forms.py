"""Forms: the options of a command to fill in, as a modal. Pure functions."""

import json
from collections.abc import Sequence
from typing import Any

from adapters.slack.blocks import plain_text
from adapters.slack.handle import Handle, decode
from adapters.slack.inbound import Body, presser
from adapters.slack.installations import NAME
from adapters.slack.people import Known
from adapters.slack.sentences import sentence
from adapters.slack.typed import as_said, command_of
from bot.chat import Channel, ChannelKind, CommandSpec, Message, Option, OptionKind

FORM = "form"  # the callback_id begins with it, and names the command
SUGGEST = "suggest"  # the action_id of a blank that is searched as one types begins with it, and names the option
TITLE = "Chorus"
LONGEST_OPTION = 75  # also of its value, which may have 150: they are the same here

View = dict[str, Any]  # JSON


def to_view(spec: CommandSpec, channel: Channel, handle: Handle) -> View:
    """Return the form of a command; it remembers where it was opened."""
    place = {"tenant": channel.tenant, "id": channel.id, "thread": channel.thread, "kind": channel.kind}
    place |= {"name": channel.name}
    return {
        "type": "modal",
        "callback_id": f"{FORM}:{spec.name}",
        "private_metadata": json.dumps({"place": place, "handle": handle.encode()}),
        "title": plain_text(TITLE),
        "submit": plain_text(sentence("ok", handle.language)),
        "close": plain_text(sentence("cancel", handle.language)),
        "blocks": [_input(option, handle.language) for option in spec.options],
    }


def submitted_message(body: Body, known: Known) -> Message:
    """Return what a filled-in form says."""
    view = body["view"]
    kept = json.loads(view["private_metadata"])
    handle, place = decode(kept["handle"]), kept["place"]
    command = command_of(view["callback_id"].partition(":")[2], _filled(view))
    tenant = place.get("tenant", known.installation.tenant)  # forms of an earlier version keep none
    channel = Channel(NAME, tenant, place["id"], place["thread"], ChannelKind(place["kind"]), place["name"])
    return Message(
        key=f"{NAME}:{known.installation.tenant}:form:{view['id']}",
        channel=channel,
        member=presser(body, known),
        text=as_said(command),
        at=known.now,
        locale=handle.language if handle else None,
        command=command,
        typed=not _is_chosen(view),
        moderates=known.moderates(body["user"]["id"]),
        handle=kept["handle"],
    )


def suggested(typed: str, found: Sequence[str]) -> list[View]:
    """Return what a blank offers: what was found, and what was typed as it stands."""
    offers = dict.fromkeys(text for text in (*found, typed.strip()) if text.strip())
    texts = (text for text in offers if len(text) <= LONGEST_OPTION)
    return [{"text": plain_text(text), "value": text} for text in texts]


def _input(option: Option, language: str | None) -> View:
    descriptions = option.descriptions
    label = descriptions.get(language or "") or descriptions.get("en") or option.name
    return {
        "type": "input",
        "block_id": option.name,
        "label": plain_text(label, 150),
        "optional": not option.required,
        "element": _element(option),
    }


def _element(option: Option) -> View:
    if option.suggests:
        return {"type": "external_select", "action_id": f"{SUGGEST}:{option.name}", "min_query_length": 2}
    if option.kind is OptionKind.NUMBER:
        return {"type": "number_input", "action_id": option.name, "is_decimal_allowed": False}
    return {"type": "plain_text_input", "action_id": option.name, "max_length": 500}


def _filled(view: Body) -> dict[str, str]:
    """Return what was filled in, by option."""
    return {
        option: _value(element) for option, elements in view["state"]["values"].items() for element in elements.values()
    }


def _is_chosen(view: Body) -> bool:
    """Tell whether a blank was filled from suggestions, which are the music service's words."""
    elements = (element for blanks in view["state"]["values"].values() for element in blanks.values())
    return any(element.get("type") == "external_select" and element.get("selected_option") for element in elements)


def _value(element: Body) -> str:
    selected = element.get("selected_option")
    return str((selected or {}).get("value") or element.get("value") or "")
