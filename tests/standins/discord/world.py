"""What there is on Discord: people, guilds, channels and messages."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum

from tests.standins.discord.permissions import USUAL, Permission
from tests.standins.discord.refusals import Json

EPHEMERAL = 1 << 6
LOADING = 1 << 7
COMPONENTS_V2 = 1 << 15


class ChannelKind(IntEnum):
    """The kinds of channel there are here, with Discord's numbers."""

    TEXT = 0
    DM = 1
    GROUP_DM = 3
    THREAD = 11


@dataclass(eq=False, slots=True)
class Person:
    """Someone on Discord, or the bot."""

    id: int
    name: str
    is_bot: bool = False
    locale: str = "en-US"
    closes_dms: bool = False
    has_installed_the_app: bool = False

    @property
    def mention(self) -> str:
        """What is written to mention them."""
        return f"<@{self.id}>"


@dataclass(eq=False, slots=True)
class Role:
    """A role that members of a guild have."""

    id: int
    name: str
    mentionable: bool = True
    members: list[Person] = field(default_factory=list)

    @property
    def mention(self) -> str:
        """What is written to mention everyone who has it."""
        return f"<@&{self.id}>"


@dataclass(eq=False, slots=True)
class Guild:
    """What people call a server."""

    id: int
    name: str
    joined: datetime
    has_bot: bool = True
    lets_external_apps_speak: bool = True
    locale: str = "en-US"
    members: list[Person] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    channels: list["Channel"] = field(default_factory=list)

    def member(self, name: str) -> Person:
        """Return the member of that name."""
        return next(member for member in self.members if member.name == name)

    def channel(self, name: str) -> "Channel":
        """Return the channel of that name."""
        return next(channel for channel in self.channels if channel.name == name)


@dataclass(eq=False, slots=True)
class Channel:
    """A channel, a thread or a direct conversation."""

    id: int
    kind: ChannelKind
    name: str
    guild: Guild | None = None
    recipients: list[Person] = field(default_factory=list)
    parent: "Channel | None" = None
    owner: Person | None = None
    archived: bool = False
    opened: datetime | None = None
    may: Permission = USUAL
    messages: list["Message"] = field(default_factory=list)
    typed: list[datetime] = field(default_factory=list)
    old_edits: list[datetime] = field(default_factory=list)

    @property
    def audience(self) -> list[Person]:
        """Everyone who reads here."""
        return self.guild.members if self.guild is not None else self.recipients

    @property
    def granted(self) -> Permission:
        """What the bot may do here; a thread takes after its channel."""
        return self.parent.may & self.may if self.parent is not None else self.may


@dataclass(frozen=True, slots=True)
class Mentions:
    """Who a message mentions so that they are told of it."""

    people: tuple[Person, ...] = ()
    roles: tuple[Role, ...] = ()
    everyone: bool = False


@dataclass(eq=False, slots=True)
class Message:
    """Something said, by a person or by the bot."""

    id: int
    channel: Channel
    author: Person
    written: datetime
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    flags: int = 0
    kind: int = 0
    nonce: str | int | None = None
    reply_to: "Message | None" = None
    mentions: Mentions = field(default_factory=Mentions)
    pinged: tuple[Person, ...] = ()
    origin: Json | None = None  # the interaction it answers
    only_for: Person | None = None
    edited: datetime | None = None
    earlier: list[str] = field(default_factory=list)  # its contents before each edit
    reactions: dict[str, list[Person]] = field(default_factory=dict)
    thread: Channel | None = None
    deleted: bool = False

    @property
    def is_loading(self) -> bool:
        """Whether it still says that the bot is thinking."""
        return bool(self.flags & LOADING)

    @property
    def is_ephemeral(self) -> bool:
        """Whether one person alone sees it."""
        return self.only_for is not None
