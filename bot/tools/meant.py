"""Which recordings and artists the names in a wish mean; what names nothing is told, and does not sink the rest."""

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.intents import ALL_UNDERSTOOD, Gist, Make
from bot.curation.portrait import portrait
from bot.curation.wish import Arc, Explicit, Length, Named, Piece, Resize, Stance, Style
from bot.errors import NoMatch
from bot.tools.errand import Errand

_SHAPES = Length | Resize | Explicit | Arc  # what says nothing of which music


async def told_apart(errand: Errand, intent: Make) -> Make:
    """Return the wish with its free words told apart: an artist's name, a track, or words nothing is known of.

    Raises:
        NoMatch: nothing that is asked for is known.
        ServiceError: the music service did not answer.
    """
    pieces: list[Piece] = []
    gist = intent.gist
    for piece in intent.pieces:
        try:
            pieces += await _meant(errand, piece)
        except NoMatch:
            gist += _unheard(piece)
    if gist != intent.gist and all(isinstance(piece, _SHAPES) for piece in pieces):
        raise NoMatch("nothing_called", words=", ".join((*gist.passed_over, *gist.kept_in)))
    return replace(intent, pieces=tuple(pieces), gist=gist)


async def likened(errand: Errand, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of a change with what a name is like in the place of "more like" that name.

    Raises:
        NoMatch: of a name nothing is known.
        ServiceError: the music service did not answer.
    """
    told = [part for piece in pieces for part in await _meant(errand, piece)]
    return [piece for piece in told if not (isinstance(piece, Named) and piece.is_like)]


async def _meant(errand: Errand, piece: Piece) -> list[Piece]:
    finder = errand.desk.curator.finder
    if not isinstance(piece, Named):
        return [piece]
    if piece.is_like and piece.stance is not Stance.NO:
        terms = await portrait(finder, piece.pick)
        if not terms:
            raise NoMatch("nothing_called", words=str(piece.pick))
        return [piece, *(Style(term, piece.stance) for term in terms)]
    return [replace(piece, pick=await finder.meant(piece.pick))] if piece.pick.words else [piece]


def _unheard(piece: Piece) -> Gist:
    """Return that a name is nobody's."""
    if not isinstance(piece, Named):
        return ALL_UNDERSTOOD
    words = (str(piece.pick),)
    return Gist(kept_in=words) if piece.stance is Stance.NO else Gist(passed_over=words)
