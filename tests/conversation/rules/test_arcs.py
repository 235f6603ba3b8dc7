"""The words by which a group says in which order its list is to be played."""

import pytest

from bot.conversation.intents import Add, Make, Refine, SessionAct, Sit
from bot.conversation.rules.reader import Rules
from bot.curation.aims import aims_of
from bot.curation.picks import Pick
from bot.curation.wish import Arc, Length, Shape, Stance, Style, Wish
from tests.examples import said


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("start slow and build up", Shape.RISE),
        ("start slow", Shape.RISE),
        ("build up slowly", Shape.RISE),
        ("start calm, end wild", Shape.RISE),
        ("finish on a high", Shape.RISE),
        ("from calm to lively please", Shape.RISE),
        ("start loud and then calm down", Shape.FALL),
        ("end calm", Shape.CALM_DOWN),
        ("calm down at the end", Shape.CALM_DOWN),
        ("wind down", Shape.CALM_DOWN),
        ("I want it to end calm", Shape.CALM_DOWN),
        ("put it in a better order", Shape.WAVE),
        ("can you reorder the playlist?", Shape.WAVE),
        ("build up and then wind down", Shape.WAVE),
        ("keep it steady", Shape.STEADY),
        ("empieza tranquilo y ve subiendo", Shape.RISE),
        ("de menos a más", Shape.RISE),
        ("de más a menos", Shape.FALL),
        ("termina tranquilo", Shape.CALM_DOWN),
        ("ponlo en mejor orden", Shape.WAVE),
        ("sin altibajos", Shape.STEADY),
    ],
)
def test_an_order_is_understood_as_a_change_of_the_list(rules: Rules, text: str, shape: Shape) -> None:
    (intent,) = rules.read(text).intents

    assert isinstance(intent, Refine)
    assert all(isinstance(piece, Arc) for piece in intent.pieces)
    assert aims_of(Wish(tuple(said(piece) for piece in intent.pieces))).arc is shape


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("a playlist for a party that starts slow and builds up", {Style("party"), Arc(Shape.RISE)}),
        ("a road trip playlist with a peak in the middle", {Style("road trip"), Arc(Shape.WAVE)}),
        ("synth-pop, 20 songs, end calm", {Style("synth-pop"), Length(tracks=20), Arc(Shape.CALM_DOWN)}),
        ("una lista para una fiesta, de menos a más", {Style("party"), Arc(Shape.RISE)}),
    ],
)
def test_an_order_is_part_of_a_wish(rules: Rules, text: str, pieces: set[object]) -> None:
    (intent,) = rules.read(text).intents

    assert isinstance(intent, Make)
    assert set(intent.pieces) == pieces


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("calmer", Refine((Style("calm", Stance.MORE),))),
        ("slow songs", Make((Style("calm"),))),
        ("add Calm Down by Rema", Add(Pick("Calm Down", "Rema"))),
        ("add Slow Down by Selena Gomez", Add(Pick("Slow Down", "Selena Gomez"))),
        ("start a session", Sit(SessionAct.START)),
    ],
)
def test_words_like_those_of_an_order_keep_their_meaning(rules: Rules, text: str, intent: object) -> None:
    assert rules.read(text).intents == (intent,)
