"""How diverse the list is, as it is told and shown."""

from dataclasses import replace

import pytest

from bot.conversation.intents import Make, Receipt, SessionAct, Show, Sit
from bot.conversation.rules.reader import Rules
from bot.curation.ports import OpenFacts
from bot.curation.wish import Length
from tests.curation.fakes import FakeOpenData, a_lexicon
from tests.examples import LEO, style
from tests.tools.scene import Scene, panel, said

FOLK = Make((style("folk"), Length(tracks=4)))


async def a_known_list() -> Scene:
    """Return a scene with four folk songs, of which one is known to be Icelandic and of 1994."""
    scene = Scene()
    await scene.hears(FOLK)
    first = (await scene.playlist()).entries[0].uri
    finder = scene.desk.curator.finder
    known = FakeOpenData({first: OpenFacts(year=1994, countries=("Iceland",))})
    curator = replace(scene.desk.curator, finder=replace(finder, open_data=known))
    scene.desk = replace(scene.desk, curator=curator)
    return scene


async def test_the_receipt_counts_what_is_known_and_what_is_not() -> None:
    scene = await a_known_list()

    answer = said(await scene.hears(Receipt(), "how diverse is it?"))

    assert "4 artists, at most 1 by the same one" in answer
    assert "1990s 1, unknown 3" in answer
    assert "Iceland 1, unknown 3" in answer
    assert "Lesser known: 0" in answer


async def test_the_receipt_names_countries_in_the_members_language() -> None:
    scene = await a_known_list()

    assert "Islandia 1, sin datos: 3" in said(await scene.hears(Receipt(), language="es"))


async def test_every_panel_tells_the_variety_in_short() -> None:
    scene = await a_known_list()

    panels = [panel(await scene.hears(intent, member=LEO)) for intent in (Show(), Sit(SessionAct.JOIN), FOLK)]

    assert panels[0].variety == panels[1].variety == "4 artists · one decade · one country · 3 of unknown origin"
    assert panels[2].variety.startswith("4 artists · ")


@pytest.mark.parametrize(
    "words", ["how diverse is it?", "How diverse is the list?", "¿Qué tan variada es la lista?", "show us the variety"]
)
def test_the_question_is_understood(words: str) -> None:
    assert Rules(a_lexicon()).read(words).intents == (Receipt(),)
