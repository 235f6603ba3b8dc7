"""The app's own name: enough to search, with nobody's account."""

import asyncio
import time
from typing import Any

import requests
import spotipy
from spotipy.cache_handler import MemoryCacheHandler

from adapters.spotify.accounts_service import grant, lifetime_of
from adapters.spotify.client import Body
from adapters.spotify.settings import SpotifySettings
from adapters.spotify.workers import Workers, plain_session


class AppCredentials(spotipy.SpotifyClientCredentials):  # type: ignore[misc]  # spotipy has no types
    """spotipy's client credentials: kept in memory only, asked for with a timeout and with our errors."""

    def __init__(self, settings: SpotifySettings) -> None:
        super().__init__(
            settings.client_id,
            settings.client_secret.get_secret_value(),
            requests_session=plain_session(),
            requests_timeout=settings.timeouts,
            cache_handler=MemoryCacheHandler(),  # spotipy's usual one is a file
        )
        self._settings = settings

    @property
    def kept(self) -> str | None:
        """The token that is kept, None when it is over or there is none."""
        token: dict[str, Any] | None = self.cache_handler.get_cached_token()
        return None if token is None or self.is_token_expired(token) else str(token["access_token"])

    def fetch(self, _session: requests.Session) -> str:
        """Return a new token. Blocks; spotipy's own session serves, for one caller at a time."""
        return str(self.get_access_token(as_dict=False, check_cache=False))

    def _request_access_token(self) -> Body:
        return grant(self._session, self._settings, {"grant_type": "client_credentials"})

    def _add_custom_values_to_token_info(self, token_info: Body) -> Body:
        return token_info | {"expires_at": int(time.time()) + lifetime_of(token_info)}


class AppVoice:
    """Speaks for the app."""

    def __init__(self, settings: SpotifySettings, workers: Workers) -> None:
        self._credentials = AppCredentials(settings)
        self._workers = workers
        self._fetching = asyncio.Lock()

    async def token(self) -> str:
        """Return the app's token.

        Raises:
            ServiceError: Spotify gave none.
        """
        return self._credentials.kept or await self.renewed("")

    async def renewed(self, refused: str) -> str:
        """Return another token than `refused`; many at once ask for one.

        Raises:
            ServiceError: Spotify gave none.
        """
        async with self._fetching:
            kept = self._credentials.kept
            if kept is not None and kept != refused:
                return kept
            return await self._workers.run(self._credentials.fetch)
