"""Where Spotify is, and which app asks."""

from pydantic import SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class SpotifySettings(BaseSettings):
    """What the environment says of Spotify, each name with SPOTIFY_ in front."""

    model_config = SettingsConfigDict(env_prefix="SPOTIFY_", env_ignore_empty=True, extra="ignore")

    client_id: str
    client_secret: SecretStr
    redirect_uri: str  # exactly as in the app's dashboard
    api_base: str = "https://api.spotify.com/v1/"
    accounts_base: str = "https://accounts.spotify.com"
    market: str | None = None  # a country code; none leaves the choice to Spotify
    daily_calls: int = 900  # a rolling day's budget; Spotify's own is unpublished, 1 144 were measured
    connect_seconds: float = 3.05
    answer_seconds: float = 10.0

    @field_validator("api_base")
    @classmethod
    def _with_slash(cls, address: str) -> str:
        return f"{address.rstrip('/')}/"  # spotipy joins by mere addition

    @field_validator("accounts_base")
    @classmethod
    def _without_slash(cls, address: str) -> str:
        return address.rstrip("/")

    @field_validator("market")
    @classmethod
    def _country(cls, market: str | None) -> str | None:
        return market.upper() if market else None

    @property
    def timeouts(self) -> tuple[float, float]:
        """How many seconds to wait for a connection, and for each piece of an answer."""
        return self.connect_seconds, self.answer_seconds
