"""Turning what a person typed, such as "/playlist make", into what Discord sends of it. Pure functions."""

from dataclasses import dataclass
from typing import Any

from tests.standins.discord.command_rules import SUB_COMMAND, SUB_COMMAND_GROUP
from tests.standins.discord.refusals import Json
from tests.standins.discord.shapes import member, user
from tests.standins.discord.world import Channel, Person, Role

STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER = 3, 4, 5, 6, 7, 8, 9, 10
_TYPES: dict[int, tuple[type, ...]] = {
    STRING: (str,),
    INTEGER: (int,),
    BOOLEAN: (bool,),
    USER: (Person,),
    CHANNEL: (Channel,),
    ROLE: (Role,),
    MENTIONABLE: (Person, Role),
    NUMBER: (int, float),
}


class NotOffered(AssertionError):
    """Discord would not let a person do that: it is not there, not for them, or not filled in as asked."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A command as typed: which of its parts was meant, and what it takes."""

    path: tuple[str, ...]  # below the command: a group, a sub-command
    options: list[Json]  # as registered


def typed(command: Json, words: list[str]) -> Typed:
    """Return what a command and the words after it mean.

    Raises:
        NotOffered: there is no such sub-command, or one is needed.
    """
    options: list[Json] = command.get("options") or []
    for word in words:
        found = next((one for one in options if one["name"] == word and one["type"] <= SUB_COMMAND_GROUP), None)
        if found is None:
            raise NotOffered(f"/{command['name']} has no {word}; it has {[one['name'] for one in options]}")
        options = found.get("options") or []
    if any(one["type"] in (SUB_COMMAND, SUB_COMMAND_GROUP) for one in options):
        raise NotOffered(f"/{command['name']} {' '.join(words)} needs one of {[one['name'] for one in options]}")
    return Typed(tuple(words), options)


def filled_in(meant: Typed, given: dict[str, Any], channel: Channel) -> tuple[list[Json], Json]:
    """Return the options of a command as sent, and the people, roles and channels in them.

    Raises:
        NotOffered: one is missing, unknown or out of bounds.
    """
    known = {option["name"]: option for option in meant.options}
    missing = [name for name, option in known.items() if option.get("required") and name not in given]
    strange = [name for name in given if name not in known]
    if missing or strange:
        raise NotOffered(f"missing {missing}, unknown {strange}; it takes {list(known)}")
    resolved: Json = {}
    sent = [_filled(known[name], part, resolved, channel) for name, part in given.items()]
    return nested(meant, sent), resolved


def half_typed(meant: Typed, given: dict[str, Any], focused: str) -> list[Json]:
    """Return the options of a command while one is still being typed.

    Raises:
        NotOffered: that option is not completed.
    """
    known = {option["name"]: option for option in meant.options}
    if not known.get(focused, {}).get("autocomplete"):
        raise NotOffered(f"{focused} is not completed; the command takes {list(known)}")
    sent = []
    for name, part in given.items():
        sent.append({"name": name, "type": known[name]["type"], "value": part})
        if name == focused:
            sent[-1]["focused"] = True
    return nested(meant, sent)


def nested(meant: Typed, options: list[Json]) -> list[Json]:
    """Return options inside the sub-command and group they belong to."""
    for depth, name in enumerate(reversed(meant.path)):
        options = [{"type": SUB_COMMAND if depth == 0 else SUB_COMMAND_GROUP, "name": name, "options": options}]
    return options


def _filled(option: Json, given: Any, resolved: Json, channel: Channel) -> Json:
    kind, name = option["type"], option["name"]
    if not isinstance(given, _TYPES[kind]) or (isinstance(given, bool) and kind != BOOLEAN):
        raise NotOffered(f"{name} takes {_TYPES[kind]}, not {given!r}")
    choices = {choice["value"] for choice in option.get("choices") or []}
    if choices and given not in choices:
        raise NotOffered(f"{name} is one of {sorted(map(str, choices))}, not {given!r}")
    if isinstance(given, str):
        _in_bounds(name, len(given), option.get("min_length"), option.get("max_length") or 6000)
    elif isinstance(given, (int, float)):
        _in_bounds(name, given, option.get("min_value"), option.get("max_value"))
    elif isinstance(given, (Person, Role, Channel)):
        _resolve(given, resolved, channel)
        given = str(given.id)
    return {"name": name, "type": kind, "value": given}


def _in_bounds(name: str, size: float, least: float | None, most: float | None) -> None:
    if (least is not None and size < least) or (most is not None and size > most):
        raise NotOffered(f"{name} is {size}; it must be from {least} to {most}")


def _resolve(given: Person | Role | Channel, resolved: Json, channel: Channel) -> None:
    if isinstance(given, Person):
        resolved.setdefault("users", {})[str(given.id)] = user(given)
        if channel.guild is not None and given in channel.guild.members:
            shape = {**member(given, channel.guild, with_user=False), "permissions": "0"}
            resolved.setdefault("members", {})[str(given.id)] = shape
    elif isinstance(given, Channel):
        shape = {"id": str(given.id), "name": given.name, "type": int(given.kind), "permissions": "0"}
        resolved.setdefault("channels", {})[str(given.id)] = shape
    else:
        resolved.setdefault("roles", {})[str(given.id)] = {"id": str(given.id), "name": given.name}
