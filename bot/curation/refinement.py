"""What a change of the wish objects to in the list there is. Pure functions.

The liked rest stays: only what breaks a limit, or is what was complained of, gives up its place, and the
latter only to something better in that respect.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeGuard

from bot.curation.affinity import Candidate, affinity
from bot.curation.lexicon.terms import Lexicon
from bot.curation.limits import is_meant
from bot.curation.wish import Named, Piece, Said, Stance, Style

WEAK = 0.5  # an entry that fits a wanted word less than this may give way
STRONG = 0.35  # an entry that fits an unwanted word more than this may give way
BETTER = 0.08  # by how much a successor must fit better
MOST_CHANGED = 0.5  # of the list, for one "calmer"; the rest of the way is one more "calmer" away
ALWAYS_CHANGED = 0.2  # a "calmer" that changes nothing would not be an answer


@dataclass(frozen=True, slots=True)
class Objections:
    """Places in the list, from 0: which must go, and which may go if something better is found, worst first."""

    must: frozenset[int]
    may: tuple[int, ...]


def asks_for_name(piece: Piece) -> TypeGuard[Named]:
    """Tell whether a piece asks for (more of) an artist or a track."""
    return isinstance(piece, Named) and piece.stance in (Stance.WANT, Stance.MORE)


def complaint(said: Sequence[Said], candidate: Candidate, lexicon: Lexicon) -> float:
    """Return how much there is to complain of in a recording, by styles and names just said; lower is better."""
    total = 0.0
    for piece in (s.piece for s in said):
        if isinstance(piece, Style):
            fit = affinity(lexicon[piece.term], candidate.features, lexicon)
            total += 1 - fit if piece.stance in (Stance.WANT, Stance.MORE) else fit
        elif asks_for_name(piece):
            total += 0 if is_meant(piece.pick, candidate.item) else 1
    return total


def soft_objections(
    candidates: Sequence[Candidate], scope: Sequence[int], said: Sequence[Said], lexicon: Lexicon
) -> tuple[int, ...]:
    """Return the places in `scope` that what was just said complains of, worst first."""
    styles = [s for s in said if isinstance(s.piece, Style) and s.piece.stance is not Stance.NO]
    if not styles or not scope:
        return ()
    limit = sum(1 - WEAK if _is_wanted(s) else STRONG for s in styles)
    rated = sorted(((complaint(styles, candidates[place], lexicon), place) for place in scope), reverse=True)
    objected = [place for rate, place in rated if rate > limit]
    least, most = (max(1, round(share * len(scope))) for share in (ALWAYS_CHANGED, MOST_CHANGED))
    return tuple((objected or [place for _, place in rated[:least]])[:most])


def _is_wanted(said: Said) -> bool:
    return isinstance(said.piece, Style) and said.piece.stance in (Stance.WANT, Stance.MORE)
