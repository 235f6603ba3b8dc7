"""From one list to the next: who came short opens, in plain words."""

from bot.conversation.intents import Make, SessionAct, Sit
from tests.examples import ANA, LEO, style
from tests.tools.scene import Scene, presses, said


async def test_who_had_little_of_one_list_opens_the_next() -> None:
    scene = Scene()
    scene.music.shelves["metal"] = scene.music.shelves["metal"][:2]
    await scene.hears(Make((style("ambient"),)))
    await scene.hears(Make((style("metal"),)), member=LEO)
    await presses(scene, await scene.hears(Sit(SessionAct.END)))

    await scene.hears(Make((style("ambient"),)))
    answer = await scene.hears(Make((style("pop"),)), member=LEO)

    assert (await scene.playlist()).entries[0].member == LEO
    assert "Leo came short last time, so this list opens for Leo." in said(answer)


async def test_who_had_their_share_does_not_open_the_next() -> None:
    scene = Scene()
    await scene.hears(Make((style("ambient"),)))
    await scene.hears(Make((style("metal"),)), member=LEO)
    await presses(scene, await scene.hears(Sit(SessionAct.END)))

    await scene.hears(Make((style("ambient"),)))
    answer = await scene.hears(Make((style("pop"),)), member=LEO)

    assert (await scene.playlist()).entries[0].member == ANA
    assert "came short" not in said(answer)
