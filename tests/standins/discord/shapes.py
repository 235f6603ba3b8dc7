"""People, guilds and channels as Discord writes them in JSON."""

from datetime import datetime

from tests.standins.discord.permissions import USUAL
from tests.standins.discord.refusals import Json
from tests.standins.discord.world import Channel, ChannelKind, Guild, Person, Role


def timestamp(moment: datetime) -> str:
    """Return a moment as Discord writes it."""
    return moment.isoformat()


def user(person: Person) -> Json:
    """Return a person as everyone sees them."""
    shape: Json = {
        "id": str(person.id),
        "username": person.name.lower().replace(" ", "."),
        "global_name": None if person.is_bot else person.name,
        "discriminator": "0",
        "avatar": None,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
    }
    if person.is_bot:
        shape["bot"] = True
    return shape


def self_user(person: Person) -> Json:
    """Return the bot as it sees itself."""
    return {**user(person), "mfa_enabled": False, "locale": person.locale, "verified": True, "email": None}


def member(person: Person, guild: Guild, *, with_user: bool = True) -> Json:
    """Return a person as a member of a guild."""
    shape: Json = {
        "roles": [str(role.id) for role in guild.roles if person in role.members],
        "joined_at": timestamp(guild.joined),
        "nick": None,
        "avatar": None,
        "banner": None,
        "communication_disabled_until": None,
        "premium_since": None,
        "pending": False,
        "deaf": False,
        "mute": False,
        "flags": 0,
    }
    return {**shape, "user": user(person)} if with_user else shape


def guild_create(guild: Guild, bot: Person, threads: list[Channel], *, everyone: bool) -> Json:
    """Return a guild as it is told after READY; `everyone` where the bot asked for members."""
    members = guild.members if everyone else [bot]
    return {
        "id": str(guild.id),
        "name": guild.name,
        "icon": None,
        "owner_id": str(guild.members[0].id),
        "unavailable": False,
        "large": len(guild.members) >= 250,
        "joined_at": timestamp(guild.joined),
        "member_count": len(guild.members),
        "preferred_locale": guild.locale,
        "features": [],
        "emojis": [],
        "stickers": [],
        "roles": [_everyone(guild), *(role_shape(role) for role in guild.roles)],
        "channels": [channel_shape(channel, bot) for channel in guild.channels],
        "threads": [channel_shape(thread, bot) for thread in threads],
        "members": [member(one, guild) for one in members],
        "presences": [],
        "voice_states": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def role_shape(role: Role) -> Json:
    """Return a role of a guild."""
    return {
        "id": str(role.id),
        "name": role.name,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "position": 1,
        "permissions": "0",
        "managed": False,
        "mentionable": role.mentionable,
        "flags": 0,
    }


def channel_shape(channel: Channel, bot: Person) -> Json:
    """Return a channel, thread or direct conversation as the bot sees it."""
    shape: Json = {"id": str(channel.id), "type": int(channel.kind), "flags": 0, "last_message_id": _last(channel)}
    if channel.guild is None:
        others = [one for one in channel.recipients if one is not bot]
        return {**shape, "recipients": [user(one) for one in others]}
    shape |= {"guild_id": str(channel.guild.id), "name": channel.name}
    if channel.kind is ChannelKind.THREAD:
        return {**shape, **_thread(channel)}
    denied = USUAL & ~channel.may
    overwrites = [{"id": str(bot.id), "type": 1, "allow": "0", "deny": str(int(denied))}] if denied else []
    return {
        **shape,
        "position": channel.guild.channels.index(channel),
        "topic": None,
        "nsfw": False,
        "parent_id": None,
        "rate_limit_per_user": 0,
        "permission_overwrites": overwrites,
    }


def thread_member(thread: Channel, person: Person) -> Json:
    """Return someone's place in a thread."""
    assert thread.opened is not None
    return {
        "id": str(thread.id),
        "user_id": str(person.id),
        "join_timestamp": timestamp(thread.opened),
        "flags": 0,
    }


def _thread(thread: Channel) -> Json:
    assert thread.parent is not None
    assert thread.owner is not None
    assert thread.opened is not None
    said = [message for message in thread.messages if not message.deleted]
    return {
        "parent_id": str(thread.parent.id),
        "owner_id": str(thread.owner.id),
        "message_count": len(said),
        "member_count": len({thread.owner.id, *(message.author.id for message in said)}),
        "total_message_sent": len(thread.messages),
        "rate_limit_per_user": 0,
        "thread_metadata": {
            "archived": thread.archived,
            "archive_timestamp": timestamp(thread.opened),
            "auto_archive_duration": 1440,
            "locked": False,
            "create_timestamp": timestamp(thread.opened),
        },
    }


def _everyone(guild: Guild) -> Json:
    shape = role_shape(Role(guild.id, "@everyone", mentionable=False))
    return {**shape, "position": 0, "permissions": str(int(USUAL))}


def _last(channel: Channel) -> str | None:
    return str(channel.messages[-1].id) if channel.messages else None
