"""From what happens on Discord to a message. Pure functions."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import discord

from adapters.discord import handles
from adapters.discord.commands import ADDING, name_of, said, to_command
from adapters.discord.handles import Handle, Way
from adapters.discord.json_words import Body
from adapters.discord.markup import one_line, to_plain
from bot.chat import Channel, ChannelKind, Command, Member, Message, Unsaid

NAME = "discord"
PEOPLE = "discord"  # one tenant for all members: they are the same people in every server and in private
DIRECT = "direct"  # the tenant of channels that belong to no server
_LONGEST_NAME = 80
_MUSIC_LINK = re.compile(
    r"https?://(?:open\.spotify\.com|spotify\.link|(?:geo\.)?music\.apple\.com|(?:music\.|www\.)?youtube\.com|youtu\.be"
    r"|(?:www\.|link\.)?deezer\.com|(?:www\.|listen\.)?tidal\.com)/[^\s<>|]+"
)
_OWN_LINK = re.compile(r"https?://(?:open\.)?spotify\.")  # says all by itself
_BY_TOPIC = " - Topic"  # what YouTube calls the channel of an artist's own recordings
_USER_OPTION = 6

Interaction = discord.Interaction[Any]


def to_member(user: discord.abc.User) -> Member:
    """Return who it is."""
    return Member(NAME, PEOPLE, str(user.id), one_line(user.display_name, _LONGEST_NAME))


def to_message(message: discord.Message, me: int) -> Message | None:
    """Return what a member said to the bot: in private, or naming it, also by a reply; None when it is not for it."""
    if message.author.bot or message.webhook_id is not None or message.author.id == me:
        return None
    if message.type not in (discord.MessageType.default, discord.MessageType.reply):
        return None
    channel = _channel_of(message)
    if channel.kind is not ChannelKind.DM and all(user.id != me for user in message.mentions):
        return None
    mentioned = [to_member(user) for user in message.mentions if user.id != me and not user.bot]
    names = {member.id: member.name for member in mentioned}
    text = to_plain(message.content, names, str(me))
    handle = Handle(Way.SAID, channel.id, str(message.author.id), message=str(message.id))
    return Message(
        key=f"{NAME}:{message.id}",
        channel=channel,
        member=to_member(message.author),
        text=text,
        at=message.created_at,
        mentions=tuple(member for member in mentioned if f"@{member.name}" in text),  # not who is merely replied to
        moderates=_moderates_where_said(message),
        handle=handles.to_text(handle),
    )


def to_unsaid(deleted: discord.RawMessageDeleteEvent) -> Unsaid:
    """Return what was deleted."""
    tenant = DIRECT if deleted.guild_id is None else str(deleted.guild_id)
    return Unsaid(Channel(NAME, tenant, str(deleted.channel_id)), f"{NAME}:{deleted.message_id}")


def channel_of(interaction: Interaction) -> Channel:
    """Return where an interaction happened."""
    channel_id = str(interaction.channel_id or "")
    if interaction.guild_id is not None:
        name = interaction.guild.name if interaction.guild is not None else ""
        return Channel(NAME, str(interaction.guild_id), channel_id, name=one_line(name or "", _LONGEST_NAME))
    kind = ChannelKind.GROUP if interaction.context.private_channel else ChannelKind.DM
    return Channel(NAME, DIRECT, channel_id, kind=kind, name="Discord")


def to_handle(interaction: Interaction, way: Way, now: datetime, *, private: bool) -> Handle:
    """Return how an interaction can be answered."""
    return Handle(
        way=way,
        channel=str(interaction.channel_id or ""),
        member=str(interaction.user.id),
        language=interaction.locale.value,
        application=str(interaction.application_id),
        token=interaction.token,
        until=now + handles.LIFETIME,
        private=private,
    )


@dataclass(frozen=True, slots=True)
class Meant:
    """What an interaction comes down to."""

    text: str
    command: Command | None = None
    mentions: tuple[Member, ...] = ()
    typed: bool = True  # False: it may hold words that were suggested or shown


def to_heard(interaction: Interaction, meant: Meant, handle: Handle) -> Message:
    """Return the message that an interaction is."""
    return Message(
        key=f"{NAME}:{interaction.id}",
        channel=channel_of(interaction),
        member=to_member(interaction.user),
        text=meant.text,
        at=interaction.created_at,
        mentions=meant.mentions,
        locale=interaction.locale.value,
        command=meant.command,
        typed=meant.typed,
        moderates=interaction.guild_id is not None and _may_moderate(interaction.permissions),
        handle=handles.to_text(handle),
    )


def to_meant(data: Body) -> Meant:
    """Return what a command says, typed or chosen from the menu of a message."""
    if "target_id" in data:
        command = Command(ADDING[0], ((ADDING[1], _song_in(data)),))
        return Meant(said(command), command, typed=False)
    command = to_command(data)
    mentions = _members_in(data, data.get("resolved", {}))
    return Meant(said(command), command, mentions, typed=not command.argument(ADDING[1]))


def to_filled_in(name: str, data: Body) -> Meant:
    """Return the command called `name` with the blanks of a form."""
    command = Command(name, tuple((blank, value) for blank, value in _blanks(data).items() if value))
    return Meant(said(command), command)


def _channel_of(message: discord.Message) -> Channel:
    """Return where it was said; a thread is a channel of its own, as it is to Discord."""
    where = message.channel
    guild_id = getattr(where, "guild_id", None) if message.guild is None else message.guild.id
    if guild_id is None:
        kind = ChannelKind.GROUP if isinstance(where, discord.GroupChannel) else ChannelKind.DM
        return Channel(NAME, DIRECT, str(where.id), kind=kind, name="Discord")
    name = one_line(message.guild.name, _LONGEST_NAME) if message.guild is not None else ""
    return Channel(NAME, str(guild_id), str(where.id), name=name)


def _moderates_where_said(message: discord.Message) -> bool:
    """Tell whether its author may moderate there, by Discord's own roles; what is not known of them allows nothing."""
    author, where = message.author, message.channel
    if not isinstance(author, discord.Member) or not isinstance(where, discord.abc.GuildChannel | discord.Thread):
        return False
    if isinstance(where, discord.Thread) and where.parent is None:
        return False
    return _may_moderate(where.permissions_for(author))


def _may_moderate(permissions: discord.Permissions) -> bool:
    return permissions.administrator or permissions.manage_channels or permissions.manage_messages


def _song_in(data: Body) -> str:
    """Return what names a song in the message that was chosen: a link to music, else its words, else its preview."""
    target = data.get("resolved", {}).get("messages", {}).get(str(data["target_id"]), {})
    content, embeds = str(target.get("content", "")), target.get("embeds", [])
    addresses = " ".join([content, *(str(embed.get("url", "")) for embed in embeds)])
    if link := _MUSIC_LINK.search(addresses):
        address = link[0].rstrip(".,;!?)\"'*")
        return address if _OWN_LINK.match(address) else f"{_previewed(embeds)} {address}".strip()
    names = {str(user["id"]): str(user.get("username", "")) for user in target.get("mentions", [])}
    words = to_plain(content, names, "")
    return words or next((one_line(str(embed["title"]), 200) for embed in embeds if embed.get("title")), "")


def _previewed(embeds: Sequence[Body]) -> str:
    """Return what the preview of a link calls the song, as far as it tells."""
    embed = next((embed for embed in embeds if embed.get("title")), {})
    title = one_line(str(embed.get("title", "")), 200)
    by = one_line(str(embed.get("author", {}).get("name", "")), 100)
    return f"“{title}” by {by.removesuffix(_BY_TOPIC)}" if by.endswith(_BY_TOPIC) else title


def _members_in(data: Mapping[str, Any], resolved: Body) -> tuple[Member, ...]:
    found: list[Member] = []
    for option in data.get("options", []):
        found.extend(_members_in(option, resolved))
        if option.get("type") == _USER_OPTION:
            found.append(Member(NAME, PEOPLE, str(option["value"]), name_of(str(option["value"]), resolved)))
    return tuple(found)


def _blanks(data: Any) -> dict[str, str]:
    """Return what was filled in, by the name of each blank, wherever the form has them."""
    if not isinstance(data, Mapping):
        return {}
    blanks = {str(data["custom_id"]): str(data["value"]).strip()} if "value" in data and "custom_id" in data else {}
    for inner in [*data.get("components", []), data.get("component")]:
        blanks |= _blanks(inner)
    return blanks
