"""Spotify's catalogue, searched in the app's own name."""

import asyncio
import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from adapters.spotify.app_voice import AppVoice
from adapters.spotify.client import Body
from adapters.spotify.recent import Recent
from adapters.spotify.refusals import Gone, Refused
from adapters.spotify.translate import rows_of, to_episode, to_item, to_query, to_track
from adapters.spotify.web_api import WebApi
from bot.curation.music import Episode, Item, Track
from bot.curation.ports import Query
from bot.errors import ServiceError

PAGE = 10  # the most a search gives a new app
LAST_OFFSET = 1000
EPISODE_MARKET = "US"  # without a country Spotify calls every episode unavailable to an app's own token
EPISODE_LIFETIME = timedelta(hours=6)
EPISODES = 500
_URI = re.compile(r"spotify:(track|episode):([0-9A-Za-z]{22})")


class SpotifyService:
    """The catalogue."""

    def __init__(self, api: WebApi, clock: Callable[[], datetime]) -> None:
        self._api = api
        self._app = AppVoice(api.settings, api.workers)
        self._episodes: Recent[str, Episode] = Recent(clock, EPISODE_LIFETIME, EPISODES)

    async def find_tracks(self, query: Query) -> list[Track]:
        """Return the tracks that fit, best first, at most ten; empty when nothing does.

        Raises:
            ServiceError: Spotify did not answer.
        """
        body = await self._search("track", to_query(query), query.page * PAGE, self._api.settings.market)
        return [track for one in rows_of(body.get("tracks")) if (track := to_track(one))]

    async def find_episodes(self, words: str) -> list[Episode]:
        """Return podcast episodes that fit, best first, at most ten; a search does not tell their show.

        Raises:
            ServiceError: Spotify did not answer.
        """
        body = await self._search("episode", to_query(Query(words=words)), 0, self._episode_market)
        found = [episode for one in rows_of(body.get("episodes")) if (episode := to_episode(one))]
        for episode in found:
            self._episodes.put(episode.uri, episode)
        return found

    async def items(self, uris: Sequence[str]) -> dict[str, Item]:
        """Return the items behind `uris`, in their order; what is gone is left out.

        Raises:
            ServiceError: Spotify did not answer.
        """
        wanted = [uri for uri in dict.fromkeys(uris) if _URI.fullmatch(uri)]
        try:
            async with asyncio.TaskGroup() as group:
                tasks = {uri: group.create_task(self._item(uri)) for uri in wanted}
        except* ServiceError as errors:
            raise _first(errors) from None
        return {uri: item for uri, task in tasks.items() if (item := task.result())}

    async def _search(self, kind: str, words: str, offset: int, market: str | None) -> Body:
        if not words or not 0 <= offset <= LAST_OFFSET - PAGE:
            return {}
        return await self._api.search(
            self._app,
            ("search", kind, words, str(offset), market or ""),
            lambda client: client.search(words, limit=PAGE, offset=offset, type=kind, market=market),
        )

    async def _item(self, uri: str) -> Item | None:
        kind, id = uri.split(":")[1:]
        try:
            if kind == "track":
                body = await self._api.read(
                    self._app, (uri,), lambda client: client.track(id, market=self._api.settings.market)
                )
            else:
                body = await self._api.read(
                    self._app, (uri,), lambda client: client.episode(id, market=self._episode_market)
                )
        except Gone:
            return None
        except Refused:
            # The reference wants a listener's scope to show an episode; then what search told of it must do.
            return self._episodes.get(uri)
        return to_item(body)

    @property
    def _episode_market(self) -> str:
        return self._api.settings.market or EPISODE_MARKET


def _first(errors: ExceptionGroup[ServiceError]) -> ServiceError:
    """Return the first error of a group, which may hold groups."""
    error = errors.exceptions[0]
    return _first(error) if isinstance(error, ExceptionGroup) else error
