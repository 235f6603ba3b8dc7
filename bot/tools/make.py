"""make: a new list from a wish."""

from dataclasses import replace

from bot.conversation.intents import Make
from bot.conversation.ports import Answer
from bot.curation.wish import Kind, Known, Named, Piece, Reach, Said, Wish, Years
from bot.errors import NoMatch
from bot.tools.errand import Errand
from bot.tools.title import title_from

EMERGING_YEARS = 12


async def make(errand: Errand, intent: Make) -> Answer:
    """Make a new playlist from what a member wants to hear.

    It replaces what is on the channel's list; "undo" brings that back.
    """
    message, desk = errand.turn.message, errand.desk
    pieces = _with_years_of_emerging(errand, [await _told_apart(errand, piece) for piece in intent.pieces])
    wish = Wish(tuple(Said(piece, errand.member, message.text) for piece in pieces), intent.kind)
    session = await desk.sessions.join(message.channel, errand.member)
    group = await desk.sessions.group(session, errand.member, message.mentions)
    outcome = await desk.curator.make(wish, group)
    playlist = await desk.playlists.get(session.playlist_id)
    title = intent.title or title_from(message.text)
    playlist = await desk.playlists.change(
        playlist, errand.change, outcome.entries, wish, items=outcome.items, title=title
    )
    minutes = round(sum(outcome.items[e.uri].seconds for e in outcome.entries) / 60)
    key = "made_podcasts" if intent.kind is Kind.PODCASTS else "made"
    sentence = errand.text(key, title=title, count=len(outcome.entries), minutes=minutes)
    return await errand.show_change(session, playlist, outcome.items, sentence, outcome.remarks)


def _with_years_of_emerging(errand: Errand, pieces: list[Piece]) -> list[Piece]:
    """Say what "emerging" means in years, where the member said no years: lesser known and of the last dozen."""
    if Known(Reach.EMERGING) not in pieces or any(isinstance(piece, Years) for piece in pieces):
        return pieces
    this_year = errand.desk.clock().year
    return [*pieces, Years(this_year - EMERGING_YEARS, this_year)]


async def _told_apart(errand: Errand, piece: Piece) -> Piece:
    """Tell free words apart: an artist's name or a track; a genre the lexicon lacks is neither and refused."""
    if not isinstance(piece, Named) or not piece.pick.words:
        return piece
    try:
        return replace(piece, pick=await errand.desk.curator.finder.meant(piece.pick))
    except NoMatch:
        raise NoMatch("nothing_called", words=piece.pick.words) from None
