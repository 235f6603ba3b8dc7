"""What was found in a clause: pieces of a wish, and words nothing is known of."""

from dataclasses import dataclass, field

from bot.conversation.intents import Gist
from bot.conversation.rules.table import Table
from bot.conversation.rules.wording import Clause
from bot.curation.wish import Kind, Named, Piece, Stance, Style, Topic

MOST_WORDS = 6  # of a phrase that is told as unknown; a longer one is a story, not a name for music


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
    heard: list[Clause] = field(default_factory=list)  # the words that are styles
    untold: list[str] = field(default_factory=list)  # what is asked for and nobody tells us, such as "tempo"
    mended: int = 0  # how many words were misspelt

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

    def add(self, other: "Pieces") -> None:
        """Take up what was found in the next part of the clause."""
        self.pieces += other.pieces
        self.unknown += other.unknown
        self.heard += other.heard
        self.untold += other.untold
        self.words += other.words
        self.has_noun |= other.has_noun
        self.is_change |= other.is_change

    def gist(self, table: Table) -> Gist:
        """Return what of it was understood, and what was not, in the member's words."""
        passed = [(bare, unknown.stance) for unknown in self.unknown if (bare := _bare(unknown.words, table))]
        return Gist(
            heard=tuple(dict.fromkeys(words.said() for words in self.heard)),
            passed_over=tuple(dict.fromkeys(w.said() for w, stance in passed if stance is not Stance.NO)),
            kept_in=tuple(dict.fromkeys(w.said() for w, stance in passed if stance is Stance.NO)),
            untold=tuple(dict.fromkeys(self.untold)),
        )


def _bare(words: Clause, table: Table) -> Clause | None:
    """Return the words without those that say nothing at either end; None when none is left, or too many are."""
    empty = table.filler | table.glue | table.nouns
    kept = [place for place, word in enumerate(words.words) if word.text not in empty]
    if not kept or kept[-1] - kept[0] >= MOST_WORDS:
        return None
    return words.cut(kept[0], kept[-1] + 1)
