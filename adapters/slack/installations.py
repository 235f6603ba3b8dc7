"""Where the app is installed, and who it is there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.refusals import wrong_token

NAME = "slack"  # of the platform


@dataclass(frozen=True, slots=True)
class Installation:
    """The app in one workspace, by an installation there or by its organisation's."""

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
            ServiceDown: where it is installed could not be looked up.
        """

    async def find(self, enterprise: str | None, team: str | None, meant: Sequence[str] = ()) -> Installation | None:
        """Return the installation an event was sent for; None where there is none.

        Args:
            enterprise: The organisation it came from.
            team: The workspace it came from.
            meant: Members among whom we are the one that is meant, whichever workspace the event names.

        Raises:
            ServiceDown: it could not be looked up.
        """

    async def ended(self, enterprise: str | None, team: str | None, *, is_whole: bool) -> Sequence[str]:
        """Return the tenants that an installation which just ended leaves unserved; they are not forgotten yet.

        That is the workspace, and also its organisation (the tenant of its members) when no installation serves it
        any more. With `is_whole` the installation of the whole organisation ended: all its workspaces, itself last.

        Raises:
            ServiceDown: they could not be looked up.
        """

    async def forget(self, tenant: str) -> None:
        """Delete what is stored of the installation in a workspace, or for an organisation: tokens, bot, who did it.

        To be called last, once all else that is kept of the tenant is gone; again it does no harm.

        Raises:
            ServiceDown: it could not be deleted.
        """


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

    async def find(self, enterprise: str | None, team: str | None, meant: Sequence[str] = ()) -> Installation | None:
        """Return the installation, if it still is one."""
        return self._installation

    async def ended(self, enterprise: str | None, team: str | None, *, is_whole: bool) -> Sequence[str]:
        """Return the workspace, and its organisation."""
        if self._installation is None:
            return ()
        return tuple(filter(None, dict.fromkeys((self._installation.tenant, self._installation.enterprise))))

    async def forget(self, tenant: str) -> None:
        """Forget the installation with the last of its tenants."""
        if self._installation is not None and tenant == (self._installation.enterprise or self._installation.tenant):
            self._installation = None
