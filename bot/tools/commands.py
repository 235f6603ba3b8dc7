"""The commands that platforms with commands offer, and what each wants."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.chat import Command, CommandSpec, Option, OptionKind
from bot.conversation import intents
from bot.conversation.intents import Intent, Reading, SessionAct, Setting, Target
from bot.conversation.rules.reader import Rules
from bot.curation.picks import Pick
from bot.texts.catalogue import DEFAULT_LANGUAGE, languages, text
from bot.tools.suggest import without_year

Read = Callable[[Command, Rules, str], tuple[Intent, ...]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One command: how it is offered, and how it is read."""

    spec: CommandSpec
    read: Read


class Commands:
    """All commands."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._entries = {entry.spec.name: entry for entry in _entries()}
        self._unsaid = {name: _always(intent) for name, intent in _BACK.items()}

    @property
    def specs(self) -> tuple[CommandSpec, ...]:
        """How each command is offered."""
        return tuple(entry.spec for entry in self._entries.values())

    def read(self, command: Command, language: str) -> Reading:
        """Return what the command wants; an unknown one wants help."""
        entry = self._entries.get(command.name)
        read = entry.read if entry else self._unsaid.get(command.name, _always(intents.Help()))
        wanted = read(command, self._rules, language)
        return Reading(wanted, language)


# What a platform gives where a reaction is taken back; nobody types it.
_BACK: dict[str, Intent] = {
    "vote up back": intents.Vote(Target(), up=True, back=True),
    "vote down back": intents.Vote(Target(), up=False, back=True),
}


def _entries() -> tuple[Entry, ...]:
    words = _option("words", required=True)
    return (
        Entry(_spec("playlist make", words), _said("play {words}", "words")),
        Entry(_spec("playlist refine", words), _said("{words}", "words")),
        Entry(_spec("playlist add", _option("song", required=True, suggests=True)), _added),
        Entry(_spec("playlist drop", _option("which", required=True)), _said("drop {which}", "which")),
        Entry(_spec("playlist show"), _always(intents.Show())),
        Entry(_spec("playlist why", _option("number", kind=OptionKind.NUMBER)), _why),
        Entry(_spec("playlist lock", _number_of_entry()), _entry(lambda target: intents.Lock(target))),
        Entry(_spec("playlist unlock", _number_of_entry()), _entry(lambda target: intents.Lock(target, locked=False))),
        Entry(_spec("playlist undo"), _always(intents.Undo())),
        Entry(_spec("playlist restore", _option("before", kind=OptionKind.MEMBER), _version()), _restore),
        Entry(_spec("playlist changes"), _always(intents.Changes())),
        Entry(_spec("playlist history", _option("days", kind=OptionKind.NUMBER)), _history),
        Entry(_spec("podcast find", _option("topic", required=True)), _said("find podcasts about {topic}", "topic")),
        *(Entry(_spec(f"session {act.value}"), _always(intents.Sit(act))) for act in SessionAct),
        Entry(_spec("session recap"), _always(intents.CatchUp())),
        Entry(_spec("vote up", _number_of_entry()), _entry(lambda target: intents.Vote(target, up=True))),
        Entry(_spec("vote down", _number_of_entry()), _entry(lambda target: intents.Vote(target, up=False))),
        Entry(_spec("settings", *_settings_options(), private=True), _settings),
        Entry(_spec("link", private=True), _always(intents.LinkAccount())),
        Entry(_spec("code", _option("code", required=True), private=True), _code),
        Entry(_spec("unlink", private=True), _always(intents.UnlinkAccount())),
        Entry(_spec("privacy", private=True), _always(intents.Privacy())),
        Entry(_spec("forget", private=True), _always(intents.ForgetMe())),
        Entry(_spec("help", private=True), _always(intents.Help())),
    )


def _always(intent: Intent) -> Read:
    return lambda command, rules, language: (intent,)


def _said(phrase: str, option: str) -> Read:
    """Read it as if it had been said: the grammar knows what can stand in the blank."""

    def read(command: Command, rules: Rules, language: str) -> tuple[Intent, ...]:
        words = without_year(command.argument(option)) if option == "song" else command.argument(option)
        reading = rules.read(words, language=language)
        if phrase != f"{{{option}}}":
            reading = rules.read(phrase.format(**{option: words}), language=DEFAULT_LANGUAGE)
        return reading.intents

    return read


def _added(command: Command, rules: Rules, language: str) -> tuple[Intent, ...]:
    """Read a song as what to add, and as nothing else: a suggested title may read "Stay; play techno"."""
    read = _said("add {song}", "song")(command, rules, language)
    if len(read) == 1 or all(isinstance(intent, intents.Add) for intent in read):
        return read
    return (intents.Add(Pick(words=without_year(command.argument("song")))),)


def _why(command: Command, rules: Rules, language: str) -> tuple[Intent, ...]:
    return (intents.Why(Target(number=_number(command.argument("number")))),)


def _entry(of: Callable[[Target], Intent]) -> Read:
    """Read what is wanted of one entry: by its number, else the one last spoken of."""
    return lambda command, rules, language: (of(Target(number=_number(command.argument("number")))),)


def _number_of_entry() -> Option:
    return _option("number", kind=OptionKind.NUMBER)


def _settings_options() -> tuple[Option, ...]:
    return tuple(_option(name, kind=OptionKind.NUMBER) for name in _SETTINGS)


def _settings(command: Command, rules: Rules, language: str) -> tuple[Intent, ...]:
    given = {setting: command.argument(option).strip() for option, setting in _SETTINGS.items()}
    changes = tuple((setting, _number(value) or None) for setting, value in given.items() if value)
    return (intents.Settle(changes),)


_SETTINGS = {
    "votes_needed": Setting.NEEDED,
    "per_member": Setting.BY_MEMBER,
    "per_artist": Setting.BY_ARTIST,
}


def _restore(command: Command, rules: Rules, language: str) -> tuple[Intent, ...]:
    number = _number(command.argument("version"))
    return (intents.Restore(before=command.argument("before") if number is None else "", number=number),)


def _history(command: Command, rules: Rules, language: str) -> tuple[Intent, ...]:
    return (intents.History(_number(command.argument("days"))),)


def _code(command: Command, rules: Rules, language: str) -> tuple[Intent, ...]:
    return (intents.TypeCode(command.argument("code")),)


def _number(filled_in: str) -> int | None:
    return int(filled_in) if filled_in.lstrip("-").isdigit() else None


def _version() -> Option:
    return _option("version", kind=OptionKind.NUMBER)


def _spec(name: str, *options: Option, private: bool = False) -> CommandSpec:
    key = f"command_{name.replace(' ', '_')}"
    return CommandSpec(name, _in_all_languages(key), options, private, _names(name))


def _option(name: str, *, kind: OptionKind = OptionKind.TEXT, required: bool = False, suggests: bool = False) -> Option:
    return Option(name, _in_all_languages(f"option_{name}"), kind, required, suggests, _names(name))


def _names(name: str) -> dict[str, str]:
    """Return what a command or an option is called in each language, word by word."""
    return {language: " ".join(_word(word, language) for word in name.split()) for language in sorted(languages())}


def _word(word: str, language: str) -> str:
    try:
        return text(f"command_word_{word}", language)
    except KeyError:  # it is the same everywhere
        return word


def _in_all_languages(key: str) -> dict[str, str]:
    return {language: text(key, language) for language in sorted(languages())}
