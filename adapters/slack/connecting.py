"""Coming to terms with Slack: who we are, what we may do, and the socket."""

import asyncio

import structlog
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.installations import Installation
from adapters.slack.refusals import asking_slack, missing_scope, refusal, wrong_app_token
from bot.errors import RateLimited, ServiceDown

NEEDED = frozenset({"app_mentions:read", "chat:write", "commands", "im:history", "im:write"})
USEFUL = frozenset({"users:read"})  # without it nobody has a name
CONNECT_SECONDS = 20
PING_SECONDS = 5.0  # a socket that is silent four times as long is opened anew

log = structlog.get_logger()


async def introduce(client: AsyncWebClient) -> Installation:
    """Ask Slack who the token is.

    Raises:
        SetupProblem: the token is wrong, or lacks a scope; it says what to mend.
        ServiceDown: Slack does not answer.
    """
    with asking_slack():
        me = await client.auth_test()
    granted = {name.lower(): value for name, value in me.headers.items()}.get("x-oauth-scopes")
    if granted is not None:
        scopes = {scope.strip() for scope in granted.split(",")}
        if lacking := NEEDED - scopes:
            raise missing_scope(", ".join(sorted(lacking)))
        if lacking := USEFUL - scopes:
            log.warning("slack scope missing", scope=", ".join(lacking), effect="members have no names")
    return Installation(
        tenant=me["team_id"],
        me=me["user_id"],
        bot_id=me.get("bot_id") or "",
        name=me.get("team") or me["team_id"],
        enterprise=me.get("enterprise_id"),
        client=client,
    )


async def open_socket(app: AsyncApp, app_token: str, client: AsyncWebClient) -> AsyncSocketModeHandler:
    """Connect by a socket, and return its handler; whoever opens it closes it.

    Raises:
        SetupProblem: the app-level token opens none.
        ServiceDown: Slack does not answer.
    """
    address = await _address(app_token, client)  # asked for here, as the SDK would ask for ever with a wrong token
    handler = AsyncSocketModeHandler(app, app_token, web_client=client, ping_interval=PING_SECONDS)
    handler.client.wss_uri = address
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt left it untyped
    except TimeoutError as error:
        await handler.close_async()  # type: ignore[no-untyped-call]  # the same
        raise ServiceDown("Slack does not open a socket.") from error
    return handler


async def _address(app_token: str, client: AsyncWebClient) -> str:
    with asking_slack():
        try:
            answer = await client.apps_connections_open(app_token=app_token)
        except SlackApiError as error:
            problem = refusal(error)
            code = error.response.get("error") if hasattr(error.response, "get") else None
            if code and not isinstance(problem, RateLimited):
                raise wrong_app_token(str(code)) from error
            raise problem from error
    return str(answer["url"])
