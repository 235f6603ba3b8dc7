"""again: a turn that was begun before the process ended; what it changed already is brought and shown, not redone."""

from bot.conversation.ports import Answer
from bot.tools.errand import Errand


async def changed_before(errand: Errand) -> Answer | None:
    """Bring and show the change that this turn made when it was begun before; None when it made none."""
    if not errand.turn.again:
        return None
    session = await errand.desk.sessions.store.open_in(errand.turn.message.channel)
    if session is None:
        return None
    playlist = await errand.desk.playlists.get(session.playlist_id)
    if all(revision.turn != errand.turn.key for revision in playlist.revisions):
        return None
    items = await errand.desk.playlists.items([e.uri for e in playlist.entries], playlist)
    sentence = errand.text("changed_before", count=len(playlist.entries))
    return await errand.show_change(session, playlist, items, sentence)
