"""The sandbox as a whole: one port, and gone when it is left."""

import asyncio
import signal

import httpx
import pytest

from adapters.sandbox.recordings import Catalogue
from adapters.sandbox.server import Sandbox
from adapters.sandbox.spotify.faults import Fault, Kind


async def test_everything_is_behind_one_port(box: Sandbox) -> None:
    async with httpx.AsyncClient() as client:
        token = await client.post(
            f"{box.accounts_base}/api/token",
            data={"grant_type": "client_credentials"},
            auth=(box.client_id, box.client_secret),
        )
        bearer = {"Authorization": f"Bearer {token.json()['access_token']}"}
        found = await client.get(f"{box.api_base}search?q=roads&type=track&limit=1", headers=bearer)
        tile = found.json()["tracks"]["items"][0]["album"]["images"][0]["url"]
        image = await client.get(tile)

    assert image.headers["content-type"] == "image/svg+xml"
    assert image.text.startswith("<svg")


async def test_leaves_signals_alone_and_its_port_free(catalogue: Catalogue) -> None:
    before = signal.getsignal(signal.SIGINT)

    async with Sandbox(catalogue=catalogue) as box:
        assert signal.getsignal(signal.SIGINT) is before

    async with httpx.AsyncClient() as client:
        with pytest.raises(httpx.ConnectError):
            await client.get(box.api_base)


async def test_leaving_lets_go_of_who_still_waits(catalogue: Catalogue) -> None:
    async with httpx.AsyncClient(timeout=30) as client:
        async with Sandbox(catalogue=catalogue) as box:
            box.faults.add(Fault(Kind.HANG, "GET /me"))
            waiting = asyncio.create_task(client.get(f"{box.api_base}me"))
            await client.get(f"{box.api_base}search")  # answered after the other one arrived

        with pytest.raises(httpx.TransportError):
            await waiting


async def test_an_uploaded_cover_is_served_as_it_is(box: Sandbox) -> None:
    box.state.covers["cover-1"] = b"\xff\xd8\xff"

    async with httpx.AsyncClient() as client:
        image = await client.get(f"{box.base_url}/image/cover-1")

    assert (image.headers["content-type"], image.content) == ("image/jpeg", b"\xff\xd8\xff")
