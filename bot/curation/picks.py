"""A track or episode proposed in words."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.chat import Member


class Origin(StrEnum):
    """Where a text comes from. Only these may ever reach a model; the music service's own is not among them."""

    MEMBER = "member"
    MODEL = "model"
    OPEN = "open"
    OURS = "ours"


@dataclass(frozen=True, slots=True)
class Pick:
    """A track proposed in words: by title, by artist, by both, or as free words."""

    title: str = ""
    artist: str = ""
    words: str = ""  # what was said, when it could not be told apart
    origin: Origin | None = Origin.MEMBER  # None: it may hold the music service's own words, and no model is told it

    @property
    def page(self) -> str:
        """The song's page on another music service, where a link to it is all that was given; else empty."""
        return self.words if self.words.startswith(("https://", "http://")) else ""

    def __str__(self) -> str:
        """Return it as a person would write it."""
        if self.title and self.artist:
            return f"{self.title} – {self.artist}"
        return self.title or self.artist or self.words


@dataclass(frozen=True, slots=True)
class Proposal:
    """A recording that a model proposes for a list: resolved, checked and weighed like any other."""

    pick: Pick
    member: Member | None = None  # for whom; credit, never permission


class Fate(StrEnum):
    """What became of a proposal: all that a model is ever told of it."""

    TAKEN = "found"
    NOT_FOUND = "not found"
    TWICE = "there already"
    AGAINST_LIMITS = "against a limit"


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal and what became of it."""

    proposal: Proposal
    fate: Fate


Refill = Callable[[Sequence[Proposed]], Awaitable[tuple[Proposal, ...]]]


@dataclass(frozen=True, slots=True)
class Proposals:
    """What a model adds to a wish: recordings to choose from, a way to ask for more, and a line of its own."""

    tracks: tuple[Proposal, ...] = ()
    more: Refill | None = None  # None: no further call is due
    remark: str = ""


NOTHING_PROPOSED = Proposals()
