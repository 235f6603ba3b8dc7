"""The pretend ListenBrainz: what it knows, what it refuses, how much it takes."""

from typing import Any

import httpx
import pytest

from adapters.sandbox.open_data import RateLimit, open_data_app
from adapters.sandbox.recordings import Catalogue, Recording

PATH = "/1/metadata/lookup/"
EVERYTHING = {"metadata": True, "inc": "artist tag release"}


def a_client(catalogue: Catalogue, limit: RateLimit | None = None) -> httpx.AsyncClient:
    app = open_data_app(catalogue, limit or RateLimit(calls=1_000_000))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://listenbrainz.test")


def asked(*recordings: Recording) -> list[dict[str, str]]:
    return [{"recording_name": track.title, "artist_name": track.artists[0].name} for track in recordings]


async def told_of(catalogue: Catalogue, recordings: list[Recording]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    async with a_client(catalogue) as client:
        for start in range(0, len(recordings), 50):
            body = {"recordings": asked(*recordings[start : start + 50]), **EVERYTHING}
            rows += (await client.post(PATH, json=body)).json()
    return rows


def some(catalogue: Catalogue, tier: str) -> list[Recording]:
    return [track for track in catalogue.recordings if track.tier == tier and not track.pretend][:500]


async def a_known_one(catalogue: Catalogue) -> Recording:
    tracks = some(catalogue, "hit")
    return next(t for t, row in zip(tracks, await told_of(catalogue, tracks), strict=True) if row)


async def test_tells_names_ids_and_metadata(shipped: Catalogue) -> None:
    tracks = some(shipped, "hit")

    rows = await told_of(shipped, tracks)

    track, row = next((t, r) for t, r in zip(tracks, rows, strict=True) if r and r["metadata"]["tag"]["recording"])
    assert row["recording_name"] == track.title
    assert row["release_name"] == track.album
    assert len(row["recording_mbid"]) == 36
    assert row["metadata"]["recording"]["length"] == track.seconds * 1000
    assert row["metadata"]["release"]["year"] == track.year
    assert row["metadata"]["artist"]["artists"][0]["name"] == track.artists[0].name
    assert set(track.genres) <= {tag["tag"] for tag in row["metadata"]["tag"]["recording"]}


@pytest.mark.parametrize(("tier", "least", "most"), [("hit", 0.06, 0.14), ("emerging", 0.2, 0.4)])
async def test_what_is_less_known_is_told_less_of(shipped: Catalogue, tier: str, least: float, most: float) -> None:
    rows = await told_of(shipped, some(shipped, tier))

    untold = [row for row in rows if not row or not row["metadata"]["tag"]["recording"]]

    assert least < len(untold) / len(rows) < most
    assert {} in untold
    assert any(row and row["metadata"]["tag"]["artist"] for row in untold)


async def test_moods_are_thinner_than_genres(shipped: Catalogue) -> None:
    tracks = some(shipped, "known")
    rows = await told_of(shipped, tracks)
    told = [
        (t, {tag["tag"] for tag in r["metadata"]["tag"]["recording"]}) for t, r in zip(tracks, rows, strict=True) if r
    ]
    rich = [(track, tags) for track, tags in told if tags]

    moods = [mood in tags for track, tags in rich for mood in track.moods]

    assert 0.6 < sum(moods) / len(moods) < 0.85
    assert all(("vocal" in tags) != ("instrumental" in tags) for _, tags in rich)


async def test_an_answer_lines_up_with_the_request(shipped: Catalogue) -> None:
    known = await a_known_one(shipped)
    unknown = {"recording_name": "No Such Song", "artist_name": "Nobody at All"}
    credited = {
        "recording_name": f"{known.title.upper()} - Remastered 2011",
        "artist_name": asked(known)[0]["artist_name"],
    }

    async with a_client(shipped) as client:
        rows = (await client.post(PATH, json={"recordings": [unknown, credited, unknown]})).json()

    assert rows[0] == rows[2] == {}
    assert rows[1]["recording_name"] == known.title
    assert "metadata" not in rows[1]


async def test_a_single_recording_can_be_asked_for(shipped: Catalogue) -> None:
    known = await a_known_one(shipped)
    query = asked(known)[0] | {"metadata": "true", "inc": "tag"}

    async with a_client(shipped) as client:
        answer = await client.get(PATH, params=query)

    assert answer.json()["recording_name"] == known.title
    assert set(answer.json()["metadata"]) == {"recording", "tag"}


PAIR = {"recording_name": "Glory Box", "artist_name": "Portishead"}


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"{", "Cannot parse JSON"),
        (b"[]", "non-empty list"),
        (b'{"recordings": []}', "non-empty list"),
        (b'{"recordings": [{"artist_name": "Portishead"}]}', "recording_name and artist_name are required"),
        (b'{"recordings": [{"recording_name": "a", "artist_name": "b"}], "inc": "lyrics"}', "inc must be"),
    ],
)
async def test_a_wrong_request_is_refused(shipped: Catalogue, body: bytes, told: str) -> None:
    async with a_client(shipped) as client:
        answer = await client.post(PATH, content=body)

    assert answer.status_code == 400
    assert answer.json()["code"] == 400
    assert told in answer.json()["error"]


async def test_at_most_fifty_recordings_are_looked_up_at_once(shipped: Catalogue) -> None:
    async with a_client(shipped) as client:
        enough = await client.post(PATH, json={"recordings": [PAIR] * 50})
        too_many = await client.post(PATH, json={"recordings": [PAIR] * 51})

    assert (enough.status_code, too_many.status_code) == (200, 400)
    assert too_many.json()["code"] == 400


async def test_a_rate_limit_refuses_until_its_window_has_passed(shipped: Catalogue) -> None:
    now = [100.0]
    limit = RateLimit(calls=2, seconds=10, clock=lambda: now[0])

    async with a_client(shipped, limit) as client:
        answers = [await client.post(PATH, json={"recordings": [PAIR]}) for _ in range(3)]
        now[0] += 10
        later = await client.post(PATH, json={"recordings": [PAIR]})

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert [answer.headers["X-RateLimit-Remaining"] for answer in answers] == ["1", "0", "0"]
    assert answers[2].headers["X-RateLimit-Reset-In"] == "10"
    assert answers[2].json()["code"] == 429
    assert later.status_code == 200
