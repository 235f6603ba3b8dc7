"""Which tool answers which intent."""

from typing import get_args

from bot.conversation.intents import Intent
from bot.tools.toolbox import TOOLS


def test_every_intent_has_its_tool() -> None:
    assert set(TOOLS) == set(get_args(Intent))


def test_every_tool_says_what_it_does() -> None:
    assert all(tool.__doc__ for tool in TOOLS.values())
