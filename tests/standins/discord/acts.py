"""What people do on Discord that is not answering the bot: say, edit, delete, react, open threads, change settings."""

from tests.standins.discord import posting
from tests.standins.discord.mentions import EVERYTHING
from tests.standins.discord.permissions import Permission
from tests.standins.discord.shapes import channel_shape
from tests.standins.discord.state import DiscordState
from tests.standins.discord.world import Channel, ChannelKind, Guild, Message, Person

REPLY = 19


class Acts:
    """People, acting."""

    state: DiscordState

    async def says(
        self,
        member: Person,
        channel: Channel,
        text: str,
        *,
        mentions_bot: bool = False,
        reply_to: Message | None = None,
        pings_on_reply: bool = True,
    ) -> Message:
        """Let someone say something; who it mentions is read from its text."""
        assert member in channel.audience, f"{member.name} is not there"
        written = f"{self.state.people.bot.mention} {text}" if mentions_bot else text
        number = self.state.people.ids.next()
        message = Message(number, channel, member, self.state.clock(), written, reply_to=reply_to)
        message.kind = 0 if reply_to is None else REPLY
        channel.archived = False
        return posting.post(self.state, message, {**EVERYTHING, "replied_user": pings_on_reply})

    async def edits(self, member: Person, message: Message, text: str) -> Message:
        """Let someone change what they said."""
        assert message.author is member, "only the author edits a message"
        body = {"content": text, "allowed_mentions": EVERYTHING}
        return posting.edit(self.state, message, body, {})

    async def deletes(self, member: Person, message: Message) -> None:
        """Let someone take a message back, or put one away that only they see."""
        assert member in (message.author, message.only_for), "not theirs to delete"
        posting.delete(self.state, message)

    async def moderates(self, message: Message) -> None:
        """Let a moderator delete a message, whoever wrote it."""
        posting.delete(self.state, message)

    async def reacts(self, member: Person, message: Message, emoji: str) -> None:
        """Let someone react."""
        assert not message.is_ephemeral, "nobody reacts to what one person sees"
        assert not message.channel.archived, "an archived thread takes no reactions"
        posting.react(self.state, message, member, emoji)

    async def unreacts(self, member: Person, message: Message, emoji: str) -> None:
        """Let someone take a reaction back."""
        posting.react(self.state, message, member, emoji, added=False)

    async def opens_thread(self, member: Person, message: Message, name: str) -> Channel:
        """Let someone open a thread from a message."""
        thread = self.state.people.add_thread(message.channel, name, member, message)
        shape = channel_shape(thread, self.state.people.bot)
        posting.tell_channel(self.state, "THREAD_CREATE", thread, {**shape, "newly_created": True})
        return thread

    async def archives(self, thread: Channel) -> None:
        """Let a thread be archived."""
        thread.archived = True
        self._tell_of(thread)

    async def deletes_thread(self, thread: Channel) -> None:
        """Let a thread be gone."""
        assert thread.parent is not None
        assert thread.guild is not None
        shape = {
            "id": str(thread.id),
            "guild_id": str(thread.guild.id),
            "parent_id": str(thread.parent.id),
            "type": int(thread.kind),
        }
        del self.state.people.channels[thread.id]
        posting.tell_channel(self.state, "THREAD_DELETE", thread, shape)

    async def repeats(self, message: Message) -> None:
        """Tell the bot of a message a second time, as a delivery that is made at least once may."""
        posting.tell_created(self.state, message)

    def closes_dms(self, member: Person, *, closed: bool = True) -> None:
        """Let someone take no messages from the bot any more."""
        member.closes_dms = closed

    def installs(self, member: Person) -> None:
        """Let someone take the app with them wherever they go."""
        member.has_installed_the_app = True

    def forbids(self, channel: Channel, *permissions: Permission) -> None:
        """Take permissions in a channel from the bot."""
        for permission in permissions:
            channel.may &= ~permission
        self._tell_of(channel)

    def allows(self, channel: Channel, *permissions: Permission) -> None:
        """Give permissions in a channel to the bot."""
        for permission in permissions:
            channel.may |= permission
        self._tell_of(channel)

    def invites_bot(self, guild: Guild) -> None:
        """Let the bot into a guild."""
        guild.has_bot = True
        guild.members.append(self.state.people.bot)
        state = self.state
        state.gateway.tell("GUILD_CREATE", lambda intents: state.guild_event(guild, intents), guild_id=guild.id)

    def removes_bot(self, guild: Guild) -> None:
        """Throw the bot out of a guild."""
        self.state.gateway.tell_all("GUILD_DELETE", {"id": str(guild.id)}, guild)
        guild.has_bot = False
        guild.members.remove(self.state.people.bot)

    def leaves(self, member: Person, guild: Guild) -> None:
        """Let someone leave a guild."""
        posting.tell_left(self.state, member, guild)
        guild.members.remove(member)

    def _tell_of(self, channel: Channel) -> None:
        name = "THREAD_UPDATE" if channel.kind is ChannelKind.THREAD else "CHANNEL_UPDATE"
        posting.tell_channel(self.state, name, channel, channel_shape(channel, self.state.people.bot))
