"""auth.test, users.info, team.info, reactions.* and the status of a thread."""

from typing import Any

from tests.standins.slack.call import Call, Method
from tests.standins.slack.refusals import Refusal
from tests.standins.slack.workspace import SlackMember
from tests.standins.slack.world import Status

STATUS_SECONDS = 120
MOST_LOADING, MOST_PROMPTS = 10, 4


def auth_test(call: Call) -> dict[str, Any]:
    """Return whose token it is."""
    install, bot = call.install, call.install.bot
    named = install.team or install.enterprise
    assert named is not None
    address = f"https://{install.team.domain if install.team else named.name}.slack.com/"
    found: dict[str, Any] = {
        "url": address,
        "team": named.name,
        "team_id": named.id,
        "user": bot.name,
        "user_id": bot.id,
    }
    found |= {"bot_id": bot.bot_id or "", "is_enterprise_install": install.org_wide}
    enterprise = install.enterprise or (install.team.enterprise if install.team else None)
    return found | ({"enterprise_id": enterprise.id} if enterprise else {})


def user_info(call: Call) -> dict[str, Any]:
    """Return who a member is; of a stranger from another company little."""
    return {"user": _wire(call, call.member(call.text("user")))}


def team_info(call: Call) -> dict[str, Any]:
    """Return what a workspace is called."""
    team = next((one for one in call.install.teams if one.id == call.text("team")), None)
    if call.text("team") and team is None:
        raise Refusal("team_not_found")
    team = team or call.install.teams[0]
    found = {"id": team.id, "name": team.name, "domain": team.domain}
    enterprise = team.enterprise
    return {
        "team": found | ({"enterprise_id": enterprise.id, "enterprise_name": enterprise.name} if enterprise else {})
    }


def add_reaction(call: Call) -> dict[str, Any]:
    """React as the bot."""
    channel = call.channel()
    message = call.message(channel, call.text("timestamp"))
    if ":" in call.text("name"):
        raise Refusal("invalid_name")
    who = message.reactions.setdefault(call.text("name"), [])
    if call.install.bot in who:
        raise Refusal("already_reacted")
    who.append(call.install.bot)
    call.events.reacted(call.install.bot, message, call.text("name"), "reaction_added")
    return {}


def remove_reaction(call: Call) -> dict[str, Any]:
    """Take a reaction of the bot back."""
    message = call.message(call.channel(), call.text("timestamp"))
    who = message.reactions.get(call.text("name"), [])
    if call.install.bot not in who:
        raise Refusal("no_reaction")
    who.remove(call.install.bot)
    call.events.reacted(call.install.bot, message, call.text("name"), "reaction_removed")
    return {}


def get_reactions(call: Call) -> dict[str, Any]:
    """Return a message with who reacted to it, and how."""
    channel = call.channel()
    message = call.message(channel, call.text("timestamp"))
    found = [
        {"name": name, "users": [one.id for one in who], "count": len(who)}
        for name, who in message.reactions.items()
        if who
    ]
    return {"type": "message", "channel": channel.id, "message": message.wire() | {"reactions": found}}


def set_status(call: Call) -> dict[str, Any]:
    """Show in a thread that the bot works, until it answers, takes it away, or two minutes pass."""
    channel = call.channel("channel_id")
    key = (channel.id, call.text("thread_ts"))
    if key[1] not in channel.messages:
        raise Refusal("invalid_thread_ts")
    if len(call.args.get("loading_messages", [])) > MOST_LOADING:
        raise Refusal("invalid_arguments")
    if "status" not in call.args:
        raise Refusal("invalid_arguments")
    call.world.statuses.pop(key, None)
    if call.text("status"):
        call.world.statuses[key] = Status(call.text("status"), call.world.clock.now() + STATUS_SECONDS)
    return {}


def set_prompts(call: Call) -> dict[str, Any]:
    """Take suggested prompts; they are shown nowhere here."""
    call.channel("channel_id")
    if not 1 <= len(call.args.get("prompts", [])) <= MOST_PROMPTS:
        raise Refusal("invalid_arguments")
    return {}


def _wire(call: Call, member: SlackMember) -> dict[str, Any]:
    profile = {"display_name": member.name, "real_name": member.name}
    wire: dict[str, Any] = {"id": member.id, "team_id": member.team.id, "name": member.name.lower(), "profile": profile}
    wire |= {"is_bot": member.bot_id is not None, "deleted": member.deactivated}
    if member.team not in call.install.teams:
        return wire | {"is_stranger": True}
    if call.flag("include_locale"):
        wire["locale"] = member.locale
    if member.team.enterprise:
        enterprise = {"id": member.id, "enterprise_id": member.team.enterprise.id, "teams": [member.team.id]}
        wire["enterprise_user"] = enterprise
    wire |= {"is_admin": member.is_admin, "is_owner": False}
    return wire | {"real_name": member.name, "tz": "Europe/Madrid", "tz_offset": 3600}


METHODS = {
    "auth.test": Method(auth_test, 0),
    "users.info": Method(user_info, 4, ("users:read",), ("user",)),
    "team.info": Method(team_info, 3, ("team:read",)),
    "reactions.add": Method(add_reaction, 3, ("reactions:write",), ("channel", "name", "timestamp")),
    "reactions.remove": Method(remove_reaction, 2, ("reactions:write",), ("name",)),
    "reactions.get": Method(get_reactions, 3, ("reactions:read",), ("channel", "timestamp")),
    "assistant.threads.setStatus": Method(set_status, 0, ("chat:write",), ("channel_id", "thread_ts")),
    "assistant.threads.setSuggestedPrompts": Method(set_prompts, 0, ("assistant:write",), ("channel_id", "prompts")),
}
