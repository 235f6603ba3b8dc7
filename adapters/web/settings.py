"""Where the pages are served, and where people reach them."""

from urllib.parse import urlsplit

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SPOTIFY_IMAGES = "https://i.scdn.co"  # where Spotify keeps its covers


class WebSettings(BaseSettings):
    """What the pages need to know; read once at start from WEB_HOST, WEB_PORT and so on."""

    model_config = SettingsConfigDict(env_prefix="WEB_", env_ignore_empty=True, validate_default=True)

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    address: str = ""  # such as "https://chorus.example"; http://HOST:PORT when empty
    image_origins: tuple[str, ...] = (SPOTIFY_IMAGES,)

    @field_validator("address")
    @classmethod
    def _is_an_origin(cls, address: str) -> str:
        parts = urlsplit(address)
        if not address or (parts.scheme in ("http", "https") and parts.netloc and parts.path in ("", "/")):
            return address.rstrip("/")
        raise ValueError("WEB_ADDRESS must be where browsers reach Chorus, such as https://chorus.example")

    @property
    def public_address(self) -> str:
        """Where browsers reach the pages, without a slash at the end."""
        return self.address or f"http://{self.host}:{self.port}"

    @property
    def is_private(self) -> bool:
        """Whether only this computer reaches the pages."""
        return self.host in ("127.0.0.1", "::1", "localhost") and not self.address

    @property
    def is_https(self) -> bool:
        """Whether browsers reach the pages over TLS."""
        return self.public_address.startswith("https://")
