"""From what Slack sends to messages. Pure functions."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from adapters.slack.handle import RESPONSE_SECONDS, Handle
from adapters.slack.installations import NAME, Installation
from adapters.slack.markup import mentioned, plain, unescape
from adapters.slack.people import Known
from adapters.slack.typed import as_said, is_private, to_command
from bot.chat import Channel, ChannelKind, Command, CommandSpec, Member, Message, Unsaid

TYPED = (None, "file_share", "thread_broadcast")  # subtypes of a message that a member typed
_OWN_LINK = re.compile(r"https?://(?:open\.)?spotify\.")
_LINK = re.compile(r"<(https?://[^|>\s]+)(?:\|[^>]*)?>")

Body = Mapping[str, Any]  # foreign JSON


def is_for_bot(event: Body) -> bool:
    """Tell whether an event is something a member says to us, for the first time."""
    if "edited" in event or event.get("bot_id") or not event.get("user") or event.get("hidden"):
        return False
    if event.get("type") == "app_mention":
        return event.get("channel_type") != "im"  # what is said in private comes as a message
    return event.get("type") == "message" and event.get("subtype") in TYPED and _kind(event) is ChannelKind.DM


def to_unsaid(event: Body, installation: Installation) -> Unsaid:
    """Return what was deleted; in private only: of what is said in channels Slack tells us mentions and no more."""
    channel = Channel(NAME, installation.tenant, event["channel"])
    return Unsaid(channel, f"{NAME}:{installation.tenant}:{event['channel']}:{event.get('deleted_ts', '')}")


def members_in(event: Body) -> tuple[str, ...]:
    """Return the ids of who speaks and of whom they name."""
    return (event["user"], *mentioned(event.get("text", "")))


def thread_under(event: Body) -> str | None:
    """Return the timestamp of the message in whose thread it was said; None at the top level."""
    thread = event.get("thread_ts")
    return thread if thread and thread != event["ts"] else None


def to_message(body: Body, known: Known, *, is_ours: bool = False) -> Message:
    """Return what was said.

    Args:
        body: The envelope of an `app_mention` or a `message`.
        known: Who is who.
        is_ours: The thread hangs under something we said or were told: then it belongs to the whole channel, and
            only its answers go into the thread. Private messages are one conversation in any case.
    """
    event, installation = body["event"], known.installation
    thread, kind = thread_under(event), _kind(event)
    is_whole = is_ours or kind is ChannelKind.DM
    speaker = event["user"]
    team = event.get("user_team") or event.get("team")
    handle = Handle(event["channel"], thread=thread, language=known.language(speaker))
    channel = Channel(
        NAME, installation.tenant, event["channel"], None if is_whole else thread, kind, installation.name
    )
    return Message(
        key=f"{NAME}:{installation.tenant}:{event['channel']}:{event['ts']}",
        channel=channel,
        member=known.member(speaker, team, is_shared=bool(body.get("is_ext_shared_channel"))),
        text=plain(event.get("text", ""), known.names, installation.me),
        at=_moment(event["ts"]),
        mentions=_others(known, event.get("text", "")),
        locale=known.language(speaker),
        moderates=known.moderates(speaker),
        handle=handle.encode(),
    )


def typed_message(body: Body, known: Known, specs: Sequence[CommandSpec]) -> Message:
    """Return what was typed after a slash command: one of `specs`, or plain talk."""
    user, channel = body["user_id"], body["channel_id"]
    text = plain(body.get("text", ""), known.names, known.installation.me)
    command = to_command(text, specs)
    only = user if command is not None and is_private(command, specs) else None
    return Message(
        key=f"{NAME}:{known.installation.tenant}:command:{body['trigger_id']}",
        channel=channel_of(known, channel, None, body.get("channel_name", "")),
        member=known.member(user, body.get("team_id"), body.get("user_name", "")),
        text=as_said(command) if command else text,
        at=known.now,
        mentions=_others(known, body.get("text", "")),
        locale=known.language(user),
        command=command,
        moderates=known.moderates(user),
        handle=replace(_handle(body, known, channel, None, user), only=only).encode(),
    )


def pressed_message(body: Body, known: Known, text: str, command: Command | None = None) -> Message:
    """Return what a press of a button, or a message shortcut, says in the presser's name."""
    place, user = body["channel"], body["user"]
    acted = body["actions"][0] if body.get("actions") else body
    thread = str(acted.get("block_id", "")).partition("@")[2] or None  # where `outbound` notes the conversation's
    handle = _handle(body, known, place["id"], _pressed_thread(body), user["id"])
    return Message(
        key=":".join(
            [NAME, known.installation.tenant, "press", place["id"], user["id"], str(acted.get("action_ts", ""))]
        ),
        channel=channel_of(known, place["id"], thread, place.get("name", "")),
        member=presser(body, known),
        text=text,
        at=known.now,
        locale=known.language(user["id"]),
        command=command,
        typed="actions" in body,  # a shortcut takes what is shown
        moderates=known.moderates(user["id"]),
        handle=handle.encode(),
    )


def home_message(member: Member, channel_id: str, moment: str, known: Known, command: str) -> Message:
    """Return a command that is given on the Home tab, and answered there.

    Args:
        member: Who has the tab open.
        channel_id: Where the member and the app are alone.
        moment: When, by Slack's clock.
        known: Who is who.
        command: The name of the command.
    """
    language = known.language(member.id)
    return Message(
        key=f"{NAME}:{known.installation.tenant}:home:{member.id}:{moment}",
        channel=channel_of(known, channel_id, None, ""),
        member=member,
        text=command,
        at=known.now,
        locale=language,
        command=Command(command),
        handle=Handle(channel_id, language=language, home=member.id).encode(),
    )


def presser(body: Body, known: Known) -> Member:
    """Return who pressed, chose or filled in."""
    user = body["user"]
    return known.member(user["id"], user.get("team_id"), user.get("name") or user.get("username") or "", is_shared=True)


def shared_song(message: Body) -> str:
    """Return what a message holds to put on a list: its links, else its words, else the title of what it shows.

    Beside a link stands what its preview calls it; the music service's own links say all by themselves.
    """
    text, attachments = message.get("text", ""), message.get("attachments", ())
    titles = {one.get("from_url"): one.get("title") or "" for one in attachments if "from_url" in one}
    if links := list(dict.fromkeys(_LINK.findall(text))):
        named = (link if _OWN_LINK.match(link) else f"{titles.get(unescape(link), '')} {link}" for link in links)
        return " ".join(plain(one, {}) for one in named)
    if words := plain(text, {}):
        return words
    shown = (one.get("title") or one.get("fallback") or "" for one in attachments)
    return plain(next(filter(None, shown), ""), {})


def channel_of(known: Known, channel_id: str, thread: str | None, slack_name: str) -> Channel:
    """Return a channel; Slack has bare words for the names of private ones, so they are called by the workspace."""
    name = "" if slack_name in ("directmessage", "privategroup") or slack_name.startswith("mpdm-") else slack_name
    kind = ChannelKind.GROUP if slack_name.startswith("mpdm-") else _kind({"channel": channel_id})
    return Channel(NAME, known.installation.tenant, channel_id, thread, kind, _place(known, name))


def _place(known: Known, name: str) -> str:
    return f"#{name}" if name else known.installation.name


def _others(known: Known, text: str) -> tuple[Member, ...]:
    """Return the members named in a text, without us."""
    return tuple(known.member(one) for one in mentioned(text) if one != known.installation.me)


def _handle(body: Body, known: Known, channel: str, thread: str | None, member_id: str) -> Handle:
    url = body.get("response_url")
    expires = known.now.timestamp() + RESPONSE_SECONDS if url else 0.0
    return Handle(channel, thread, url, expires, known.language(member_id))


def _pressed_thread(body: Body) -> str | None:
    """Return the thread of the message that holds the button."""
    message, container = body.get("message", {}), body.get("container", {})
    thread = container.get("thread_ts") or message.get("thread_ts")
    return thread if thread and thread != message.get("ts") else None


def _kind(event: Body) -> ChannelKind:
    match event.get("channel_type"):
        case "im":
            return ChannelKind.DM
        case "mpim":
            return ChannelKind.GROUP
    return ChannelKind.DM if str(event.get("channel", "")).startswith("D") else ChannelKind.CHANNEL


def _moment(ts: str) -> datetime:
    return datetime.fromtimestamp(float(ts), UTC)
