"""Making, changing and showing the list: what is said, kept and shown."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat import Choices
from bot.conversation.intents import (
    Add,
    AddShown,
    CatchUp,
    Changes,
    Drop,
    FindPodcasts,
    Make,
    Refine,
    Restore,
    Show,
    Target,
    Undo,
    Why,
)
from bot.curation.music import Source
from bot.curation.picks import Pick
from bot.curation.wish import Kind, Length, Named, Resize, Stance, Topic
from bot.errors import (
    AccessLost,
    MemberError,
    NoMatch,
    NotAllowed,
    NothingThere,
    NotLinked,
    RateLimited,
    ServiceDown,
    ServiceError,
)
from tests.curation.fakes import FakeOpenData
from tests.examples import ANA, LEO, MINA, a_track, an_episode, style
from tests.tools.scene import Scene, links, panel, parts, rows, said

GLORY, ROADS = a_track("Glory Box"), a_track("Roads")
CALM = Make((style("ambient"), Length(tracks=6)))
NOTHING = FakeOpenData()
EPISODES = tuple(an_episode(f"Chairs {n}", f"Show {n}", seconds=900) for n in range(3))


async def test_make_says_title_number_and_time_and_offers_an_undo() -> None:
    scene = Scene()

    answer = await scene.hears(CALM, "play something calm for late-night study")

    assert "6 tracks, 24 min" in said(answer)
    assert [c.says for part in parts(answer) if isinstance(part, Choices) for c in part.choices] == [
        "undo",
        "wider",
        "closer",
    ]
    assert len(panel(answer).rows) == 6
    assert panel(answer).members == ("Ana",)


async def test_make_keeps_the_wish_and_who_said_it() -> None:
    scene = Scene()

    await scene.hears(CALM, "something calm", member=LEO)

    revision = (await scene.playlist()).revisions[-1]
    assert (revision.author, revision.words) == (LEO, "something calm")
    assert {s.member for s in revision.wish.said} == {LEO}


async def test_make_without_a_linked_account_says_how_to_get_a_real_list_once() -> None:
    scene = Scene()

    first, second = await scene.hears(CALM), await scene.hears(CALM)

    assert "link" in said(first)
    assert "link" not in said(second)


async def test_make_writes_to_the_hosts_account() -> None:
    scene = Scene()
    await scene.link(ANA)

    answer = await scene.hears(CALM)

    assert (panel(answer).host, panel(answer).url) == ("Ana", "https://open.test/service-1")
    assert scene.service.lists["service-1"] == [row.uri for row in panel(answer).rows]


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (ServiceDown("x"), "The list is safe with me"),
        (AccessLost("x"), "Ana, say “link”"),
        (RateLimited("x", seconds=120), "2 minutes"),
        (NotAllowed("x", reason="owner_premium"), "Premium has lapsed"),
    ],
)
async def test_a_list_that_cannot_be_written_is_kept_and_that_is_said(error: ServiceError, sentence: str) -> None:
    scene = Scene()
    await scene.link(ANA)
    scene.service.fails_at, scene.service.fails_with = "write", error

    answer = await scene.hears(CALM)

    assert sentence in said(answer)
    assert len(await scene.titles()) == 6
    scene.service.fails_at = None
    await scene.hears(Show())
    assert len(scene.service.lists["service-1"]) == 6


async def test_make_tells_free_words_apart_or_says_that_they_are_nothing() -> None:
    scene = Scene(GLORY, ROADS)

    await scene.hears(Make((Named(Pick(words="portishead")), Length(tracks=2))))

    assert set(await scene.titles()) == {"Glory Box", "Roads"}
    with pytest.raises(NoMatch, match="polka dots"):
        await scene.hears(Make((Named(Pick(words="polka dots")),)))


async def test_make_a_list_of_episodes() -> None:
    scene = Scene(episodes=EPISODES)

    answer = await scene.hears(Make((Topic("design"),), Kind.PODCASTS))

    assert "3 episodes, 45 min" in said(answer)


async def test_refine_says_what_came_and_went() -> None:
    scene = Scene()
    await scene.hears(Make((style("metal"), style("ambient"), Length(tracks=6))))

    answer = await scene.hears(Refine((style("metal", Stance.NO),)), "no metal", member=LEO)

    assert "out" in said(answer)
    assert "stay" in said(answer)
    assert not any(title.startswith("Metal") for title in await scene.titles())
    assert panel(answer).members == ("Ana", "Leo")


async def test_refine_without_a_list_makes_one() -> None:
    scene = Scene()

    await scene.hears(Refine((style("ambient"),)), "calmer")

    assert len(await scene.titles()) == 20


async def test_refine_that_finds_nothing_better_says_so() -> None:
    scene = Scene()
    scene.music.shelves = {"metal": scene.music.shelves["metal"][:4]}
    await scene.hears(Make((style("metal"), Length(tracks=4))))

    assert "stays as it is" in said(await scene.hears(Refine((style("calm", Stance.MORE),))))


async def test_add_puts_the_track_at_the_end_in_the_askers_name() -> None:
    scene = Scene(GLORY)
    await scene.hears(CALM)

    answer = await scene.hears(Add(Pick("glory box", "portishead")), member=LEO)

    assert said(answer) == "Added: “Glory Box” by Portishead."
    entry = (await scene.playlist()).entries[-1]
    assert (entry.uri, entry.member, entry.source) == (GLORY.uri, LEO, Source.ASKED)


async def test_add_opens_a_session_and_names_the_list() -> None:
    scene = Scene(GLORY)

    answer = await scene.hears(Add(Pick("Glory Box")))

    assert (panel(answer).title, panel(answer).members) == ("Our list", ("Ana",))


async def test_add_of_what_was_asked_for_before_adds_nothing() -> None:
    scene = Scene(GLORY, a_track("Glory Box - Live"))
    await scene.hears(Add(Pick("Glory Box")))

    answer = await scene.hears(Add(Pick("Glory Box (Live)", "Portishead")), member=LEO)

    assert "already" in said(answer)
    assert len((await scene.playlist()).revisions) == 1


async def test_add_of_what_is_nowhere_is_said() -> None:
    with pytest.raises(NoMatch, match="Nonsense"):
        await Scene().hears(Add(Pick("Nonsense", "Nobody")))


async def test_podcasts_are_shown_and_added_by_number_or_all() -> None:
    scene = Scene(episodes=EPISODES)

    found = await scene.hears(FindPodcasts("design"))
    await scene.hears(AddShown(Target(number=2)))

    assert said(found) == "3 episodes about design:"
    assert [row.title for row in rows(found)] == ["Chairs 0", "Chairs 1", "Chairs 2"]
    assert await scene.titles() == ["Chairs 1"]

    await scene.hears(FindPodcasts("design"))
    await scene.hears(AddShown(Target(every=True)))
    assert sorted(await scene.titles()) == ["Chairs 0", "Chairs 1", "Chairs 2"]


async def test_podcasts_fit_a_walk() -> None:
    assert len(rows(await Scene(episodes=EPISODES).hears(FindPodcasts("design", seconds=1500)))) == 1


async def test_podcasts_on_nothing_are_said() -> None:
    with pytest.raises(NoMatch, match="glaciers"):
        await Scene().hears(FindPodcasts("glaciers"))


@pytest.mark.parametrize("number", [0, 4, -2])
async def test_adding_a_number_that_was_not_shown_is_refused(number: int) -> None:
    scene = Scene(episodes=EPISODES)
    await scene.hears(FindPodcasts("design"))

    with pytest.raises(NothingThere, match="3"):
        await scene.hears(AddShown(Target(number=number)))


async def test_adding_where_nothing_was_shown_is_refused() -> None:
    with pytest.raises(NothingThere, match="nothing lately"):
        await Scene().hears(AddShown(Target()))


@pytest.mark.parametrize(
    ("target", "left"),
    [
        (Target(words="portishead"), ["Glory Box", "Teardrop"]),
        (Target(words="portishead", every=True), ["Teardrop"]),
        (Target(words="glory bx"), ["Teardrop", "Roads"]),
        (Target(number=1), ["Teardrop", "Roads"]),
        (Target(number=-1), ["Glory Box", "Teardrop"]),
        (Target(), ["Glory Box", "Teardrop"]),
    ],
)
async def test_drop_takes_off_what_is_meant(target: Target, left: list[str]) -> None:
    scene = Scene(GLORY, ROADS, a_track("Teardrop", "Massive Attack"))
    for title in ("Glory Box", "Teardrop", "Roads"):
        await scene.hears(Add(Pick(title)))

    answer = await scene.hears(Drop(target))

    assert "Off the list" in said(answer)
    assert await scene.titles() == left


@pytest.mark.parametrize(
    ("target", "sentence"),
    [(Target(words="abba"), "abba"), (Target(number=9), "no number 9"), (Target(number=0), "no number 0")],
)
async def test_drop_of_what_is_not_there_is_said(target: Target, sentence: str) -> None:
    scene = Scene(GLORY)
    await scene.hears(Add(Pick("Glory Box")))

    with pytest.raises(NothingThere, match=sentence):
        await scene.hears(Drop(target))


async def test_that_one_without_one_spoken_of_is_asked_back() -> None:
    scene = Scene()
    await scene.hears(CALM)

    with pytest.raises(NothingThere, match="from 1 to 6"):
        await scene.hears(Drop(Target()))


async def test_what_the_service_has_lost_can_still_be_dropped_and_is_honest_about_why() -> None:
    scene = Scene(GLORY, ROADS)
    await scene.hears(Add(Pick("Glory Box")))
    await scene.hears(Add(Pick("Roads")))
    await scene.loses(GLORY.uri)

    with pytest.raises(NothingThere, match="any more"):
        await scene.hears(Why(Target(number=1)))
    shown = rows(await scene.hears(Show()))
    await scene.hears(Drop(Target(number=1)))

    assert [(row.number, row.title) for row in shown] == [(2, "Roads")]
    assert await scene.titles() == ["Roads"]


async def test_show_tells_the_list_and_remembers_its_numbers() -> None:
    scene = Scene()
    await scene.link(ANA)
    await scene.hears(CALM)

    answer = await scene.hears(Show())

    assert "6 tracks, 24 min" in said(answer)
    assert links(answer) == ["https://open.test/service-1"]
    assert scene.context.shown == tuple(row.uri for row in rows(answer))


async def test_show_without_a_session_or_a_list_is_said() -> None:
    with pytest.raises(NothingThere, match="session"):
        await Scene().hears(Show())


async def test_why_names_who_asked_and_in_which_words() -> None:
    scene = Scene(GLORY)
    await scene.hears(Add(Pick("glory box", "portishead")), member=LEO)

    answer = said(await scene.hears(Why(Target(number=1))))

    assert "because Leo asked for it: “glory box – portishead”" in answer


async def test_why_of_a_find_names_member_search_words_and_evidence() -> None:
    scene = Scene()
    await scene.hears(CALM, member=LEO)

    answer = said(await scene.hears(Why(Target(number=1))))

    assert "is there for Leo, found by searching for ambient" in answer
    assert "fits “ambient”, as said by Leo" in answer
    assert "open data: ambient" in answer


async def test_why_of_nothing_in_particular_tells_the_shares() -> None:
    scene = Scene()
    await scene.hears(CALM)

    assert "Ana 6" in said(await scene.hears(Why(Target())))


async def test_undo_names_what_it_takes_back_and_again_goes_further() -> None:
    scene = Scene(GLORY)
    await scene.hears(CALM, "something calm")
    await scene.hears(Add(Pick("Glory Box")), "add glory box", member=LEO)

    first = said(await scene.hears(Undo()))
    second = said(await scene.hears(Undo()))

    assert "what Leo changed with “add glory box”" in first
    assert "what Ana changed with “something calm”" in second
    assert await scene.titles() == []
    with pytest.raises(NothingThere, match="nothing to undo"):
        await scene.hears(Undo())


async def test_back_to_before_a_members_change() -> None:
    scene = Scene(GLORY, ROADS)
    await scene.hears(Add(Pick("Glory Box")))
    await scene.hears(Add(Pick("Roads")), member=LEO)

    answer = await scene.hears(Restore(before="leo"))

    assert "before Leo's last change" in said(answer)
    assert await scene.titles() == ["Glory Box"]
    with pytest.raises(NothingThere, match="Leo has not changed"):
        await scene.hears(Restore(before="Leo"))
    with pytest.raises(NothingThere, match="Zoe"):
        await scene.hears(Restore(before="Zoe"))


async def test_back_to_a_version() -> None:
    scene = Scene(GLORY, ROADS)
    await scene.hears(Add(Pick("Glory Box")))
    await scene.hears(Add(Pick("Roads")))

    await scene.hears(Restore(number=1))

    assert await scene.titles() == ["Glory Box"]
    for number in (-1, 9):
        with pytest.raises(NothingThere, match=f"no version {number}"):
            await scene.hears(Restore(number=number))


async def test_changes_tell_who_what_and_how_much() -> None:
    scene = Scene(GLORY)
    await scene.hears(CALM, "something\ncalm")
    await scene.hears(Add(Pick("Glory Box")), "add glory box", member=LEO)

    told = said(await scene.hears(Changes()))

    assert "1. Ana: “something calm” (6 in, 0 out)" in told
    assert "2. Leo: “add glory box” (1 in, 0 out)" in told


async def test_catch_up_tells_what_others_changed_since() -> None:
    scene = Scene(GLORY, ROADS)
    await scene.hears(CALM, member=LEO)
    await scene.hears(Add(Pick("Glory Box")), "add glory box", member=MINA)
    await scene.hears(Add(Pick("Roads")), "add roads", member=ANA)

    leos = said(await scene.hears(CatchUp(), member=LEO))
    anas = said(await scene.hears(CatchUp(), member=ANA))

    assert leos.startswith("2 changes")
    assert "missed nothing" in anas


HOSTILE = "{name} {0.__class__} <b>@everyone</b> %s \n[link](https://evil.test) `x` ‮"


async def test_hostile_names_and_titles_stay_text() -> None:
    track = a_track(HOSTILE, HOSTILE, uri="spotify:track:hostile")
    scene = Scene(track)

    added = await scene.hears(Add(Pick(words=track.uri)), HOSTILE)
    why = await scene.hears(Why(Target(number=1)))
    changes = await scene.hears(Changes())

    assert f"“{HOSTILE}”" in said(added)
    assert HOSTILE in said(why)
    assert "{name} {0.__class__}" in said(changes)
    assert panel(added).rows[0].title == HOSTILE


async def test_a_hostile_wish_makes_a_title_of_one_short_line() -> None:
    scene = Scene()

    answer = await scene.hears(CALM, "play " + HOSTILE * 5)

    assert len(panel(answer).title) <= 61
    assert "\n" not in panel(answer).title


async def test_a_refused_act_changes_nothing() -> None:
    scene = Scene(GLORY)
    await scene.hears(Add(Pick("Glory Box")))
    before = await scene.playlist()

    with pytest.raises(MemberError):
        await scene.hears(Drop(Target(words="nothing like that")))

    assert await scene.playlist() == before


FOLK = Make((style("folk"),))


async def test_more_of_an_artist_adds_two_by_them_and_takes_nothing_away() -> None:
    scene = Scene(*(a_track(f"{word} Tune", "Sigur Rós") for word in ("Alpha", "Bravo", "Charlie")))
    await scene.hears(FOLK)

    await scene.hears(Refine((Named(Pick(artist="Sigur Rós"), Stance.MORE),)))

    titles = await scene.titles()
    assert len(titles) == 22
    assert sum(title.endswith("Tune") for title in titles) == 2


@pytest.mark.parametrize(("factor", "count"), [(0.67, 4), (1.5, 9)])
async def test_longer_and_shorter_start_from_the_list_as_it_is(factor: float, count: int) -> None:
    scene = Scene()
    await scene.hears(FOLK)
    for _ in range(14):
        await scene.hears(Drop(Target(number=1)))

    await scene.hears(Refine((Resize(factor),)))

    assert len(await scene.titles()) == count


async def test_a_list_made_shorter_by_hand_is_not_called_too_short() -> None:
    scene = Scene()
    await scene.hears(FOLK)
    await scene.hears(Drop(Target(number=1)))

    assert "of 20" not in said(await scene.hears(Refine((style("ambient", Stance.MORE),))))


async def test_silence_of_open_data_takes_nothing_off_the_list() -> None:
    scene = Scene()
    await scene.hears(Make((style("folk"), style("metal", Stance.NO))))
    before = await scene.titles()
    scene.desk = replace(
        scene.desk, curator=replace(scene.desk.curator, finder=replace(scene.desk.curator.finder, open_data=NOTHING))
    )

    await scene.hears(Refine((style("ambient", Stance.MORE),)))

    assert await scene.titles() == before


@pytest.mark.parametrize("error", [NotLinked("not_linked"), AccessLost("x"), NotAllowed("x", reason="not_owner")])
async def test_a_list_is_shown_without_its_owners_account(error: Exception) -> None:
    scene = Scene()
    await scene.link(ANA)
    await scene.hears(FOLK)
    scene.service.fails_at, scene.service.fails_with = "read", error
    scene.now += timedelta(hours=7)

    assert len(rows(await scene.hears(Show(), member=LEO))) == 20


async def test_one_of_what_was_shown_is_added_by_its_name() -> None:
    scene = Scene(episodes=(an_episode("Chairs", "Form"), an_episode("Lamps", "Light")))
    await scene.hears(FindPodcasts("design"))

    assert "Lamps" in said(await scene.hears(AddShown(Target(words="Lamps"))))
    with pytest.raises(NoMatch, match="Tables"):
        await scene.hears(AddShown(Target(words="Tables")))
