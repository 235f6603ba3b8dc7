"""What the group wants of the playlist so far, piece by piece, with who said each."""

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.chat import Member
from bot.curation.picks import Pick


class Stance(StrEnum):
    """How a piece is meant."""

    WANT = "want"
    MORE = "more"
    LESS = "less"
    NO = "no"  # a hard exclusion


class Kind(StrEnum):
    """What the list is made of."""

    MUSIC = "music"
    PODCASTS = "podcasts"
    MIXED = "mixed"


class Reach(StrEnum):
    """How well known the music should be."""

    EMERGING = "emerging"
    LESSER_KNOWN = "lesser known"
    ANY = "any"  # as well known as it comes
    HITS = "hits"


class Shape(StrEnum):
    """How lively a list is from its beginning to its end."""

    STEADY = "steady"  # even all through
    RISE = "rise"
    FALL = "fall"
    WAVE = "wave"  # warm-up, peak, landing
    CALM_DOWN = "calm down"  # lively, and calm at the end


@dataclass(frozen=True, slots=True)
class Style:
    """A term of the lexicon (genre, mood, scene or sound), wanted or not."""

    term: str  # its name in bot/curation/lexicon
    stance: Stance = Stance.WANT


@dataclass(frozen=True, slots=True)
class Named:
    """An artist or a track by name, wanted or not."""

    pick: Pick
    stance: Stance = Stance.WANT
    is_like: bool = False  # not it, but what is like it


@dataclass(frozen=True, slots=True)
class Years:
    """First released in these years, both ends included."""

    first: int
    last: int
    stance: Stance = Stance.WANT  # WANT or NO


@dataclass(frozen=True, slots=True)
class Length:
    """How long the list should be, in tracks or in seconds; exactly one is given."""

    tracks: int | None = None
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Resize:
    """Longer or shorter than now, without a number."""

    factor: float  # 1.5 = half as long again


@dataclass(frozen=True, slots=True)
class Explicit:
    """Whether explicit lyrics may be in it."""

    allowed: bool


@dataclass(frozen=True, slots=True)
class Language:
    """Sung in a language (ISO 639-1), or "instrumental"."""

    code: str
    stance: Stance = Stance.WANT


@dataclass(frozen=True, slots=True)
class Country:
    """By artists from a country (ISO 3166-1 alpha-2)."""

    code: str
    stance: Stance = Stance.WANT


@dataclass(frozen=True, slots=True)
class Known:
    """How well known the music should be."""

    reach: Reach


@dataclass(frozen=True, slots=True)
class NewToUs:
    """On none of the group's lists before."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a podcast is about, in the member's words."""

    words: str


@dataclass(frozen=True, slots=True)
class Together:
    """Something all these members like."""

    names: tuple[str, ...]  # as said; "" stands for the speaker


@dataclass(frozen=True, slots=True)
class Share:
    """More or less from one member."""

    name: str  # as said; "" stands for the speaker
    stance: Stance


@dataclass(frozen=True, slots=True)
class Arc:
    """In which order it is played, by how lively it is."""

    shape: Shape


Piece = (
    Style
    | Named
    | Years
    | Length
    | Resize
    | Explicit
    | Language
    | Country
    | Known
    | NewToUs
    | Topic
    | Together
    | Share
    | Arc
)


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of the wish with who said it, in which words, and whether it is for their share alone."""

    piece: Piece
    member: Member
    words: str
    only_mine: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """All that was said of one list, oldest first."""

    said: tuple[Said, ...] = ()
    kind: Kind = Kind.MUSIC

    def with_said(self, *said: Said) -> "Wish":
        """Return the wish with more said."""
        return replace(self, said=(*self.said, *said))
