"""One call to the Web API in somebody's name: their token, a thread, the gate."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

import requests
from spotipy import SpotifyException

from adapters.spotify.client import Body, Client
from adapters.spotify.gate import Gate, Key
from adapters.spotify.refusals import Refused, TokenRefused
from adapters.spotify.settings import SpotifySettings
from adapters.spotify.workers import Workers, unbroken

Ask = Callable[[Client], Body]


class Voice(Protocol):
    """In whose name a call is made: a member's, or the app's."""

    async def token(self) -> str:
        """Return an access token that lasts for one more call.

        Raises:
            ChorusError: there is none to be had.
        """

    async def renewed(self, refused: str) -> str:
        """Return another token than `refused`, which Spotify did not take.

        Raises:
            ChorusError: there is none to be had.
        """


@dataclass(frozen=True, slots=True)
class WebApi:
    """Spotify's Web API."""

    settings: SpotifySettings
    gate: Gate
    workers: Workers

    async def read(self, voice: Voice, key: Key, ask: Ask) -> Body:
        """Return the answer to a GET.

        Raises:
            ServiceError: it was refused or not answered.
        """
        return await self._spoken(voice, lambda token: self.gate.read(key, lambda: self._call(token, ask)))

    async def search(self, voice: Voice, key: Key, ask: Ask) -> Body:
        """Return the answer to a search, maybe that of some minutes ago.

        Raises:
            ServiceError: it was refused or not answered.
        """
        return await self._spoken(voice, lambda token: self.gate.search(key, lambda: self._call(token, ask)))

    async def write(self, voice: Voice, ask: Ask, *, repeatable: bool = False) -> Body:
        """Return the answer to a write.

        Raises:
            Unanswered: it may have been done, or not.
            ServiceError: it was refused.
        """
        return await self._spoken(
            voice, lambda token: self.gate.write(lambda: unbroken(self._call(token, ask)), repeatable=repeatable)
        )

    async def _spoken(self, voice: Voice, say: Callable[[str], Awaitable[Body]]) -> Body:
        """Say it, with a new token where the first is refused; what was refused so was not done."""
        token = await voice.token()
        try:
            return await say(token)
        except TokenRefused:
            return await say(await voice.renewed(token))

    async def _call(self, token: str, ask: Ask) -> Body:
        def call(session: requests.Session) -> Body:
            return ask(Client(token, session, self.settings.api_base, self.settings.timeouts))

        try:
            return await self.workers.run(call)
        except SpotifyException as error:  # spotipy itself refuses an id or uri that cannot be one
            raise Refused(f"spotipy refused: {error.msg}") from error
