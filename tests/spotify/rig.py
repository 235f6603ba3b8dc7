"""The adapter on the pretend Spotify, with a clock and a sleep that take no time."""

import json
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from adapters.sandbox.recordings import Catalogue, Recording
from adapters.sandbox.server import Sandbox
from adapters.sandbox.spotify.state import App
from adapters.sandbox.spotify.tokens import RefreshToken
from adapters.spotify.authorizer import SpotifyAuthorizer
from adapters.spotify.gate import Gate
from adapters.spotify.member_voice import MemberTokens
from adapters.spotify.playlists import SpotifyPlaylists
from adapters.spotify.service import SpotifyService
from adapters.spotify.settings import SpotifySettings
from adapters.spotify.web_api import WebApi
from adapters.spotify.workers import Workers
from bot.accounts.account import Account, Tokens
from bot.accounts.linker import HOST_SCOPES
from bot.chat import Member
from tests.memory import MemoryAccounts

ANA = Member("playground", "home", "ana", "Ana")
SASHA = Member("playground", "home", "sasha", "Sasha")
REDIRECT = "http://127.0.0.1:8000/callback"
TRACKS = 260


@dataclass(slots=True)
class Clock:
    """A clock that stands still until it is moved; sleeping moves it."""

    at: datetime = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.move(seconds=seconds)


@dataclass(slots=True)
class Rig:
    """Everything a test of the adapter needs."""

    sandbox: Sandbox
    clock: Clock
    accounts: MemoryAccounts
    api: WebApi
    authorizer: SpotifyAuthorizer
    tokens: MemberTokens
    service: SpotifyService
    playlists: SpotifyPlaylists

    async def link(self, member: Member = ANA, person: str = "ana.reyes", **changes: Any) -> Tokens:
        """Link `member` to a pretend account and return the tokens."""
        state, scopes = self.sandbox.state, frozenset(HOST_SCOPES)
        refresh = RefreshToken(person, scopes, self.clock(), with_secret=True)
        state.refresh_tokens[refresh.value] = refresh
        access = state.grant(person, changes.get("scopes", scopes))
        tokens = Tokens(access.value, refresh.value, access.ends_at, scopes)
        await self.accounts.save(Account(member, person, person, tokens, self.clock()))
        return tokens

    def uris(self, count: int, start: int = 0) -> list[str]:
        """Return the uris of `count` tracks."""
        return [f"spotify:track:{one.id}" for one in self.recordings[start : start + count]]

    @property
    def recordings(self) -> tuple[Recording, ...]:
        return self.sandbox.catalogue.recordings

    def held(self, service_id: str) -> list[str]:
        """Return what the playlist really holds."""
        return [row.uri for row in self.sandbox.state.playlists[service_id].rows]

    def routes(self) -> list[str]:
        """Return the calls that arrived, without those for tokens."""
        return [call.route for call in self.sandbox.state.calls if "token" not in call.route]


@asynccontextmanager
async def a_rig(
    answer_seconds: float = 5.0, daily_calls: int = 900, catalogue: Catalogue | None = None
) -> AsyncIterator[Rig]:
    """Serve a pretend Spotify and build the adapter on it."""
    clock = Clock()
    app = App(redirect_uris=[REDIRECT])
    async with Sandbox(catalogue=catalogue or a_catalogue(), clock=clock, app=app) as sandbox:
        settings = SpotifySettings(
            client_id=sandbox.client_id,
            client_secret=SecretStr(sandbox.client_secret),
            redirect_uri=REDIRECT,
            api_base=sandbox.api_base,
            accounts_base=sandbox.accounts_base,
            answer_seconds=answer_seconds,
        )
        workers, accounts = Workers(), MemoryAccounts()
        api = WebApi(settings, Gate(clock, daily_calls=daily_calls, sleep=clock.sleep), workers)
        authorizer = SpotifyAuthorizer(api, clock)
        tokens = MemberTokens(authorizer, accounts, clock)
        playlists = SpotifyPlaylists(api, tokens, sleep=clock.sleep)
        rig = Rig(sandbox, clock, accounts, api, authorizer, tokens, SpotifyService(api, clock), playlists)
        try:
            yield rig
        finally:
            workers.close()


@cache
def a_catalogue() -> Catalogue:
    """Return a made-up catalogue: three artists, many tracks, one podcast."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "made_up.jsonl"
        file.write_text("\n".join(json.dumps(line) for line in _lines()), encoding="utf-8")
        return Catalogue.load(file, with_variants=False)


def _lines() -> list[dict[str, Any]]:
    per_artist = TRACKS // 2
    songs = [
        {
            "artist": artist, "country": country, "language": "en", "genres": [genre], "tier": tier,
            "tracks": [
                {
                    "title": f"{word} {number:03}", "album": f"{word}s {number // 12}", "year": 1990 + number // 12,
                    "seconds": 180 + number, "energy": 3, "valence": 3, "moods": ["warm"], "sounds": ["voice"],
                }
                for number in range(per_artist)
            ],
        }
        for artist, word, country, genre, tier in (
            ("The Lanterns", "Lamp", "GB", "trip hop", "known"),
            ("Marea Alta", "Wave", "ES", "ambient", "niche"),
        )
    ]  # fmt: skip
    podcast = {
        "show": "Night Walks", "publisher": "Nobody", "country": "GB", "languages": ["en"],
        "topics": ["walking"], "about": "Walking after dark.",
        "episodes": [
            {"title": f"Walk {n}", "date": f"2024-0{n}-01", "seconds": 1500, "about": "A walk.", "topics": ["walking"]}
            for n in range(1, 4)
        ],
    }  # fmt: skip
    return [*songs, podcast]
