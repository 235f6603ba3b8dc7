"""Where open music data is."""

from pydantic import SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

LISTENBRAINZ, MUSICBRAINZ = "https://api.listenbrainz.org", "https://musicbrainz.org"


class OpenDataSettings(BaseSettings):
    """What the environment says of open data, each name with OPEN_DATA_ in front."""

    model_config = SettingsConfigDict(env_prefix="OPEN_DATA_", env_ignore_empty=True, extra="ignore")

    base: str = LISTENBRAINZ
    musicbrainz: str | None = None  # where links are looked up; unset: musicbrainz.org, or what stands in for both
    token: SecretStr | None = None  # a ListenBrainz user token; widens what may be asked

    @property
    def musicbrainz_base(self) -> str:
        """Where MusicBrainz is."""
        return self.musicbrainz or (MUSICBRAINZ if self.base == LISTENBRAINZ else self.base)

    @property
    def seconds_between(self) -> float:
        """How long to wait between two calls of MusicBrainz; a mirror of one's own has no such rule."""
        return 1.0 if self.musicbrainz_base == MUSICBRAINZ else 0.0

    @field_validator("base", "musicbrainz")
    @classmethod
    def _without_slash(cls, address: str | None) -> str | None:
        return address.rstrip("/") if address else address
