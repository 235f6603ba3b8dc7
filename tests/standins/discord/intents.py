"""What a bot is told, by the intents it asked for."""

from enum import IntFlag

from tests.standins.discord.world import Channel, Message, Person


class Intent(IntFlag):
    """The intents the stand-in looks at, with Discord's numbers."""

    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    GUILD_MESSAGE_REACTIONS = 1 << 10
    GUILD_MESSAGE_TYPING = 1 << 11
    DIRECT_MESSAGES = 1 << 12
    DIRECT_MESSAGE_REACTIONS = 1 << 13
    DIRECT_MESSAGE_TYPING = 1 << 14
    MESSAGE_CONTENT = 1 << 15


NONE = Intent(0)
PRIVILEGED = Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES | Intent.MESSAGE_CONTENT
KNOWN_BITS = 0b11_1111_1111_1111_1111_1111_1111  # anything above is refused with 4013


def for_messages(channel: Channel) -> Intent:
    """Return what it takes to be told of messages in a channel."""
    return Intent.DIRECT_MESSAGES if channel.guild is None else Intent.GUILD_MESSAGES


def for_reactions(channel: Channel) -> Intent:
    """Return what it takes to be told of reactions in a channel."""
    return Intent.DIRECT_MESSAGE_REACTIONS if channel.guild is None else Intent.GUILD_MESSAGE_REACTIONS


def reads(intents: int, message: Message, bot: Person) -> bool:
    """Return whether a bot is given what a message says: by intent, or because it is its own, direct or for the bot."""
    return bool(
        intents & Intent.MESSAGE_CONTENT
        or message.channel.guild is None
        or message.author is bot
        or bot in message.mentions.people
    )
