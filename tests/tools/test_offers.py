"""What is offered in place of what there is none of, and lists that are only put in another order."""

import pytest

from bot.chat import Choices
from bot.conversation.intents import Add, AddShown, Make, Refine, Target
from bot.curation.picks import Pick
from bot.curation.wish import Arc, Shape, Style
from bot.errors import NoMatch, NothingThere
from tests.examples import a_track
from tests.tools.scene import Scene, parts, rows, said

HURTS = [a_track("Hurt", "Nine Inch Nails"), a_track("Hurt", "Johnny Cash")]
BY_NOBODY_HERE = Add(Pick("Hurt", "Christina Aguilera"))


async def test_a_song_that_only_others_have_is_offered_and_not_added() -> None:
    scene = Scene(*HURTS)

    answer = await scene.hears(BY_NOBODY_HERE)

    assert "“Hurt” by Christina Aguilera, only one by: Nine Inch Nails, Johnny Cash" in said(answer)
    assert [row.credit for row in rows(answer)] == ["Nine Inch Nails", "Johnny Cash"]
    assert [part.choices[0].says for part in parts(answer) if isinstance(part, Choices)] == ["add the first one"]


async def test_what_was_offered_is_added_when_somebody_says_so() -> None:
    scene = Scene(*HURTS)
    await scene.hears(BY_NOBODY_HERE)

    await scene.hears(AddShown(Target(number=2)))

    assert [entry.uri for entry in (await scene.playlist()).entries] == [HURTS[1].uri]


async def test_a_song_that_nobody_has_is_not_offered() -> None:
    scene = Scene(a_track("Hurtful", "Erik Hassle"))

    with pytest.raises(NoMatch, match=r"no recording of “Hurt” by Christina Aguilera\. Check"):
        await scene.hears(BY_NOBODY_HERE)


async def test_another_order_keeps_every_track_and_says_so() -> None:
    scene = Scene()
    await scene.hears(Make((Style("metal"), Style("ambient"), Arc(Shape.FALL))))
    before = (await scene.playlist()).entries

    answer = await scene.hears(Refine((Arc(Shape.RISE),)))

    after = (await scene.playlist()).entries
    assert set(after) == set(before)
    assert after != before
    assert "the same tracks, 20 of them, in another order" in said(answer)


async def test_an_order_where_there_is_no_list_yet_is_told_so() -> None:
    with pytest.raises(NothingThere):
        await Scene().hears(Refine((Arc(Shape.RISE),)))
