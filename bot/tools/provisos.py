"""What a list must be shown with: which words of the wish were not understood, and what nobody tells the bot."""

from collections.abc import Sequence

from bot.conversation.intents import Gist
from bot.curation.aims import MOST_TRACKS
from bot.curation.outcome import Remark
from bot.curation.wish import Length, Piece

MOST_WORDS = 4  # phrases in one sentence
UNTOLD = {"tempo": "untold_tempo", "singer": "untold_singer", "key": "untold_key"}


def provisos(gist: Gist, pieces: Sequence[Piece]) -> tuple[Remark, ...]:
    """Return what is to be said of a wish's words beside what came of it."""
    remarks = [Remark(UNTOLD[name]) for name in gist.untold]
    if gist.passed_over and gist.heard:
        remarks.append(Remark("passed_over", {"words": quoted(gist.passed_over), "heard": quoted(gist.heard)}))
    elif gist.passed_over:
        remarks.append(Remark("passed_over_alone", {"words": quoted(gist.passed_over)}))
    if gist.kept_in:
        remarks.append(Remark("kept_in", {"words": quoted(gist.kept_in)}))
    if any(isinstance(piece, Length) and (piece.tracks or 0) > MOST_TRACKS for piece in pieces):
        remarks.append(Remark("longest_list", {"most": MOST_TRACKS}))
    return tuple(remarks)


def quoted(words: Sequence[str]) -> str:
    """Return the first few of some phrases, each in quotation marks."""
    return ", ".join(f"“{each}”" for each in words[:MOST_WORDS])
