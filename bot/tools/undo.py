"""undo: take back the last change."""

from bot.conversation.intents import Undo
from bot.conversation.ports import Answer
from bot.curation.going_back import before_last_change, state_of
from bot.curation.outside import SOMEBODY_THERE
from bot.errors import NothingThere
from bot.tools.errand import Errand
from bot.tools.restored import show_restored


async def undo(errand: Errand, intent: Undo) -> Answer:
    """Take back the last change of the playlist; said again, the one before."""
    session = await errand.desk.sessions.current(errand.turn.message.channel)
    playlist = await errand.desk.playlists.get(session.playlist_id)
    if not playlist.revisions:
        raise NothingThere("nothing_to_undo")
    playlist = await errand.desk.playlists.looked_at(playlist, errand.turn.key)
    undone = playlist.revisions[state_of(playlist, len(playlist.revisions)) - 1]
    target = before_last_change(playlist)
    key = "undone_outside" if undone.author == SOMEBODY_THERE else "undone"
    sentence = errand.text(key, name=undone.author.name, words=_short(undone.words))
    return await show_restored(errand, session, playlist, target, sentence)


def _short(words: str) -> str:
    one_line = " ".join(words.split())
    return one_line if len(one_line) <= 80 else one_line[:79] + "…"
