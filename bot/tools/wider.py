"""wider and closer: one step of the dial from emerging artists to hits."""

from bot.conversation.intents import Dial, Refine
from bot.conversation.ports import Answer
from bot.curation.aims import aims_of
from bot.curation.wish import Kind, Reach
from bot.errors import NothingThere
from bot.tools.dialling import EMERGING_YEARS, dial_choices, pieces_of, stepped
from bot.tools.errand import Errand
from bot.tools.refine import refine


async def dial(errand: Errand, intent: Dial) -> Answer:
    """Move part of the playlist one step away from what everybody knows (wider), or towards it (closer)."""
    _, playlist = await errand.session_with_list()
    if playlist.wish.kind is Kind.PODCASTS:
        raise NothingThere("dial_no_tracks")
    aims = aims_of(playlist.wish)
    reach = stepped(aims, intent)
    if reach is None:
        return errand.say(errand.text("dial_widest") if intent.wider else errand.text("dial_closest"))
    pieces = pieces_of(reach, aims, errand.desk.clock().year)
    return await refine(errand, Refine(pieces), first=_told(errand, reach), more=dial_choices(errand))


def _told(errand: Errand, reach: Reach) -> str:
    match reach:
        case Reach.EMERGING:
            return errand.text("dial_emerging", count=EMERGING_YEARS)
        case Reach.LESSER_KNOWN:
            return errand.text("dial_lesser")
        case Reach.ANY:
            return errand.text("dial_any")
        case Reach.HITS:
            return errand.text("dial_hits")
