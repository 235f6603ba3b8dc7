"""ListenBrainz: tags, years and countries of recordings, for as long as it answers.

A look-up of many tells only which recordings were meant; what is known of them is a second call
(https://listenbrainz.readthedocs.io/en/latest/users/api/metadata.html). A server that tells it at once saves that call.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import httpx
import structlog

from adapters.opendata.kept import KeptFacts
from adapters.opendata.settings import OpenDataSettings
from adapters.opendata.translate import aligned, fits, mbid_of, to_facts, to_lookup
from bot.curation.music import Track
from bot.curation.ports import OpenFacts

MOST_LOOKUPS = 50  # in one call
TIMEOUT_SECONDS = 4.0
LIFETIME = timedelta(days=1)
KEPT = 5000
UNSAID_PAUSE = 10.0  # seconds, when a 429 does not tell
LONGEST_PAUSE = 600.0
FAILURE_PAUSE = 30.0  # after no answer at all, so that not every turn waits for one in vain
INC = "artist tag release"
AGENT = "Chorus/0.1 (a playlist companion for group chats)"

log = structlog.get_logger()


class NoAnswer(Exception):
    """ListenBrainz gave no answer that can be used, or asks to wait."""


class ListenBrainz:
    """Open facts from ListenBrainz; also its own patience: it never calls before it may."""

    def __init__(
        self,
        settings: OpenDataSettings,
        clock: Callable[[], datetime],
        client: httpx.AsyncClient | None = None,
        *,
        seconds: float = TIMEOUT_SECONDS,
    ) -> None:
        headers = {"User-Agent": AGENT}
        if settings.token is not None:
            headers["Authorization"] = f"Token {settings.token.get_secret_value()}"
        self._base = settings.base
        self._headers = headers
        self._client = client or httpx.AsyncClient()
        self._seconds = seconds
        self._clock = clock
        self._kept = KeptFacts(clock, LIFETIME, KEPT)
        self._paused_until: datetime | None = None

    async def facts(self, tracks: Sequence[Track]) -> dict[str, OpenFacts]:
        """Return what is known of each track, by its uri; never raises, and keeps what it learned for a day."""
        unknown = {track.uri: track for track in tracks if track.title and track.artists}
        asked = [track for uri, track in unknown.items() if not self._kept.holds(uri)]
        try:
            for start in range(0, len(asked), MOST_LOOKUPS):
                await self._learn(asked[start : start + MOST_LOOKUPS])
        except NoAnswer as error:
            log.warning("open data failed", reason=str(error))
        return {uri: known for uri in unknown if (known := self._kept.get(uri)) is not None}

    async def close(self) -> None:
        """Let go of the connection."""
        await self._client.aclose()

    async def _learn(self, tracks: Sequence[Track]) -> None:
        """Keep what is known of `tracks`, fifty at most.

        Raises:
            NoAnswer: nothing could be learned.
        """
        body = {"recordings": [to_lookup(track) for track in tracks], "metadata": True, "inc": INC}
        rows = aligned(await self._call("POST", "/1/metadata/lookup/", json=body), len(tracks))
        meant = {track.uri: row for track, row in zip(tracks, rows, strict=True) if fits(row, track)}
        more = await self._metadata([row for row in meant.values() if "metadata" not in row])
        for track in tracks:
            row = meant.get(track.uri, {})
            metadata = row["metadata"] if "metadata" in row else more.get(mbid_of(row) or "")
            self._kept.put(track.uri, to_facts(metadata))

    async def _metadata(self, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
        """Return what is known of the rows' recordings, by their MusicBrainz id."""
        mbids = sorted({mbid for row in rows if (mbid := mbid_of(row))})
        if not mbids:
            return {}
        params = {"recording_mbids": ",".join(mbids), "inc": INC}
        answer = await self._call("GET", "/1/metadata/recording/", params=params)
        return answer if isinstance(answer, dict) else {}

    async def _call(self, method: str, path: str, **asked: Any) -> Any:
        """Return the JSON of an answer.

        Raises:
            NoAnswer: there is none, or it is not yet time to ask.
        """
        if self._paused_until is not None and self._clock() < self._paused_until:
            raise NoAnswer("asked to wait")
        try:
            async with asyncio.timeout(self._seconds):  # httpx would time each piece of an answer alone
                response = await self._client.request(
                    method, self._base + path, headers=self._headers, timeout=self._seconds, **asked
                )
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            self._pause(FAILURE_PAUSE)
            raise NoAnswer(type(error).__name__) from error
        self._heed(response)
        if response.status_code != 200:
            raise NoAnswer(f"answered {response.status_code}")
        try:
            return response.json()
        except (ValueError, RecursionError) as error:
            raise NoAnswer("answered with no JSON") from error

    def _heed(self, response: httpx.Response) -> None:
        """Note how long not to call: after a 429, or when the last call of the window was this one."""
        if response.status_code == 429 or response.headers.get("X-RateLimit-Remaining", "").strip() == "0":
            told = response.headers.get("X-RateLimit-Reset-In") or response.headers.get("Retry-After") or ""
            seconds = float(told) if told.isascii() and told.isdigit() else UNSAID_PAUSE
            self._pause(min(seconds, LONGEST_PAUSE))

    def _pause(self, seconds: float) -> None:
        self._paused_until = self._clock() + timedelta(seconds=seconds)
