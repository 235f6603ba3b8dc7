"""Going back to an earlier state of the list, and showing it."""

from bot.conversation.ports import Answer
from bot.curation.music import Playlist
from bot.sessions.session import Session
from bot.tools.errand import Errand


async def show_restored(errand: Errand, session: Session, playlist: Playlist, number: int, sentence: str) -> Answer:
    """Make the list again what it was at revision `number`, and show it."""
    playlist = await errand.desk.playlists.back_to(playlist, errand.change, number)
    items = await errand.desk.playlists.items([e.uri for e in playlist.entries], playlist)
    count = errand.text("tracks", count=len(playlist.entries))
    return await errand.show_change(session, playlist, items, f"{sentence} {count}")
