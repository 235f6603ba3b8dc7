"""What the conversation needs of the outside world."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.chat import Channel, Command, Message, Reply
from bot.conversation.briefing import Briefing, Completion
from bot.conversation.context import Context
from bot.conversation.intents import Intent, Reading
from bot.conversation.talk import Sheet
from bot.conversation.waiting import Waiting


class Inbox(Protocol):
    """Every message heard, kept until it is answered. Lasts over a restart."""

    async def accept(self, message: Message) -> bool:
        """Keep the message; False when its key was accepted before.

        Raises:
            ServiceDown: it could not be kept.
        """

    async def next_in(self, channel: Channel) -> Waiting | None:
        """Return the channel's oldest open message and count one more try at it; None when none is open.

        Raises:
            ServiceDown: the store did not answer.
        """

    async def done(self, message: Message) -> Waiting | None:
        """Close the message, which was answered or set aside, and return the next in its channel as `next_in` does.

        Raises:
            ServiceDown: the store did not answer; then both happened, or neither.
        """

    async def open_channels(self) -> Sequence[Channel]:
        """Return the channels that have open messages.

        Raises:
            ServiceDown: the store did not answer.
        """


class ContextStore(Protocol):
    """What channels remember; may lose everything at any time."""

    async def load(self, channel: Channel) -> Context:
        """Return what the channel remembers; an empty context when it has forgotten or the store is down."""

    async def save(self, channel: Channel, context: Context) -> None:
        """Remember; does nothing when the store is down."""


class CommandReader(Protocol):
    """Reads what was given as a command."""

    def read(self, command: Command, language: str) -> Reading:
        """Return what the command wants."""


class LanguageModel(Protocol):
    """A model that reads talk. Optional: without one, the rules answer alone."""

    async def complete(self, briefing: Briefing) -> Completion:
        """Return what the model answers to the briefing, within the deadline of its settings.

        Raises:
            ModelDown: there is no answer that can be used; says why, and who can mend it.
        """


class Records(Protocol):
    """How a channel's list stands, in words that a model may be told."""

    async def of(self, channel: Channel, spoken_of: str | None) -> Sheet:
        """Return how the channel's list stands; an empty sheet where there is none.

        Args:
            channel: Whose list.
            spoken_of: The uri of the entry last spoken of, if any.

        Raises:
            ServiceDown: the store did not answer.
        """


class Progress(Protocol):
    """Tells the members what is going on; it is seen only where the answer takes long."""

    def __call__(self, key: str, /, **values: object) -> None:
        """Note the fixed sentence `key`, in place of the one before; returns at once and never fails."""


def unseen(key: str, /, **values: object) -> None:
    """Tell nobody: the `Progress` of a turn that nobody waits for."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One message being handled, or one of several things it wants; its principal is the message's member."""

    message: Message
    context: Context
    language: str
    place: int = 0  # of the intent in the message
    again: bool = False  # it was begun before, and the process ended meanwhile
    progress: Progress = unseen

    @property
    def key(self) -> str:
        """The same for a second run of the same intent of the same message."""
        return f"{self.message.key}#{self.place}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a tool has to say, and what the channel should remember of it."""

    replies: tuple[Reply, ...]
    context: Context


class Toolbox(Protocol):
    """What can be done."""

    async def run(self, intent: Intent, turn: Turn) -> Answer:
        """Do what the intent wants, and say so.

        Raises:
            MemberError: the member can mend it.
            ServiceError: an outside service failed.
        """
