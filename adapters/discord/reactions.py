"""Reactions to what Chorus said of one entry: votes. Pure functions."""

from datetime import datetime
from secrets import token_hex

import discord

from adapters.discord.inbound import NAME, PEOPLE
from adapters.discord.markup import one_line
from bot.chat import Channel, Command, Member, Message

_UP, _DOWN = "👍", "👎"  # in any colour of skin
_LONGEST_NAME = 80


def command_of(reaction: discord.RawReactionActionEvent) -> Command | None:
    """Return the vote that a reaction is, or takes back; None for all others."""
    sign = (reaction.emoji.name or "")[:1]
    if sign not in (_UP, _DOWN) or reaction.emoji.id is not None:
        return None
    back = "" if reaction.event_type == "REACTION_ADD" else " back"
    return Command(f"vote {'up' if sign == _UP else 'down'}{back}")


def name_in(reaction: discord.RawReactionActionEvent) -> str | None:
    """Return what the member is called; None where Discord does not say it."""
    return one_line(reaction.member.display_name, _LONGEST_NAME) if reaction.member else None


def to_message(
    reaction: discord.RawReactionActionEvent, command: Command, about: str, names: tuple[str, str], now: datetime
) -> Message:
    """Return the message that a reaction is; `names` are those of the member and of the server."""
    member, server = names
    return Message(
        key=f"{NAME}:reaction:{reaction.user_id}:{reaction.message_id}:{token_hex(8)}",  # twice changes nothing
        channel=Channel(NAME, str(reaction.guild_id), str(reaction.channel_id), name=server),
        member=Member(NAME, PEOPLE, str(reaction.user_id), member),
        text=_UP if "up" in command.name else _DOWN,
        at=now,
        command=command,
        typed=False,
        about=about,
    )
