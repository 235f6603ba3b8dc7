"""drop: take tracks off the list."""

from bot.conversation.intents import Drop
from bot.conversation.ports import Answer
from bot.tools.errand import Errand


async def drop(errand: Errand, intent: Drop) -> Answer:
    """Take a track off the playlist: by its number, its title or its artist."""
    session, playlist = await errand.session_with_list()
    places, items = await errand.places_meant(playlist, intent.target, *intent.also)
    gone = [items[uri] for uri in (playlist.entries[place].uri for place in places) if uri in items]
    entries = [e for place, e in enumerate(playlist.entries) if place not in places]
    playlist = await errand.desk.playlists.change(playlist, errand.change, entries, playlist.wish, items=items)
    sentence = errand.text("dropped", titles=errand.titles(gone) or "–", count=len(places))
    return await errand.show_change(session, playlist, items, sentence)
