"""Who said what of a wish: the speaker, or those on whose behalf something is wanted."""

from collections.abc import Sequence

from bot.chat import Member
from bot.conversation.intents import OnBehalf
from bot.curation.wish import Piece, Said
from bot.tools.errand import Errand


def credited(
    errand: Errand, pieces: Sequence[Piece], others: Sequence[OnBehalf], *, only_mine: bool = False
) -> list[Said]:
    """Return the pieces with who said each and in which words: those of others in the last of their own.

    What was chosen from suggestions leaves no words: they are the music service's, and words of a wish are told to
    models.
    """
    own = [Said(piece, errand.member, _own_words(errand), only_mine) for piece in pieces]
    theirs = [Said(piece, each.member, _words_of(each.member, errand)) for each in others for piece in each.pieces]
    return own + theirs


def _words_of(member: Member, errand: Errand) -> str:
    heard = reversed(errand.turn.context.heard)
    return next((h.text for h in heard if h.member == member and h.typed), _own_words(errand))


def _own_words(errand: Errand) -> str:
    return errand.turn.message.text if errand.turn.message.typed else ""
