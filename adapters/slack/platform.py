"""Slack as a chat platform: how everything hangs together."""

from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime

import aiohttp
import structlog

from adapters.slack.bolt import make_app
from adapters.slack.calls import make_client, make_session
from adapters.slack.connecting import introduce, open_socket
from adapters.slack.delivery import Delivery
from adapters.slack.dialogs import Dialogs
from adapters.slack.dms import Dms
from adapters.slack.ears import Ears, Forget
from adapters.slack.endpoint import Endpoint
from adapters.slack.hands import Hands
from adapters.slack.installations import NAME, Installation, OneWorkspace
from adapters.slack.intake import Intake
from adapters.slack.notes import Forgiving, Notes
from adapters.slack.outbound import MOST_CHARACTERS
from adapters.slack.panels import Panels
from adapters.slack.people import People
from adapters.slack.refusals import SetupProblem
from adapters.slack.roots import Roots
from adapters.slack.settings import NO_DOOR, SlackSettings
from adapters.slack.whispers import Whispers
from bot.chat import Capabilities, CommandSpec, Hear, Message, Reply, Suggest
from bot.errors import ServiceDown

log = structlog.get_logger()


async def forget_nothing(tenant: str) -> None:
    """Stand in where there is nothing to delete."""


class Slack:
    """A `Platform`: one workspace, by its bot token, over a socket or over HTTP."""

    name = NAME
    capabilities = Capabilities(longest_text=MOST_CHARACTERS)

    def __init__(
        self,
        settings: SlackSettings,
        *,
        commands: Sequence[CommandSpec],
        suggest: Suggest,
        notes: Notes,
        forget: Forget = forget_nothing,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Prepare to connect.

        Args:
            settings: Which app, and where Slack is.
            commands: What can be typed after /chorus, and which forms there are.
            suggest: What may be meant by what is typed into a form.
            notes: What lasts over a restart; for some minutes it may hold a private link.
            forget: Deletes all that is kept of a workspace which removed the app.
            clock: What time it is.
        """
        self.endpoint = Endpoint()  # an ASGI application, to be mounted where Slack posts to (HTTP only)
        self._settings = settings
        self._commands = commands
        self._suggest = suggest
        self._notes = Forgiving(notes)
        self._forget = forget
        self._clock = clock
        self._delivery: Delivery | None = None
        self._open = AsyncExitStack()

    async def connect(self, hear: Hear) -> None:
        """Start handing over what is said to Chorus.

        Raises:
            SetupProblem: a token or a scope is wrong; its text says where that is mended.
            ServiceError: Slack does not answer.
        """
        if self._settings.bot_token is None:
            raise SetupProblem("no bot token", setting="SLACK_BOT_TOKEN", page="deploy/env.example", mend=NO_DOOR)
        async with AsyncExitStack() as stack:
            session = await stack.enter_async_context(make_session())
            token = self._settings.bot_token.get_secret_value()
            installation = await introduce(make_client(token, self._settings.api_base, session))
            await self._listen(hear, installation, session, stack)
            self._open = stack.pop_all()
        log.info("slack connected", workspace=installation.name, socket=self._settings.is_socket_mode)

    async def send(self, reply: Reply) -> None:
        """Show `reply`, once.

        Raises:
            ServiceError: it could not be shown.
        """
        if self._delivery is None:
            raise ServiceDown("Slack is not connected.")
        await self._delivery.send(reply)

    async def close(self) -> None:
        """Stop hearing, finish what was begun, and let go of the connection."""
        await self._open.aclose()
        self._delivery = None

    async def _listen(
        self, hear: Hear, installation: Installation, session: aiohttp.ClientSession, stack: AsyncExitStack
    ) -> None:
        installations, dms, people = OneWorkspace(installation), Dms(), People(self._clock)
        roots = Roots(self._notes)
        panels, whispers = Panels(self._notes, roots, self._clock), Whispers(self._notes, dms, session, self._clock)

        async def hear_and_count(message: Message) -> None:
            panels.count(message.channel)
            await hear(message)

        intake = Intake(hear_and_count)
        stack.push_async_callback(intake.close)
        dialogs = Dialogs(intake, people, self._commands, self._suggest)
        ears = Ears(intake, installations, people, dms, roots, self._forget)
        hands = Hands(intake, people, dms, self._notes, whispers, dialogs, self._commands)
        app = make_app(self._settings, installations, session, (ears, dialogs, hands))
        self._delivery = Delivery(
            installations, self._notes, panels, roots, whispers, session, self._commands, self._clock
        )
        if self._settings.signing_secret is not None:
            self.endpoint.open(app)
            stack.callback(self.endpoint.close)
        if self._settings.app_token is not None:
            socket = await open_socket(app, self._settings.app_token.get_secret_value(), installation.client)
            stack.push_async_callback(socket.close_async)
