"""Commands as platforms offer them."""

import pytest

from bot.chat import Command
from bot.conversation import intents
from bot.conversation.intents import Intent, SessionAct, Target
from bot.conversation.rules.reader import Rules
from bot.curation.lexicon.terms import shipped
from bot.curation.picks import Pick
from bot.curation.wish import Stance, Style
from bot.texts.catalogue import DEFAULT_LANGUAGE, languages
from bot.tools.commands import Commands
from tests.texts.test_catalogue import catalogue

COMMANDS = Commands(Rules(shipped()))


@pytest.mark.parametrize(
    ("name", "arguments", "wanted"),
    [
        ("playlist make", {"words": "ambient jazz"}, intents.Make((Style("ambient jazz"),))),
        ("playlist refine", {"words": "calmer"}, intents.Refine((Style("calm", Stance.MORE),))),
        ("playlist refine", {"words": "más tranquilo"}, intents.Refine((Style("calm", Stance.MORE),))),
        ("playlist add", {"song": "Glory Box by Portishead"}, intents.Add(Pick("Glory Box", "Portishead"))),
        ("playlist drop", {"which": "number 3"}, intents.Drop(Target(number=3))),
        ("playlist show", {}, intents.Show()),
        ("playlist why", {"number": "4"}, intents.Why(Target(number=4))),
        ("playlist why", {}, intents.Why(Target())),
        ("playlist undo", {}, intents.Undo()),
        ("playlist restore", {"before": "Leo"}, intents.Restore(before="Leo")),
        ("playlist restore", {"version": "3", "before": "Leo"}, intents.Restore(number=3)),
        ("playlist history", {"days": "1"}, intents.History(1)),
        ("podcast find", {"topic": "Scandinavian design"}, intents.FindPodcasts("Scandinavian design")),
        ("session join", {}, intents.Sit(SessionAct.JOIN)),
        ("code", {"code": "K7QM-2XWA"}, intents.TypeCode("K7QM-2XWA")),
        ("nothing like it", {}, intents.Help()),
    ],
)
def test_reads_a_command(name: str, arguments: dict[str, str], wanted: Intent) -> None:
    assert COMMANDS.read(Command(name, tuple(arguments.items())), "es").intents == (wanted,)


def test_every_command_is_described_briefly_in_every_language() -> None:
    for spec in COMMANDS.specs:
        for descriptions in (spec.descriptions, *(option.descriptions for option in spec.options)):
            assert descriptions.keys() == languages()
            assert all(0 < len(words) <= 100 for words in descriptions.values())


def test_every_description_belongs_to_a_command() -> None:
    commands = {f"command_{spec.name.replace(' ', '_')}" for spec in COMMANDS.specs}
    options = {f"option_{option.name}" for spec in COMMANDS.specs for option in spec.options}
    keys = {key for key in catalogue(DEFAULT_LANGUAGE) if key.startswith(("command_", "option_"))}

    names = [*(spec.name for spec in COMMANDS.specs), *(o.name for spec in COMMANDS.specs for o in spec.options)]
    words = {f"command_word_{word}" for name in names for word in name.split()}
    assert keys == commands | options | words
