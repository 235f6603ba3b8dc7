"""receipt: how diverse the list is."""

from bot.conversation.intents import Receipt
from bot.conversation.ports import Answer
from bot.errors import NothingThere
from bot.tools.errand import Errand
from bot.tools.variety import in_lines


async def receipt(errand: Errand, intent: Receipt) -> Answer:
    """Tell how diverse the playlist is: its years, countries and artists, and of how much nothing is known."""
    _, playlist = await errand.session_with_list()
    items = await errand.desk.playlists.items([e.uri for e in playlist.entries], playlist)
    counted = await errand.desk.curator.receipt(playlist, items)
    if not counted.tracks:
        raise NothingThere("receipt_no_tracks")
    head = errand.text("receipt_head", title=playlist.title, count=counted.tracks)
    return errand.say("\n".join([head, *in_lines(counted, errand.turn.language)]))
