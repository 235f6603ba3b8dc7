"""What Discord takes for an application command. Pure functions."""

import unicodedata
from collections import Counter
from typing import Any

from tests.standins.discord.refusals import Json, Misfit, too_long

SLASH, USER_MENU, MESSAGE_MENU = 1, 2, 3
SUB_COMMAND, SUB_COMMAND_GROUP = 1, 2
MOST = {SLASH: 100, USER_MENU: 15, MESSAGE_MENU: 15}
NAME, DESCRIPTION, OPTIONS, CHOICES, CHOICE, ALL_TEXT = 32, 100, 25, 25, 100, 8000
LOCALES = frozenset(
    ("id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl", "pt-BR",
     "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja", "zh-TW", "ko")
)  # fmt: skip
_SCRIPT_MARKS = ("DEVANAGARI", "THAI")


def kind(command: Json) -> int:
    """Return whether a command is a slash command or a menu of a person or a message."""
    return command.get("type") or SLASH


def list_misfits(commands: list[Json]) -> list[Misfit]:
    """Return what is wrong with the commands a bot wants to have."""
    found = []
    for one, times in Counter(map(kind, commands)).items():
        if times > MOST[one]:
            text = f"Maximum number of application commands reached ({MOST[one]})"
            found.append(Misfit("commands", "APPLICATION_COMMANDS_MAX", text))
    names = Counter((kind(command), command["name"]) for command in commands)
    for number, command in enumerate(commands):
        if names[kind(command), command["name"]] > 1:
            text = "Application command names must be unique"
            found.append(Misfit(f"{number}.name", "APPLICATION_COMMANDS_DUPLICATE_NAME", text))
        found += misfits(command, str(number))
    return found


def misfits(command: Json, at: str) -> list[Misfit]:
    """Return what is wrong with one command."""
    if kind(command) != SLASH:
        found = [] if 1 <= len(command["name"]) <= NAME else [too_long(f"{at}.name", NAME)]
        for name in ("description", "options"):
            if command.get(name):
                found.append(Misfit(f"{at}.{name}", "APPLICATION_COMMAND_CONTEXT_MENU", f"A menu has no {name}"))
        return found
    found = _texts(command, at) + _options(command.get("options") or [], at, depth=0)
    if _length(command) > ALL_TEXT:
        text = f"Command exceeds maximum size ({ALL_TEXT})"
        found.append(Misfit(at, "APPLICATION_COMMAND_TOO_LARGE", text))
    return found


def _texts(part: Json, at: str) -> list[Misfit]:
    found = [] if _is_name(part["name"]) else [_bad_name(f"{at}.name")]
    if not 1 <= len(part.get("description") or "") <= DESCRIPTION:
        found.append(too_long(f"{at}.description", DESCRIPTION))
    for field, fits in (("name", _is_name), ("description", lambda text: 1 <= len(text) <= DESCRIPTION)):
        for locale, text in (part.get(f"{field}_localizations") or {}).items():
            if locale not in LOCALES:
                found.append(Misfit(f"{at}.{field}_localizations", "ENUM_TYPE_COERCE", f"{locale} is not a locale"))
            elif not fits(text):
                found.append(_bad_name(f"{at}.{field}_localizations.{locale}"))
    return found


def _options(options: list[Json], at: str, *, depth: int) -> list[Misfit]:
    found = [too_long(f"{at}.options", OPTIONS)] if len(options) > OPTIONS else []
    if len({option["name"] for option in options}) < len(options):
        text = "Option names must be unique"
        found.append(Misfit(f"{at}.options", "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", text))
    nested = [option["type"] in (SUB_COMMAND, SUB_COMMAND_GROUP) for option in options]
    if any(nested) and not all(nested):
        text = "Sub-commands and other options do not mix"
        found.append(Misfit(f"{at}.options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", text))
    required = [bool(option.get("required")) for option in options]
    if not any(nested) and required != sorted(required, reverse=True):
        text = "Required options must be placed before non-required options"
        found.append(Misfit(f"{at}.options", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", text))
    for number, option in enumerate(options):
        found += _option(option, f"{at}.options.{number}", depth=depth)
    return found


def _option(option: Json, at: str, *, depth: int) -> list[Misfit]:
    found = _texts(option, at)
    if option["type"] in (SUB_COMMAND, SUB_COMMAND_GROUP):
        if depth > (1 if option["type"] == SUB_COMMAND else 0):
            text = "Sub-commands stand in a command or a group, groups in a command"
            found.append(Misfit(f"{at}.type", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", text))
        return found + _options(option.get("options") or [], at, depth=depth + 1)
    choices = option.get("choices") or []
    if choices and option.get("autocomplete"):
        text = "Choices and autocomplete do not go together"
        found.append(Misfit(f"{at}.autocomplete", "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID", text))
    return found + choice_misfits(choices, f"{at}.choices")


def choice_misfits(choices: list[Json], at: str) -> list[Misfit]:
    """Return what is wrong with the choices of an option, fixed or completed."""
    found = [too_long(at, CHOICES)] if len(choices) > CHOICES else []
    for number, choice in enumerate(choices):
        if not 1 <= len(choice.get("name") or "") <= CHOICE:
            found.append(too_long(f"{at}.{number}.name", CHOICE))
        if len(str(choice.get("value", ""))) > CHOICE:
            found.append(too_long(f"{at}.{number}.value", CHOICE))
    return found


def _is_name(text: str) -> bool:
    return 1 <= len(text) <= NAME and text == text.lower() and all(map(_is_name_letter, text))


def _is_name_letter(letter: str) -> bool:
    script = unicodedata.name(letter, "").split(" ")[0]
    return letter in "-_'" or unicodedata.category(letter)[0] in "LN" or script in _SCRIPT_MARKS


def _bad_name(at: str) -> Misfit:
    text = f"Must be 1 to {NAME} lower-case letters, digits, - or _"
    return Misfit(at, "APPLICATION_COMMAND_INVALID_NAME", text)


def _length(part: Json) -> int:
    """Return how long all texts of a command are; of translations the longest counts."""
    length = sum(_longest(part, name) for name in ("name", "description"))
    length += sum(len(str(choice["value"])) + _longest(choice, "name") for choice in part.get("choices") or [])
    return length + sum(map(_length, part.get("options") or []))


def _longest(part: Json, name: str) -> int:
    texts: list[Any] = [part.get(name) or "", *(part.get(f"{name}_localizations") or {}).values()]
    return max(map(len, texts))
