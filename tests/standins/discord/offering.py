"""Beginning an interaction: whether a person may, on whose account, and what the bot is told of it."""

from tests.standins.discord.interactions import Interaction, Kind
from tests.standins.discord.invocation import NotOffered
from tests.standins.discord.message_shapes import message_shape
from tests.standins.discord.permissions import USUAL, Permission
from tests.standins.discord.refusals import Json
from tests.standins.discord.shapes import channel_shape, member, user
from tests.standins.discord.state import DiscordState
from tests.standins.discord.world import Channel, ChannelKind, Message, Person

GUILD, BOT_DM, PRIVATE = 0, 1, 2
GUILD_INSTALL, USER_INSTALL = 0, 1
ATTACHMENT_BYTES = 10 * 1024 * 1024


def begin(
    state: DiscordState,
    kind: Kind,
    member: Person,
    channel: Channel,
    data: Json,
    *,
    owners: dict[str, str] | None = None,
    message: Message | None = None,
    cause: Interaction | None = None,
) -> Interaction:
    """Begin an interaction and tell the bot of it."""
    account = owners if owners is not None else everyone_who_let_it_in(state, member, channel)
    number = state.people.ids.next()
    context = context_of(state, channel)
    interaction = Interaction(number, kind, member, channel, data, account, context, state.clock, message, cause)
    state.interactions[interaction.id] = interaction
    tell_of(state, interaction)
    return interaction


def tell_of(state: DiscordState, interaction: Interaction) -> None:
    """Tell the bot of an interaction."""
    event, guild = _event(state, interaction), interaction.channel.guild
    state.gateway.tell("INTERACTION_CREATE", lambda _: event, guild_id=None if guild is None else guild.id)


def account_of(state: DiscordState, command: Json, member: Person, channel: Channel) -> dict[str, str]:
    """Return on whose account a command is there.

    Raises:
        NotOffered: it is not there for this person in this place.
    """
    contexts = command.get("contexts")
    if contexts is not None and context_of(state, channel) not in contexts:
        raise NotOffered(f"/{command['name']} is not for this place: its contexts are {contexts}")
    if channel.archived:
        raise NotOffered("an archived thread takes no commands")
    installs = {str(one) for one in command.get("integration_types") or [GUILD_INSTALL]}
    everyone = everyone_who_let_it_in(state, member, channel)
    owners = {one: owner for one, owner in everyone.items() if one in installs}
    if not owners:
        raise NotOffered(f"/{command['name']} is installed neither here nor by {member.name}")
    return owners


def everyone_who_let_it_in(state: DiscordState, member: Person, channel: Channel) -> dict[str, str]:
    """Return the guild and the person that installed the app."""
    owners: dict[str, str] = {}
    if channel.guild is not None and channel.guild.has_bot:
        owners[str(GUILD_INSTALL)] = str(channel.guild.id)
    elif context_of(state, channel) == BOT_DM and state.people.share_a_guild(member):
        owners[str(GUILD_INSTALL)] = "0"
    if member.has_installed_the_app:
        owners[str(USER_INSTALL)] = str(member.id)
    return owners


def context_of(state: DiscordState, channel: Channel) -> int:
    """Return what kind of place a channel is for the bot."""
    if channel.guild is not None:
        return GUILD
    is_with_bot = channel.kind is ChannelKind.DM and state.people.bot in channel.recipients
    return BOT_DM if is_with_bot else PRIVATE


def _event(state: DiscordState, interaction: Interaction) -> Json:
    bot, channel, person = state.people.bot, interaction.channel, interaction.member
    granted = channel.granted if bot in channel.audience else Permission(0)
    shape: Json = {
        "id": str(interaction.id),
        "application_id": str(bot.id),
        "type": int(interaction.kind),
        "token": interaction.token,
        "version": 1,
        "channel_id": str(channel.id),
        "channel": {**channel_shape(channel, bot), "permissions": str(int(USUAL))},
        "app_permissions": str(int(granted)),
        "locale": person.locale,
        "entitlements": [],
        "authorizing_integration_owners": interaction.owners,
        "context": interaction.context,
        "attachment_size_limit": ATTACHMENT_BYTES,
        "data": interaction.data,
    }
    if interaction.message is not None:
        shape["message"] = message_shape(interaction.message, bot, 0)
    if channel.guild is None:
        return {**shape, "user": user(person)}
    guild = channel.guild
    shape |= {"guild_id": str(guild.id), "guild_locale": guild.locale}
    shape["guild"] = {"id": str(guild.id), "locale": guild.locale, "features": []}
    may = USUAL | Permission.MANAGE_MESSAGES if person is guild.members[0] else USUAL  # the owner may do anything
    return {**shape, "member": {**member(person, guild), "permissions": str(int(may))}}
