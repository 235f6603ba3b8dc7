"""Which Discord application this is, and where Discord is."""

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class DiscordSettings(BaseSettings):
    """What the environment says of Discord, each name with DISCORD_ in front."""

    model_config = SettingsConfigDict(env_prefix="DISCORD_", env_ignore_empty=True, extra="ignore")

    token: SecretStr | None = None  # without one, Chorus is not on Discord
    command_guild: str | None = None  # offer the commands in this server alone, at once: for trying out
    shard_count: int | None = Field(default=None, ge=1)  # Discord wants shards from 2500 servers on
    votes_by_reaction: bool = True  # be told of reactions: 👍 and 👎 to what Chorus says of a song are votes
    api_base: str = "https://discord.com/api/v10"
    gateway_url: str = "wss://gateway.discord.gg/"
    connect_seconds: float = Field(default=30.0, gt=0)  # then the start goes on without Discord, which is tried further
    ready_seconds: float = Field(default=2.0, gt=0)  # all servers are known when no more came for so long
    identify_seconds: float = Field(default=5.0, ge=0)  # the shortest wait before a session is begun anew

    @field_validator("token")
    @classmethod
    def _without_prefix(cls, token: SecretStr | None) -> SecretStr | None:
        """Take the token as people paste it: with blanks around it, or "Bot " in front."""
        if token is None:
            return None
        bare = token.get_secret_value().strip().removeprefix("Bot ").strip()
        if not bare or any(character.isspace() for character in bare):
            raise ValueError("DISCORD_TOKEN must be the bot's token, from the Developer Portal, page Bot")
        return SecretStr(bare)

    @field_validator("command_guild")
    @classmethod
    def _is_an_id(cls, guild: str | None) -> str | None:
        if guild is not None and not guild.isdecimal():
            raise ValueError("DISCORD_COMMAND_GUILD must be a server's id: digits only")
        return guild

    @field_validator("api_base")
    @classmethod
    def _without_slash(cls, address: str) -> str:
        return address.rstrip("/")
