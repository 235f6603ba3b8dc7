"""The HTTP side: what Slack posts to the app, signed, and what it makes of the answer."""

import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

import aiohttp

from tests.standins.slack.app import SlackApp
from tests.standins.slack.delivery import Answer, Delivery, Try

MOST_REDIRECTS = 2
FORM, JSON = "application/x-www-form-urlencoded", "application/json"


def signed(secret: str, body: str, *, age: int = 0) -> dict[str, str]:
    """Return the headers that prove a body; the time is the real one, since the app compares it with its own.

    Args:
        age: How many seconds ago it pretends to have been signed.
    """
    stamp = str(int(time.time()) - age)
    digest = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


class Requests:
    """A transport that posts to the app's request URL."""

    def __init__(self, app: SlackApp) -> None:
        self.url = ""  # where the app listens; for events, commands and interactivity alike
        self._app = app
        self._session: aiohttp.ClientSession | None = None

    async def offer(self, delivery: Delivery, attempt: Try) -> Answer:
        """Post it and read the answer."""
        body, kind = _encoded(delivery)
        headers = {"Content-Type": kind, "User-Agent": "Slackbot 1.0", **signed(self._app.signing_secret, body)}
        if attempt.number:
            reason = attempt.reason if attempt.reason != "timeout" else "http_timeout"
            headers |= {"X-Slack-Retry-Num": str(attempt.number), "X-Slack-Retry-Reason": reason}
        try:
            return await self._post(body, headers)
        except aiohttp.TooManyRedirects:
            return Answer(False, failed="too_many_redirects")
        except aiohttp.ClientError:
            return Answer(False, failed="connection_failed")

    async def verify(self, url: str) -> None:
        """Send the challenge that proves the app listens at `url`, and take it as the request URL.

        Raises:
            ValueError: the app did not answer with the challenge.
        """
        challenge = {
            "token": self._app.verification_token,
            "challenge": "standin",
            "type": "url_verification",
        }
        self.url, before = url, self.url
        answer = await self.offer(Delivery("events_api", challenge), Try(0))
        said = answer.body.get("challenge") if isinstance(answer.body, dict) else answer.body
        if not answer.acknowledged or said != challenge["challenge"]:
            self.url = before
            raise ValueError(f"{url} did not answer the challenge: {answer}")

    async def post(self, body: str, headers: dict[str, str]) -> int:
        """Post anything, forged or stale, to the request URL and return the status of the answer."""
        async with self._open().post(self.url, data=body.encode(), headers=headers) as response:
            return response.status

    async def close(self) -> None:
        """Close the connections; the next request opens new ones."""
        if self._session is not None:
            await self._session.close()
        self._session = None

    async def _post(self, body: str, headers: dict[str, str]) -> Answer:
        posted = self._open().post(self.url, data=body.encode(), headers=headers, max_redirects=MOST_REDIRECTS)
        async with posted as response:
            stop = response.headers.get("X-Slack-No-Retry") == "1"
            if response.status >= 300:
                return Answer(False, failed="http_error", stop=stop)
            return Answer(True, _decoded(await response.text(), response.content_type))

    def _open(self) -> aiohttp.ClientSession:
        self._session = self._session or aiohttp.ClientSession()
        return self._session


def _encoded(delivery: Delivery) -> tuple[str, str]:
    if delivery.kind == "events_api":
        return json.dumps(delivery.payload), JSON
    if delivery.kind == "slash_commands":
        return urlencode(delivery.payload), FORM
    return urlencode({"payload": json.dumps(delivery.payload)}), FORM


def _decoded(text: str, content_type: str) -> Any:
    if content_type == JSON and text:
        return json.loads(text)
    return {"text": text} if text else None
