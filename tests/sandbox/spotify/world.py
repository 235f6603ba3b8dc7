"""A small pretend world: a few recordings, a clock to move, and a way to call the Web API."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from adapters.sandbox.recordings import Catalogue
from adapters.sandbox.spotify.scopes import SENTENCES
from adapters.sandbox.spotify.state import SpotifyState

EVERYTHING = frozenset(SENTENCES)
_LINES: tuple[dict[str, Any], ...] = (
    {
        "artist": "Portishead", "country": "GB", "language": "en", "genres": ["trip hop"], "tier": "known",
        "tracks": [
            {"title": title, "album": "Dummy", "year": 1994, "seconds": 300, "energy": 2, "valence": 2,
             "moods": ["dark"], "sounds": ["voice"]}
            for title in ("Glory Box", "Roads", "Sour Times", "Numb", "Wandering Star")
        ],
    },
    {
        "artist": "Miles Davis", "country": "US", "language": "instrumental", "genres": ["jazz"], "tier": "hit",
        "tracks": [
            {"title": title, "album": "Kind of Blue", "year": 1959, "seconds": 540, "energy": 2, "valence": 3,
             "moods": ["calm"], "sounds": ["trumpet"]}
            for title in ("So What", "Blue in Green", "All Blues", "Freddie Freeloader", "Flamenco Sketches")
        ],
    },
    {
        "show": "99% Invisible", "publisher": "Roman Mars", "country": "US", "languages": ["en"],
        "topics": ["design"], "about": "Design & architecture.",
        "episodes": [
            {"title": f"Part {number}", "date": f"2019-05-1{number}", "seconds": 2280, "about": "On design.",
             "topics": ["design"], "pretend": True}
            for number in (1, 2, 3)
        ],
    },
)  # fmt: skip


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = datetime(2026, 11, 22, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


def a_catalogue(folder: Path) -> Catalogue:
    """Return ten tracks on two albums and one show of three episodes."""
    path = folder / "small.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in _LINES))
    return Catalogue.load(path, with_variants=False)


@dataclass
class Web:
    """Calls the Web API as one person."""

    client: httpx.AsyncClient
    state: SpotifyState

    def acting_as(self, person: str | None, scopes: Iterable[str] = EVERYTHING) -> "Web":
        """Return the Web API as another person, or the same with other scopes, meets it."""
        token = self.state.grant(person, scopes)
        client = httpx.AsyncClient(
            transport=self.client._transport,
            base_url=self.client.base_url,
            headers={"Authorization": f"Bearer {token.value}"},
        )
        return Web(client, self.state)

    async def get(self, path: str, **query: object) -> httpx.Response:
        return await self.call("GET", path, query=query)

    async def post(self, path: str, body: object = None, **query: object) -> httpx.Response:
        return await self.call("POST", path, body, query=query)

    async def put(self, path: str, body: object = None, **query: object) -> httpx.Response:
        return await self.call("PUT", path, body, query=query)

    async def delete(self, path: str, body: object = None, **query: object) -> httpx.Response:
        return await self.call("DELETE", path, body, query=query)

    async def call(
        self, method: str, path: str, body: object = None, *, query: dict[str, object] | None = None
    ) -> httpx.Response:
        """Return what the Web API answers; `body` goes out as JSON."""
        words = {name: str(value) for name, value in query.items()} if query else None
        if body is None:
            return await self.client.request(method, path, params=words)
        return await self.client.request(method, path, params=words, json=body)

    def uris(self, count: int = 10) -> list[str]:
        """Return the first `count` tracks there are."""
        return [f"spotify:track:{one.id}" for one in self.state.catalogue.recordings[:count]]

    def episode(self) -> str:
        """Return an episode's uri."""
        return f"spotify:episode:{self.state.catalogue.episodes[0].id}"


def message(answer: httpx.Response) -> tuple[int, str]:
    """Return the status and message of a refusal in the Web API's shape."""
    error = answer.json()["error"]
    assert error["status"] == answer.status_code
    return answer.status_code, error["message"]
