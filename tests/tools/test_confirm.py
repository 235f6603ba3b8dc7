"""Grave operations: asked back, bound to what they were, done once, and only for those who may."""

from datetime import timedelta

import pytest

from bot.chat import Member
from bot.conversation.intents import Add, Confirm, Drop, Make, SessionAct, Sit, Target
from bot.curation.picks import Pick
from bot.curation.wish import Length, Style
from bot.errors import NothingThere
from bot.texts.catalogue import text
from tests.examples import ANA, GARDEN, GENERAL, LEO, MINA, a_track
from tests.tools.scene import Scene, buttons, presses, said

CLEAR = Drop(Target(every=True))
END = Sit(SessionAct.END)
SEVERAL = Drop(Target(number=1), tuple(Target(number=n) for n in (2, 3)))
MOST_OF_IT = Drop(Target(number=1), tuple(Target(number=n) for n in range(2, 6)))


async def a_group(*, hosted: bool = True) -> Scene:
    """Return a scene where Ana made a list of eight, hosts it or not, and Leo is in too."""
    scene = Scene(a_track("Glory Box"))
    if hosted:
        await scene.link(ANA)
    await scene.hears(Make((Style("ambient"), Length(tracks=8))), "something calm")
    await scene.hears(Sit(SessionAct.JOIN), "join", member=LEO)
    return scene


@pytest.mark.parametrize("language", ["en", "es"])
async def test_a_session_with_others_in_it_goes_on_until_its_end_is_confirmed(language: str) -> None:
    scene = await a_group()

    asked = await scene.hears(END, language=language)
    assert said(asked) == text("ask_end", language, name="Ana")
    assert (await scene.session()).ended is None

    await presses(scene, asked)
    with pytest.raises(NothingThere):
        await scene.session()


async def test_a_session_of_one_ends_at_once() -> None:
    scene = Scene()
    await scene.hears(Make((Style("ambient"),)), "something calm")

    assert "That was" in said(await scene.hears(END))


@pytest.mark.parametrize(("intent", "left"), [(CLEAR, 0), (MOST_OF_IT, 3)])
async def test_much_of_a_list_goes_only_when_confirmed(intent: Drop, left: int) -> None:
    scene = await a_group()

    asked = await scene.hears(intent, "take those off", member=LEO)
    assert len(await scene.titles()) == 8
    answer = await presses(scene, asked, ANA)

    assert "Off the list" in said(answer)
    assert len(await scene.titles()) == left


async def test_a_few_of_many_go_at_once() -> None:
    scene = await a_group()

    assert "Off the list" in said(await scene.hears(SEVERAL, member=LEO))
    assert len(await scene.titles()) == 5


async def test_whoever_asked_has_the_credit_and_whoever_confirmed_only_allowed_it() -> None:
    scene = await a_group()

    await presses(scene, await scene.hears(CLEAR, "clear the list", member=LEO), ANA)

    newest = (await scene.playlist()).revisions[-1]
    assert (newest.author, newest.words) == (LEO, "clear the list")


@pytest.mark.parametrize("intent", [CLEAR, END])
@pytest.mark.parametrize("member", [LEO, MINA])
async def test_one_who_may_not_is_told_in_private_and_uses_nothing_up(intent: Drop | Sit, member: Member) -> None:
    scene = await a_group()
    asked = await scene.hears(intent)

    refused = await presses(scene, asked, member)

    assert [reply.only_for for reply in refused.replies] == [member]
    assert said(refused) == text("confirm_not_yours", name="Ana")
    assert len(await scene.titles()) == 8
    assert buttons(await presses(scene, asked, ANA)) is not None
    with pytest.raises(NothingThere, match="used already"):
        await presses(scene, asked, ANA)


async def test_a_moderator_may() -> None:
    scene = await a_group()

    await presses(scene, await scene.hears(CLEAR, member=LEO), MINA, moderates=True)

    assert await scene.titles() == []


async def test_a_moderator_of_another_channel_may_not() -> None:
    scene = await a_group()
    asked = await scene.hears(CLEAR, member=LEO)

    refused = await presses(scene, asked, MINA, GARDEN, moderates=True)

    assert said(refused) == text("confirm_not_here")
    assert len(await scene.titles()) == 8


async def test_without_a_host_whoever_asked_may_and_nobody_else() -> None:
    scene = await a_group(hosted=False)
    asked = await scene.hears(CLEAR, member=LEO)

    assert said(await presses(scene, asked, ANA)) == text("confirm_not_yours", name="Leo")
    await presses(scene, asked, LEO)

    assert await scene.titles() == []


async def test_a_list_that_has_changed_since_stays_as_it_is() -> None:
    scene = await a_group()
    asked = await scene.hears(CLEAR)
    await scene.hears(Add(Pick("Glory Box")), member=LEO)

    with pytest.raises(NothingThere, match="changed since"):
        await presses(scene, asked)

    assert len(await scene.titles()) == 9


async def test_a_later_session_is_not_ended_by_an_earlier_button() -> None:
    scene = await a_group()
    first, second = await scene.hears(END), await scene.hears(END)
    await presses(scene, first)
    await scene.hears(Sit(SessionAct.START))

    with pytest.raises(NothingThere, match="used already"):
        await presses(scene, second)

    assert (await scene.session()).ended is None


async def test_a_button_lasts_ten_minutes_and_a_forged_one_does_nothing() -> None:
    scene = await a_group()
    asked = await scene.hears(CLEAR)
    scene.now += timedelta(minutes=10)

    with pytest.raises(NothingThere):
        await presses(scene, asked)
    with pytest.raises(NothingThere):
        await scene.hears(Confirm("aaaaaaaaaa"))

    assert len(await scene.titles()) == 8
    assert (await scene.session()).channel == GENERAL
