"""Votes, locks and what a channel settles: who may, from when on it counts, and what it protects."""

from dataclasses import replace

import pytest

from bot.chat import Member
from bot.conversation.intents import (
    Add,
    Drop,
    Lock,
    Make,
    Never,
    Refine,
    SessionAct,
    Setting,
    Settle,
    Sit,
    Target,
    Undo,
    Vote,
)
from bot.conversation.ports import Answer, Turn
from bot.curation.picks import Pick
from bot.curation.wish import Length, Stance, Style
from bot.errors import NoMatch, NothingThere
from bot.texts.catalogue import text
from bot.tools.toolbox import Tools
from tests.examples import ANA, LEO, MINA, a_message, a_track
from tests.tools.scene import Scene, buttons, said

FIRST = Target(number=1)
DOWN, UP = Vote(FIRST, up=False), Vote(FIRST, up=True)
NO_AMBIENT = Style("ambient", Stance.NO)


async def a_group(*more: Style, host: Member | None = None) -> Scene:
    """Return a scene where Ana, Leo and Mina have a list of six."""
    scene = Scene(a_track("Glory Box"), a_track("Roads"))
    if host:
        await scene.link(host)
    await scene.hears(Make((Style("ambient"), *more, Length(tracks=6))), "something calm")
    for member in (LEO, MINA):
        await scene.hears(Sit(SessionAct.JOIN), "join", member=member)
    return scene


async def on_shelf(scene: Scene, genre: str) -> int:
    """Return how many of the list are of a genre."""
    shelf = {track.uri for track in scene.music.shelves[genre]}
    return sum(entry.uri in shelf for entry in (await scene.playlist()).entries)


async def reacts(scene: Scene, uri: str, member: Member, *, up: bool, back: bool = False) -> Answer:
    """Let a member react to a message that spoke of an entry, as the engine takes it."""
    message = replace(a_message("👍", member=member), about=uri, typed=False)
    context = replace(scene.context, spoken_of=uri)
    answer = await Tools(scene.desk).run(Vote(Target(), up, back), Turn(message, context, "en"))
    scene.context = answer.context
    return answer


async def test_half_of_the_group_drops_an_entry_and_undo_brings_it_back() -> None:
    scene = await a_group()
    before = await scene.titles()

    first = await scene.hears(DOWN, "skip number 1")
    assert said(first) == text("vote_against", title=before[0], count=1, needed=2)
    second = await scene.hears(DOWN, "skip number 1", member=LEO)

    assert "Off the list" in said(second)
    assert await scene.titles() == before[1:]
    await scene.hears(Undo())
    assert await scene.titles() == before
    await scene.hears(DOWN, member=MINA)  # the votes that dropped it are spent
    assert await scene.titles() == before


async def test_one_member_has_one_vote_however_often_they_say_it() -> None:
    scene = await a_group()
    before = await scene.titles()

    for _ in range(4):
        await scene.hears(DOWN)

    assert await scene.titles() == before


async def test_a_vote_that_is_taken_back_counts_no_more() -> None:
    scene = await a_group()
    before = await scene.titles()

    await scene.hears(DOWN)
    await scene.hears(Vote(FIRST, up=False, back=True))
    await scene.hears(DOWN, member=LEO)

    assert await scene.titles() == before


async def test_enough_votes_for_it_protect_an_entry_from_refinements() -> None:
    scene = await a_group()
    before = await scene.titles()
    await scene.hears(UP)

    told = await scene.hears(UP, member=LEO)
    await scene.hears(Refine((NO_AMBIENT, Style("pop"))), "no ambient, pop")

    assert said(told) == text("vote_protects", title=before[0], count=2)
    after = await scene.titles()
    assert after[0] == before[0]
    assert not set(before[1:]) & set(after)


async def test_votes_for_it_that_are_taken_back_protect_no_more() -> None:
    scene = await a_group()
    before = await scene.titles()
    for member in (ANA, LEO):
        await scene.hears(UP, member=member)

    await scene.hears(Vote(FIRST, up=True, back=True))
    await scene.hears(Refine((NO_AMBIENT, Style("pop"))), "no ambient, pop")

    assert not set(before) & set(await scene.titles())


async def test_a_reaction_is_a_vote_and_is_answered_only_when_something_comes_of_it() -> None:
    scene = await a_group()
    third = (await scene.playlist()).entries[2].uri

    silent = [await reacts(scene, third, ANA, up=False) for _ in range(2)]
    taken_back = await reacts(scene, third, ANA, up=False, back=True)
    again = await reacts(scene, third, LEO, up=False)
    dropped = await reacts(scene, third, MINA, up=False)

    assert [answer.replies for answer in (*silent, taken_back, again)] == [()] * 4
    assert "Off the list" in said(dropped)
    assert third not in {e.uri for e in (await scene.playlist()).entries}
    assert (await reacts(scene, third, ANA, up=True)).replies == ()  # of what is gone nothing is said


async def test_the_group_sets_how_many_votes_decide_and_may_switch_them_off() -> None:
    scene = await a_group()
    await scene.hears(Settle(((Setting.NEEDED, 3),)))
    for member in (ANA, LEO):
        await scene.hears(DOWN, member=member)
    assert len(await scene.titles()) == 6
    await scene.hears(DOWN, member=MINA)
    assert len(await scene.titles()) == 5

    await scene.hears(Settle(((Setting.VOTES, 0),)))

    with pytest.raises(NothingThere, match="Votes are off"):
        await scene.hears(DOWN)


async def test_what_is_locked_survives_refinements_votes_and_drops_until_it_is_unlocked() -> None:
    scene = await a_group()
    before = await scene.titles()
    await scene.hears(Lock(Target(number=2)), "keep number 2")

    await scene.hears(Refine((NO_AMBIENT, Style("pop"))), "no ambient, pop")
    assert (await scene.titles())[1] == before[1]
    for member in (ANA, LEO, MINA):
        await scene.hears(Vote(Target(number=2), up=False), member=member)
    with pytest.raises(NothingThere, match="locked"):
        await scene.hears(Drop(Target(number=2)))
    assert (await scene.titles())[1] == before[1]

    await scene.hears(Lock(Target(number=2), locked=False))
    await scene.hears(Drop(Target(number=2)))
    assert before[1] not in await scene.titles()


async def test_a_shorter_list_keeps_what_is_locked() -> None:
    scene = await a_group()
    last = (await scene.titles())[-1]
    await scene.hears(Lock(Target(number=-1)))

    await scene.hears(Refine((Length(tracks=2),)), "2 tracks")

    assert last in await scene.titles()
    assert len(await scene.titles()) == 2


async def test_a_member_s_share_is_not_taken_from_what_is_locked() -> None:
    scene = await a_group()
    before = await scene.titles()
    for number in range(1, 6):
        await scene.hears(Lock(Target(number=number)))

    await scene.hears(Make((Style("metal"),)), "some metal", member=LEO)

    assert (await scene.titles())[:5] == before[:5]


async def test_the_settings_are_shown_in_private_with_buttons() -> None:
    scene = await a_group(host=ANA)

    answer = await scene.hears(Settle())

    [reply] = answer.replies
    assert reply.only_for == ANA
    assert text("settings_votes_on", needed=text("settings_half")) in said(answer)
    assert buttons(answer) == [text(key) for key in ("say_votes_off", "say_explicit_off", "say_settings")]


@pytest.mark.parametrize(("member", "moderates", "may"), [(ANA, False, True), (LEO, False, False), (MINA, True, True)])
async def test_the_host_and_the_moderators_change_settings(member: Member, moderates: bool, may: bool) -> None:
    scene = await a_group(host=ANA)

    answer = await scene.hears(Settle(((Setting.VOTES, 0),)), member=member, moderates=moderates)

    assert (text("settings_votes_off") in said(answer)) is may
    assert (await scene.desk.sessions.settings.of((await scene.session()).channel)).votes is not may


async def test_what_is_never_to_come_stays_off_this_list_and_every_new_one() -> None:
    scene = await a_group(Style("pop"))
    assert await on_shelf(scene, "ambient")
    await scene.hears(Never((NO_AMBIENT,)), "never ambient")
    assert not await on_shelf(scene, "ambient")

    await scene.hears(Make((Style("pop"), Style("ambient"), Length(tracks=8)), is_new=True), "pop and ambient")
    assert await on_shelf(scene, "pop")
    assert not await on_shelf(scene, "ambient")

    settings = await scene.hears(Settle())
    assert "never ambient" in said(settings)
    assert "forget never ambient" in buttons(settings)
    await scene.hears(Never((NO_AMBIENT,), allowed=True), "forget never ambient")
    await scene.hears(Make((Style("ambient"), Length(tracks=4)), is_new=True), "ambient")
    assert len(await scene.titles()) == 4


async def test_who_settled_something_is_not_taken_for_one_who_wishes() -> None:
    scene = await a_group()
    await scene.hears(Never((Style("country", Stance.NO),)), "never country", member=MINA)

    await scene.hears(Make((Style("pop"), Length(tracks=6)), is_new=True), "pop", member=LEO)

    assert {e.member for e in (await scene.playlist()).entries} == {LEO}


async def test_one_who_may_not_settle_it_says_it_of_this_list_alone() -> None:
    scene = await a_group(Style("pop"), host=ANA)

    answer = await scene.hears(Never((NO_AMBIENT,)), "never ambient", member=LEO)

    assert text("never_this_list") in said(answer)
    assert (await scene.desk.sessions.settings.of((await scene.session()).channel)).never == ()


async def test_a_cap_per_member_holds_for_what_is_asked_for_by_name() -> None:
    scene = await a_group()
    await scene.hears(Settle(((Setting.BY_MEMBER, 1),)))
    await scene.hears(Add(Pick("Glory Box")))

    with pytest.raises(NoMatch, match="more than 1"):
        await scene.hears(Add(Pick("Roads")))
    await scene.hears(Add(Pick("Roads")), member=LEO)

    assert (await scene.titles())[-2:] == ["Glory Box", "Roads"]


async def test_a_cap_per_artist_holds_for_what_is_chosen() -> None:
    scene = await a_group()
    await scene.hears(Settle(((Setting.BY_ARTIST, 1),)))

    await scene.hears(Make((Style("metal"), Length(tracks=8)), is_new=True), "metal")

    playlist = await scene.playlist()
    items = await scene.desk.playlists.items([e.uri for e in playlist.entries], playlist)
    credits = [item.credit for item in items.values()]
    assert len(credits) == len(set(credits))
