"""Asking MusicBrainz which song a page is of: the pretend one over sockets, and one that answers as a test tells it."""

import asyncio
from collections.abc import Callable

import httpx
import pytest

from adapters.opendata.musicbrainz import PAUSE, MusicBrainz
from adapters.opendata.settings import LISTENBRAINZ, MUSICBRAINZ, OpenDataSettings
from adapters.opendata.translate import recording_of, to_pick
from adapters.sandbox.open_data_rows import deezer_page
from bot.curation.picks import Origin, Pick
from tests.spotify.rig import Clock, a_rig

Answer = Callable[[httpx.Request], httpx.Response]
PAGE = "https://www.deezer.com/track/3135556"
MBID = "11111111-2222-4333-8444-555555555555"
URL = {"resource": PAGE, "relations": [{"type": "streaming", "recording": {"id": MBID, "title": "Roads"}}]}
RECORDING = {"id": MBID, "title": "Roads", "artist-credit": [{"name": "Portishead", "joinphrase": ""}]}


def asking(answer: Answer, clock: Clock | None = None) -> MusicBrainz:
    client = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    return MusicBrainz(OpenDataSettings(base="http://open.test/", token=None), clock or Clock(), client)


def both(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json=URL if request.url.path == "/ws/2/url" else RECORDING)


async def test_finds_songs_by_their_pages_in_the_pretend_musicbrainz() -> None:
    async with a_rig() as rig:
        links = MusicBrainz(OpenDataSettings(base=rig.sandbox.open_data_base, token=None), rig.clock)
        recordings = [one for one in rig.sandbox.catalogue.recordings if not one.pretend][:12]

        found = [(one, await links.song_at(deezer_page(one))) for one in recordings]

        await links.close()
    told = [(one, pick) for one, pick in found if pick is not None]
    assert 4 <= len(told) < len(recordings)
    assert all(pick == Pick(one.title, one.artists[0].name, origin=Origin.OPEN) for one, pick in told)


async def test_asks_for_the_page_and_then_for_the_artist_by_name_of_the_caller() -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return both(request)

    song = await asking(answer).song_at(PAGE)

    assert song == Pick("Roads", "Portishead", origin=Origin.OPEN)
    assert [request.url.path for request in asked] == ["/ws/2/url", f"/ws/2/recording/{MBID}"]
    assert dict(asked[0].url.params) == {"resource": PAGE, "inc": "recording-rels", "fmt": "json"}
    assert all(request.headers["User-Agent"].startswith("Chorus/") for request in asked)


async def test_asks_one_thing_at_a_time() -> None:
    under_way, most = 0, 0

    async def answer(request: httpx.Request) -> httpx.Response:
        nonlocal under_way, most
        under_way, most = under_way + 1, max(most, under_way + 1)
        await asyncio.sleep(0)
        under_way -= 1
        return both(request)

    client = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    links = MusicBrainz(OpenDataSettings(base="http://open.test", token=None), Clock(), client)

    songs = await asyncio.gather(*(links.song_at(f"{PAGE}{at}") for at in range(5)))

    assert [str(song) for song in songs] == ["Roads – Portishead"] * 5
    assert most == 1


@pytest.mark.parametrize("status", [400, 404])
async def test_a_page_nobody_noted_is_no_failure(status: int) -> None:
    clock, calls = Clock(), []

    def answer(request: httpx.Request) -> httpx.Response:
        calls.append(request)
        return httpx.Response(status, json={"error": "Not Found"})

    links = asking(answer, clock)

    assert [await links.song_at(PAGE), await links.song_at(PAGE)] == [None, None]
    assert len(calls) == 2


@pytest.mark.parametrize(
    "response", [httpx.Response(503), httpx.Response(200, text="<html>"), httpx.Response(302), httpx.ReadTimeout("")]
)
async def test_without_an_answer_nothing_is_known_and_it_is_left_alone_for_a_while(
    response: httpx.Response | Exception,
) -> None:
    clock, calls = Clock(), []

    def answer(request: httpx.Request) -> httpx.Response:
        calls.append(request)
        if isinstance(response, Exception):
            raise response
        return response

    links = asking(answer, clock)
    at_first = [await links.song_at(PAGE), await links.song_at(PAGE)]
    clock.move(seconds=PAUSE.total_seconds() + 1)

    assert [*at_first, await links.song_at(PAGE)] == [None, None, None]
    assert len(calls) == 2


@pytest.mark.parametrize(
    ("url", "mbid"),
    [
        (URL, MBID),
        ({"relations": []}, None),
        ({"relations": [{"release": {"id": MBID}}]}, None),
        ({"relations": [{"recording": {"id": MBID}}, {"recording": {"id": MBID.replace("1", "9")}}]}, None),
        ({"relations": [{"recording": {"id": "../../evil"}}]}, None),
        ([], None),
        (None, None),
    ],
)
def test_a_page_of_one_recording_tells_it(url: object, mbid: str | None) -> None:
    assert recording_of(url) == mbid


@pytest.mark.parametrize(
    "recording", [None, [], {}, {"title": "Roads"}, {"title": "", "artist-credit": [{"name": "x"}]}]
)
def test_a_recording_without_title_or_artist_is_none(recording: object) -> None:
    assert to_pick(recording) is None


def test_only_the_real_musicbrainz_is_asked_no_more_than_once_a_second() -> None:
    real = OpenDataSettings(base=LISTENBRAINZ, musicbrainz=None, token=None)
    mirror = OpenDataSettings(base=LISTENBRAINZ, musicbrainz="http://mirror.test/", token=None)

    assert (real.musicbrainz_base, real.seconds_between) == (MUSICBRAINZ, 1.0)
    assert (mirror.musicbrainz_base, mirror.seconds_between) == ("http://mirror.test", 0.0)
