"""What follows /chorus: a command by its name, or anything one could say. Pure functions."""

from collections.abc import Iterable, Mapping, Sequence

from bot.chat import Command, CommandSpec, Option, OptionKind

HELP = "help"
_OWN_WORDS = "words"  # an option that is said as it stands


def spec_called(specs: Sequence[CommandSpec], name: str) -> CommandSpec | None:
    """Return the command of that name."""
    return next((spec for spec in specs if spec.name == name), None)


def to_command(text: str, specs: Sequence[CommandSpec]) -> Command | None:
    """Return the command that `text` begins with; None where it is plain talk, which may say more than a name."""
    words = text.split() or [HELP]
    for spec in sorted(specs, key=lambda spec: -len(spec.name)):
        name = spec.name.split()
        if [word.lower() for word in words[: len(name)]] != name:
            continue
        rest = " ".join(words[len(name) :])
        if not rest or spec.options:
            return Command(spec.name, filled_in(spec.options, rest))
    return None


def filled_in(options: Sequence[Option], rest: str) -> tuple[tuple[str, str], ...]:
    """Return what was typed after a command's name as the option it fits: a number for a number, else the first."""
    if not rest:
        return ()
    is_number = rest.lstrip("-").isdigit()
    fitting = [option for option in options if (option.kind is OptionKind.NUMBER) == is_number]
    return (((fitting or list(options))[0].name, rest),)


def lacks(command: Command, specs: Sequence[CommandSpec]) -> bool:
    """Tell whether something must still be filled in."""
    spec = spec_called(specs, command.name)
    return spec is not None and any(option.required and not command.argument(option.name) for option in spec.options)


def is_private(command: Command, specs: Sequence[CommandSpec]) -> bool:
    """Tell whether the answer is for the member alone."""
    spec = spec_called(specs, command.name)
    return spec is not None and spec.private


def command_of(name: str, filled: Mapping[str, str]) -> Command:
    """Return a command from what was filled in, empty ones left out."""
    return Command(name, tuple((option, value.strip()) for option, value in filled.items() if value.strip()))


def as_said(command: Command) -> str:
    """Return how the command would be said: its last word and what was filled in; own words stand alone."""
    values: Iterable[str] = [value for _, value in command.arguments]
    if any(option == _OWN_WORDS for option, _ in command.arguments):
        return " ".join(values)
    return " ".join([command.name.split()[-1], *values])
