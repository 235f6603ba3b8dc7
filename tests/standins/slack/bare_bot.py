"""A bare slack-bolt app that shows the stand-in what a bot does; also what a bench compares an adapter with."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp, AsyncSay
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from tests.standins.slack.server import SlackServer
from tests.standins.slack.workspace import SlackTeam

PATH = "/slack/events"
PING_SECONDS = 0.05  # how soon a cut connection is noticed


def echo_app(server: SlackServer, team: SlackTeam) -> AsyncApp:
    """Return an app that answers a mention and a direct message with the same words, and acknowledges the rest."""
    client = AsyncWebClient(token=team.token, base_url=server.api_url)
    app = AsyncApp(client=client, signing_secret=server.app.signing_secret, request_verification_enabled=True)

    @app.event("app_mention")
    async def echo(event: dict[str, Any], say: AsyncSay) -> None:
        await say(text=event["text"], thread_ts=event.get("thread_ts"))

    @app.event("message")
    async def answer(event: dict[str, Any], say: AsyncSay) -> None:
        if "subtype" not in event and event["channel_type"] == "im":
            await say(text=event["text"])

    return app


def acknowledge_the_rest(app: AsyncApp) -> None:
    """Let the app acknowledge every event it has no listener for; to be called last."""

    @app.event(re.compile(".*"))
    async def rest() -> None:
        """Do nothing: the acknowledgement is Bolt's."""


def many_workspaces_app(server: SlackServer) -> AsyncApp:
    """Return an app without a token of its own: each event finds the token of its workspace."""

    async def authorize(enterprise_id: str | None, team_id: str | None, **_: Any) -> Any:  # or None, as Bolt allows
        installs = [one for one in server.world.installs.values() if one.state == "active"]
        for install in installs:
            if (install.enterprise and install.enterprise.id == enterprise_id) or any(
                team.id == team_id for team in install.teams
            ):
                return AuthorizeResult(
                    enterprise_id=enterprise_id,
                    team_id=team_id,
                    bot_token=install.token,
                    bot_id=install.bot.bot_id,
                    bot_user_id=install.bot.id,
                )
        return None

    client = AsyncWebClient(base_url=server.api_url)
    return AsyncApp(client=client, signing_secret=server.app.signing_secret, authorize=authorize)


@asynccontextmanager
async def running(app: AsyncApp, server: SlackServer) -> AsyncIterator[None]:
    """Run the app against the stand-in, by Socket Mode or by HTTP as the stand-in is set."""
    async with connected_by_socket(app, server) if server.mode == "socket" else served_by_http(app, server):
        yield


@asynccontextmanager
async def connected_by_socket(app: AsyncApp, server: SlackServer) -> AsyncIterator[AsyncSocketModeHandler]:
    """Open one more websocket to the stand-in."""
    wanted = len(server.sockets.connections) + 1
    web_client = AsyncWebClient(token=server.app.app_token, base_url=server.api_url)
    handler = AsyncSocketModeHandler(app, server.app.app_token, web_client=web_client, ping_interval=PING_SECONDS)
    await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
    try:
        await server.connected(wanted)
        yield handler
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped


@asynccontextmanager
async def served_by_http(app: AsyncApp, server: SlackServer) -> AsyncIterator[str]:
    """Serve the app on a port of this computer and let the stand-in verify it; gives its address."""
    runner = web.AppRunner(app.web_app(path=PATH), shutdown_timeout=0.5)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    try:
        await server.verifies(f"http://{host}:{port}{PATH}")
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()
