"""What Discord refuses, and who can mend it."""

from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
import discord

from bot.errors import RateLimited, ServiceDown, ServiceError

PORTAL = "https://discord.com/developers/applications"
INVALID_TOKEN, MISSING_ACCESS, MISSING_PERMISSIONS = 50027, 50001, 50013
NO_REPLY_HERE = 160002  # answering a message takes the permission to read the channel's history
DMS_CLOSED = frozenset({50007, 50278})
TOO_OFTEN_EDITED = 30046
ALREADY_ANSWERED = 40060
_TOO_MANY = 429


class Gone(ServiceError):
    """The message, or the way to answer, is not there any more."""


class Refused(ServiceError):
    """Discord says no to one request; `code` is its own number for why."""

    def __init__(self, message: str, *, code: int) -> None:
        super().__init__(message)
        self.code = code


class NotSetUp(ServiceError):
    """Discord will not have the bot until somebody mends `setting` on `page`."""

    def __init__(self, message: str, *, setting: str, page: str) -> None:
        super().__init__(f"{message} Mend {setting}: {page}.")
        self.setting = setting
        self.page = page


@contextmanager
def translated() -> Iterator[None]:
    """Turn what discord.py raises into errors of ours.

    Raises:
        Gone: it is not there any more.
        Refused: Discord says no to this request.
        NotSetUp: Discord says no to this bot.
        RateLimited: asked to wait for longer than is worth it.
        ServiceDown: no answer that can be used.
    """
    try:
        yield
    except (discord.LoginFailure, discord.PrivilegedIntentsRequired, discord.ConnectionClosed) as error:
        raise refusal_of(error) from error
    except discord.RateLimited as error:
        raise RateLimited("Discord asks to wait.", seconds=error.retry_after) from error
    except discord.HTTPException as error:
        raise _answered(error) from error
    except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError, RuntimeError) as error:
        # aiohttp says by a RuntimeError that its session was closed meanwhile
        raise ServiceDown(f"Discord does not answer: {error!r}") from error


def refusal_of(error: discord.DiscordException) -> ServiceError:
    """Return what is to be mended so that the bot can connect; `ServiceDown` where nothing is."""
    if isinstance(error, discord.PrivilegedIntentsRequired):
        return NotSetUp(
            "Discord refuses an intent this application has not switched on.",
            setting="Privileged Gateway Intents",
            page=f"{PORTAL} → your application → Bot",
        )
    if isinstance(error, discord.LoginFailure):
        return _wrong_token()
    code = error.code if isinstance(error, discord.ConnectionClosed) else None
    match code:
        case 4004:
            return _wrong_token()
        case 4010 | 4011:
            return NotSetUp(
                "Discord wants this bot, which is in many servers, in more shards.",
                setting="DISCORD_SHARD_COUNT",
                page="https://docs.discord.com/developers/events/gateway#sharding",
            )
        case 4012 | 4013 | 4014:
            return NotSetUp(
                "Discord refuses the intents asked for.",
                setting="Privileged Gateway Intents",
                page=f"{PORTAL} → your application → Bot",
            )
    return ServiceDown(f"Discord closed the connection: {error}")


def no_access(channel_id: str) -> NotSetUp:
    """Return what is to be mended so that the bot can write in a channel."""
    return NotSetUp(
        f"Discord does not let Chorus write in channel {channel_id}.",
        setting="the permissions View Channel, Send Messages and Embed Links of Chorus",
        page="Discord → the channel → Edit Channel → Permissions",
    )


def _wrong_token() -> NotSetUp:
    return NotSetUp(
        "Discord does not know the token.",
        setting="DISCORD_TOKEN",
        page=f"{PORTAL} → your application → Bot → Reset Token",
    )


def _answered(error: discord.HTTPException) -> ServiceError:
    """Return what an answer with a status means; its text names fields, never what a member wrote."""
    said = f"Discord answered {error.status}, code {error.code}"
    if error.status == _TOO_MANY:
        return RateLimited("Discord asks to wait.", seconds=60.0)
    if isinstance(error, discord.NotFound) or error.code == INVALID_TOKEN:
        return Gone(said)
    if error.status >= 500:
        return ServiceDown(said)
    return Refused(said, code=error.code)
