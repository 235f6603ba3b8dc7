"""Which Slack app Chorus is, and where Slack is, read from the environment."""

from typing import Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

NO_DOOR = (
    "SLACK_BOT_TOKEN alone hears nothing: set SLACK_APP_TOKEN for Socket Mode (Basic Information → App-Level Tokens, "
    "scope connections:write), or SLACK_SIGNING_SECRET for HTTP (Basic Information → App Credentials)."
)
NOT_FOR_BOTS = "SLACK_BOT_TOKEN must be the Bot User OAuth Token, which begins with xoxb- (OAuth & Permissions)."
NOT_FOR_SOCKETS = "SLACK_APP_TOKEN must be an app-level token, which begins with xapp- (Basic Information)."


class SlackSettings(BaseSettings):
    """What the environment says of Slack, each name with SLACK_ in front; empty means Slack is not wanted."""

    model_config = SettingsConfigDict(
        env_prefix="SLACK_", env_ignore_empty=True, extra="ignore", hide_input_in_errors=True
    )

    bot_token: SecretStr | None = None
    app_token: SecretStr | None = None  # for Socket Mode
    signing_secret: SecretStr | None = None  # for HTTP
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

    @model_validator(mode="after")
    def _has_a_door(self) -> Self:
        if self.bot_token is not None and self.app_token is None and self.signing_secret is None:
            raise ValueError(NO_DOOR)
        return self

    @property
    def is_wanted(self) -> bool:
        """Whether Slack is to be connected."""
        return self.bot_token is not None

    @property
    def is_socket_mode(self) -> bool:
        """Whether Slack is heard over a socket of ours; else it posts to our HTTP endpoint."""
        return self.app_token is not None
