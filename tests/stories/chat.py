"""What a story may do, see and break, whatever the chat it happens in."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from bot.chat import Channel, Member
from tests.stories.life import Life

PEOPLE = ("Ana", "Leo", "Mina", "Omar", "Yuki")


@dataclass(frozen=True, slots=True)
class Nature:
    """In what the chats differ truly: a story says what it expects instead."""

    threads: bool = True  # what is said under a message is answered there
    forms: bool = True  # a button may ask for a code in a window of its own
    edits: bool = True  # members can change what they said
    closes: bool = True  # a member can be out of reach in private
    sheets_move: bool = True  # a panel is a message: it hangs among the others, and the next is another
    renames: bool = True  # members choose what they are called
    tells_doubles: bool = True  # the platform, or we, know a second try of an answer from a new one
    uninstalls: bool = True  # the group can send the bot away; else all that is kept can be deleted


@dataclass(frozen=True, slots=True)
class Post:
    """Something Chorus shows, as one member reads it."""

    id: str
    text: str
    buttons: tuple[str, ...]
    addresses: tuple[str, ...]  # where its buttons and the links in its text lead to
    is_private: bool  # nobody else reads it
    place: str  # "channel", "thread" or "direct"
    pings: tuple[str, ...]  # who is told of it
    wire: str  # all that was sent of it
    raw: Any  # the platform's own


@dataclass(frozen=True, slots=True)
class Sheet:
    """The panel of a channel's session."""

    id: str
    text: str
    addresses: str  # all that went over the wire, with the addresses of its tracks
    is_ended: bool


class Group(Protocol):
    """Members acting. What is returned is what they newly read of Chorus, once it is quiet again."""

    async def tell(self, member: str, words: str, *, under: Post | None = None) -> Sequence[Post]:
        """Say something to Chorus in the channel, `under` one of its posts where the chat has threads."""

    async def whisper(self, member: str, words: str) -> Sequence[Post]:
        """Say something to Chorus in private."""

    async def mutter(self, member: str, words: str) -> Sequence[Post]:
        """Say something in the channel that is not for Chorus."""

    async def command(self, member: str, command: str, **options: str | int) -> Sequence[Post]:
        """Give a command; where the chat has none, say it."""

    async def press(self, member: str, label: str) -> Sequence[Post]:
        """Press the newest button of that name."""

    async def fill_in(self, member: str, label: str, blank: str, text: str) -> Sequence[Post]:
        """Press a button that asks for something, and send it in; where there are no forms, say it in private."""

    async def change(self, member: str, words: str) -> Sequence[Post]:
        """Change what the member said last; where that cannot be done, let the page send it again so."""

    async def rename(self, member: str, name: str) -> None:
        """Let a member be called otherwise from now on, where the chat lets them."""


class Sight(Protocol):
    """What there is to see."""

    nature: Nature
    life: Life

    @property
    def channel(self) -> Channel:
        """The channel of the story, as the bot knows it."""

    def member(self, name: str) -> Member:
        """Return a member, as the bot knows them."""

    async def seen_by(self, member: str) -> list[Post]:
        """Return all that a member reads of Chorus, in the channel and in private, but for panels."""

    async def sheets(self) -> list[Sheet]:
        """Return the panels that hang in the channel."""

    async def quiet(self) -> None:
        """Return once Chorus has answered all it heard."""

    @property
    def unspent(self) -> int:
        """How much was to go wrong and did not."""

    @property
    def violations(self) -> Sequence[str]:
        """Where something did not fit what the platform publishes."""


class Weather(Protocol):
    """What goes wrong."""

    async def repeat(self) -> None:
        """Bring the last thing a member did a second time."""

    def crossing(self) -> AbstractAsyncContextManager[None]:
        """Bring what is said meanwhile the last first."""

    def at_once(self) -> AbstractAsyncContextManager[None]:
        """Bring what is said meanwhile together, without waiting for answers."""

    async def limit(self, seconds: float) -> None:
        """Answer the next thing Chorus says with a limit: to wait so long."""

    async def hiccup(self, *, after: bool = False) -> None:
        """Fail once at the next thing Chorus says; `after` it stands there and only the answer is lost."""

    def outage(self) -> AbstractAsyncContextManager[None]:
        """Let nothing that Chorus says through meanwhile."""

    def away(self) -> AbstractAsyncContextManager[None]:
        """Cut the line meanwhile; after it what was missed has been taken up."""

    def stopped(self) -> AbstractAsyncContextManager[None]:
        """Run the bot not at all meanwhile; after it what was missed has been taken up."""

    async def refresh(self) -> None:
        """Let the platform ask for a new connection, as it does now and then."""

    async def lose_session(self) -> None:
        """Let the platform forget the connection, so that nothing can be resumed."""

    async def close(self, member: str) -> None:
        """Let a member be out of reach in private."""

    async def run_late(self, member: str, command: str, **options: str | int) -> Sequence[Post]:
        """Give a command whose answer comes when the handle to answer by has expired; return what is read then."""

    async def take_down_sheet(self) -> None:
        """Delete the panel, as a moderator may."""

    async def silence(self) -> None:
        """Let Chorus not write in the channel of itself any more."""

    async def uninstall(self) -> None:
        """Send the bot away."""

    async def invite(self) -> None:
        """Let the bot in again."""


class Chat(Group, Sight, Weather, Protocol):
    """A group with Chorus in it, in a channel of its own for every story."""
