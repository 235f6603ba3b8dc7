"""The wish boiled down to what a choice can be made by: limits and wants. Pure functions.

Later words win over earlier ones about the same thing, so "no country" followed by "a bit of country" allows it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from bot.chat import Member
from bot.curation.picks import Pick
from bot.curation.titles import plain
from bot.curation.wish import (
    Arc,
    Country,
    Explicit,
    Kind,
    Known,
    Language,
    Length,
    Named,
    NewToUs,
    Piece,
    Reach,
    Resize,
    Said,
    Shape,
    Share,
    Stance,
    Style,
    Together,
    Topic,
    Wish,
    Years,
)

USUAL_TRACKS = 20
MOST_TRACKS = 100  # one write; longer lists are nobody's wish and the service's burden
LEAST_TRACKS = 1
STEP = 1.5  # of a "more" or "less" in weight, beside a plain want


@dataclass(frozen=True, slots=True)
class Want:
    """One word of the lexicon that is wanted (weight above 0) or is to be less (below 0)."""

    term: str
    weight: float
    said: Said

    @property
    def is_adjustment(self) -> bool:
        """Whether it only moves a list that other words are about: "calmer", "less piano"."""
        return isinstance(self.said.piece, Style) and self.said.piece.stance is not Stance.WANT


@dataclass(frozen=True, slots=True)
class Aims:
    """What a list should be."""

    kind: Kind = Kind.MUSIC
    tracks: int | None = None  # exactly so many …
    seconds: int | None = None  # … or this running time; both None = the usual number
    years: tuple[int, int] | None = None
    not_years: tuple[tuple[int, int], ...] = ()
    clean: bool = False  # no explicit lyrics
    most_by_artist: int | None = None  # tracks of one artist; None = the usual number
    languages: frozenset[str] = frozenset()
    not_languages: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    not_countries: frozenset[str] = frozenset()
    reach: Reach | None = None
    new_to_us: bool = False  # nothing that was on the group's lists before
    topic: str = ""
    arc: Shape | None = None  # None: none was asked for
    wants: tuple[Want, ...] = ()
    banned: tuple[str, ...] = ()  # terms that nothing on the list may be of
    named: tuple[tuple[Pick, Said], ...] = ()  # artists and tracks asked for
    banned_names: tuple[Pick, ...] = ()
    fewer_of: tuple[Pick, ...] = ()
    together: tuple[tuple[str, Member], ...] = ()  # (name, who said it); the name "" is the speaker's own
    shares: tuple[tuple[str, Stance, Member], ...] = ()  # (name, more or less, who said it)
    members: tuple[Member, ...] = field(default=())  # those whose words are in it, in the order they first spoke

    @property
    def length(self) -> int:
        """How many tracks it should have at the most, where no running time is wanted."""
        return self.tracks or USUAL_TRACKS


def is_limit(said: Said) -> bool:
    """Tell whether a piece says what may be chosen at all, and not that something may not."""
    return isinstance(said.piece, Years | Language | Country | Known) and getattr(said.piece, "stance", None) in (
        None,
        Stance.WANT,
        Stance.MORE,
    )


def aims_of(wish: Wish, member: Member | None = None) -> Aims:
    """Boil a wish down: for the whole list, or for the share of `member`, who may have set limits for it alone."""
    aims = Aims(kind=wish.kind)
    for said in wish.said:
        if not (said.only_mine and is_limit(said) and said.member != member):
            aims = _with_piece(aims, said.piece, said)
        if said.member not in aims.members:
            aims = replace(aims, members=(*aims.members, said.member))
    return aims


def _with_piece(aims: Aims, piece: Piece, said: Said) -> Aims:
    match piece:
        case Style():
            return _with_style(aims, piece, said)
        case Named():
            return _with_named(aims, piece, said)
        case Years():
            return _with_years(aims, piece)
        case Length() | Resize():
            return _with_length(aims, piece)
        case Explicit(allowed):
            return replace(aims, clean=not allowed)
        case Language(code, stance):
            wanted, unwanted = _moved(code, stance, aims.languages, aims.not_languages)
            return replace(aims, languages=wanted, not_languages=unwanted)
        case Country(code, stance):
            wanted, unwanted = _moved(code, stance, aims.countries, aims.not_countries)
            return replace(aims, countries=wanted, not_countries=unwanted)
        case Known(reach):
            return replace(aims, reach=reach)
        case NewToUs():
            return replace(aims, new_to_us=True)
        case Topic(words):
            return replace(aims, topic=words)
        case Arc(shape):
            return replace(aims, arc=_with_shape(aims.arc, shape))
        case Together(names):
            return replace(aims, together=tuple((name, said.member) for name in names))
        case Share(name, stance):
            return replace(aims, shares=(*aims.shares, (name, stance, said.member)))


def _with_shape(before: Shape | None, shape: Shape) -> Shape:
    """Return the arc with more said of it: who has a slow start and asks for a calm end wants both."""
    return Shape.WAVE if {before, shape} == {Shape.RISE, Shape.CALM_DOWN} else shape


def _with_style(aims: Aims, piece: Style, said: Said) -> Aims:
    same = [w for w in aims.wants if w.term == piece.term and w.said.only_mine == said.only_mine]
    others = tuple(w for w in aims.wants if w not in same)
    banned = tuple(term for term in aims.banned if term != piece.term)
    if piece.stance is Stance.NO:
        return replace(aims, wants=others, banned=(*banned, piece.term))
    before = sum(w.weight for w in same)
    weight = {Stance.WANT: max(1.0, before), Stance.MORE: max(before, 0.0) + STEP}.get(
        piece.stance, min(before, 0.0) - STEP
    )
    return replace(aims, wants=(*others, Want(piece.term, weight, said)), banned=banned)


def _with_named(aims: Aims, piece: Named, said: Said) -> Aims:
    aims = replace(
        aims,
        named=tuple((pick, who) for pick, who in aims.named if not _is_same(pick, piece.pick)),
        banned_names=tuple(pick for pick in aims.banned_names if not _is_same(pick, piece.pick)),
        fewer_of=tuple(pick for pick in aims.fewer_of if not _is_same(pick, piece.pick)),
    )
    if piece.stance is Stance.NO:
        return replace(aims, banned_names=(*aims.banned_names, piece.pick))
    if piece.stance is Stance.LESS:
        return replace(aims, fewer_of=(*aims.fewer_of, piece.pick))
    return replace(aims, named=(*aims.named, (piece.pick, said)))


def _is_same(one: Pick, other: Pick) -> bool:
    """Tell whether two picks are one name, in whichever writing: a "no" does not know what it names."""
    return plain(str(one)) == plain(str(other))


def _with_years(aims: Aims, piece: Years) -> Aims:
    if piece.stance is Stance.NO:
        is_all = aims.years is not None and piece.first <= aims.years[0] and aims.years[1] <= piece.last
        years = None if is_all else aims.years
        return replace(aims, years=years, not_years=(*aims.not_years, (piece.first, piece.last)))
    apart = tuple((first, last) for first, last in aims.not_years if last < piece.first or piece.last < first)
    return replace(aims, years=(piece.first, piece.last), not_years=apart)


def _with_length(aims: Aims, piece: Length | Resize) -> Aims:
    if isinstance(piece, Resize):
        if aims.seconds:
            return replace(aims, seconds=max(300, round(aims.seconds * piece.factor)))
        return replace(aims, tracks=bounded(round(aims.length * piece.factor)))
    if piece.seconds:
        return replace(aims, seconds=piece.seconds, tracks=None)
    return replace(aims, tracks=bounded(piece.tracks or USUAL_TRACKS), seconds=None)


def bounded(tracks: int) -> int:
    """Return the nearest number of tracks that a list may have."""
    return max(LEAST_TRACKS, min(MOST_TRACKS, tracks))


def _moved(
    code: str, stance: Stance, wanted: Iterable[str], unwanted: Iterable[str]
) -> tuple[frozenset[str], frozenset[str]]:
    if stance in (Stance.NO, Stance.LESS):
        return frozenset(wanted) - {code}, frozenset(unwanted) | {code}
    return frozenset(wanted) | {code}, frozenset(unwanted) - {code}
