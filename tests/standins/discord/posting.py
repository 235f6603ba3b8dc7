"""Messages coming, changing and going, whoever does it: they are kept, told of, and heard by those they ping."""

from datetime import timedelta

from tests.standins.discord import component_shapes, mentions, message_limits
from tests.standins.discord.intents import Intent, for_messages, for_reactions
from tests.standins.discord.message_shapes import deletion_event, message_event, reaction_event
from tests.standins.discord.refusals import Json, Misfit, insist
from tests.standins.discord.shapes import user
from tests.standins.discord.state import DiscordState
from tests.standins.discord.world import COMPONENTS_V2, LOADING, Channel, Guild, Message, Person

SETTABLE = (1 << 2) | (1 << 6) | (1 << 12) | COMPONENTS_V2  # no embeds, ephemeral, silent
_LIVE = ("content", "embeds", "components")


def post(state: DiscordState, message: Message, allowed: Json) -> Message:
    """Let a message appear, and those it mentions know."""
    _mention(state, message, allowed)
    message.channel.messages.append(message)
    if not message.is_ephemeral:
        _tell(state, "MESSAGE_CREATE", message)
    state.changes.note()
    return message


def edit(state: DiscordState, message: Message, body: Json, files: dict[str, bytes]) -> Message:
    """Change what a message says; nobody is pinged by that."""
    was_loading = message.is_loading
    if not was_loading:
        message.earlier.append(message.content)
        message.edited = state.clock()
    message.flags = (message.flags & ~LOADING) | int(body.get("flags") or 0) & COMPONENTS_V2
    fill(state, message, body, files)
    _mention(state, message, body.get("allowed_mentions") or mentions.PEOPLE_ONLY, told=False)
    if not message.is_ephemeral:
        _tell(state, "MESSAGE_UPDATE", message)
    state.changes.note()
    return message


def delete(state: DiscordState, message: Message) -> None:
    """Let a message be gone."""
    message.deleted = True
    if not message.is_ephemeral:
        needs = for_messages(message.channel)
        state.gateway.tell("MESSAGE_DELETE", lambda _: deletion_event(message), guild_id=_guild(message), needs=needs)
    state.changes.note()


def react(state: DiscordState, message: Message, person: Person, emoji: str, *, added: bool = True) -> None:
    """Put a person's reaction under a message, or take it away."""
    people = message.reactions.setdefault(emoji, [])
    if (person in people) is added:
        return
    if added:
        people.append(person)
    else:
        people.remove(person)
    message.reactions = {one: those for one, those in message.reactions.items() if those}
    event = reaction_event(message, person, emoji, added=added)
    name = "MESSAGE_REACTION_ADD" if added else "MESSAGE_REACTION_REMOVE"
    state.gateway.tell(name, lambda _: event, guild_id=_guild(message), needs=for_reactions(message.channel))
    state.changes.note()


def check_new(body: Json, files: dict[str, bytes]) -> int:
    """Go on where a body makes a message; return its flags.

    Raises:
        Refusal: it is over a limit, or empty.
    """
    flags = int(body.get("flags") or 0) & SETTABLE
    message_limits.check(body, flags)
    message_limits.check_not_empty(body, files)
    return flags


def check_edit(message: Message, body: Json, files: dict[str, bytes]) -> None:
    """Go on where a body mends a message.

    Raises:
        Refusal: what comes of it is over a limit or empty, or it would stop being of the new components.
    """
    sent = int(body.get("flags") or 0)
    was_v2 = bool(message.flags & COMPONENTS_V2)
    if was_v2 and body.get("flags") is not None and not sent & COMPONENTS_V2:
        text = "The IS_COMPONENTS_V2 flag cannot be removed"
        insist([Misfit("flags", "MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG", text)])
    whole = {name: body[name] if name in body else getattr(message, name) for name in _LIVE}
    message_limits.check({**body, **whole}, (message.flags | sent) & COMPONENTS_V2)
    kept = {one["filename"]: b"" for one in _attachments(message, body)}
    message_limits.check_not_empty(whole, {**kept, **files})


def fill(state: DiscordState, message: Message, body: Json, files: dict[str, bytes]) -> None:
    """Put what a body says into a message."""
    if "content" in body:
        message.content = (body["content"] or "").strip()
    if "embeds" in body:
        message.embeds = body["embeds"] or []
    if "components" in body:
        message.components = body["components"] or []
    message.attachments = _attachments(message, body)
    for name, content in files.items():
        number = str(state.people.ids.next())
        url = f"{state.base_url}/cdn/attachments/{message.channel.id}/{number}/{name}"
        shape = {"id": number, "filename": name, "size": len(content), "url": url, "proxy_url": url}
        message.attachments.append(shape)
        message.files[name] = content


def too_many_old_edits(state: DiscordState, message: Message) -> float | None:
    """Count an edit of a message older than an hour; return for how many seconds there are too many."""
    now, rule = state.clock(), state.old_edits
    if now - message.written <= timedelta(hours=1):
        return None
    edits = message.channel.old_edits
    edits[:] = [at for at in edits if now - at < timedelta(seconds=rule.seconds)]
    if len(edits) >= rule.limit:
        return rule.seconds - (now - edits[0]).total_seconds()
    edits.append(now)
    return None


def tell_channel(state: DiscordState, name: str, channel: Channel, data: Json) -> None:
    """Tell of something about a channel of a guild."""
    assert channel.guild is not None
    state.gateway.tell_all(name, data, channel.guild)


def tell_created(state: DiscordState, message: Message) -> None:
    """Tell of a message that has appeared."""
    _tell(state, "MESSAGE_CREATE", message)


def tell_left(state: DiscordState, member: Person, guild: Guild) -> None:
    """Tell of a member who left, where the bot asked for members."""
    data = {"guild_id": str(guild.id), "user": user(member)}
    state.gateway.tell("GUILD_MEMBER_REMOVE", lambda _: data, guild_id=guild.id, needs=Intent.GUILD_MEMBERS)


def _tell(state: DiscordState, name: str, message: Message) -> None:
    bot, channel = state.people.bot, message.channel
    if bot not in channel.audience:
        return
    needs = for_messages(channel)
    state.gateway.tell(
        name, lambda intents: message_event(message, bot, intents), guild_id=_guild(message), needs=needs
    )


def _mention(state: DiscordState, message: Message, allowed: Json, *, told: bool = True) -> None:
    texts = [
        one["content"] for one in component_shapes.walk(message.components) if one["type"] == component_shapes.TEXT
    ]
    written = "\n".join([message.content, *texts])
    message.mentions = mentions.mentioned(message.channel, written, allowed, message.reply_to)
    if told:
        message.pinged = mentions.told(message.channel, message.mentions, message.author)
        if message.only_for is not None:
            message.pinged = tuple(one for one in message.pinged if one is message.only_for)
        state.pings += [message] if message.pinged else []


def _attachments(message: Message, body: Json) -> list[Json]:
    if "attachments" not in body:
        return message.attachments
    kept = {str(one.get("id")) for one in body["attachments"] or []}
    return [one for one in message.attachments if one["id"] in kept]


def _guild(message: Message) -> int | None:
    guild = message.channel.guild
    return None if guild is None else guild.id
