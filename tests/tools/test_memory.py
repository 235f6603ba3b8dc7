"""What a channel had before, and what comes of it for its next list."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat import Channel
from bot.conversation.intents import Add, Make, Refine, SessionAct, Sit
from bot.conversation.rules.reader import Rules
from bot.curation.picks import Pick
from bot.curation.wish import Length, Named, NewToUs, Piece
from bot.errors import NoMatch
from tests.curation.fakes import a_lexicon
from tests.examples import GARDEN, GENERAL, style
from tests.tools.scene import Scene, said

TEN = Length(tracks=10)
FOLK = Make((style("folk"), TEN))
END = Sit(SessionAct.END)


async def a_list(scene: Scene, *pieces: Piece, channel: Channel = GENERAL) -> set[str]:
    """Make a list and end its session; return what was on it."""
    await scene.hears(Make((*pieces, TEN)), channel=channel)
    session = await scene.desk.sessions.current(channel)
    playlist = await scene.desk.playlists.get(session.playlist_id)
    await scene.hears(END, channel=channel)
    return {entry.uri for entry in playlist.entries}


async def test_nothing_of_the_last_thirty_days_comes_again() -> None:
    scene = Scene()

    first, second = await a_list(scene, style("folk")), await a_list(scene, style("folk"))

    assert len(first) == len(second) == 10
    assert first.isdisjoint(second)


async def test_after_thirty_days_it_may_come_again_and_another_channel_is_free() -> None:
    scene = Scene()
    first = await a_list(scene, style("folk"))

    elsewhere = await a_list(scene, style("folk"), channel=GARDEN)
    scene.now += timedelta(days=31)

    assert first == elsewhere == await a_list(scene, style("folk"))


async def test_a_list_that_comes_out_short_says_what_was_left_out() -> None:
    scene = Scene()
    for shelf in scene.music.shelves.values():
        del shelf[7:]
    first = await a_list(scene, style("folk"))

    answer = await scene.hears(FOLK)

    assert len(first) == 10
    assert "you had them on lists in the last 30 days" in said(answer)


async def test_where_all_was_there_before_it_says_so() -> None:
    scene = Scene()
    for genre in scene.music.shelves:
        scene.music.shelves[genre] = scene.music.shelves[genre][:3] if genre == "folk" else []
    await a_list(scene, style("folk"))

    with pytest.raises(NoMatch) as refused:
        await scene.hears(FOLK)

    assert refused.value.key == "nothing_new_fits"


async def test_what_is_asked_for_by_name_comes_again() -> None:
    scene = Scene()
    await a_list(scene, style("folk"))
    title = scene.music.shelves["folk"][0].title
    artist = scene.music.shelves["folk"][0].artists[0]

    await scene.hears(Make((style("folk"), Named(Pick(title, artist)), TEN)))

    assert title in await scene.titles()


async def test_new_to_all_of_us_reaches_back_for_ever() -> None:
    scene = Scene()
    first = await a_list(scene, style("folk"))
    scene.now += timedelta(days=400)

    assert first.isdisjoint(await a_list(scene, style("folk"), NewToUs()))


async def test_new_to_all_of_us_takes_what_was_there_before_off_the_list() -> None:
    scene = Scene()
    first = await a_list(scene, style("folk"))
    scene.now += timedelta(days=31)
    await scene.hears(FOLK)

    await scene.hears(Refine((NewToUs(),)), "new to all of us")

    now = {entry.uri for entry in (await scene.playlist()).entries}
    assert len(now) == 10
    assert first.isdisjoint(now)


async def test_the_alarm_is_raised_once_when_five_lists_share_their_artists() -> None:
    scene = Scene()
    shelf = scene.music.shelves["folk"]
    shelf[:] = [replace(track, artists=(f"Folk Band {n % 5}",)) for n, track in enumerate(shelf)]
    for genre in scene.music.shelves:
        if genre != "folk":
            scene.music.shelves[genre] = []
    told = list[str]()

    for _ in range(6):
        told.append(said(await scene.hears(FOLK)))
        await scene.hears(END)
        scene.now += timedelta(days=40)

    assert ["same artists, such as Folk Band" in each for each in told] == [False] * 4 + [True, False]


async def test_what_was_added_by_name_before_is_left_to_the_group() -> None:
    scene = Scene()
    track = scene.music.shelves["folk"][0]
    await scene.hears(FOLK)
    await scene.hears(END)

    await scene.hears(Add(Pick(track.title, track.artists[0])))

    assert await scene.titles() == [track.title]


@pytest.mark.parametrize(
    "words", ["folk that is new to all of us", "folk, nothing we had before", "folk nuevo para todos"]
)
def test_new_to_all_of_us_is_understood(words: str) -> None:
    [intent] = Rules(a_lexicon()).read(words).intents

    assert isinstance(intent, Make | Refine)
    assert set(intent.pieces) == {style("folk"), NewToUs()}
