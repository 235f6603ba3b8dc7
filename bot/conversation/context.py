"""What a channel remembers of its recent turns; it forgets by age and by size."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.chat import Member

FORGET_AFTER = timedelta(hours=6)
MOST_TURNS = 40
MOST_CHARACTERS = 6_000  # of what was said, about 1,700 tokens
MOST_MEMBERS = 50


@dataclass(frozen=True, slots=True)
class Heard:
    """One turn as it is remembered."""

    member: Member
    text: str
    at: datetime
    language: str = "en"
    key: str = ""  # of the message
    typed: bool = True  # the member's own words, which a model may read
    answered: bool = True  # False: the member said more before it was; the next turn answers both


@dataclass(frozen=True, slots=True)
class Context:
    """A channel's recent turns, oldest first, and what it last spoke of."""

    heard: tuple[Heard, ...] = ()
    shown: tuple[str, ...] = ()  # uris last shown, in the order they were numbered
    spoken_of: str | None = None  # uri of the entry last spoken of: "that one"
    roster: tuple[Member, ...] = ()  # who was heard or mentioned, in that order: the first is "m1" for a model

    def with_heard(self, heard: Heard) -> "Context":
        """Return the context with one more turn, without what is too old.

        What is too much is cut to half at once, not turn by turn: so what a model is told begins alike for many turns
        (facts: openai §3.3).
        """
        fresh = next((place for place, h in enumerate(self.heard) if heard.at - h.at < FORGET_AFTER), len(self.heard))
        turns = [*self.heard[fresh:], heard]
        if len(turns) > MOST_TURNS or _characters(turns) > MOST_CHARACTERS:
            turns = turns[-MOST_TURNS // 2 :]
            while len(turns) > 1 and _characters(turns) > MOST_CHARACTERS // 2:
                turns = turns[1:]
        return replace(self, heard=tuple(turns)).with_members(heard.member)

    def with_last(self, heard: Heard) -> "Context":
        """Return the context with its last turn put right."""
        return replace(self, heard=(*self.heard[:-1], heard))

    def with_members(self, *members: Member) -> "Context":
        """Return the context with more members known by a handle; a name is as it was last seen."""
        known = {member: member for member in (*self.roster, *members)}
        return replace(self, roster=tuple(known.values())[:MOST_MEMBERS])

    def without(self, key: str) -> "Context":
        """Return the context without the message that was deleted."""
        return replace(self, heard=tuple(h for h in self.heard if h.key != key))

    def without_member(self, member: Member) -> "Context":
        """Return the context without the member, and all they said."""
        heard = tuple(h for h in self.heard if h.member != member)
        return replace(self, heard=heard, roster=tuple(m for m in self.roster if m != member))

    def with_shown(self, uris: tuple[str, ...], spoken_of: str | None = None) -> "Context":
        """Return the context with what was shown now; `spoken_of` is what "that one" means from here on."""
        return replace(self, shown=uris, spoken_of=spoken_of)

    def language_of(self, member: Member) -> str | None:
        """Return the language the member spoke last, if it is remembered."""
        return next((h.language for h in reversed(self.heard) if h.member == member), None)


def _characters(turns: Sequence[Heard]) -> int:
    return sum(len(heard.text) for heard in turns)
