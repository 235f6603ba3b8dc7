"""lock: keep an entry whatever else changes."""

from bot.conversation.intents import Lock as Locking
from bot.conversation.ports import Answer
from bot.sessions.votes import Lock
from bot.tools.errand import Errand


async def lock(errand: Errand, intent: Locking) -> Answer:
    """Protect a track from every refinement until it is unlocked, or let it change again."""
    session, playlist = await errand.session_with_list()
    places, items = await errand.places_meant(playlist, intent.target)
    store, uris = errand.desk.sessions.locked, [playlist.entries[place].uri for place in places]
    for uri in uris:
        await (store.add(session.id, Lock(uri, errand.member)) if intent.locked else store.drop(session.id, uri))
    titles = errand.titles([items[uri] for uri in uris if uri in items]) or "–"
    context = errand.turn.context.with_shown(tuple(e.uri for e in playlist.entries), uris[0])
    key = "locked" if intent.locked else "unlocked"
    return errand.say(errand.text(key, titles=titles, count=len(uris)), context=context)
