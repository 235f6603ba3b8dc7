"""refine: change the list there is by more of what the group wants."""

from collections.abc import Sequence

from bot.chat import Choice
from bot.conversation.intents import Make, Refine
from bot.conversation.ports import Answer
from bot.curation.wish import Arc, Named, Piece, Resize, Share, Stance, Style, Together, Topic
from bot.errors import NoMatch, NothingThere
from bot.tools.credit import credited
from bot.tools.errand import Errand
from bot.tools.looking import telling
from bot.tools.make import make
from bot.tools.meant import likened
from bot.tools.memory import remembering
from bot.tools.provisos import provisos


async def refine(errand: Errand, intent: Refine, *, first: str = "", more: Sequence[Choice] = ()) -> Answer:
    """Change the playlist in place: calmer, less of this, more from a member, longer, without something.

    What nobody objects to stays where it is.

    Args:
        first: A sentence to begin the answer with.
        more: Buttons beside the one to undo it.
    """
    try:
        session, playlist = await errand.session_with_list()
    except NothingThere:
        if intent.only_mine or all(isinstance(piece, Share | Resize | Arc) for piece in intent.pieces):
            raise
        return await make(errand, Make(intent.pieces, others=intent.others, proposed=intent.proposed, gist=intent.gist))
    desk, message = errand.desk, errand.turn.message
    pieces = await likened(errand, intent.pieces)
    said = credited(errand, pieces, intent.others, only_mine=intent.only_mine)
    wish = playlist.wish.with_said(*said)
    session = await desk.sessions.join(message.channel, errand.member)
    group = await desk.sessions.group(session, errand.member, errand.named(intent.others))
    group = await remembering(errand, session, group, wish, is_new=False)
    items = await desk.playlists.items([e.uri for e in playlist.entries], playlist)
    present = [e for e in playlist.entries if e.uri in items]
    curator = telling(errand, "status_changing")
    outcome = await curator.refine(present, items, wish, said, group, intent.proposed)
    if present and not outcome.entries and not any(_excludes(each.piece) for each in said):
        raise NoMatch("nothing_fits")
    before = {e.uri for e in playlist.entries}
    new = [outcome.items[e.uri] for e in outcome.entries if e.uri not in before]
    gone = len(before - {e.uri for e in outcome.entries})
    if not new and not gone and not any(_holds_on(each.piece) for each in said):
        return errand.say(" ".join([errand.text("nothing_better"), *_told(errand, intent)]))
    playlist = await desk.playlists.change(playlist, errand.change, outcome.entries, wish, items=outcome.items)
    if not new and not gone and list(outcome.entries) == present:
        return errand.say(" ".join(filter(None, [first, errand.text("noted")])))
    stay = len(outcome.entries) - len(new)
    key = "refined" if new else "refined_only_out" if gone else "reordered"
    sentence = errand.with_remark(
        intent.proposed.remark, errand.text(key, gone=gone, new=errand.titles(new), count=stay)
    )
    remarks = (*provisos(intent.gist, pieces), *outcome.remarks)
    sentence = " ".join(filter(None, [first, sentence]))
    spoken_of = new[0].uri if new else None
    return await errand.show_change(session, playlist, outcome.items, sentence, remarks, spoken_of, more)


def _told(errand: Errand, intent: Refine) -> list[str]:
    return [errand.text(remark.key, **remark.values) for remark in provisos(intent.gist, intent.pieces)]


def _excludes(piece: Piece) -> bool:
    """Tell whether a piece forbids something: then rather an empty list than one that holds it."""
    return getattr(piece, "stance", None) is Stance.NO


def _holds_on(piece: Piece) -> bool:
    """Tell whether a piece is a condition that holds from here on, even where it changes nothing now."""
    if isinstance(piece, Style | Named):
        return piece.stance is Stance.NO
    return not isinstance(piece, Share | Resize | Together | Topic)
