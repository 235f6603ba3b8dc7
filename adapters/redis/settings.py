"""Which Redis to use, read from the environment."""

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SCHEMES = ("redis://", "rediss://", "unix://")
WRONG_URL = "REDIS_URL must be like redis://:password@host:6379/0; leave it out to start the server that is built in."


class RedisSettings(BaseSettings):
    """REDIS_URL; without one, the embedded server is used."""

    model_config = SettingsConfigDict(
        env_prefix="REDIS_", hide_input_in_errors=True, env_ignore_empty=True, populate_by_name=True
    )

    url: SecretStr | None = Field(default=None)  # may hold a password

    @field_validator("url")
    @classmethod
    def _is_redis(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not value.get_secret_value().startswith(SCHEMES):
            raise ValueError(WRONG_URL)
        return value
