"""Finding and adding what there is on Discord."""

from collections.abc import Iterable

from tests.standins.discord.clock import Clock, Snowflakes
from tests.standins.discord.refusals import UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, Refusal
from tests.standins.discord.world import Channel, ChannelKind, Guild, Message, Person, Role


class Population:
    """All people, guilds and channels, with the bot among them."""

    def __init__(self, clock: Clock, bot_name: str) -> None:
        self._clock = clock
        self.ids = Snowflakes(clock)
        self.bot = Person(self.ids.next(), bot_name, is_bot=True)
        self.owner = Person(self.ids.next(), "owner")
        self.people: dict[int, Person] = {self.bot.id: self.bot, self.owner.id: self.owner}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}

    def add_person(self, name: str, *, locale: str = "en-US") -> Person:
        """Let someone join Discord."""
        person = Person(self.ids.next(), name, locale=locale)
        self.people[person.id] = person
        return person

    def add_guild(self, name: str, members: Iterable[str | Person], channels: Iterable[str], has_bot: bool) -> Guild:
        """Make a guild; a member given by name is found, or joins Discord."""
        guild = Guild(self.ids.next(), name, self._clock(), has_bot)
        guild.members = [one if isinstance(one, Person) else self._found_or_new(one) for one in members]
        if has_bot:
            guild.members.append(self.bot)
        self.guilds[guild.id] = guild
        for channel in channels:
            self.add_channel(guild, channel)
        return guild

    def add_role(self, guild: Guild, name: str, members: Iterable[Person]) -> Role:
        """Give some members of a guild a role."""
        role = Role(self.ids.next(), name, members=list(members))
        guild.roles.append(role)
        return role

    def add_channel(self, guild: Guild, name: str) -> Channel:
        """Open a text channel in a guild."""
        channel = Channel(self.ids.next(), ChannelKind.TEXT, name, guild, opened=self._clock())
        guild.channels.append(channel)
        self.channels[channel.id] = channel
        return channel

    def add_thread(self, parent: Channel, name: str, owner: Person, starter: Message | None = None) -> Channel:
        """Open a thread; one that starts from a message has that message's id."""
        number = self.ids.next() if starter is None else starter.id
        thread = Channel(number, ChannelKind.THREAD, name, parent.guild, parent=parent, owner=owner)
        thread.opened = self._clock()
        self.channels[number] = thread
        if starter is not None:
            starter.thread = thread
        return thread

    def dm(self, *people: Person) -> Channel:
        """Return the direct conversation of these people, opened where it is new."""
        for channel in self.channels.values():
            if channel.guild is None and set(channel.recipients) == set(people):
                return channel
        kind = ChannelKind.DM if len(people) == 2 else ChannelKind.GROUP_DM
        channel = Channel(self.ids.next(), kind, "", recipients=list(people))
        self.channels[channel.id] = channel
        return channel

    def person(self, name: str) -> Person:
        """Return the person of that name."""
        return next(person for person in self.people.values() if person.name == name)

    def channel(self, number: int) -> Channel:
        """Return a channel.

        Raises:
            Refusal: there is none, or the bot is not in it.
        """
        channel = self.channels.get(number)
        if channel is None or self.bot not in channel.audience:
            raise Refusal(*UNKNOWN_CHANNEL)
        return channel

    def message(self, channel: Channel, number: int) -> Message:
        """Return a message that everyone in the channel can see.

        Raises:
            Refusal: there is none.
        """
        for message in reversed(channel.messages):
            if message.id == number and not message.deleted and not message.is_ephemeral:
                return message
        raise Refusal(*UNKNOWN_MESSAGE)

    def share_a_guild(self, person: Person) -> bool:
        """Return whether the bot and a person have a guild in common."""
        return any(person in guild.members and guild.has_bot for guild in self.guilds.values())

    def _found_or_new(self, name: str) -> Person:
        for person in self.people.values():
            if person.name == name:
                return person
        return self.add_person(name)
