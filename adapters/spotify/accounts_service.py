"""Spotify's accounts service: tokens for a code, for a refresh token, or for the app itself.

Not through spotipy: its SpotifyOAuth notes the scopes it asked for as those it got and sends no PKCE verifier, its
SpotifyPKCE sends no secret and keeps one verifier for everybody, and both fall back on input() and a browser.
"""

from collections.abc import Mapping

import requests

from adapters.spotify.client import Body, answer_of
from adapters.spotify.refusals import Refused, Unanswered, said
from adapters.spotify.settings import SpotifySettings
from bot.errors import ServiceError

USUAL_LIFETIME = 3600  # seconds
LONGEST_LIFETIME = 86_400


class GrantRefused(ServiceError):
    """The code or refresh token is wrong, used, revoked or too old."""


def grant(session: requests.Session, settings: SpotifySettings, form: Mapping[str, str]) -> Body:
    """Return the tokens that `form` asks for. Blocks.

    Raises:
        GrantRefused: the grant itself is no good.
        ServiceError: the service refused for another reason, or did not answer.
    """
    try:
        response = session.post(
            f"{settings.accounts_base}/api/token",
            data=dict(form),
            auth=(settings.client_id, settings.client_secret.get_secret_value()),
            timeout=settings.timeouts,
            allow_redirects=False,  # a secret goes nowhere else
        )
    except requests.RequestException as error:
        raise Unanswered(f"No answer to a grant: {type(error).__name__}") from None
    error_name, _ = said(response.text) if response.status_code == 400 else ("", "")
    if error_name == "invalid_grant":
        raise GrantRefused("Spotify answered invalid_grant.")
    if error_name:
        raise Refused(f"Spotify answered {error_name[:60]} to a grant.")
    body = answer_of(response)
    if not isinstance(body.get("access_token"), str) or not body["access_token"]:
        raise Unanswered("Spotify granted no access token.")
    return body


def lifetime_of(body: Body) -> int:
    """Return how many seconds a granted access token lasts."""
    seconds = body.get("expires_in")
    return seconds if isinstance(seconds, int) and 0 < seconds <= LONGEST_LIFETIME else USUAL_LIFETIME
