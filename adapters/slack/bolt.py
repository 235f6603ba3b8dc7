"""The Bolt app: who it speaks for, and what it answers when something fails."""

from collections.abc import Awaitable, Callable, Iterable
from typing import Protocol

import aiohttp
import structlog
from slack_bolt.async_app import AsyncApp, AsyncBoltContext, AsyncRespond
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.calls import patience
from adapters.slack.installations import Installations
from adapters.slack.sentences import sentence
from adapters.slack.settings import SlackSettings
from bot.errors import ServiceError

log = structlog.get_logger()

Settle = Callable[..., Awaitable[BoltResponse]]


class NotInstalled(Exception):
    """Slack sends something of a workspace that we have no token for."""


class Listeners(Protocol):
    """Some listeners that belong together."""

    def attach(self, app: AsyncApp) -> None:
        """Listen to what `app` hears; earlier listeners come first."""


def make_app(
    settings: SlackSettings,
    installations: Installations,
    session: aiohttp.ClientSession,
    listeners: Iterable[Listeners],
    settle: Settle | None = None,
) -> AsyncApp:
    """Return the app; it acknowledges an event only after its listener is done, and refuses it where that fails.

    Args:
        settings: Which app it is.
        installations: Where it is installed.
        session: What its calls go through.
        listeners: What listens.
        settle: Tells which workspace a request comes from, where there are many.
    """
    secret = settings.signing_secret
    app = AsyncApp(
        name="chorus",
        client=AsyncWebClient(base_url=settings.api_base, session=session, retry_handlers=patience()),
        signing_secret=secret.get_secret_value() if secret else "",
        before_authorize=settle,
        authorize=_authorizer(installations),
        process_before_response=True,
        attaching_function_token_enabled=False,
    )
    app.error(_refuse)
    for some in listeners:
        some.attach(app)
    return app


def _authorizer(installations: Installations) -> Callable[..., Awaitable[AuthorizeResult]]:
    async def authorize(context: AsyncBoltContext, enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        installation = await installations.find(enterprise_id, team_id, context.get("meant", ()))
        if installation is None:
            raise NotInstalled
        context["installation"] = installation
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_user_id=installation.me,
            bot_id=installation.bot_id,
            bot_token=installation.client.token,
        )

    return authorize


async def _refuse(error: Exception, context: AsyncBoltContext, respond: AsyncRespond) -> BoltResponse:
    """Answer so that Slack sends it again, where that may help."""
    if isinstance(error, NotInstalled):
        log.warning("slack app not installed", tenant=context.team_id)
        if context.response_url:
            await respond(sentence("not_installed"))
        return BoltResponse(status=200, body="")
    if isinstance(error, ServiceError):
        log.warning("slack event not taken in", reason=str(error))
        return BoltResponse(status=503, body="")
    log.error("slack listener failed", exc_info=error)
    return BoltResponse(status=500, body="")
