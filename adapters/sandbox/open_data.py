"""A pretend ListenBrainz over the catalogue: names looked up, tags told, a rate limit kept.

As https://listenbrainz.readthedocs.io/en/latest/users/api/metadata.html describes it; beside it MusicBrainz' look-up of
links, as https://musicbrainz.org/doc/MusicBrainz_API does.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from adapters.sandbox.open_data_rows import OpenData, Row
from adapters.sandbox.recordings import Catalogue

MOST_LOOKUPS = 50  # in one call
KINDS = frozenset({"artist", "tag", "release"})


class _Refused(ValueError):
    """A request ListenBrainz answers with 400."""


@dataclass(slots=True)
class RateLimit:
    """How many calls are answered in a window of time, from everyone together; may be set at any time."""

    calls: int = 30
    seconds: float = 10.0
    clock: Callable[[], float] = time.monotonic
    _began: float = field(default=float("-inf"), init=False)
    _taken: int = field(default=0, init=False)

    def take(self) -> tuple[bool, dict[str, str]]:
        """Count one call; return if it may be answered, and the headers to send."""
        now = self.clock()
        if now - self._began >= self.seconds:
            self._began, self._taken = now, 0
        self._taken += 1
        headers = {
            "X-RateLimit-Limit": str(self.calls),
            "X-RateLimit-Remaining": str(max(0, self.calls - self._taken)),
            "X-RateLimit-Reset-In": str(ceil(self._began + self.seconds - now)),
        }
        return self._taken <= self.calls, headers


def open_data_app(catalogue: Catalogue, limit: RateLimit | None = None) -> Starlette:
    """Return an app that answers as ListenBrainz and MusicBrainz do from what `catalogue` holds."""
    known, limit = OpenData(catalogue), limit or RateLimit()

    async def lookup(request: Request) -> JSONResponse:
        may_answer, headers = limit.take()
        if not may_answer:
            return _error(429, "You have exceeded your rate limit. Please slow down.", headers)
        try:
            asked = await _many(request) if request.method == "POST" else _one(request)
        except _Refused as error:
            return _error(400, str(error), headers)
        inc, pairs = asked
        rows = [known.lookup(title, artist, inc) for title, artist in pairs]
        return JSONResponse(rows if request.method == "POST" else rows[0], headers=headers)

    async def url(request: Request) -> JSONResponse:
        may_answer, headers = limit.take()
        return _told(known.url(request.query_params.get("resource", "")), headers) if may_answer else _too_many(headers)

    async def recording(request: Request) -> JSONResponse:
        may_answer, headers = limit.take()
        return _told(known.recording(request.path_params["mbid"]), headers) if may_answer else _too_many(headers)

    return Starlette(
        routes=[
            Route("/1/metadata/lookup/", lookup, methods=["GET", "POST"]),
            Route("/ws/2/url", url),
            Route("/ws/2/recording/{mbid}", recording),
        ]
    )


def _told(row: Row | None, headers: dict[str, str]) -> JSONResponse:
    """Return what MusicBrainz tells: a row, or that there is none."""
    return JSONResponse(row or {"error": "Not Found"}, 200 if row else 404, headers)


def _too_many(headers: dict[str, str]) -> JSONResponse:
    return JSONResponse({"error": "Your requests are exceeding the allowable rate limit."}, 503, headers)


async def _many(request: Request) -> tuple[frozenset[str], list[tuple[str, str]]]:
    """Return what to tell and the names of the recordings a POST asks about."""
    try:
        body: Any = json.loads(await request.body())
    except (ValueError, RecursionError) as error:
        raise _Refused("Cannot parse JSON document.") from error
    recordings = body.get("recordings") if isinstance(body, dict) else None
    if not isinstance(recordings, list) or not recordings:
        raise _Refused("recordings must be a non-empty list of objects.")
    if len(recordings) > MOST_LOOKUPS:
        raise _Refused(f"Cannot look up more than {MOST_LOOKUPS} recordings at once.")
    pairs = [_pair(recording) for recording in recordings]
    return _inc(body.get("metadata") is True, body.get("inc", "")), pairs


def _one(request: Request) -> tuple[frozenset[str], list[tuple[str, str]]]:
    """Return what to tell and the names of the recording a GET asks about."""
    query = request.query_params
    return _inc(query.get("metadata") == "true", query.get("inc", "")), [_pair(dict(query))]


def _pair(recording: Any) -> tuple[str, str]:
    if isinstance(recording, dict):
        title, artist = recording.get("recording_name"), recording.get("artist_name")
        if isinstance(title, str) and title and isinstance(artist, str) and artist:
            return title, artist
    raise _Refused("recording_name and artist_name are required for each recording.")


def _inc(is_wanted: bool, inc: Any) -> frozenset[str]:
    """Return the kinds of metadata to tell; nothing unless metadata is wanted."""
    kinds = frozenset(inc.split()) if isinstance(inc, str) else frozenset()
    if not isinstance(inc, str) or kinds - KINDS:
        raise _Refused(f"inc must be a list of {', '.join(sorted(KINDS))}, separated by spaces.")
    return kinds if is_wanted else frozenset()


def _error(status: int, sentence: str, headers: dict[str, str]) -> JSONResponse:
    return JSONResponse({"code": status, "error": sentence}, status, headers)
