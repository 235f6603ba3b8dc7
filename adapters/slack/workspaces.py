"""The app in many workspaces, each with the token that installing it there brought."""

from collections.abc import Callable, Sequence
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.calls import CALL_SECONDS, patience
from adapters.slack.installations import Installation
from adapters.slack.refusals import SetupProblem, lost_workspace, refusal, wrong_token
from adapters.slack.registry import Registry

log = structlog.get_logger()

Explain = Callable[[SetupProblem], SetupProblem]


class WorkspaceClient(AsyncWebClient):
    """A client whose token came from installing: what is wrong with it is mended there, not in a setting of ours."""

    def __init__(self, *, explain: Explain, **options: Any) -> None:
        super().__init__(timeout=CALL_SECONDS, retry_handlers=patience(), **options)
        self._explain = explain

    async def api_call(self, api_method: str, **options: Any) -> AsyncSlackResponse:
        """Call a method of the Web API.

        Raises:
            SetupProblem: the token or its scopes; it names the page to install from.
            SlackApiError: Slack refused for another reason.
        """
        try:
            return await super().api_call(api_method, **options)
        except SlackApiError as error:
            problem = refusal(error)
            if isinstance(problem, SetupProblem):
                raise self._explain(problem) from error
            raise


class ManyWorkspaces:
    """`Installations` in a database, asked anew each time: another process may begin or end one at any moment."""

    def __init__(self, registry: Registry, session: aiohttp.ClientSession, api_base: str, install_page: str) -> None:
        self._registry = registry
        self._session = session
        self._api_base = api_base
        self._install_page = install_page
        self._told: set[tuple[str, str, str]] = set()  # workspace, installation, problem: each is logged once

    async def of(self, tenant: str) -> Installation:
        """Return the installation that serves a workspace.

        Raises:
            SetupProblem: none does any more.
            ServiceDown: the database did not answer.
        """
        bot = await self._registry.bot_for(tenant)
        if bot is None:
            raise lost_workspace(wrong_token("app_uninstalled"), tenant, self._install_page)
        return self._installation(bot, tenant)

    async def find(self, enterprise: str | None, team: str | None, meant: Sequence[str] = ()) -> Installation | None:
        """Return the installation an event was sent for; None where there is none.

        Raises:
            ServiceDown: the database did not answer.
        """
        called = await self._registry.bot_called(tuple(meant)) if meant else None
        if called is not None and called.team_id is not None:
            return self._installation(called, called.team_id)
        bot = await self._registry.bot_for(team, enterprise)
        if bot is None or (tenant := team or bot.team_id or bot.enterprise_id) is None:
            return None
        if bot.team_id is None and bot.enterprise_id is not None:
            await self._registry.note_served(tenant, bot.enterprise_id)
        return self._installation(bot, tenant)

    async def ended(self, enterprise: str | None, team: str | None, *, is_whole: bool) -> Sequence[str]:
        """Return the tenants that an installation which just ended leaves unserved.

        Raises:
            ServiceDown: the database did not answer.
        """
        return await self._registry.left_by(None if is_whole else team, enterprise)

    async def forget(self, tenant: str) -> None:
        """Delete the installation and the bot kept under a workspace, or an organisation.

        Raises:
            ServiceDown: the database did not answer.
        """
        await self._registry.delete_all_of(tenant)

    def _installation(self, bot: Bot, tenant: str) -> Installation:
        name = bot.team_name or bot.enterprise_name or tenant

        def explain(problem: SetupProblem) -> SetupProblem:
            lost = lost_workspace(problem, name, self._install_page)
            self._tell((tenant, f"{bot.installed_at}", problem.problem), lost)
            return lost

        client = WorkspaceClient(
            explain=explain,
            token=bot.bot_token,
            base_url=self._api_base,
            session=self._session,
            team_id=tenant if bot.team_id is None else None,  # a token of a whole organisation leaves it open
        )
        return Installation(tenant, bot.bot_user_id, bot.bot_id or "", name, bot.enterprise_id, client)

    def _tell(self, lost: tuple[str, str, str], problem: SetupProblem) -> None:
        if lost in self._told:
            return
        self._told.add(lost)
        mend = {"setting": problem.setting, "page": problem.page}
        log.error("slack workspace lost", tenant=lost[0], problem=str(problem), **mend)
