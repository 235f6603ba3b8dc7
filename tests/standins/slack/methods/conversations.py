"""conversations.*: opening direct messages, and reading about channels."""

from typing import Any

from tests.standins.slack.call import Call, Method
from tests.standins.slack.refusals import Refusal
from tests.standins.slack.workspace import SlackChannel

MOST_MEMBERS = 8  # of a direct message, the bot aside
READ = {"channel": "channels:read", "group": "groups:read", "im": "im:read", "mpim": "mpim:read"}
HISTORY = {"channel": "channels:history", "group": "groups:history", "im": "im:history", "mpim": "mpim:history"}
SCARCE_OBJECTS = 15  # what history gives at once to a distributed app outside the Marketplace


def open_conversation(call: Call) -> dict[str, Any]:
    """Open the direct messages with one member or several, or return those that are open."""
    if call.text("channel"):
        channel = call.channel()
        if channel.kind not in ("im", "mpim"):
            raise Refusal("method_not_supported_for_channel_type")
        return {"channel": _opened(call, channel)}
    ids = [one for one in call.text("users").split(",") if one]
    if not ids:
        raise Refusal("users_list_not_supplied")
    if len(ids) > MOST_MEMBERS:
        raise Refusal("too_many_users")
    call.needs("im:write" if len(ids) == 1 else "mpim:write")
    members = [call.member(one) for one in ids]
    if any(member.deactivated for member in members):
        raise Refusal("user_disabled")
    if any(member.bot_id for member in members):
        raise Refusal("cannot_dm_bot")
    home = next((one.team for one in members if one.team in call.install.teams), call.install.teams[0])
    return {"channel": _opened(call, home.dm(*members))}


def info(call: Call) -> dict[str, Any]:
    """Return what a channel is."""
    channel = call.channel()
    call.needs(READ[channel.kind])
    return {"channel": _wire(call, channel)}


def members(call: Call) -> dict[str, Any]:
    """Return the ids of a channel's members, all on one page."""
    channel = call.channel()
    call.needs(READ[channel.kind])
    return {"members": [member.id for member in channel.members], "response_metadata": {"next_cursor": ""}}


def replies(call: Call) -> dict[str, Any]:
    """Return a thread, its first message first; an app that is given out gets little of it, once a minute."""
    channel = call.channel()
    call.needs(HISTORY[channel.kind])
    scarce = call.world.app.distributed
    root = call.message(channel, call.text("ts"), "thread_not_found")
    found = [root, *channel.replies(root.ts)][: SCARCE_OBJECTS if scarce else int(call.args.get("limit", 1000))]
    return {"messages": [one.wire() for one in found], "has_more": False}


def _opened(call: Call, channel: SlackChannel) -> dict[str, Any]:
    return _wire(call, channel) if call.flag("return_im") else {"id": channel.id}


def _wire(call: Call, channel: SlackChannel) -> dict[str, Any]:
    kinds = {f"is_{kind}": channel.kind == kind for kind in ("channel", "group", "im", "mpim")}
    shared = bool(channel.shared_with)
    wire: dict[str, Any] = {"id": channel.id, "is_archived": channel.archived, **kinds}
    wire |= {"is_private": not channel.is_public, "is_ext_shared": shared, "is_shared": shared}
    wire |= {"is_member": call.install.bot in channel.members, "context_team_id": channel.team.id}
    if channel.kind == "im":
        return wire | {"user": next(one.id for one in channel.members if one is not call.install.bot)}
    return wire | {"name": channel.name, "num_members": len(channel.members)}


def history_methods(*, scarce: bool) -> dict[str, Method]:
    """Return what reads history, at one call a minute for an app that is given out."""
    return {"conversations.replies": Method(replies, 1 if scarce else 3, (), ("channel", "ts"))}


METHODS = {
    "conversations.open": Method(open_conversation, 3),
    "conversations.info": Method(info, 3, (), ("channel",)),
    "conversations.members": Method(members, 4, (), ("channel",)),
}
