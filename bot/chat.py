"""The words of a chat, freed of any platform, and the one way out of the bot."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.errors import ServiceDown


class ChannelKind(StrEnum):
    """What sort of place a channel is."""

    CHANNEL = "channel"
    GROUP = "group"
    DM = "dm"


@dataclass(frozen=True, slots=True)
class Member:
    """A person as one platform knows them; ids are opaque and belong to their tenant."""

    platform: str
    tenant: str
    id: str
    name: str = field(default="", compare=False)  # what the chat shows; never proof of who it is

    @property
    def key(self) -> str:
        """One string for this member, unique over all platforms."""
        return f"{self.platform}:{self.tenant}:{self.id}"


@dataclass(frozen=True, slots=True)
class Channel:
    """A place to talk."""

    platform: str
    tenant: str
    id: str
    thread: str | None = None
    kind: ChannelKind = field(default=ChannelKind.CHANNEL, compare=False)
    name: str = field(default="", compare=False)  # what the chat calls the place, such as "The Basement"

    @property
    def key(self) -> str:
        """One string for this channel, unique over all platforms."""
        return ":".join([self.platform, self.tenant, self.id, *([self.thread] if self.thread else [])])


@dataclass(frozen=True, slots=True)
class Command:
    """A command as a member gave it: a platform's typed way to say something."""

    name: str  # such as "playlist make"; one of the `CommandSpec`s
    arguments: tuple[tuple[str, str], ...] = ()  # (option, what was filled in); empty ones are left out

    def argument(self, option: str) -> str:
        """Return what was filled in for an option, or an empty string."""
        return dict(self.arguments).get(option, "")


class OptionKind(StrEnum):
    """What can be filled in for an option."""

    TEXT = "text"
    NUMBER = "number"
    MEMBER = "member"  # one of the group; the argument is their name


@dataclass(frozen=True, slots=True)
class Option:
    """One blank of a command."""

    name: str
    descriptions: Mapping[str, str]  # by language
    kind: OptionKind = OptionKind.TEXT
    required: bool = False
    suggests: bool = False  # while it is typed, `Suggest` offers what it may become
    names: Mapping[str, str] = field(default_factory=dict)  # by language, where it is called otherwise


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """A command that platforms with commands should offer."""

    name: str  # one word, or a group and a word: "playlist make"
    descriptions: Mapping[str, str]  # by language, at most 100 characters
    options: tuple[Option, ...] = ()
    private: bool = False  # its answer is for the member alone
    names: Mapping[str, str] = field(default_factory=dict)  # by language, as many words as `name`


@dataclass(frozen=True, slots=True)
class Message:
    """What a member said or pressed, freed of its platform's markup."""

    key: str  # the same for a second delivery of the same event; unique over all platforms
    channel: Channel
    member: Member
    text: str
    at: datetime  # aware, UTC
    mentions: tuple[Member, ...] = ()  # members named in it, without the bot itself
    locale: str | None = None  # the member's language as the platform knows it, such as "es"
    command: Command | None = None  # where it was given as a command; then `text` is how it would be said
    typed: bool = True  # False: chosen from suggestions or out of a message shown: perhaps the music service's words
    addressed: bool = True  # False: said in the channel to nobody; heard only where a platform shows all that is said
    moderates: bool = False  # the platform says that the member may moderate this channel
    about: str | None = None  # uri of the entry that the message it replies to, or reacts to, spoke of
    handle: str | None = field(default=None, repr=False)  # the platform's own: how to answer this very message


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain text; adapters escape it."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A labelled address."""

    label: str
    url: str = field(repr=False)  # may hold a ticket


@dataclass(frozen=True, slots=True)
class Row:
    """One track or episode as it is shown; its texts come from the music service."""

    number: int  # its place in the list, from 1
    uri: str
    title: str
    credit: str  # artists, or the show of an episode
    seconds: int
    url: str  # the item's own page on the music service
    image: str | None = None
    member: str | None = None  # the name of the member it is there for
    asked: bool = False  # that member asked for it by name; else it was chosen on their turn
    note: str = ""  # why it is there, in our words


@dataclass(frozen=True, slots=True)
class Rows:
    """Tracks or episodes, in order."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A button; pressing it says `says` in the presser's name."""

    label: str
    says: str
    asks: str = ""  # a command: where a platform has forms, one asks for its blanks, and it is given instead


@dataclass(frozen=True, slots=True)
class Choices:
    """Buttons side by side."""

    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """The state of a channel's session; a platform shows one and replaces it as it changes."""

    title: str
    description: str
    rows: tuple[Row, ...]
    seconds: int  # running time of the whole list
    revision: int
    members: tuple[str, ...]
    host: str | None = None
    url: str | None = None  # the playlist on the music service, once it is there
    ended: bool = False
    variety: str = ""  # how diverse it is, in short


Part = Paragraph | Link | Rows | Choices | Panel


@dataclass(frozen=True, slots=True)
class Reply:
    """What the bot says: a small document to a channel or, with `only_for`, to one member in private."""

    channel: Channel
    parts: tuple[Part, ...]
    only_for: Member | None = None
    about: str | None = None  # uri of the one entry it speaks of; a platform notes it, for replies and reactions to it
    answers: str | None = None  # key of the message it answers
    number: int = 0  # among the replies to that message; (answers, number) names a reply for ever
    first_try: bool = False  # the turn was never begun before, so nothing of it can have been shown
    handle: str | None = field(default=None, repr=False)  # of the message; where it has expired, a plain post must do
    is_status: bool = False  # what is going on until the reply is there, which takes its place; no parts: take it away


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a platform can show; replies degrade by it."""

    longest_text: int
    buttons: bool = True
    panels: bool = True  # a panel can be replaced in place
    private_in_channel: bool = True  # can show a reply to one member inside a channel
    edit_seconds: float = 1.0  # at least so long between two states of a status


@dataclass(frozen=True, slots=True)
class Gone:
    """Who is gone for good: a whole tenant that took the bot out, or one member of it who left."""

    platform: str
    tenant: str
    member: Member | None = None  # None: the whole tenant


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A message that was deleted where it was said."""

    channel: Channel
    key: str  # of the message


Hear = Callable[[Message], Awaitable[None]]
Forget = Callable[[Gone | Unsaid], Awaitable[None]]
Suggest = Callable[[str, str], Awaitable[list[str]]]  # (option, what is typed so far) -> at most ten, best first


class Platform(Protocol):
    """A chat platform: Discord, Slack, the playground."""

    name: str
    capabilities: Capabilities

    async def connect(self, hear: Hear, forget: Forget) -> None:
        """Start handing every message for the bot to `hear`, which returns once the message is safe.

        Returns as soon as the platform is connected.

        Args:
            hear: Takes in what is said; raises ServiceDown where it could not be kept.
            forget: Deletes what is kept of who is gone, or remembered of what was unsaid; safe to repeat. It raises
                ServiceError where something is left over: then it is to be asked again, later.
        """

    async def send(self, reply: Reply) -> None:
        """Show `reply`; one whose (answers, number) was shown already is not shown twice.

        A status is replaced by the next status or reply that `answers` the same message.

        Raises:
            ServiceError: it could not be shown.
        """

    async def close(self) -> None:
        """Stop hearing and let go of the connection."""


class Switchboard:
    """The one way out: hands each reply to the platform it belongs to."""

    def __init__(self, platforms: Mapping[str, Platform]) -> None:
        self._platforms = platforms

    def edit_seconds(self, channel: Channel) -> float:
        """Return how long a status in `channel` stands at least before it changes."""
        platform = self._platforms.get(channel.platform)
        return platform.capabilities.edit_seconds if platform else 0.0

    async def send(self, reply: Reply) -> None:
        """Show `reply` on its platform.

        Raises:
            ServiceError: it could not be shown.
        """
        platform = self._platforms.get(reply.channel.platform)
        if platform is None:  # a message kept from before it was switched off
            raise ServiceDown(f"No platform called {reply.channel.platform} is connected.")
        await platform.send(reply)
