"""What a member can want, typed. The rules and a model both return these; a tool answers each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.chat import Member
from bot.curation.picks import NOTHING_PROPOSED, Pick, Proposals
from bot.curation.wish import Kind, Piece


@dataclass(frozen=True, slots=True)
class Target:
    """Which entries are meant; empty means the one last spoken of."""

    number: int | None = None  # its place in the list, from 1; -1 = the last
    words: str = ""  # artist, title or both, as said
    every: bool = False  # all that fit, not the one that fits best


@dataclass(frozen=True, slots=True)
class OnBehalf:
    """What another member wants, told by the speaker or read in the talk: credit, never permission."""

    member: Member
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Gist:
    """What of a wish was understood, and what was not, in the member's words: for the answer to be honest about it."""

    heard: tuple[str, ...] = ()  # the words that are styles
    passed_over: tuple[str, ...] = ()  # words nothing is known of
    kept_in: tuple[str, ...] = ()  # what should have been left out and nothing is known of
    untold: tuple[str, ...] = ()  # what nobody tells the bot of a recording, such as "tempo"

    def __add__(self, other: "Gist") -> "Gist":
        """Return both as one."""
        return Gist(
            tuple(dict.fromkeys((*self.heard, *other.heard))),
            tuple(dict.fromkeys((*self.passed_over, *other.passed_over))),
            tuple(dict.fromkeys((*self.kept_in, *other.kept_in))),
            tuple(dict.fromkeys((*self.untold, *other.untold))),
        )


ALL_UNDERSTOOD = Gist()


@dataclass(frozen=True, slots=True)
class Make:
    """A new list from a wish."""

    pieces: tuple[Piece, ...]
    kind: Kind = Kind.MUSIC
    title: str = ""  # what to call the list, when the member named it
    is_new: bool = field(default=False, compare=False)  # a list of its own was asked for, in so many words
    others: tuple[OnBehalf, ...] = ()
    proposed: Proposals = NOTHING_PROPOSED
    gist: Gist = field(default=ALL_UNDERSTOOD, compare=False)


@dataclass(frozen=True, slots=True)
class Refine:
    """Change the wish of the list there is."""

    pieces: tuple[Piece, ...]
    only_mine: bool = False  # change only the speaker's share
    others: tuple[OnBehalf, ...] = ()
    proposed: Proposals = NOTHING_PROPOSED
    gist: Gist = field(default=ALL_UNDERSTOOD, compare=False)


@dataclass(frozen=True, slots=True)
class Add:
    """Add one track or episode."""

    pick: Pick
    on_behalf: Member | None = None  # whose wish it is, where it is not the speaker's


@dataclass(frozen=True, slots=True)
class AddAll:
    """Add several tracks or episodes, as one change."""

    adds: tuple[Add, ...]


@dataclass(frozen=True, slots=True)
class AddShown:
    """Add what was last shown and is not on the list: one of it, or all."""

    target: Target


@dataclass(frozen=True, slots=True)
class Drop:
    """Take entries off the list."""

    target: Target
    also: tuple[Target, ...] = ()  # … and these, all numbered as the list stands now


@dataclass(frozen=True, slots=True)
class FindPodcasts:
    """Find podcast episodes on a topic."""

    topic: str
    seconds: int | None = None  # all of it together no longer than this


@dataclass(frozen=True, slots=True)
class Show:
    """Show the list."""

    anew: bool = False  # and make it again on the music service, where its owner deleted it


@dataclass(frozen=True, slots=True)
class Why:
    """Why is this here?"""

    target: Target


@dataclass(frozen=True, slots=True)
class Dial:
    """One step further from what everybody knows, or nearer to it."""

    wider: bool


@dataclass(frozen=True, slots=True)
class Receipt:
    """How diverse is the list?"""


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back the last change."""


@dataclass(frozen=True, slots=True)
class Restore:
    """Go back to the list before a member's last change, or to a numbered revision."""

    before: str = ""  # the member's name as said; "" with no number stands for the speaker
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed lately?"""


@dataclass(frozen=True, slots=True)
class History:
    """What did we have before?"""

    days_ago: int | None = None  # 0 = today, 1 = yesterday; None = the last list there was


@dataclass(frozen=True, slots=True)
class CatchUp:
    """What did I miss?"""


class SessionAct(StrEnum):
    """What to do with the channel's session."""

    START = "start"
    JOIN = "join"
    LEAVE = "leave"
    ROSTER = "roster"
    END = "end"


@dataclass(frozen=True, slots=True)
class Sit:
    """Start, join, leave or end the session, or ask who is in it."""

    act: SessionAct


@dataclass(frozen=True, slots=True)
class LinkAccount:
    """Link my music service account."""


@dataclass(frozen=True, slots=True)
class UnlinkAccount:
    """Unlink my account."""


@dataclass(frozen=True, slots=True)
class TypeCode:
    """The code from the link page, typed back."""

    code: str


@dataclass(frozen=True, slots=True)
class Privacy:
    """What do you know about me?"""


@dataclass(frozen=True, slots=True)
class ForgetMe:
    """Delete all that is kept of me."""


@dataclass(frozen=True, slots=True)
class Vote:
    """For or against an entry, or that vote taken back."""

    target: Target
    up: bool
    back: bool = False


@dataclass(frozen=True, slots=True)
class Lock:
    """Keep an entry whatever else changes, or let it change again."""

    target: Target
    locked: bool = True


@dataclass(frozen=True, slots=True)
class Never:
    """What no list of this channel may hold, from here on; or what it may hold again."""

    pieces: tuple[Piece, ...]
    allowed: bool = False


class Setting(StrEnum):
    """What a channel settles by itself."""

    VOTES = "votes"  # 1 = on, 0 = off
    NEEDED = "needed"  # votes; None = half of the group
    BY_MEMBER = "by member"  # tracks asked for by name; None = as many as they like
    BY_ARTIST = "by artist"
    EXPLICIT = "explicit"  # 1 = allowed


@dataclass(frozen=True, slots=True)
class Settle:
    """Show the channel's settings, or change some of them."""

    changes: tuple[tuple[Setting, int | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Confirm:
    """Do what was asked for and waits for this."""

    code: str


@dataclass(frozen=True, slots=True)
class Help:
    """What can you do?"""


@dataclass(frozen=True, slots=True)
class Stop:
    """Be quiet: stop what you are doing and say no more."""


@dataclass(frozen=True, slots=True)
class Greet:
    """Hello, thanks and other words that want a word back and nothing done."""

    thanks: bool = False


@dataclass(frozen=True, slots=True)
class Vague:
    """Something, anything, or only that it is bad: understood, but it says nothing to choose by."""


@dataclass(frozen=True, slots=True)
class AskGroup:
    """One short question back, in a model's words."""

    question: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chat:
    """A few friendly words, in a model's words; nothing is done."""

    words: str


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing is to be done and nothing to be said."""


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Nothing the bot can do was recognised."""

    nearest: tuple[str, ...] = ()  # two phrases it does understand, nearest first, in the member's language
    gist: Gist = field(default=ALL_UNDERSTOOD, compare=False)  # music was asked for, in words nobody knows


Intent = (
    Make
    | Refine
    | Add
    | AddAll
    | AddShown
    | Drop
    | FindPodcasts
    | Show
    | Why
    | Receipt
    | Dial
    | Undo
    | Restore
    | Changes
    | History
    | CatchUp
    | Sit
    | LinkAccount
    | UnlinkAccount
    | TypeCode
    | Privacy
    | ForgetMe
    | Confirm
    | Vote
    | Lock
    | Never
    | Settle
    | Help
    | Stop
    | Greet
    | Vague
    | AskGroup
    | Chat
    | Silence
    | NotUnderstood
)

# What is between a member and us, and codes that do something: no talk, and told to no model afterwards.
UNTOLD = (Confirm, TypeCode, LinkAccount, UnlinkAccount, Privacy, ForgetMe)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in a message."""

    intents: tuple[Intent, ...]
    language: str  # of the message, as far as it can be told: "en", "es"
    is_certain: bool = True  # False: words were guessed or passed over, and a model may read it better
    notice: str = ""  # key of a calm sentence to say once, such as that the model is away


def joined(intents: Sequence[Intent]) -> list[Intent]:
    """Return the intents with additions that stand side by side made one, and removals: their numbers are the list's.

    So "drop 1 and drop 2" takes the first two, and many small removals are asked about as the large one they are.
    """
    result: list[Intent] = []
    for intent in intents:
        before = result[-1] if result else None
        if isinstance(intent, Add) and isinstance(before, Add | AddAll):
            adds = before.adds if isinstance(before, AddAll) else (before,)
            result[-1] = AddAll((*adds, intent))
        elif isinstance(intent, Drop) and isinstance(before, Drop):
            result[-1] = Drop(before.target, (*before.also, intent.target, *intent.also))
        else:
            result.append(intent)
    return result
