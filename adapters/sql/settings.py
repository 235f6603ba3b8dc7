"""Where lasting things are kept, read from the environment."""

from pathlib import Path

from cryptography.fernet import Fernet
from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
WRONG_URL = (
    "DATABASE_URL must be like postgresql://name:password@host:5432/chorus or sqlite:///data/chorus.db; "
    "leave it out to keep a file under CHORUS_DATA."
)
WRONG_KEYS = (
    "CHORUS_KEYS must be Fernet keys parted by commas, newest first; make one with "
    "`python -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'`."
)


class SqlSettings(BaseSettings):
    """DATABASE_URL, CHORUS_KEYS and CHORUS_DATA."""

    model_config = SettingsConfigDict(hide_input_in_errors=True, env_ignore_empty=True, populate_by_name=True)

    database_url: SecretStr | None = Field(default=None, alias="DATABASE_URL")
    keys: SecretStr | None = Field(default=None, alias="CHORUS_KEYS")  # encrypt tokens; newest first
    data: Path = Field(default=Path("data"), alias="CHORUS_DATA")  # the folder of what this machine keeps

    @field_validator("database_url")
    @classmethod
    def _is_known_database(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            async_url(value.get_secret_value())
        return value

    @field_validator("keys")
    @classmethod
    def _are_keys(cls, value: SecretStr | None) -> SecretStr | None:
        for key in _parted(value):
            try:
                Fernet(key)
            except ValueError as error:
                raise ValueError(WRONG_KEYS) from error
        return value

    @property
    def url(self) -> URL:
        """Return the database's address with the async driver that speaks to it."""
        if self.database_url is None:
            return URL.create(DRIVERS["sqlite"], database=str(self.data / "chorus.db"))
        return async_url(self.database_url.get_secret_value())

    @property
    def key_list(self) -> tuple[str, ...]:
        """Return the keys, newest first; empty when none is set."""
        return _parted(self.keys)

    @property
    def key_file(self) -> Path:
        """Return where a key is kept when none is set."""
        return self.data / "chorus.key"


def async_url(plain: str) -> URL:
    """Return a plain database address with the async driver that speaks to it.

    Raises:
        ValueError: it is the address of no database we speak to; the text says what to put there.
    """
    try:
        url = make_url(plain)
    except (ArgumentError, ValueError) as error:
        raise ValueError(WRONG_URL) from error
    kind = url.drivername.partition("+")[0]
    if kind not in DRIVERS or not url.database:
        raise ValueError(WRONG_URL)
    return url.set(drivername=DRIVERS[kind])


def _parted(keys: SecretStr | None) -> tuple[str, ...]:
    plain = keys.get_secret_value() if keys else ""
    return tuple(key.strip() for key in plain.split(",") if key.strip())
