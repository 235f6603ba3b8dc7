"""The stand-in Slack on a port of this computer: what the real slack-bolt and a test's members both talk to."""

from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.standins.slack.answers import Answers
from tests.standins.slack.api import WebApi
from tests.standins.slack.app import SlackApp
from tests.standins.slack.call import Call, Method
from tests.standins.slack.clock import Clock
from tests.standins.slack.delivery import Delivery
from tests.standins.slack.events import Events
from tests.standins.slack.faults import Faults
from tests.standins.slack.http_side import Requests
from tests.standins.slack.installing import approve, authorize_page, install_app, install_org_wide
from tests.standins.slack.limits import Limits
from tests.standins.slack.methods import chat, conversations, oauth, people, view_methods
from tests.standins.slack.pressing import Pressing
from tests.standins.slack.sockets import Sockets
from tests.standins.slack.talking import Talking
from tests.standins.slack.workspace import Enterprise, SlackMember, SlackTeam
from tests.standins.slack.world import World

EVERY_METHOD = chat.METHODS | conversations.METHODS | people.METHODS | view_methods.METHODS | oauth.METHODS


class SlackServer(Talking, Pressing):
    """A stand-in Slack for as long as the `async with` lasts.

    Point the real client at `api_url`, and Bolt's OAuth at `authorize_url`. In the end `violations` should be empty:
    it lists what the app did against Slack's published rules and descriptions without being refused for it.
    """

    def __init__(
        self,
        *,
        mode: str = "socket",
        app: SlackApp | None = None,
        clock: Clock | None = None,
        mention_first: bool | None = None,
    ) -> None:
        """Prepare the stand-in; nothing is served until it is entered.

        Args:
            mode: "socket" for Socket Mode, "http" for signed requests to the URL given to `verifies`.
            app: The app as registered, made up if not given.
            clock: Its time; one that is real and can be moved ahead if not given.
            mention_first: Which of a mention's two events comes first; in turns if not given.
        """
        self.world = World(app or SlackApp(), clock or Clock(), mention_first=mention_first)
        self.events = Events(self.world)
        self.api = WebApi(self.world, self.events, self._methods())
        self.answers = Answers(self.world, self.events, self.api)
        self.sockets = Sockets(self.world.ids, self.world.changes, self.world.complain, self.app.id)
        self.requests = Requests(self.app)
        self.mode = mode
        self.world.dispatcher.transport = self.sockets if mode == "socket" else self.requests
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        served = web.Application()
        served.router.add_route("*", "/api/{method}", self.api.serve)
        served.router.add_get("/link", self.sockets.serve)
        served.router.add_post("/respond/{key}", self.answers.serve)
        for path in ("/oauth/v2/authorize", "/openid/connect/authorize"):
            served.router.add_route("*", path, self._authorize)
        self._runner = web.AppRunner(served, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.world.base_url = f"http://{host}:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.world.dispatcher.close()
        await self.sockets.drop()
        await self.requests.close()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def app(self) -> SlackApp:
        """Return the app as registered."""
        return self.world.app

    @property
    def clock(self) -> Clock:
        """Return the stand-in's time."""
        return self.world.clock

    @property
    def api_url(self) -> str:
        """Return the `base_url` for the real client, with its slash."""
        return f"{self.world.base_url}/api/"

    @property
    def authorize_url(self) -> str:
        """Return where installing begins."""
        return f"{self.world.base_url}/oauth/v2/authorize"

    @property
    def sign_in_url(self) -> str:
        """Return where signing in with Slack begins."""
        return f"{self.world.base_url}/openid/connect/authorize"

    @property
    def violations(self) -> list[str]:
        """Return what the app did against the rules."""
        return self.world.violations

    @property
    def deliveries(self) -> list[Delivery]:
        """Return everything that was for the app, oldest first."""
        return self.world.dispatcher.all

    def hold_deliveries(self) -> None:
        """Keep back what is for the app, until `release_deliveries`."""
        self.world.dispatcher.hold()

    def release_deliveries(self, *, backwards: bool = False) -> None:
        """Deliver what was kept back, in its order or the other way round."""
        self.world.dispatcher.release(backwards=backwards)

    @property
    def faults(self) -> Faults:
        """Return what goes wrong on request."""
        return self.api.faults

    @property
    def limits(self) -> Limits:
        """Return the rate limits."""
        return self.api.limits

    def add_enterprise(self, name: str) -> Enterprise:
        """Found an Enterprise Grid organisation."""
        enterprise = Enterprise(self.world.ids.next("E"), name)
        self.world.enterprises.append(enterprise)
        return enterprise

    def add_workspace(
        self, name: str, *, enterprise: Enterprise | None = None, installed: bool = True, token: str = ""
    ) -> SlackTeam:
        """Found a workspace, with the app installed unless that is not wanted.

        Args:
            token: The bot token there, made up if not given.
        """
        domain = name.lower().replace(" ", "-")
        team = SlackTeam(self.world.ids.next("T"), name, domain, self.world.ids, enterprise)
        self.world.teams.append(team)
        if enterprise is not None and enterprise.install is not None:
            enterprise.install.teams.append(team)
        elif installed:
            install_app(self.world, team, self.app.scopes, token)
        return team

    def install_org_wide(self, enterprise: Enterprise) -> str:
        """Install the app for all workspaces of an organisation and return its token."""
        teams = [team for team in self.world.teams if team.enterprise is enterprise]
        return install_org_wide(self.world, enterprise, teams).token

    def approves(self, installer: SlackMember, address: str, *, denied: bool = False) -> str:
        """Let a member allow the app on the authorize page, or deny it; return where the browser is sent then."""
        return approve(self.world, address, installer, denied=denied)

    async def verifies(self, url: str) -> None:
        """Take `url` for events, commands and interactivity, once it answered the challenge.

        Raises:
            ValueError: it did not.
        """
        await self.requests.verify(url)

    async def connected(self, count: int = 1) -> None:
        """Return once so many websockets are open."""
        await self.until(lambda: len(self.sockets.connections) >= count, f"{count} connections")

    async def drop_sockets(self) -> None:
        """Cut every websocket without a word."""
        await self.sockets.drop()

    async def asks_to_reconnect(self, reason: str = "refresh_requested") -> None:
        """Tell every websocket that it will end: "refresh_requested", "warning" or "link_disabled"."""
        await self.sockets.disconnect(reason)

    def _methods(self) -> dict[str, Method]:
        methods = EVERY_METHOD | conversations.history_methods(scarce=self.app.distributed)
        return methods | {"apps.connections.open": Method(self._open_connection, 3, token="app")}

    def _open_connection(self, call: Call) -> dict[str, Any]:
        socket = self.world.base_url.replace("http", "ws", 1)
        return {"url": f"{socket}/link?ticket={self.sockets.ticket()}&app_id={self.app.id}"}

    async def _authorize(self, request: web.Request) -> web.Response:
        return await authorize_page(self.world, request)
