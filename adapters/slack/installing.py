"""Installing the app from our page: Bolt's OAuth flow over our stores, and pages that look like our others."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import aiohttp
from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth import OAuthStateUtils
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.requests import Request
from starlette.responses import Response

from adapters.slack.calls import CALL_SECONDS, patience
from adapters.slack.connecting import NEEDED, USEFUL
from adapters.slack.database import Cipher
from adapters.slack.refusals import asking_slack, missing_scope, refused_install
from adapters.slack.registry import Registry
from adapters.slack.settings import SlackSettings
from adapters.slack.states import LIFETIME, States

INSTALL_PATH = "/slack/install"
BACK_PATH = "/slack/oauth_redirect"  # entered at Slack as the redirect URL
BROWSER = "browser"  # what our pages are made for, in Bolt's request


class Page(Protocol):
    """Makes one of our pages."""

    def __call__(
        self, request: Request, status: int, heading: str, sentence: str, *, way: tuple[str, str] | None = None
    ) -> Response:
        """Return a page in the reader's language.

        Args:
            request: What it answers.
            status: Of HTTP.
            heading: A key of the text catalogue.
            sentence: Another.
            way: Where one may go on from here: the key of its label, and its address.
        """


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What installing in many workspaces needs of the rest of Chorus."""

    database: AsyncEngine
    cipher: Cipher
    address: str  # where browsers reach our pages, without a slash at the end
    page: Page

    @property
    def install_page(self) -> str:
        """The address to install from."""
        return f"{self.address}{INSTALL_PATH}"


class InstallClient(AsyncWebClient):
    """A client that changes codes for tokens; Bolt would swallow why Slack refuses one, and log the code."""

    async def oauth_v2_access(self, **options: Any) -> AsyncSlackResponse:
        """Change a code for a token.

        Raises:
            SetupProblem: it is refused for a wrong setting of ours.
            Refused: it is refused for itself: used up, or too old.
            ServiceDown: Slack does not answer.
        """
        with asking_slack():
            try:
                return await super().oauth_v2_access(**options)
            except SlackApiError as error:
                raise refused_install(error, str(options.get("redirect_uri"))) from error


class InstallFlow(AsyncOAuthFlow):
    """Bolt's flow with our install page; it keeps no installation that could not do its work."""

    def __init__(self, settings: AsyncOAuthSettings, client: AsyncWebClient, page: Page) -> None:
        super().__init__(settings=settings, client=client)
        self._page = page

    async def build_install_page_html(self, url: str, request: AsyncBoltRequest) -> str:
        """Return the page from which one goes on to Slack."""
        way = ("slack_install_go", url)
        made = self._page(request.context[BROWSER], 200, "slack_install", "slack_install_scopes", way=way)
        return bytes(made.body).decode()

    async def store_installation(self, request: AsyncBoltRequest, installation: Installation) -> None:
        """Keep an installation.

        Raises:
            SetupProblem: it lacks scopes.
            StoreDown: it could not be kept.
        """
        if lacking := NEEDED - set(installation.bot_scopes or ()):
            raise missing_scope(", ".join(sorted(lacking)))
        await super().store_installation(request, installation)


def make_flow(
    settings: SlackSettings,
    around: Surroundings,
    registry: Registry,
    session: aiohttp.ClientSession,
    clock: Callable[[], datetime],
) -> InstallFlow:
    """Return the flow for the app of the settings."""
    secret = settings.client_secret
    oauth = AsyncOAuthSettings(
        client_id=settings.client_id,
        client_secret=secret.get_secret_value() if secret else "",
        scopes=sorted(NEEDED | USEFUL),
        user_scopes=[],
        redirect_uri=f"{around.address}{BACK_PATH}",
        install_path=INSTALL_PATH,
        redirect_uri_path=BACK_PATH,
        callback_options=_Endings(around.page),
        authorization_url=settings.authorize_page,
        installation_store=registry,
        state_store=States(around.database, clock),
        state_expiration_seconds=int(LIFETIME.total_seconds()),
    )
    client = InstallClient(base_url=settings.api_base, timeout=CALL_SECONDS, session=session, retry_handlers=patience())
    return InstallFlow(oauth, client, around.page)


class _Endings(AsyncCallbackOptions):
    """What whoever installed sees in the end."""

    def __init__(self, page: Page) -> None:
        super().__init__(self._installed, self._not_installed)
        self._page = page

    async def _installed(self, args: AsyncSuccessArgs) -> BoltResponse:
        made = self._page(args.request.context[BROWSER], 200, "slack_installed", "slack_installed_next")
        return _answer(made, args.settings.state_utils)

    async def _not_installed(self, args: AsyncFailureArgs) -> BoltResponse:
        sentence = "slack_declined" if args.reason == "access_denied" else "slack_install_over"
        browser, status, way = args.request.context[BROWSER], args.suggested_status_code, ("slack_again", INSTALL_PATH)
        return _answer(self._page(browser, status, "slack_not_installed", sentence, way=way), args.settings.state_utils)


def _answer(made: Response, states: OAuthStateUtils) -> BoltResponse:
    """Return a page as Bolt answers; the browser drops its state, which is used up."""
    answer = BoltResponse(status=made.status_code, body=bytes(made.body).decode())
    answer.headers["content-type"] = ["text/html; charset=utf-8"]
    answer.headers["set-cookie"] = [states.build_set_cookie_for_deletion()]
    return answer
