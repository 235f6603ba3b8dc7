"""A track or episode proposed in words."""

from dataclasses import dataclass
from enum import StrEnum


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
    origin: Origin = Origin.MEMBER

    def __str__(self) -> str:
        """Return it as a person would write it."""
        if self.title and self.artist:
            return f"{self.title} – {self.artist}"
        return self.title or self.artist or self.words
