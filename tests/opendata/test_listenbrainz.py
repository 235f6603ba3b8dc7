"""Asking ListenBrainz: the pretend one over sockets, and one that answers as a test tells it."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from adapters.opendata.listenbrainz import ListenBrainz
from adapters.opendata.settings import OpenDataSettings
from bot.curation.music import Track
from tests.spotify.rig import Clock, Rig, a_rig

Answer = Callable[[httpx.Request], httpx.Response]


def a_track(title: str, artist: str = "Portishead") -> Track:
    return Track(f"spotify:track:{title}", title, (artist,), 305)


def asking(answer: Answer, clock: Clock | None = None, **settings: Any) -> ListenBrainz:
    client = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    return ListenBrainz(OpenDataSettings(base="http://open.test/", **settings), clock or Clock(), client)


def asked(request: httpx.Request) -> list[dict[str, str]]:
    recordings: list[dict[str, str]] = json.loads(request.content)["recordings"]
    return recordings


def names(request: httpx.Request) -> list[dict[str, Any]]:
    """Answer each look-up with its own names and a MusicBrainz id, and no metadata."""
    return [
        {
            "index": index,
            "recording_name": one["recording_name"],
            "artist_credit_name": one["artist_name"],
            "recording_mbid": f"mbid-{one['recording_name']}",
        }
        for index, one in enumerate(asked(request))
    ]


METADATA = {"tag": {"recording": [{"tag": "trip hop", "count": 8}]}}


def at_once(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json=[row | {"metadata": METADATA} for row in names(request)])


async def test_tells_tags_year_and_country_from_the_pretend_listenbrainz() -> None:
    async with a_rig() as rig:
        open_data = ListenBrainz(OpenDataSettings(base=rig.sandbox.open_data_base), rig.clock)
        tracks = [to_track(rig, at) for at in range(20)]

        facts = await open_data.facts([*tracks, a_track("Unheard Of", "Nobody")])

        await open_data.close()
    assert len(facts) >= 10
    assert facts.keys() <= {track.uri for track in tracks}
    told = next(iter(facts.values()))
    assert told.artist_tags[0][0] == "trip hop"
    assert told.countries == ("United Kingdom",)
    assert told.year is not None


def to_track(rig: Rig, at: int) -> Track:
    recording = rig.recordings[at]
    return Track(f"spotify:track:{recording.id}", recording.title, (recording.artists[0].name,), 1)


async def test_asks_a_second_time_where_a_look_up_tells_only_which_recording() -> None:
    requests: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        if request.method == "POST":
            return httpx.Response(200, json=names(request))
        return httpx.Response(200, json={"mbid-Roads": METADATA})

    facts = await asking(answer).facts([a_track("Roads"), a_track("Glory Box")])

    assert facts.keys() == {"spotify:track:Roads"}
    assert requests[1].url.path == "/1/metadata/recording/"
    assert requests[1].url.params["recording_mbids"] == "mbid-Glory Box,mbid-Roads"
    assert "Chorus" in requests[0].headers["User-Agent"]


async def test_asks_for_fifty_at_a_time_and_remembers_for_a_day() -> None:
    sizes: list[int] = []
    clock = Clock()

    def answer(request: httpx.Request) -> httpx.Response:
        sizes.append(len(asked(request)))
        return at_once(request)

    open_data, tracks = asking(answer, clock), [a_track(f"Song {n}") for n in range(120)]
    assert len(await open_data.facts(tracks)) == 120
    assert len(await open_data.facts(tracks)) == 120
    assert sizes == [50, 50, 20]

    clock.move(days=1)
    await open_data.facts(tracks[:1])
    assert sizes == [50, 50, 20, 1]


async def test_that_nothing_is_known_is_remembered_as_well() -> None:
    calls: list[int] = []

    def answer(request: httpx.Request) -> httpx.Response:
        calls.append(1)
        return httpx.Response(200, json=[{}])

    open_data = asking(answer)
    assert await open_data.facts([a_track("Roads")]) == {}
    assert await open_data.facts([a_track("Roads")]) == {}
    assert len(calls) == 1


async def test_a_429_ends_the_asking_until_the_window_is_over() -> None:
    calls: list[int] = []
    clock = Clock()

    def answer(request: httpx.Request) -> httpx.Response:
        calls.append(1)
        if len(calls) == 2:
            return httpx.Response(429, headers={"X-RateLimit-Reset-In": "7"}, json={"code": 429, "error": "slow"})
        return at_once(request)

    open_data, tracks = asking(answer, clock), [a_track(f"Song {n}") for n in range(150)]

    assert len(await open_data.facts(tracks)) == 50
    assert len(await open_data.facts(tracks)) == 50
    assert len(calls) == 2
    clock.move(seconds=7)
    assert len(await open_data.facts(tracks)) == 150


async def test_the_last_call_of_a_window_is_the_last() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        response = at_once(request)
        response.headers.update({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset-In": "9"})
        return response

    assert len(await asking(answer).facts([a_track(f"Song {n}") for n in range(60)])) == 50


@pytest.mark.parametrize(
    "response",
    [
        httpx.Response(500, text="oops"),
        httpx.Response(401, json={"code": 401}),
        httpx.Response(200, text="<html>"),
        httpx.Response(200, content=b"\xff\xfe\x00"),
        httpx.Response(200, text="[" * 100_000),
        httpx.Response(200, json={"not": "a list"}),
        httpx.Response(200, json=[None, 3, {"recording_name": 4}]),
    ],
)
async def test_nonsense_is_nothing_known(response: httpx.Response) -> None:
    assert await asking(lambda _: response).facts([a_track("Roads")]) == {}


async def test_silence_is_nothing_known_and_not_asked_again_at_once() -> None:
    calls: list[int] = []

    def answer(request: httpx.Request) -> httpx.Response:
        calls.append(1)
        raise httpx.ReadTimeout("silence", request=request)

    open_data = asking(answer)
    assert await open_data.facts([a_track("Roads")]) == {}
    assert await open_data.facts([a_track("Roads")]) == {}
    assert len(calls) == 1


async def test_a_token_is_shown_where_there_is_one() -> None:
    seen: list[str | None] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers.get("Authorization"))
        return at_once(request)

    await asking(answer, token="t1").facts([a_track("Roads")])
    await asking(answer).facts([a_track("Roads")])

    assert seen == ["Token t1", None]


async def test_an_answer_about_another_recording_is_not_taken() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        row = names(request)[0] | {"artist_credit_name": "The Karaoke Kings", "metadata": METADATA}
        return httpx.Response(200, json=[row])

    assert await asking(answer).facts([a_track("Roads")]) == {}
