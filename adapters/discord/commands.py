"""The commands as Discord offers them, and as it says what was filled in. Pure functions."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256

import discord

from adapters.discord.json_words import Body
from adapters.discord.markup import one_line
from adapters.discord.wording import LANGUAGES, wording
from bot.chat import Command, CommandSpec, Option, OptionKind

ADDING = ("playlist add", "song")  # the command behind the menu entry of a message, and its blank
_TYPED, _MENU = 1, 3  # https://docs.discord.com/developers/interactions/application-commands
_SUBCOMMAND, _GROUP = 1, 2
_KINDS = {OptionKind.TEXT: 3, OptionKind.NUMBER: 4, OptionKind.MEMBER: 6}
_SERVER, _PERSON = 0, 1  # who can install it
_IN_SERVER, _WITH_BOT, _WITH_OTHERS = 0, 1, 2  # where it can be used
_LONGEST = 100
_DEFAULT = "en"


def to_bodies(specs: Sequence[CommandSpec]) -> list[Body]:
    """Return all commands as Discord takes them at once: groups, single commands, and the menu entry of a message."""
    groups: dict[str, list[CommandSpec]] = {}
    for spec in specs:
        groups.setdefault(spec.name.split(" ")[0], []).append(spec)
    bodies = [_top(name, members) for name, members in groups.items()]
    if any(spec.name == ADDING[0] for spec in specs):
        bodies.append(_menu_entry())
    return bodies


def print_of(bodies: Sequence[Body]) -> str:
    """Return a short text that is another one when anything about the commands is."""
    return sha256(json.dumps(bodies, sort_keys=True).encode()).hexdigest()


def to_command(data: Body) -> Command:
    """Return the command that a member gave, with what they filled in."""
    words, options = [data["name"]], data.get("options", [])
    while options and options[0]["type"] in (_SUBCOMMAND, _GROUP):
        words.append(options[0]["name"])
        options = options[0].get("options", [])
    filled = ((option["name"], _filled_in(option, data.get("resolved", {}))) for option in options)
    return Command(" ".join(words), tuple((name, value) for name, value in filled if value))


def said(command: Command) -> str:
    """Return how the command would be said in words."""
    if words := command.argument("words"):
        return words
    values = [value for _, value in command.arguments]
    return " ".join([command.name.split(" ")[-1], *values])


def being_typed(data: Body) -> tuple[str, str]:
    """Return the option a member is typing in, and what stands there so far; two empty texts when in none."""
    for option in data.get("options", []):
        if option.get("focused"):
            return option["name"], str(option.get("value", ""))
        if (found := being_typed(option))[0]:
            return found
    return "", ""


def name_of(member_id: str, resolved: Body) -> str:
    """Return what the chat shows as a member's name."""
    user = resolved.get("users", {}).get(member_id, {})
    nick = resolved.get("members", {}).get(member_id, {}).get("nick")
    return one_line(str(nick or user.get("global_name") or user.get("username") or ""), _LONGEST)


def chosen(descriptions: Mapping[str, str], language: str) -> str:
    """Return the description in `language`, else in English."""
    return descriptions.get(language[:2]) or descriptions[_DEFAULT]


def _filled_in(option: Body, resolved: Body) -> str:
    value = str(option.get("value", "")).strip()
    return name_of(value, resolved) if option["type"] == _KINDS[OptionKind.MEMBER] else value


def _top(name: str, members: Sequence[CommandSpec]) -> Body:
    """Return a command by itself, or a group of them."""
    personal = all(spec.private for spec in members)
    reach = {
        "type": _TYPED,
        "integration_types": [_SERVER, _PERSON] if personal else [_SERVER],
        "contexts": [_IN_SERVER, _WITH_BOT, _WITH_OTHERS] if personal else [_IN_SERVER, _WITH_BOT],
    }
    if members[0].name == name:
        spec = members[0]
        return {**_named(spec.name, spec.names), **_described(spec.descriptions), **reach, "options": _options(spec)}
    inside = [
        {
            "type": _SUBCOMMAND,
            **_named(spec.name, spec.names, word=1),
            **_described(spec.descriptions),
            "options": _options(spec),
        }
        for spec in members
    ]
    return {**_named(members[0].name, members[0].names), **_described(_contents(members)), **reach, "options": inside}


def _contents(members: Sequence[CommandSpec]) -> dict[str, str]:
    """Return what is in a group, by language."""
    languages = {_DEFAULT: None} | dict.fromkeys(language for spec in members for language in spec.names)
    return {
        language: ", ".join(spec.names.get(language, spec.name).split(" ", 1)[1] for spec in members)
        for language in languages
    }


def _options(spec: CommandSpec) -> list[Body]:
    """Return the blanks; Discord wants those that must be filled in first."""
    return [_option(option) for option in sorted(spec.options, key=lambda option: not option.required)]


def _option(option: Option) -> Body:
    body = {"type": _KINDS[option.kind], **_named(option.name, option.names), **_described(option.descriptions)}
    return {**body, "required": option.required, **({"autocomplete": True} if option.suggests else {})}


def _named(name: str, names: Mapping[str, str], word: int = 0) -> Body:
    """Return a word of a name; what is heard says it in English, whatever the member sees."""
    local = {language: called.split(" ")[word] for language, called in names.items()}
    return {"name": name.split(" ")[word], "name_localizations": _localised(local)}


def _described(descriptions: Mapping[str, str]) -> Body:
    local = {language: one_line(words, _LONGEST) for language, words in descriptions.items()}
    return {"description": local[_DEFAULT], "description_localizations": _localised(local)}


def _localised(texts: Mapping[str, str]) -> dict[str, str]:
    """Return texts by Discord's names for their languages, without the one that is shown where none fits."""
    others = ((language, text) for language, text in texts.items() if language != _DEFAULT)
    return {locale: text for language, text in others for locale in _locales(language)}


def _menu_entry() -> Body:
    names = _localised({language: wording("add_to_playlist", language) for language in LANGUAGES})
    return {
        "type": _MENU,
        "name": wording("add_to_playlist", _DEFAULT),
        "name_localizations": names,
        "integration_types": [_SERVER],
        "contexts": [_IN_SERVER, _WITH_BOT],
    }


def _locales(language: str) -> list[str]:
    """Return Discord's names for a language: one or one for each country, such as es-ES and es-419."""
    return [locale.value for locale in discord.Locale if locale.value.split("-")[0] == language]
