"""Spotify's sign-in, and whose account it was."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from urllib.parse import urlencode

from adapters.spotify.accounts_service import GrantRefused, grant, lifetime_of
from adapters.spotify.client import Body, Client
from adapters.spotify.refusals import TokenRefused, Unanswered
from adapters.spotify.web_api import WebApi
from bot.accounts.account import Profile, Tokens
from bot.errors import AccessLost, LinkRefused


class SpotifyAuthorizer:
    """The consent page, tokens for its code, and tokens for older tokens."""

    def __init__(self, api: WebApi, clock: Callable[[], datetime]) -> None:
        self._api = api
        self._clock = clock

    def consent_url(self, *, state: str, challenge: str, scopes: Iterable[str]) -> str:
        """Return the address of Spotify's consent page; the secret and PKCE both guard the code."""
        settings = self._api.settings
        asked = {
            "client_id": settings.client_id,
            "response_type": "code",
            "redirect_uri": settings.redirect_uri,
            "scope": " ".join(sorted(scopes)),
            "state": state,
            "code_challenge_method": "S256",
            "code_challenge": challenge,
            "show_dialog": "true",  # else a scope added later silently does not come
        }
        return f"{settings.accounts_base}/authorize?{urlencode(asked)}"

    async def exchange(self, code: str, verifier: str) -> Tokens:
        """Trade the code that came back for tokens.

        Raises:
            LinkRefused: the code is wrong, used or too old.
            ServiceError: the service did not answer.
        """
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._api.settings.redirect_uri,
            "code_verifier": verifier,
        }
        try:
            body = await self._grant(form)
        except GrantRefused as error:
            raise LinkRefused("link_expired") from error
        if not body.get("refresh_token"):
            raise Unanswered("Spotify granted no refresh token.")
        return self._tokens(body, refresh="", scopes=frozenset())

    async def refresh(self, tokens: Tokens) -> Tokens:
        """Return newer tokens; the refresh token usually stays, and so do the scopes unless Spotify says.

        Raises:
            AccessLost: the consent was taken back, or its six months are over.
            ServiceError: the service did not answer.
        """
        try:
            body = await self._grant({"grant_type": "refresh_token", "refresh_token": tokens.refresh})
        except GrantRefused as error:
            raise AccessLost("The refresh token is no good any more.") from error
        return self._tokens(body, refresh=tokens.refresh, scopes=tokens.scopes)

    async def profile(self, tokens: Tokens) -> Profile:
        """Tell whose account it is; also the test whether Spotify lets it use this app.

        Raises:
            NotAllowed: Spotify refuses this account.
            ServiceError: Spotify did not answer.
        """
        me = await self._api.read(_Visitor(tokens.access), ("me", tokens.access), Client.me)
        service_id = me.get("account_id") or me.get("id")
        if not isinstance(service_id, str):
            raise Unanswered("Spotify told no account.")
        return Profile(service_id, str(me.get("display_name") or me.get("id") or service_id))

    async def _grant(self, form: dict[str, str]) -> Body:
        settings = self._api.settings
        return await self._api.workers.run(lambda session: grant(session, settings, form))

    def _tokens(self, body: Body, *, refresh: str, scopes: frozenset[str]) -> Tokens:
        scope = body.get("scope")
        return Tokens(
            access=body["access_token"],
            refresh=str(body.get("refresh_token") or refresh),
            expires=self._clock() + timedelta(seconds=lifetime_of(body)),
            scopes=frozenset(scope.split()) if isinstance(scope, str) else scopes,  # as granted, not as asked
        )


class _Visitor:
    """Speaks for somebody who is not linked yet, with the one token there is."""

    def __init__(self, access: str) -> None:
        self._access = access

    async def token(self) -> str:
        return self._access

    async def renewed(self, refused: str) -> str:
        raise TokenRefused("A token just granted was refused.")
