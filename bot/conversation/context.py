"""What a channel remembers of its recent turns; it forgets by age and by size."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.chat import Member

FORGET_AFTER = timedelta(hours=6)
MOST_TURNS = 40


@dataclass(frozen=True, slots=True)
class Heard:
    """One turn as it is remembered."""

    member: Member
    text: str
    at: datetime
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Context:
    """A channel's recent turns, oldest first, and what it last spoke of."""

    heard: tuple[Heard, ...] = ()
    shown: tuple[str, ...] = ()  # uris last shown, in the order they were numbered
    spoken_of: str | None = None  # uri of the entry last spoken of: "that one"

    def with_heard(self, heard: Heard) -> "Context":
        """Return the context with one more turn, without what is too old or too much."""
        fresh = [h for h in self.heard if heard.at - h.at < FORGET_AFTER]
        return replace(self, heard=(*fresh, heard)[-MOST_TURNS:])

    def with_shown(self, uris: tuple[str, ...], spoken_of: str | None = None) -> "Context":
        """Return the context with what was shown now; `spoken_of` is what "that one" means from here on."""
        return replace(self, shown=uris, spoken_of=spoken_of)

    def language_of(self, member: Member) -> str | None:
        """Return the language the member spoke last, if it is remembered."""
        return next((h.language for h in reversed(self.heard) if h.member == member), None)
