"""Where the app is installed, and who it is there."""

from dataclasses import dataclass, field
from typing import Protocol

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.refusals import wrong_token

NAME = "slack"  # of the platform


@dataclass(frozen=True, slots=True)
class Installation:
    """The app in one workspace."""

    tenant: str  # the workspace's id: what our channels there belong to
    me: str  # our own user id there
    bot_id: str
    name: str  # of the workspace
    enterprise: str | None  # the organisation the workspace belongs to, on Enterprise Grid
    client: AsyncWebClient = field(repr=False, compare=False)

    def home_of(self, team: str | None, *, is_shared: bool) -> str:
        """Return the tenant of a member who belongs to `team`.

        Whoever is of the same organisation has one identity in all its workspaces; somebody of another one, met in a
        shared channel, belongs there and is nobody here.
        """
        insider = team in (None, self.tenant, self.enterprise) or (self.enterprise is not None and not is_shared)
        return self.enterprise or self.tenant if insider else str(team)

    def is_stranger(self, home: str) -> bool:
        """Tell whether a member of the tenant `home` is here from another organisation."""
        return home not in (self.tenant, self.enterprise)


class Installations(Protocol):
    """Every place where the app is installed."""

    async def of(self, tenant: str) -> Installation:
        """Return the installation our channels of `tenant` belong to.

        Raises:
            SetupProblem: the app is not installed there any more.
        """

    async def find(self, enterprise: str | None, team: str | None) -> Installation | None:
        """Return the installation an event was sent for; None where there is none."""

    async def remove(self, tenant: str) -> None:
        """Forget an installation that was ended."""


class OneWorkspace:
    """The one installation that a bot token stands for."""

    def __init__(self, installation: Installation) -> None:
        self._installation: Installation | None = installation

    async def of(self, tenant: str) -> Installation:
        """Return the installation.

        Raises:
            SetupProblem: the app was removed from the workspace.
        """
        if self._installation is None:
            raise wrong_token("app_uninstalled")
        return self._installation

    async def find(self, enterprise: str | None, team: str | None) -> Installation | None:
        """Return the installation, if it still is one."""
        return self._installation

    async def remove(self, tenant: str) -> None:
        """Forget the installation."""
        self._installation = None
