"""MusicBrainz: which song a page of a music service is of.

Editors note at a recording where it can be heard, so a link is looked up as it stands and nobody's page is read
(https://musicbrainz.org/doc/MusicBrainz_API). It asks for at most one call a second and for a name to call us by.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import httpx
import structlog

from adapters.opendata.settings import OpenDataSettings
from adapters.opendata.translate import recording_of, to_pick
from bot.curation.picks import Pick

TIMEOUT_SECONDS = 4.0  # for all of one look-up: somebody waits for the answer
PAUSE = timedelta(seconds=30)  # after a failure, so that not every link waits for one in vain
AGENT = "Chorus/0.1 (a playlist companion for group chats)"

log = structlog.get_logger()


class NoAnswer(Exception):
    """MusicBrainz gave no answer that can be used."""


class MusicBrainz:
    """Songs behind links, one call after the other."""

    def __init__(
        self,
        settings: OpenDataSettings,
        clock: Callable[[], datetime],
        client: httpx.AsyncClient | None = None,
        *,
        seconds: float = TIMEOUT_SECONDS,
    ) -> None:
        self._base = settings.musicbrainz_base
        self._between = settings.seconds_between
        self._client = client or httpx.AsyncClient()
        self._clock = clock
        self._seconds = seconds
        self._turn = asyncio.Lock()
        self._paused_until: datetime | None = None

    async def song_at(self, page: str) -> Pick | None:
        """Return the song that editors noted for a page; None where there is none or no answer. Never raises."""
        if self._paused_until is not None and self._clock() < self._paused_until:
            return None
        try:
            async with asyncio.timeout(self._seconds):
                return await self._look_up(page)
        except (NoAnswer, httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            self._paused_until = self._clock() + PAUSE
            log.warning("open data failed", reason=str(error) or type(error).__name__)
            return None

    async def close(self) -> None:
        """Let go of the connection."""
        await self._client.aclose()

    async def _look_up(self, page: str) -> Pick | None:
        mbid = recording_of(await self._call("/ws/2/url", resource=page, inc="recording-rels"))
        if mbid is None:
            return None
        return to_pick(await self._call(f"/ws/2/recording/{mbid}", inc="artist-credits"))

    async def _call(self, path: str, **asked: str) -> Any:
        """Return the JSON of an answer, None where MusicBrainz knows nothing of it.

        Raises:
            NoAnswer: there is none that can be used.
        """
        async with self._turn:
            response = await self._client.get(
                self._base + path, params={**asked, "fmt": "json"}, headers={"User-Agent": AGENT}
            )
            await asyncio.sleep(self._between)  # within the turn: the next call may come only after it
        if response.status_code in (400, 404):  # 400: an address it takes for none
            return None
        if response.status_code != 200:
            raise NoAnswer(f"answered {response.status_code}")
        try:
            return response.json()
        except (ValueError, RecursionError) as error:
            raise NoAnswer("answered with no JSON") from error
