"""What the tests of the stand-in start from: one workspace with Ana and Leo in the kitchen, and an app to run."""

from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.standins.slack.app import SlackApp
from tests.standins.slack.bare_bot import acknowledge_the_rest, many_workspaces_app, running
from tests.standins.slack.clock import Clock
from tests.standins.slack.server import SlackServer
from tests.standins.slack.workspace import SlackChannel, SlackMember, SlackTeam

EVERY_SCOPE = SlackApp().scopes | {
    "channels:history",
    "channels:read",
    "groups:read",
    "im:read",
    "links:read",
    "links:write",
    "reactions:read",
    "team:read",
    "assistant:write",
}
EVERY_EVENT = SlackApp().events | {"message.channels", "reaction_added", "reaction_removed", "link_shared"}
BUTTONS: list[dict[str, Any]] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "Glory Box?"}},
    {
        "type": "actions",
        "block_id": "vote",
        "elements": [
            {"type": "button", "action_id": "yes", "text": {"type": "plain_text", "text": "Yes"}, "value": "1"},
            {"type": "button", "action_id": "no", "text": {"type": "plain_text", "text": "No"}, "value": "0"},
        ],
    },
]
ASK = {"type": "plain_text_input", "action_id": "words", "max_length": 40}
MODAL: dict[str, Any] = {
    "type": "modal",
    "callback_id": "wish",
    "private_metadata": "kitchen",
    "title": {"type": "plain_text", "text": "A wish"},
    "submit": {"type": "plain_text", "text": "Wish"},
    "blocks": [
        {"type": "input", "block_id": "wish", "label": {"type": "plain_text", "text": "Words"}, "element": ASK},
    ],
}
HOME: dict[str, Any] = {
    "type": "home",
    "blocks": [{"type": "header", "text": {"type": "plain_text", "text": "Not linked"}}],
}


@dataclass
class Rig:
    """A stand-in with somebody in it; `heard` is what the app's listeners got, for the tests that keep it."""

    server: SlackServer
    team: SlackTeam
    ana: SlackMember
    leo: SlackMember
    kitchen: SlackChannel
    app: AsyncApp
    client: AsyncWebClient
    heard: list[dict[str, Any]] = field(default_factory=list)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Run the app, which acknowledges what it has no listener for."""
        acknowledge_the_rest(self.app)
        async with running(self.app, self.server):
            yield

    def hear(self, event: str) -> None:
        """Let the app keep what it hears of an event, by its whole envelope."""

        @self.app.event(event)
        async def keep(body: dict[str, Any]) -> None:
            self.heard.append(body)
            self.server.world.changes.happened()

    async def heard_of(self, count: int) -> list[dict[str, Any]]:
        """Return what was heard, once it is so much."""
        await self.server.until(lambda: len(self.heard) >= count, f"{count} events")
        return self.heard


@asynccontextmanager
async def rig_of(mode: str = "socket", app: SlackApp | None = None, *, frozen: bool = True) -> AsyncIterator[Rig]:
    """Open a stand-in whose time stands still, so that nothing runs out on its own."""
    app = app or SlackApp(scopes=EVERY_SCOPE, events=EVERY_EVENT)
    async with SlackServer(mode=mode, app=app, clock=Clock(frozen=frozen)) as server:
        team = server.add_workspace("Casa")
        ana, leo = team.member("Ana"), team.member("Leo")
        kitchen = team.channel("kitchen", ana, leo)
        client = AsyncWebClient(token=team.token, base_url=server.api_url)
        yield Rig(server, team, ana, leo, kitchen, many_workspaces_app(server), client)


async def refusal(call: Awaitable[Any]) -> str:
    """Return the code by which a call was refused."""
    with pytest.raises(SlackApiError) as refused:
        await call
    return str(refused.value.response["error"])
