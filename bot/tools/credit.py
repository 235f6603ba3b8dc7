"""Who said what of a wish: the speaker, or those on whose behalf something is wanted."""

from collections.abc import Sequence

from bot.conversation.intents import OnBehalf
from bot.curation.wish import Piece, Said
from bot.tools.errand import Errand


def credited(
    errand: Errand, pieces: Sequence[Piece], others: Sequence[OnBehalf], *, only_mine: bool = False
) -> list[Said]:
    """Return the pieces with who wants each, and the words in which it was told: the speaker's, also of others.

    What was chosen from suggestions leaves no words: they are the music service's, and words of a wish are told to
    models.
    """
    own = [Said(piece, errand.member, _own_words(errand), only_mine) for piece in pieces]
    theirs = [Said(piece, each.member, _own_words(errand)) for each in others for piece in each.pieces]
    return own + theirs


def _own_words(errand: Errand) -> str:
    return errand.turn.message.text if errand.turn.message.typed else ""
