"""What was found in a clause: pieces of a wish, and words nothing is known of."""

from dataclasses import dataclass, field

from bot.conversation.rules.wording import Clause
from bot.curation.wish import Kind, Named, Piece, Stance, Style, Topic


@dataclass(frozen=True, slots=True)
class Unknown:
    """Words nothing is known of."""

    words: Clause
    stance: Stance
    is_marked: bool  # right after "no", "less" or "more"


@dataclass(slots=True)
class Pieces:
    """What was found in a clause."""

    pieces: list[Piece] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)
    words: int = 0  # how many words are pieces
    has_noun: bool = False  # a word for music itself, or a genre
    is_change: bool = False  # "only", "too", "calmer": it speaks of a list there is

    @property
    def strangers(self) -> int:
        """How many words are unknown."""
        return sum(len(unknown.words) for unknown in self.unknown)

    @property
    def kind(self) -> Kind:
        """What the list is to be made of."""
        topics = sum(isinstance(piece, Topic) for piece in self.pieces)
        if not topics:
            return Kind.MUSIC
        return Kind.MIXED if any(isinstance(p, Style | Named) for p in self.pieces) else Kind.PODCASTS
