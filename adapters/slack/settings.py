"""Which Slack app Chorus is, and where Slack is, read from the environment."""

import re
from collections.abc import Mapping
from typing import Self
from urllib.parse import urljoin

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

NO_DOOR = (
    "{given} alone hears nothing: set SLACK_APP_TOKEN for Socket Mode (Basic Information → App-Level Tokens, "
    "scope connections:write), or SLACK_SIGNING_SECRET for HTTP (Basic Information → App Credentials)."
)
NO_PLACE = (
    "{given} alone tells no workspace: set SLACK_BOT_TOKEN for one (OAuth & Permissions), or SLACK_CLIENT_ID and "
    "SLACK_CLIENT_SECRET for many (Basic Information → App Credentials)."
)
HALF_A_CLIENT = "{given} is of no use without {lacking}: both are at Basic Information → App Credentials."
TWO_KINDS = "SLACK_BOT_TOKEN is for one workspace and SLACK_CLIENT_ID for many: leave one of the two empty."
NOT_FOR_BOTS = "SLACK_BOT_TOKEN must be the Bot User OAuth Token, which begins with xoxb- (OAuth & Permissions)."
NOT_FOR_SOCKETS = "SLACK_APP_TOKEN must be an app-level token, which begins with xapp- (Basic Information)."
NOT_A_CLIENT = "SLACK_CLIENT_ID must be the Client ID, two numbers with a dot between them (Basic Information)."


class SlackSettings(BaseSettings):
    """What the environment says of Slack, each name with SLACK_ in front; empty means Slack is not wanted."""

    model_config = SettingsConfigDict(
        env_prefix="SLACK_", env_ignore_empty=True, extra="ignore", hide_input_in_errors=True
    )

    bot_token: SecretStr | None = None
    app_token: SecretStr | None = None  # for Socket Mode
    signing_secret: SecretStr | None = None  # for HTTP
    client_id: str | None = None  # for many workspaces
    client_secret: SecretStr | None = None
    api_base: str = Field(default="https://slack.com/api/", validate_default=True)

    @field_validator("bot_token")
    @classmethod
    def _is_bot_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not token.get_secret_value().startswith("xox"):
            raise ValueError(NOT_FOR_BOTS)
        return token

    @field_validator("app_token")
    @classmethod
    def _is_app_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not token.get_secret_value().startswith("xapp-"):
            raise ValueError(NOT_FOR_SOCKETS)
        return token

    @field_validator("api_base")
    @classmethod
    def _with_slash(cls, address: str) -> str:
        return f"{address.rstrip('/')}/"

    @field_validator("client_id")
    @classmethod
    def _is_client_id(cls, client_id: str | None) -> str | None:
        if client_id is not None and not re.fullmatch(r"\d+\.\d+", client_id):
            raise ValueError(NOT_A_CLIENT)
        return client_id

    @model_validator(mode="after")
    def _belong_together(self) -> Self:
        client = {"SLACK_CLIENT_ID": self.client_id, "SLACK_CLIENT_SECRET": self.client_secret}
        places = {"SLACK_BOT_TOKEN": self.bot_token, **client}
        doors = {"SLACK_APP_TOKEN": self.app_token, "SLACK_SIGNING_SECRET": self.signing_secret}
        if self.bot_token is not None and any(client.values()):
            raise ValueError(TWO_KINDS)
        if any(client.values()) and not all(client.values()):
            raise ValueError(HALF_A_CLIENT.format(given=_first(client), lacking=_first(client, given=False)))
        if any(places.values()) and not any(doors.values()):
            raise ValueError(NO_DOOR.format(given=_first(places)))
        if any(doors.values()) and not any(places.values()):
            raise ValueError(NO_PLACE.format(given=_first(doors)))
        return self

    @property
    def is_wanted(self) -> bool:
        """Whether Slack is to be connected."""
        return self.bot_token is not None or self.is_for_many

    @property
    def is_for_many(self) -> bool:
        """Whether workspaces get the app by installing it from our page; else there is one, which has a bot token."""
        return self.client_id is not None

    @property
    def authorize_page(self) -> str:
        """Where Slack asks an admin whether to install the app."""
        return urljoin(self.api_base, "/oauth/v2/authorize")

    @property
    def is_socket_mode(self) -> bool:
        """Whether Slack is heard over a socket of ours; else it posts to our HTTP endpoint."""
        return self.app_token is not None


def _first(settings: Mapping[str, object], *, given: bool = True) -> str:
    """Return the first of the names whose setting is given, or is not."""
    return next(name for name, value in settings.items() if (value is not None) is given)
