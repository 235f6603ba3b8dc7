"""Handing out tokens: for a code, for a refresh token, or to the app itself."""

import binascii
from base64 import b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from secrets import compare_digest

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from adapters.sandbox.spotify.errors import GrantRefusal
from adapters.sandbox.spotify.json_words import Body
from adapters.sandbox.spotify.state import SpotifyState
from adapters.sandbox.spotify.tokens import ACCESS_LIFETIME, Code, RefreshToken


@dataclass(frozen=True, slots=True)
class Wanted:
    """One call to the token endpoint."""

    words: dict[str, str]
    with_secret: bool  # whether the app showed its secret


async def token(request: Request, state: SpotifyState) -> Response:
    """Return new tokens.

    Raises:
        GrantRefusal: the app, the code or the refresh token is not good for one.
    """
    words = _texts(await request.form())
    wanted = Wanted(words, _shows_secret(request, words, state))
    match words.get("grant_type"):
        case "authorization_code":
            body = _for_code(wanted, state)
        case "refresh_token":
            body = _for_refresh_token(wanted, state)
        case "client_credentials":
            body = _for_app(wanted, state)
        case None:
            raise GrantRefusal("unsupported_grant_type", "grant_type parameter is missing")
        case _:
            raise GrantRefusal(
                "unsupported_grant_type",
                "grant_type must be client_credentials, authorization_code or refresh_token",
            )
    return JSONResponse(body, headers={"Cache-Control": "no-store"})


def _shows_secret(request: Request, words: dict[str, str], state: SpotifyState) -> bool:
    """Check the app's credentials; tell whether its secret was among them."""
    client_id, secret = words.get("client_id"), words.get("client_secret")
    header = request.headers.get("authorization", "")
    if header.startswith("Basic "):
        client_id, secret = _basic(header.removeprefix("Basic "))
    if client_id != state.app.client_id:
        raise GrantRefusal("invalid_client", "Invalid client")
    if secret is None:
        return False
    if not compare_digest(secret.encode(), state.app.client_secret.encode()):
        raise GrantRefusal("invalid_client", "Invalid client secret")
    return True


def _basic(text: str) -> tuple[str, str]:
    try:
        client_id, _, secret = b64decode(text, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise GrantRefusal("invalid_client", "Invalid client") from None
    return client_id, secret


def _for_code(wanted: Wanted, state: SpotifyState) -> Body:
    code = state.codes.pop(wanted.words.get("code", ""), None)  # good for one try
    if code is None:
        raise GrantRefusal("invalid_grant", "Invalid authorization code")
    if code.is_over(state.now()):
        raise GrantRefusal("invalid_grant", "Authorization code expired")
    if wanted.words.get("redirect_uri") != code.redirect_uri:
        raise GrantRefusal("invalid_grant", "Invalid redirect URI")
    _check_verifier(code, wanted)
    refresh = RefreshToken(code.person, code.scopes, code.consented_at, wanted.with_secret)
    state.refresh_tokens[refresh.value] = refresh
    return _tokens(code.person, code.scopes, state) | {"refresh_token": refresh.value}


def _check_verifier(code: Code, wanted: Wanted) -> None:
    if code.challenge is None:
        if not wanted.with_secret:
            raise GrantRefusal("invalid_client", "Invalid client secret")
        return
    verifier = wanted.words.get("code_verifier")
    if not verifier:
        raise GrantRefusal("invalid_request", "code_verifier must be supplied")
    digest = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    if digest != code.challenge:
        raise GrantRefusal("invalid_grant", "code_verifier was incorrect")


def _for_refresh_token(wanted: Wanted, state: SpotifyState) -> Body:
    value = wanted.words.get("refresh_token")
    if not value:
        raise GrantRefusal("invalid_request", "refresh_token must be supplied")
    held = state.refresh_tokens.get(value)
    if held is None:
        raise GrantRefusal("invalid_grant", "Refresh token revoked")
    if held.is_over(state.now()):
        raise GrantRefusal("invalid_grant", "Refresh token expired")
    if held.with_secret and not wanted.with_secret:
        raise GrantRefusal("invalid_client", "Invalid client secret")
    body = _tokens(held.person, held.scopes, state)
    if not state.rotates_refresh_tokens:
        return body
    del state.refresh_tokens[value]
    newer = RefreshToken(held.person, held.scopes, held.consented_at, held.with_secret)
    state.refresh_tokens[newer.value] = newer
    return body | {"refresh_token": newer.value}


def _for_app(wanted: Wanted, state: SpotifyState) -> Body:
    if not wanted.with_secret:
        raise GrantRefusal("invalid_client", "Invalid client secret")
    return _tokens(None, frozenset(), state)


def _tokens(person: str | None, scopes: frozenset[str], state: SpotifyState) -> Body:
    access = state.grant(person, scopes)
    body: Body = {
        "access_token": access.value,
        "token_type": "Bearer",
        "expires_in": int(ACCESS_LIFETIME.total_seconds()),
    }
    return body if person is None else body | {"scope": " ".join(sorted(scopes))}


def _texts(form: FormData) -> dict[str, str]:
    return {name: value for name, value in form.items() if isinstance(value, str)}
