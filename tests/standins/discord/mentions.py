"""Who a message mentions, and who of them is told. Pure functions."""

import re
from typing import Any

from tests.standins.discord.permissions import Permission
from tests.standins.discord.refusals import Json, Misfit
from tests.standins.discord.world import Channel, Mentions, Message, Person, Role

_PERSON = re.compile(r"<@!?(\d+)>")
_ROLE = re.compile(r"<@&(\d+)>")
_EVERYONE = re.compile(r"@(everyone|here)\b")
_CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)

EVERYTHING: Json = {"parse": ["users", "roles", "everyone"], "replied_user": True}
PEOPLE_ONLY: Json = {"parse": ["users"], "replied_user": True}  # what an interaction or webhook is given by default


def mentioned(channel: Channel, text: str, allowed: Json, reply_to: Message | None = None) -> Mentions:
    """Return who is mentioned in a text and allowed to be; one answered by a reply comes last."""
    text = _CODE.sub("", text)
    parse = allowed.get("parse") or []
    people = _people(channel, text, None if "users" in parse else _ids(allowed, "users"))
    if reply_to is not None and allowed.get("replied_user") and reply_to.author in channel.audience:
        people = [one for one in people if one is not reply_to.author]
        people += [reply_to.author] if reply_to.origin is None else []  # what answers an interaction has no one to ping
    return Mentions(
        tuple(people),
        tuple(_roles(channel, text, None if "roles" in parse else _ids(allowed, "roles"))),
        "everyone" in parse and _may_mention_everyone(channel) and bool(_EVERYONE.search(text)),
    )


def told(channel: Channel, mentions: Mentions, author: Person) -> tuple[Person, ...]:
    """Return everyone who hears the ping, each once and never the author."""
    people = [*mentions.people, *(one for role in mentions.roles for one in role.members)]
    if mentions.everyone:
        people += channel.audience
    return tuple(dict.fromkeys(one for one in people if one is not author and not one.is_bot))


def misfits(allowed: Any) -> list[Misfit]:
    """Return what is wrong with `allowed_mentions`: a kind is parsed, or listed, not both."""
    found = []
    for kind in ("users", "roles"):
        if allowed and kind in (allowed.get("parse") or []) and allowed.get(kind):
            text = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
            found.append(Misfit("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", text))
    return found


def _people(channel: Channel, text: str, only: set[int] | None) -> list[Person]:
    ids = dict.fromkeys(int(found) for found in _PERSON.findall(text))
    by_id = {person.id: person for person in channel.audience}
    return [by_id[one] for one in ids if one in by_id and (only is None or one in only)]


def _roles(channel: Channel, text: str, only: set[int] | None) -> list[Role]:
    ids = {int(found) for found in _ROLE.findall(text)}
    roles = channel.guild.roles if channel.guild is not None else []
    return [role for role in roles if role.id in ids and role.mentionable and (only is None or role.id in only)]


def _ids(allowed: Json, kind: str) -> set[int]:
    return {int(one) for one in allowed.get(kind) or []}


def _may_mention_everyone(channel: Channel) -> bool:
    return channel.guild is not None and bool(channel.granted & Permission.MENTION_EVERYONE)
