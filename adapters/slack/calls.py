"""The clients that call Slack's Web API: one session, patient with limits that last a moment."""

import aiohttp
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.slack.refusals import Refused, asking_slack
from bot.errors import RateLimited, ServiceDown

CALL_SECONDS = 10
LONGEST_WAIT = 30  # seconds; a longer limit is told to whoever asked


class ShortLimits(AsyncRateLimitErrorRetryHandler):
    """Waits where Slack asks to wait a little; gives up at once where it asks for more."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        if response is None or response.status_code != 429:
            return False
        headers = {name.lower(): values for name, values in response.headers.items()}
        waiting = str((headers.get("retry-after") or ["1"])[0])
        return waiting.isdigit() and int(waiting) <= LONGEST_WAIT


def patience() -> list[AsyncRetryHandler]:
    """Return how calls are tried again: after a lost connection, a short limit, a hiccup of Slack's."""
    return [AsyncConnectionErrorRetryHandler(), ShortLimits(max_retry_count=2), AsyncServerErrorRetryHandler(2)]


def make_session() -> aiohttp.ClientSession:
    """Return the session that all calls share; whoever makes it closes it."""
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=CALL_SECONDS))


def make_client(token: str | None, api_base: str, session: aiohttp.ClientSession) -> AsyncWebClient:
    """Return a client that speaks with `token`; without one it can only ask for a socket."""
    return AsyncWebClient(
        token=token, base_url=api_base, timeout=CALL_SECONDS, session=session, retry_handlers=patience()
    )


async def respond(url: str, session: aiohttp.ClientSession | None, body: dict[str, object]) -> None:
    """Answer through a response URL.

    Raises:
        Refused: it was used too often, or is too old.
        ServiceDown: Slack did not answer.
    """
    with asking_slack():
        answer = await AsyncWebhookClient(url, session=session, retry_handlers=patience()).send_dict(body)
    if answer.status_code == 429:
        raise RateLimited("Slack asks to wait.", seconds=LONGEST_WAIT)
    if answer.status_code >= 500:
        raise ServiceDown(f"Slack answered {answer.status_code}.")
    if answer.status_code != 200:
        raise Refused(_code(answer.body))


def _code(body: str) -> str:
    """Return why a response URL refused: it answers with a bare word, or with JSON; a page means it is over."""
    known = ("used_url", "expired_url", "no_service", "invalid_blocks", "channel_not_found", "no_text")
    return next((code for code in known if code in body), "expired_url")
