"""Faults, met over a real connection."""

from collections.abc import AsyncIterator

import httpx
import pytest

from adapters.sandbox.server import Sandbox
from adapters.sandbox.spotify.faults import Fault, Kind
from adapters.sandbox.spotify.playlist import PretendPlaylist
from tests.sandbox.spotify.world import EVERYTHING, Clock

ADD = "POST /playlists/{id}/items"


@pytest.fixture
async def ana(box: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"Authorization": f"Bearer {box.state.grant('ana.reyes', EVERYTHING).value}"}
    async with httpx.AsyncClient(base_url=box.api_base, headers=headers, timeout=2) as client:
        yield client


@pytest.fixture
def ours(box: Sandbox) -> PretendPlaylist:
    return box.state.add_playlist("ana.reyes", "Ours")


async def add(ana: httpx.AsyncClient, box: Sandbox, playlist: PretendPlaylist) -> httpx.Response:
    uri = f"spotify:track:{box.catalogue.recordings[0].id}"
    return await ana.post(f"playlists/{playlist.id}/items", json={"uris": [uri]})


async def test_a_fault_fits_its_route_and_is_over_after_its_times(
    ana: httpx.AsyncClient, box: Sandbox, ours: PretendPlaylist
) -> None:
    box.faults.add(Fault(Kind.FAIL_BEFORE, ADD, times=2, status=503))

    assert (await ana.get("me")).status_code == 200
    assert [(await add(ana, box, ours)).status_code for _ in range(3)] == [503, 503, 201]
    assert len(ours.rows) == 1


async def test_the_short_refusal_and_the_long_one_differ(ana: httpx.AsyncClient, box: Sandbox) -> None:
    box.faults.add(Fault(Kind.RATE_LIMIT, "GET /me", seconds=3))
    box.faults.add(Fault(Kind.QUOTA, "GET /me"))

    short, long = await ana.get("me"), await ana.get("me")

    assert (short.status_code, short.headers["Retry-After"]) == (429, "3")
    assert short.json() == {"error": {"status": 429, "message": "API rate limit exceeded"}}
    assert (long.status_code, long.headers["Retry-After"]) == (429, "49861")
    assert long.json()["error"]["reason"] == "QUOTA_EXCEEDED"


@pytest.mark.parametrize(("kind", "status"), [(Kind.FAIL_AFTER, 502), (Kind.BROKEN_JSON, 200), (Kind.HTML, 200)])
async def test_a_failure_after_the_effect_leaves_the_effect(
    ana: httpx.AsyncClient, box: Sandbox, ours: PretendPlaylist, kind: Kind, status: int
) -> None:
    box.faults.add(Fault(kind, ADD))

    answer = await add(ana, box, ours)

    assert (answer.status_code, len(ours.rows)) == (status, 1)
    if status == 200:
        with pytest.raises(ValueError, match=r"Expecting|Unterminated"):
            answer.json()


@pytest.mark.parametrize(("kind", "rows"), [(Kind.RESET, 0), (Kind.RESET_AFTER, 1)])
async def test_a_cut_connection_is_cut(
    ana: httpx.AsyncClient, box: Sandbox, ours: PretendPlaylist, kind: Kind, rows: int
) -> None:
    box.faults.add(Fault(kind, ADD))

    with pytest.raises(httpx.TransportError):
        await add(ana, box, ours)

    assert len(ours.rows) == rows
    assert (await ana.get("me")).status_code == 200


async def test_a_hanging_call_ends_with_the_callers_patience(ana: httpx.AsyncClient, box: Sandbox) -> None:
    box.faults.add(Fault(Kind.HANG, "GET /me"))

    with pytest.raises(httpx.ReadTimeout):
        await ana.get("me", timeout=0.05)

    assert (await ana.get("me")).status_code == 200


async def test_latency_answers_in_the_end_and_goes_with_other_faults(ana: httpx.AsyncClient, box: Sandbox) -> None:
    box.faults.add(Fault(Kind.LATENCY, "*", times=None, seconds=0.05))
    box.faults.add(Fault(Kind.FAIL_BEFORE, "GET /me"))

    answer = await ana.get("me")

    assert answer.status_code == 502
    assert answer.elapsed.total_seconds() >= 0.05


async def test_the_accounts_service_fails_too(box: Sandbox) -> None:
    box.faults.add(Fault(Kind.FAIL_BEFORE, "POST /api/token", status=503))

    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{box.accounts_base}/api/token", data={"grant_type": "x"})

    assert answer.status_code == 503


async def test_every_call_is_counted_under_its_route(
    ana: httpx.AsyncClient, box: Sandbox, ours: PretendPlaylist
) -> None:
    await add(ana, box, ours)
    await ana.get("nowhere")

    assert [call.route for call in box.state.calls] == [ADD, "GET /v1/nowhere"]


async def test_a_half_minute_and_a_day_have_limits_when_set(ana: httpx.AsyncClient, box: Sandbox, clock: Clock) -> None:
    box.limits.burst, box.limits.daily = 2, 4

    burst = [(await ana.get("me")).status_code for _ in range(3)]
    clock.move(seconds=30)
    later = [(await ana.get("me")) for _ in range(2)]

    assert burst == [200, 200, 429]
    assert [answer.status_code for answer in later] == [200, 429]
    assert later[1].json()["error"]["reason"] == "QUOTA_EXCEEDED"
    assert int(later[1].headers["Retry-After"]) > 80_000
