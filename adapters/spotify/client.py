"""spotipy, made safe for a server: no sleeping, no silent repeats, no secrets in logs, our errors."""

import json
import logging
from collections.abc import Mapping, Sequence
from typing import Any

import requests
import spotipy
from requests.auth import AuthBase

from adapters.spotify.refusals import Refused, Unanswered, refusal

Body = dict[str, Any]  # one JSON object of an answer

# Below CRITICAL spotipy logs the bearer token and what members typed (spotipy#937), urllib3 whole addresses.
for _name in ("spotipy", "urllib3"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


class Bearer(AuthBase):
    """Puts the token on a call; as `auth`, so that no .netrc can put another there."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Return the request with the token."""
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class Client(spotipy.Spotify):  # type: ignore[misc]  # spotipy has no types
    """Spotify's Web API with one token, over a session that belongs to somebody else."""

    def __init__(self, token: str, session: requests.Session, api_base: str, timeouts: tuple[float, float]) -> None:
        # With a session of ours spotipy mounts no adapter that sleeps through Retry-After and repeats a POST.
        super().__init__(requests_session=session, requests_timeout=timeouts)
        self.prefix = api_base
        self._bearer = Bearer(token)

    def __del__(self) -> None:
        """Leave the session open: spotipy would close it for everybody."""

    def playlist_add_items(self, playlist_id: str, items: Sequence[str], position: int | None = None) -> Body:
        """Add to the end, or at `position`; the body is the documented one, spotipy's own is a bare list."""
        payload: Body = {"uris": [self._get_uri("track", uri) for uri in items]}
        if position is not None:
            payload["position"] = position
        return self._call("POST", f"playlists/{self._get_id('playlist', playlist_id)}/items", payload, {})

    def library_contains(self, uri: str) -> Body:
        """Tell whether the member's library holds `uri`, as `{"held": …}`: the one answer that is a bare list."""
        answer = self._sent("GET", "me/library/contains", None, {"uris": uri})
        return {"held": held_of(answer)}

    def _internal_call(self, method: str, url: str, payload: Any, params: Mapping[str, Any]) -> Body:
        """Send one call for any of spotipy's methods, in place of spotipy's own sending."""
        return self._call(method, url, payload, params)

    def _call(self, method: str, url: str, payload: Any, params: Mapping[str, Any]) -> Body:
        """Send one call, once.

        Raises:
            ServiceError: it was refused or not answered.
        """
        return answer_of(self._sent(method, url, payload, params))

    def _sent(self, method: str, url: str, payload: Any, params: Mapping[str, Any]) -> requests.Response:
        """Return what came back.

        Raises:
            ServiceError: nothing did, or it is an address that is not Spotify's.
        """
        if url.startswith("http"):
            raise Refused("An address of a foreign answer is not followed with a token.")
        try:
            response: requests.Response = self._session.request(
                method,
                self.prefix + url.rstrip("/"),  # spotipy asks for "me/", which only redirects
                params={name: value for name, value in params.items() if value is not None},
                data=json.dumps(payload) if payload else None,
                headers={"Content-Type": "application/json"} if payload else None,
                auth=self._bearer,
                timeout=self.requests_timeout,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            # Without the cause: its text holds the address, and with it what a member searched for.
            raise Unanswered(f"No answer to {method}: {type(error).__name__}") from None
        return response


def answer_of(response: requests.Response) -> Body:
    """Return the JSON object of an answer, empty where a write is answered with nothing.

    Raises:
        ServiceError: it is a refusal, or nothing that can be used.
    """
    _must_be_good(response)
    if not response.content and (response.status_code == 204 or response.request.method != "GET"):
        return {}
    body = _json(response)
    if not isinstance(body, dict):
        raise Unanswered(f"Spotify answered {response.status_code} with no JSON object")
    return body


def held_of(response: requests.Response) -> bool:
    """Return the one answer of a list that says of each thing asked for whether it is there.

    Raises:
        ServiceError: it is a refusal, or nothing that can be used.
    """
    _must_be_good(response)
    body = _json(response)
    if not isinstance(body, list) or len(body) != 1 or not isinstance(body[0], bool):
        raise Unanswered(f"Spotify answered {response.status_code} with no yes or no")
    return body[0]


def _must_be_good(response: requests.Response) -> None:
    if not response.ok or response.status_code >= 300:
        raise refusal(response.status_code, response.headers, response.text)


def _json(response: requests.Response) -> Any:
    try:
        return response.json()
    except ValueError:
        raise Unanswered(f"Spotify answered {response.status_code} with no JSON") from None
