"""Where open music data is."""

from pydantic import SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class OpenDataSettings(BaseSettings):
    """What the environment says of open data, each name with OPEN_DATA_ in front."""

    model_config = SettingsConfigDict(env_prefix="OPEN_DATA_", env_ignore_empty=True, extra="ignore")

    base: str = "https://api.listenbrainz.org"
    token: SecretStr | None = None  # a ListenBrainz user token; widens what may be asked

    @field_validator("base")
    @classmethod
    def _without_slash(cls, address: str) -> str:
        return address.rstrip("/")
