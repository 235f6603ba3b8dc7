"""forget: asked back, done wholly, and receipted in private."""

from dataclasses import replace

import pytest

from bot.chat import Channel, Choices, Member, Panel
from bot.conversation.context import Context, Heard
from bot.conversation.intents import (
    Changes,
    ForgetMe,
    Make,
    Privacy,
    Refine,
    SessionAct,
    Sit,
    Target,
    UnlinkAccount,
    Why,
)
from bot.conversation.ports import Answer
from bot.curation.wish import Length, Style
from bot.errors import NothingThere
from bot.texts.catalogue import text
from tests.examples import ANA, EVENING, GENERAL, LEO, WITH_ANA
from tests.tools.scene import Scene, panel, parts, presses, said

CALM = Make((Style("ambient"), Length(tracks=4)))


async def confirmed(scene: Scene, member: Member = ANA, channel: Channel = GENERAL) -> Answer:
    """Ask to be forgotten and press the button."""
    return await presses(
        scene, await scene.hears(ForgetMe(), "forget me", member=member, channel=channel), member, channel
    )


async def a_group() -> Scene:
    """Return a scene where Ana made the list, hosts it, and Leo is in too."""
    scene = Scene()
    await scene.link(ANA)
    await scene.hears(CALM, "something calm")
    await scene.hears(Sit(SessionAct.JOIN), "join", member=LEO)
    return scene


@pytest.mark.parametrize("language", ["en", "es"])
async def test_it_is_asked_back_in_private_and_nothing_is_gone_yet(language: str) -> None:
    scene = await a_group()

    answer = await scene.hears(ForgetMe(), "forget me", language=language)

    [reply] = answer.replies
    assert reply.only_for == ANA
    assert said(answer) == text("forget_ask", language)
    [choices] = [part for part in reply.parts if isinstance(part, Choices)]
    assert [choice.label for choice in choices.choices] == [text("choice_forget", language)]
    assert await scene.accounts.of(ANA) is not None


async def test_the_receipt_lists_what_went_to_the_member_alone() -> None:
    scene = await a_group()
    await scene.contexts.save(GENERAL, Context().with_heard(Heard(ANA, "something calm", EVENING)))

    answer = await confirmed(scene)

    private = answer.replies[0]
    assert private.only_for == ANA
    assert said(replace(answer, replies=(private,))).splitlines() == [
        text("forgot_account", account="Ana"),
        text("forgot_sayings", count=1),
        text("forgot_rosters", count=1),
        text("forgot_changes", count=1),
        text("forgot_wishes", count=2),
        text("forgot_tracks", count=4),
        text("forgot_stays"),
    ]


async def test_nothing_of_the_member_is_left_and_the_list_stays() -> None:
    scene = await a_group()
    before = await scene.titles()

    await confirmed(scene)

    assert await scene.titles() == before
    assert await scene.accounts.of(ANA) is None
    assert (await scene.session()).members == (LEO,)
    everything = f"{await scene.session()} {await scene.playlist()} {scene.context}"
    assert "Ana" not in everything
    assert repr(ANA.id) not in everything
    assert "something calm" not in everything.replace("title='Something calm'", "")


async def test_the_panel_loses_the_name_at_once() -> None:
    scene = await a_group()

    answer = await confirmed(scene, channel=WITH_ANA)

    shown = panel(answer)
    assert [reply.channel for reply in answer.replies] == [WITH_ANA, GENERAL]
    assert (shown.members, shown.host, shown.url) == (("Leo",), None, None)
    assert {row.member for row in shown.rows} == {"someone who left"}


async def test_the_truth_is_still_told_of_what_stays() -> None:
    scene = await a_group()
    await confirmed(scene)

    why = await scene.hears(Why(Target(number=1)), member=LEO)
    changes = await scene.hears(Changes(), member=LEO)

    assert "someone who left" in said(why)
    assert "someone who left: “…”" in said(changes)


async def test_the_group_goes_on_and_the_next_who_is_linked_gets_a_list_of_their_own() -> None:
    scene = await a_group()
    await confirmed(scene)
    await scene.link(LEO)

    answer = await scene.hears(Refine((Style("folk"),)), "more folk", member=LEO)

    assert panel(answer).host == "Leo"
    assert (await scene.playlist()).owner == LEO
    assert len(scene.service.lists) == 2


async def test_a_list_made_in_private_goes_whole() -> None:
    scene = Scene()
    await scene.hears(CALM, "something calm", channel=WITH_ANA)

    answer = await confirmed(scene, channel=WITH_ANA)

    assert text("forgot_private_lists", count=1) in said(answer)
    assert not [part for part in parts(answer) if isinstance(part, Panel)]
    with pytest.raises(NothingThere):
        await scene.desk.sessions.current(WITH_ANA)


async def test_who_is_forgotten_hears_that_nothing_is_kept() -> None:
    scene = await a_group()
    await confirmed(scene)

    assert said(await confirmed(scene)) == text("forgot_nothing")
    assert text("privacy_not_linked") in said(await scene.hears(Privacy()))
    assert said(await scene.hears(UnlinkAccount())) == text("not_linked")


async def test_a_link_that_was_begun_comes_to_nothing() -> None:
    scene = Scene()
    secret = (await scene.desk.linker.begin(ANA, GENERAL, "The Basement")).rsplit("/", 1)[-1]

    await confirmed(scene)

    assert await scene.desk.linker.tickets.peek(secret) is None


async def test_music_that_is_down_keeps_nobody_from_being_forgotten() -> None:
    scene = await a_group()
    scene.music.down = True
    await scene.loses("nothing")  # what was looked up is forgotten too

    answer = await confirmed(scene)

    assert text("forgot_account", account="Ana") in said(answer)
    assert await scene.accounts.of(ANA) is None


async def test_nobody_else_can_press_the_button_whoever_they_are() -> None:
    scene = await a_group()
    asked = await scene.hears(ForgetMe(), "forget me")

    refused = await presses(scene, asked, LEO, moderates=True)

    assert [reply.only_for for reply in refused.replies] == [LEO]
    assert said(refused) == text("confirm_not_here")
    assert await scene.accounts.of(ANA) is not None
