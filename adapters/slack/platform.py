"""Slack as a chat platform: how everything hangs together."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime

import aiohttp
import structlog
from slack_bolt.async_app import AsyncApp
from starlette.types import ASGIApp

from adapters.slack.bolt import make_app
from adapters.slack.calls import make_client, make_session
from adapters.slack.connecting import introduce, open_socket
from adapters.slack.delivery import Delivery
from adapters.slack.dialogs import Dialogs
from adapters.slack.dms import Dms
from adapters.slack.ears import Ears
from adapters.slack.endpoint import Endpoint
from adapters.slack.hands import Hands
from adapters.slack.install_pages import PATHS, InstallPages
from adapters.slack.installations import NAME, Installations, OneWorkspace
from adapters.slack.installing import Surroundings, make_flow
from adapters.slack.intake import Intake
from adapters.slack.notes import Forgiving, Notes
from adapters.slack.outbound import MOST_CHARACTERS
from adapters.slack.panels import Panels
from adapters.slack.people import People
from adapters.slack.places import Places
from adapters.slack.refusals import SetupProblem
from adapters.slack.registry import Registry
from adapters.slack.roots import Roots
from adapters.slack.settings import NOT_FOR_BOTS, SlackSettings
from adapters.slack.shared import SharedLinks
from adapters.slack.spoken import Spoken
from adapters.slack.statuses import Statuses
from adapters.slack.whispers import Whispers
from adapters.slack.workspaces import ManyWorkspaces
from bot.chat import Capabilities, CommandSpec, Forget, Hear, Message, Reply, Suggest
from bot.errors import ServiceDown

EVENTS_PATH = "/slack/events"
NOT_PUBLIC = "Slack sends browsers back only to HTTPS: set WEB_ADDRESS to where browsers reach Chorus by it."

log = structlog.get_logger()


class Slack:
    """A `Platform`: one workspace by its bot token, or many by installing; over a socket or over HTTP."""

    name = NAME
    capabilities = Capabilities(longest_text=MOST_CHARACTERS, edit_seconds=1.5)

    def __init__(
        self,
        settings: SlackSettings,
        *,
        commands: Sequence[CommandSpec],
        suggest: Suggest,
        notes: Notes,
        around: Surroundings | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Prepare to connect.

        Args:
            settings: Which app, and where Slack is.
            commands: What can be typed after /chorus, and which forms there are.
            suggest: What may be meant by what is typed into a form.
            notes: What lasts over a restart; for some minutes it may hold a private link.
            around: What installing needs, where the settings are for many workspaces.
            clock: What time it is.
        """
        self.endpoint = Endpoint()
        self._pages = InstallPages(around.page) if around is not None and settings.is_for_many else None
        self._around = around
        self._settings = settings
        self._commands = commands
        self._suggest = suggest
        self._notes = Forgiving(notes)
        self._clock = clock
        self._delivery: Delivery | None = None
        self._open = AsyncExitStack()

    @property
    def endpoints(self) -> Mapping[str, ASGIApp]:
        """What to mount among the pages, by path: where Slack posts to (by HTTP only), and where one installs."""
        return {EVENTS_PATH: self.endpoint} | (dict.fromkeys(PATHS, self._pages) if self._pages is not None else {})

    async def connect(self, hear: Hear, forget: Forget) -> None:
        """Start handing over what is said to Chorus, and who is gone: workspaces and members.

        Raises:
            SetupProblem: a token or a scope is wrong; its text says where that is mended.
            ServiceError: Slack does not answer.
        """
        async with AsyncExitStack() as stack:
            session = await stack.enter_async_context(make_session())
            if self._pages is not None and self._around is not None:
                installations, told = self._many(self._around, self._pages, session, stack)
            else:
                installations, told = await self._one(session)
            await self._listen(hear, forget, installations, session, stack)
            self._open = stack.pop_all()
        log.info("slack connected", socket=self._settings.is_socket_mode, **told)

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

    async def _one(self, session: aiohttp.ClientSession) -> tuple[Installations, dict[str, str]]:
        token = self._settings.bot_token
        if token is None:
            raise SetupProblem("no bot token", setting="SLACK_BOT_TOKEN", page="deploy/env.example", mend=NOT_FOR_BOTS)
        installation = await introduce(make_client(token.get_secret_value(), self._settings.api_base, session))
        return OneWorkspace(installation), {"workspace": installation.name}

    def _many(
        self, around: Surroundings, pages: InstallPages, session: aiohttp.ClientSession, stack: AsyncExitStack
    ) -> tuple[Installations, dict[str, str]]:
        registry = Registry(self._settings.client_id or "", around.database, around.cipher)
        pages.open(make_flow(self._settings, around, registry, session, self._clock))
        stack.callback(pages.close)
        if not around.address.startswith("https://"):
            log.warning("slack install page not public", setting="WEB_ADDRESS", problem=NOT_PUBLIC)
        many = ManyWorkspaces(registry, session, self._settings.api_base, around.install_page)
        return many, {"install": around.install_page}

    async def _listen(
        self,
        hear: Hear,
        forget: Forget,
        installations: Installations,
        session: aiohttp.ClientSession,
        stack: AsyncExitStack,
    ) -> None:
        dms, people, roots, spoken = Dms(), People(self._clock), Roots(self._notes), Spoken(self._notes)
        panels, whispers = Panels(self._notes, roots, self._clock), Whispers(self._notes, dms, session, self._clock)

        async def hear_and_count(message: Message) -> None:
            panels.count(message.channel)
            await hear(message)

        intake = Intake(hear_and_count)
        stack.push_async_callback(intake.close)
        dialogs = Dialogs(intake, people, self._commands, self._suggest)
        ears = Ears(intake, installations, people, dms, roots, spoken, forget)
        hands = Hands(intake, people, dms, self._notes, whispers, dialogs, spoken, self._commands)
        shared = SharedLinks(intake, people, roots, self._notes)
        settle = Places(self._notes).settle if self._settings.is_for_many else None
        app = make_app(self._settings, installations, session, (shared, ears, dialogs, hands), settle)
        self._delivery = Delivery(
            installations=installations,
            notes=self._notes,
            panels=panels,
            roots=roots,
            spoken=spoken,
            whispers=whispers,
            statuses=Statuses(self._notes),
            session=session,
            specs=self._commands,
            clock=self._clock,
        )
        await self._open_doors(app, session, stack)

    async def _open_doors(self, app: AsyncApp, session: aiohttp.ClientSession, stack: AsyncExitStack) -> None:
        if self._settings.signing_secret is not None:
            self.endpoint.open(app)
            stack.callback(self.endpoint.close)
        if self._settings.app_token is not None:
            asking = make_client(None, self._settings.api_base, session)
            socket = await open_socket(app, self._settings.app_token.get_secret_value(), asking)
            stack.push_async_callback(socket.close_async)
