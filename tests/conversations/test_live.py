"""The same conversations go through a real server, several times each."""

import sys

import pytest
from pydantic import SecretStr

from bot.conversation.briefing import Completion
from tests.conversation.models import calls, wish
from tests.conversations import __main__ as command
from tests.conversations.cases import cases_in
from tests.openai.rig import settings
from tests.standins.openai.asked import Asked
from tests.standins.openai.server import ModelServer

JAZZ = calls(("make_list", {"wishes": [wish("m1", styles=["jazz"])]}))
CELLAR = """
[[case]]
id = "a smoky cellar"
theme = "vague"
members = ["Ana", "Leo"]
said = [{ by = "Ana", say = "what they listen to in a smoky cellar at three, you know", wish = "Ana: want jazz" }]
"""
SILENT = calls(("stay_silent", {"reason": "talk"}))


async def test_each_case_is_played_k_times_by_the_server_and_not_by_what_was_recorded() -> None:
    answers = iter([JAZZ, JAZZ, SILENT, JAZZ])  # wrong at the third time

    def answer(asked: Asked) -> Completion:
        return next(answers)

    [cellar] = cases_in(CELLAR)
    async with ModelServer(answer) as server:
        at = settings(base_url=server.address, api_key=SecretStr("sk-standin"))
        [played] = await command._played([cellar], at, 4)

    assert [len(failures) for failures in played.rounds] == [0, 0, 2, 0]
    assert (played.share, played.is_reliable) == (0.75, False)
    assert server.violations == []


def test_without_a_server_it_says_what_to_set(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "argv", ["tests.conversations", "--model", "any"])

    assert command.main() == 2
    assert "OPENAI_API_KEY" in capsys.readouterr().err
