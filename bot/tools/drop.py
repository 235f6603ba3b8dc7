"""drop: take tracks off the list."""

from collections.abc import Sequence

from bot.conversation.intents import Drop, Target
from bot.conversation.ports import Answer
from bot.curation.music import Playlist
from bot.curation.playlists import Change
from bot.errors import NothingThere
from bot.sessions.pending import Act
from bot.sessions.session import Session
from bot.tools.asking import ask_first, has_others, pending_of, who_decides
from bot.tools.errand import Errand

MOST_AT_ONCE = 5  # of a list of several members, and at most half of it, without being asked back
ALL = Target(every=True)


async def drop(errand: Errand, intent: Drop) -> Answer:
    """Take a track off the playlist: by its number, its title or its artist; much of it only once it is confirmed."""
    session, playlist = await errand.session_with_list()
    places, items = await errand.places_meant(playlist, intent.target, *intent.also)
    places = await _without_locked(errand, session, playlist, places)
    if ALL in (intent.target, *intent.also):
        question = errand.text("ask_clear", name=who_decides(session, errand))
        label = errand.text("choice_clear")
    elif has_others(session, errand) and (len(places) > MOST_AT_ONCE or 2 * len(places) > len(playlist.entries)):
        titles = errand.titles([items[uri] for p in places if (uri := playlist.entries[p].uri) in items]) or "–"
        values = {"total": len(playlist.entries), "name": who_decides(session, errand), "titles": titles}
        question = errand.text("ask_drop", count=len(places), **values)
        label = errand.text("choice_drop")
    else:
        return await take_off(errand, session, playlist, places, errand.change)
    pending = pending_of(errand, Act.DROP, session, len(playlist.revisions), tuple(places))
    return await ask_first(errand, pending, question, label)


async def _without_locked(errand: Errand, session: Session, playlist: Playlist, places: Sequence[int]) -> list[int]:
    """Return the places that may go.

    Raises:
        NothingThere: all that was meant is locked.
    """
    locked = await errand.desk.sessions.locked.of(session.id)
    free = [place for place in places if playlist.entries[place].uri not in locked]
    if free:
        return free
    items = await errand.desk.playlists.items([playlist.entries[place].uri for place in places], playlist)
    raise NothingThere("locked_stays", titles=errand.titles(list(items.values())) or "–")


async def take_off(
    errand: Errand, session: Session, playlist: Playlist, places: Sequence[int], change: Change
) -> Answer:
    """Take the entries at these places, from 0, off the list, and show it."""
    items = await errand.desk.playlists.items([e.uri for e in playlist.entries], playlist)
    gone = [items[uri] for place in places if (uri := playlist.entries[place].uri) in items]
    entries = [e for place, e in enumerate(playlist.entries) if place not in places]
    playlist = await errand.desk.playlists.change(playlist, change, entries, playlist.wish, items=items)
    sentence = errand.text("dropped", titles=errand.titles(gone) or "–", count=len(places))
    return await errand.show_change(session, playlist, items, sentence)
