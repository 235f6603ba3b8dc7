"""What every call about a channel looks at: the body, the channel, and what the bot may do there."""

from typing import Any

from aiohttp import web

from tests.standins.discord.permissions import Permission
from tests.standins.discord.refusals import (
    ARCHIVED,
    DMS_CLOSED,
    MISSING_ACCESS,
    MISSING_PERMISSIONS,
    NO_MUTUAL_GUILD,
    Json,
    Refusal,
)
from tests.standins.discord.rest import BODY, number
from tests.standins.discord.state import DiscordState
from tests.standins.discord.world import Channel, ChannelKind


def sent(request: web.Request) -> Json:
    """Return the body as an object.

    Raises:
        Refusal: it was no JSON.
    """
    body: Any = request[BODY]
    if isinstance(body, Refusal):
        raise body
    return body if isinstance(body, dict) else {}


def channel_of(request: web.Request, state: DiscordState) -> Channel:
    """Return the channel of a call.

    Raises:
        Refusal: the bot does not see it.
    """
    channel = state.people.channel(number(request, "channel_id"))
    if channel.guild is not None and not channel.granted & Permission.VIEW_CHANNEL:
        raise Refusal(*MISSING_ACCESS)
    return channel


def demand(channel: Channel, permission: Permission) -> None:
    """Go on where the bot may do that.

    Raises:
        Refusal: it may not.
    """
    if channel.guild is not None and permission not in channel.granted:
        raise Refusal(*MISSING_PERMISSIONS)


def demand_to_speak(state: DiscordState, channel: Channel) -> None:
    """Go on where the bot may post.

    Raises:
        Refusal: it may not, or the person does not take messages from it.
    """
    is_thread = channel.kind is ChannelKind.THREAD
    demand(channel, Permission.SEND_MESSAGES_IN_THREADS if is_thread else Permission.SEND_MESSAGES)
    if channel.kind is not ChannelKind.DM:
        return
    person = next(one for one in channel.recipients if one is not state.people.bot)
    if person.closes_dms:
        raise Refusal(*DMS_CLOSED)
    if not state.people.share_a_guild(person) and not person.has_installed_the_app:
        raise Refusal(*NO_MUTUAL_GUILD)


def demand_open(channel: Channel) -> None:
    """Go on where a thread is not archived.

    Raises:
        Refusal: it is.
    """
    if channel.archived:
        raise Refusal(*ARCHIVED)
