"""Messages and reactions as Discord writes them in JSON."""

from tests.standins.discord import component_shapes
from tests.standins.discord.intents import reads
from tests.standins.discord.refusals import Json
from tests.standins.discord.shapes import channel_shape, member, timestamp, user
from tests.standins.discord.world import Message, Person


def message_shape(message: Message, bot: Person, intents: int, *, bare: bool = False) -> Json:
    """Return a message as the bot reads it with these intents; `bare` without what it answers."""
    shape = _frame(message)
    shape |= _body(message) if reads(intents, message, bot) else _nothing()
    if message.nonce is not None:
        shape["nonce"] = message.nonce
    if message.reactions:
        shape["reactions"] = [_reaction(emoji, people, bot) for emoji, people in message.reactions.items()]
    if message.origin is not None:
        shape |= {"webhook_id": str(bot.id), "interaction_metadata": message.origin}
    if message.author is bot:
        shape["application_id"] = str(bot.id)
    if message.thread is not None:
        shape["thread"] = channel_shape(message.thread, bot)
    if message.reply_to is not None:
        shape |= _reference(message, bot, intents, bare=bare)
    return shape


def message_event(message: Message, bot: Person, intents: int) -> Json:
    """Return a message as the gateway tells of it."""
    shape = message_shape(message, bot, intents)
    guild = message.channel.guild
    if guild is None:
        return {**shape, "channel_type": int(message.channel.kind)}
    shape["guild_id"] = str(guild.id)
    if message.origin is None:
        shape["member"] = member(message.author, guild, with_user=False)
    return shape


def deletion_event(message: Message) -> Json:
    """Return what the gateway tells of a message that is gone."""
    shape = {"id": str(message.id), "channel_id": str(message.channel.id)}
    guild = message.channel.guild
    return shape if guild is None else {**shape, "guild_id": str(guild.id)}


def reaction_event(message: Message, person: Person, emoji: str, *, added: bool) -> Json:
    """Return what the gateway tells of a reaction that came or went."""
    shape: Json = {
        "user_id": str(person.id),
        "channel_id": str(message.channel.id),
        "message_id": str(message.id),
        "emoji": emoji_shape(emoji),
        "burst": False,
        "type": 0,
    }
    if message.channel.guild is not None:
        shape["guild_id"] = str(message.channel.guild.id)
    if added:
        shape["message_author_id"] = str(message.author.id)
        if message.channel.guild is not None:
            shape["member"] = member(person, message.channel.guild)
    return shape


def emoji_shape(emoji: str) -> Json:
    """Return an emoji: one of Unicode by name, one of a guild as name:id."""
    name, _, number = emoji.partition(":")
    return {"id": number or None, "name": name}


def _frame(message: Message) -> Json:
    return {
        "id": str(message.id),
        "channel_id": str(message.channel.id),
        "type": message.kind,
        "author": user(message.author),
        "timestamp": timestamp(message.written),
        "edited_timestamp": None if message.edited is None else timestamp(message.edited),
        "flags": message.flags,
        "mentions": [user(one) for one in message.mentions.people],
        "mention_roles": [str(role.id) for role in message.mentions.roles],
        "mention_everyone": message.mentions.everyone,
        "pinned": False,
        "tts": False,
    }


def _body(message: Message) -> Json:
    return {
        "content": message.content,
        "embeds": [component_shapes.embed(one) for one in message.embeds],
        "components": component_shapes.components(message.components),
        "attachments": message.attachments,
    }


def _nothing() -> Json:
    return {"content": "", "embeds": [], "components": [], "attachments": []}


def _reference(message: Message, bot: Person, intents: int, *, bare: bool) -> Json:
    answered = message.reply_to
    assert answered is not None
    reference = {"type": 0, "channel_id": str(answered.channel.id), "message_id": str(answered.id)}
    if answered.channel.guild is not None:
        reference["guild_id"] = str(answered.channel.guild.id)
    if bare:
        return {"message_reference": reference}
    told = None if answered.deleted else message_shape(answered, bot, intents, bare=True)
    return {"message_reference": reference, "referenced_message": told}


def _reaction(emoji: str, people: list[Person], bot: Person) -> Json:
    return {
        "emoji": emoji_shape(emoji),
        "count": len(people),
        "count_details": {"burst": 0, "normal": len(people)},
        "burst_colors": [],
        "me": bot in people,
        "me_burst": False,
    }
