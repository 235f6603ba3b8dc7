"""Sessions, links, history and talk: what is said, to whom, and what is kept."""

from datetime import timedelta

import pytest

from bot.chat import Choices, Panel
from bot.conversation.intents import (
    Add,
    Greet,
    Help,
    History,
    LinkAccount,
    Make,
    NotUnderstood,
    SessionAct,
    Sit,
    Stop,
    TypeCode,
    UnlinkAccount,
)
from bot.conversation.ports import Answer
from bot.curation.picks import Pick
from bot.curation.wish import Length
from bot.errors import LinkRefused, NothingThere, ServiceDown
from bot.texts.catalogue import text
from tests.examples import ANA, GENERAL, LEO, WITH_ANA, a_track, style
from tests.tools.scene import Scene, links, panel, parts, presses, rows, said

CALM = Make((style("ambient"), Length(tracks=6)))
START, JOIN, LEAVE, ROSTER, END = (Sit(act) for act in SessionAct)


async def code_of(scene: Scene, answer: Answer, account: str) -> str:
    """Go from the private link to the last page; return the code it shows."""
    departure = await scene.desk.linker.depart(links(answer)[0].rsplit("/", 1)[-1])
    state = departure.url.rsplit("state=", 1)[-1]
    consent = scene.authorizer.consent(state, account)
    return (await scene.desk.linker.arrive(state=state, cookie=departure.cookie, code=consent)).code


async def test_a_session_is_started_joined_left_and_ended() -> None:
    scene = Scene()

    told = [said(await scene.hears(act, member=who)) for act, who in ((START, ANA), (JOIN, LEO), (ROSTER, LEO))]

    assert ["Ana is in" in told[0], "Ana, Leo" in told[1], "2 of you: Ana, Leo" in told[2]] == [True] * 3
    assert "Ana has left" in said(await scene.hears(LEAVE))
    assert "empty" in said(await scene.hears(END, member=LEO))
    with pytest.raises(NothingThere, match="No session"):
        await scene.hears(ROSTER)


async def test_starting_twice_joins() -> None:
    scene = Scene()
    await scene.hears(START)

    assert "open already" in said(await scene.hears(START, member=LEO))
    assert (await scene.session()).members == (ANA, LEO)


async def test_only_somebody_in_the_session_ends_it() -> None:
    scene = Scene()
    await scene.hears(START)

    with pytest.raises(NothingThere, match="join"):
        await scene.hears(END, member=LEO)


async def test_the_end_is_a_recap() -> None:
    scene = Scene(a_track("Glory Box"))
    await scene.hears(CALM, "something calm")
    await scene.hears(Add(Pick("Glory Box")), member=LEO)

    answer = await presses(scene, await scene.hears(END))

    for words in ("“Something calm”", "7 tracks", "Ana 6", "Leo 1"):
        assert words in said(answer)
    assert panel(answer).ended


async def test_a_private_link_is_for_the_member_alone() -> None:
    scene = Scene()

    answer = await scene.hears(LinkAccount(), member=LEO)

    private, public = answer.replies
    assert (private.only_for, public.only_for) == (LEO, None)
    assert links(answer)[0].startswith("https://chorus.test/link/")
    assert links(Answer((public,), answer.context)) == []


async def test_in_a_direct_message_there_is_nothing_to_announce() -> None:
    answer = await Scene().hears(LinkAccount(), channel=WITH_ANA)

    assert [reply.only_for for reply in answer.replies] == [ANA]


async def test_the_code_links_and_the_list_moves_to_the_account() -> None:
    scene = Scene()
    await scene.hears(CALM)
    begun = await scene.hears(LinkAccount())

    answer = await scene.hears(TypeCode(await code_of(scene, begun, "ana.reyes")), channel=WITH_ANA)

    private, news = answer.replies
    assert (private.only_for, news.only_for, news.channel) == (ANA, None, GENERAL)
    assert "Ana.Reyes" in said(Answer((private,), answer.context))
    assert "Ana.Reyes" not in said(Answer((news,), answer.context))
    assert len(scene.service.lists["service-1"]) == 6
    assert (await scene.session()).host == ANA


async def test_the_code_links_even_when_the_list_cannot_be_written_yet() -> None:
    scene = Scene()
    await scene.hears(CALM)
    begun = await scene.hears(LinkAccount())
    scene.service.fails_at = "create"

    answer = await scene.hears(TypeCode(await code_of(scene, begun, "ana.reyes")))

    assert "will live there" in said(answer)
    assert await scene.accounts.of(ANA) is not None


async def test_a_second_link_in_a_session_takes_the_list_from_nobody() -> None:
    scene = Scene()
    await scene.link(ANA)
    await scene.hears(CALM)
    await scene.hears(JOIN, member=LEO)
    begun = await scene.hears(LinkAccount(), member=LEO)

    answer = await scene.hears(TypeCode(await code_of(scene, begun, "leo.brandt")), member=LEO)

    assert [reply.only_for for reply in answer.replies] == [LEO]
    assert (await scene.session()).host == ANA


async def test_a_wrong_code_is_refused_in_words() -> None:
    with pytest.raises(LinkRefused, match="not waiting for a code"):
        await Scene().hears(TypeCode("ABCD-2345"))


async def test_a_linked_member_is_told_which_account_it_is_in_private() -> None:
    scene = Scene()
    await scene.link(ANA)

    answer = await scene.hears(LinkAccount())

    assert "Ana is linked to you" in said(Answer((answer.replies[0],), answer.context))


async def test_unlinking_deletes_and_hands_the_list_on() -> None:
    scene = Scene()
    await scene.link(ANA)
    await scene.link(LEO)
    await scene.hears(CALM)
    await scene.hears(JOIN, member=LEO)

    answer = await scene.hears(UnlinkAccount())

    assert [reply.only_for for reply in answer.replies] == [ANA]
    assert "Unlinked" in said(answer)
    assert await scene.accounts.of(ANA) is None
    assert (await scene.session()).host == LEO
    assert "no Spotify linked" in said(await scene.hears(UnlinkAccount()))


async def test_the_next_host_gets_the_whole_list_with_the_next_look() -> None:
    scene = Scene()
    await scene.link(ANA)
    await scene.hears(CALM)
    await scene.link(LEO)
    await scene.hears(JOIN, member=LEO)
    await scene.hears(LEAVE)

    await scene.hears(Make((style("folk"), Length(tracks=3)), is_new=True), member=LEO)

    assert len(scene.service.lists["service-1"]) == 6
    assert len(scene.service.lists["service-2"]) == 3


async def test_yesterdays_list_is_shown_as_it_was() -> None:
    scene = Scene()
    await scene.hears(CALM, "something calm")
    scene.now += timedelta(days=1)
    await scene.hears(Make((style("metal"), Length(tracks=2))), "metal")

    answer = await scene.hears(History(days_ago=1))

    assert "2026-11-06" in said(answer)
    assert "“Something calm”" in said(answer)
    assert len(rows(answer)) == 6
    assert scene.context.shown == tuple(row.uri for row in rows(answer))


async def test_the_last_list_is_the_one_before_the_open_session() -> None:
    scene = Scene()
    await scene.hears(CALM, "something calm")
    await scene.hears(END)
    await scene.hears(Make((style("metal"), Length(tracks=2))), "metal")

    assert len(rows(await scene.hears(History()))) == 6


@pytest.mark.parametrize(("days", "key"), [(1, "no_history_yesterday"), (None, "no_history")])
async def test_no_history_is_said(days: int | None, key: str) -> None:
    with pytest.raises(NothingThere) as refusal:
        await Scene().hears(History(days_ago=days))

    assert refusal.value.key == key


async def test_help_shows_what_can_be_said_and_examples_to_press() -> None:
    answer = await Scene().hears(Help())

    assert "“undo”" in said(answer)
    assert [len(part.choices) for part in parts(answer) if isinstance(part, Choices)] == [3]


async def test_what_is_not_understood_does_nothing_and_offers_the_nearest() -> None:
    scene = Scene()

    answer = await scene.hears(NotUnderstood(("show", "undo")))

    assert "did nothing" in said(answer)
    assert [c.says for part in parts(answer) if isinstance(part, Choices) for c in part.choices] == ["show", "undo"]
    assert said(await scene.hears(NotUnderstood())) == text("not_understood")


async def test_stop_says_one_word() -> None:
    answer = await Scene().hears(Stop())

    assert len(parts(answer)) == 1


async def test_a_change_that_was_under_way_when_stop_was_said_can_be_taken_back() -> None:
    scene = Scene()
    await scene.hears(Make((style("ambient"),)))

    stopped, later = await scene.hears(Stop()), await scene.hears(Stop())

    assert [c.says for part in parts(stopped) if isinstance(part, Choices) for c in part.choices] == [text("say_undo")]
    assert len(parts(later)) == 1


@pytest.mark.parametrize("language", ["en", "es"])
async def test_a_greeting_is_returned_by_name_in_the_members_language(language: str) -> None:
    scene = Scene()

    told = [said(await scene.hears(Greet(thanks=thanks), language=language)) for thanks in (False, True)]

    assert told == [text(key, language, name="Ana") for key in ("hello", "welcome")]


async def test_a_session_of_one_channel_is_not_seen_in_another() -> None:
    scene = Scene()
    await scene.hears(CALM)

    with pytest.raises(NothingThere):
        await scene.hears(ROSTER, channel=WITH_ANA)


async def test_music_that_is_down_leaves_the_list_as_it_was() -> None:
    scene = Scene()
    await scene.hears(CALM)
    before = await scene.titles()
    scene.music.down = True

    with pytest.raises(ServiceDown):
        await scene.hears(Make((style("metal"),)))

    assert await scene.titles() == before
    assert not any(isinstance(part, Panel) and not part.rows for part in parts(await scene.hears(JOIN)))
