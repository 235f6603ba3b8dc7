"""What was chosen from suggestions is the music service's: no model is told it, whatever it was read as."""

from dataclasses import replace

import pytest

from bot.conversation.context import Context
from bot.conversation.intents import Add, Make, Refine
from bot.conversation.rules.reader import Rules
from bot.conversation.understanding import Understanding
from bot.curation.lexicon.terms import shipped
from bot.curation.picks import Pick
from bot.curation.wish import Named
from tests.conversation.models import ScriptedModel
from tests.conversation.test_interpreter import an_interpreter
from tests.examples import a_message


@pytest.mark.parametrize(
    "words",
    ["add Roads by Portishead", "play Portishead", "play Roads by Portishead", "more Portishead", "no Portishead"],
)
async def test_a_name_that_was_chosen_has_no_origin_a_model_may_see(words: str) -> None:
    model = ScriptedModel()
    understanding = Understanding(Rules(shipped()), interpreter=an_interpreter(model))

    reading = await understanding.read(replace(a_message(words), typed=False), Context(), "en")

    picks: list[Pick] = []
    for intent in reading.intents:
        picks += [intent.pick] if isinstance(intent, Add) else []
        pieces = intent.pieces if isinstance(intent, Make | Refine) else ()
        picks += [piece.pick for piece in pieces if isinstance(piece, Named)]
    assert {pick.origin for pick in picks} == {None}
    assert model.told == []
