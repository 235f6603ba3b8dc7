"""Which language model, where it is, and what may be sent there."""

from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from adapters.openai.prices import KNOWN, Prices, to_prices
from bot.conversation.budget import Allowances

_USUAL = Allowances()
OPENAI = "https://api.openai.com/v1"
WRONG_ADDRESS = "OPENAI_BASE_URL must be a server's address, such as http://127.0.0.1:11434/v1"
WRONG_KEY = "OPENAI_API_KEY must be one key as it was shown to you, without blanks"
NO_KEY = (
    "OPENAI_API_KEY is missing: put a key of https://platform.openai.com/api-keys there, "
    "or leave OPENAI_BASE_URL empty to do without a model."
)


class OpenAISettings(BaseSettings):
    """What the environment says of the model, each name with OPENAI_ in front; no key and no address: no model."""

    model_config = SettingsConfigDict(
        env_prefix="OPENAI_", env_ignore_empty=True, extra="ignore", hide_input_in_errors=True
    )

    api_key: SecretStr | None = None
    base_url: str | None = None  # None: OpenAI's own
    model: str = "gpt-6-luna"
    profile: Literal["auto", "cloud", "local"] = "auto"  # auto: cloud at OpenAI, local elsewhere
    effort: str | None = None  # how long it thinks; None: not at all at OpenAI, unsaid elsewhere; "omit": unsaid
    timeout_seconds: float = Field(default=25.0, gt=0)  # for one call, repeats included
    connect_seconds: float = Field(default=3.0, gt=0)
    read_seconds: float = Field(default=20.0, gt=0)  # for each piece of an answer
    member_secret: SecretStr | None = None  # members are told apart by hashes keyed with it; None: not at all
    member_hour_tokens: int = Field(default=_USUAL.member_hour, gt=0)  # the most a member's talk may cost an hour
    tenant_day_tokens: int = Field(default=_USUAL.tenant_day, gt=0)
    global_day_tokens: int = Field(default=_USUAL.global_day, gt=0)
    prices: Annotated[Prices | None, NoDecode] = None

    @field_validator("api_key")
    @classmethod
    def _bare_key(cls, key: SecretStr | None) -> SecretStr | None:
        bare = key.get_secret_value().strip() if key is not None else ""
        if not bare:
            return None
        if not bare.isascii() or not bare.isprintable() or " " in bare:
            raise ValueError(WRONG_KEY)
        return SecretStr(bare)

    @field_validator("base_url")
    @classmethod
    def _address(cls, address: str | None) -> str | None:
        """Take the address as people write it: the path all servers share may be missing."""
        if address is None or not address.strip():
            return None
        bare = address.strip().rstrip("/")
        parts = urlsplit(bare)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(WRONG_ADDRESS)
        return bare if parts.path else f"{bare}/v1"

    @field_validator("prices", mode="before")
    @classmethod
    def _prices(cls, prices: object) -> object:
        return to_prices(prices) if isinstance(prices, str) else prices

    @model_validator(mode="after")
    def _has_a_key(self) -> Self:
        if self.is_wanted and self.is_openai and self.api_key is None:
            raise ValueError(NO_KEY)
        return self

    @property
    def is_wanted(self) -> bool:
        """Whether there is to be a model; without one the rules answer alone."""
        return self.api_key is not None or self.base_url is not None

    @property
    def address(self) -> str:
        """Where the model is, with the path its interfaces share."""
        return self.base_url or OPENAI

    @property
    def shown_address(self) -> str:
        """The address as it may be told: without a name and a password in it."""
        parts = urlsplit(self.address)
        return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()

    @property
    def is_openai(self) -> bool:
        """Whether the model is at OpenAI."""
        return f".{urlsplit(self.address).hostname}".endswith(".openai.com")

    @property
    def is_cloud(self) -> bool:
        """Whether all that OpenAI offers is asked of the server."""
        return self.is_openai if self.profile == "auto" else self.profile == "cloud"

    @property
    def allowances(self) -> Allowances:
        """The most that may be spent."""
        return Allowances(self.member_hour_tokens, self.tenant_day_tokens, self.global_day_tokens)

    @property
    def costs(self) -> Prices:
        """What the model's work costs, as far as it is known."""
        return self.prices or (KNOWN.get(self.model, Prices()) if self.is_openai else Prices())
