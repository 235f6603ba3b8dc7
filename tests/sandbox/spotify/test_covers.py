"""Playlist covers: base64 of a JPEG, and not much of it."""

from base64 import b64encode, encodebytes

import httpx
import pytest

from adapters.sandbox.spotify.playlist import PretendPlaylist
from tests.sandbox.spotify.world import EVERYTHING, Web

JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 100


@pytest.fixture
def ours(ana: Web) -> PretendPlaylist:
    return ana.state.add_playlist("ana.reyes", "Ours", ana.uris(1))


async def upload(web: Web, playlist: PretendPlaylist, content: bytes, kind: str = "image/jpeg") -> httpx.Response:
    headers = {"Content-Type": kind}
    return await web.client.put(f"/playlists/{playlist.id}/images", content=content, headers=headers)


async def test_an_uploaded_cover_is_accepted_and_shown(ana: Web, ours: PretendPlaylist) -> None:
    before = (await ana.get(f"/playlists/{ours.id}/images")).json()

    answer = await upload(ana, ours, b64encode(JPEG))

    assert answer.status_code == 202
    after = (await ana.get(f"/playlists/{ours.id}/images")).json()
    assert after != before
    assert ana.state.covers[after[0]["url"].split("/")[-1]] == JPEG


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (encodebytes(JPEG), "image/jpeg", 400),
        (b"data:image/jpeg;base64," + b64encode(JPEG), "image/jpeg", 400),
        (b64encode(b"\x89PNG" + JPEG), "image/jpeg", 400),
        (b64encode(JPEG), "application/json", 400),
        (b64encode(JPEG + b"\0" * 200_000), "image/jpeg", 413),
    ],
)
async def test_refuses_other_covers(ana: Web, ours: PretendPlaylist, content: bytes, kind: str, status: int) -> None:
    assert (await upload(ana, ours, content, kind)).status_code == status


async def test_a_cover_needs_its_own_scope(ana: Web, ours: PretendPlaylist) -> None:
    narrow = ana.acting_as("ana.reyes", EVERYTHING - {"ugc-image-upload"})

    assert (await upload(narrow, ours, b64encode(JPEG))).status_code == 401
