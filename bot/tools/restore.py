"""restore: back to the list before somebody's change, or to a version by its number."""

from bot.conversation.intents import Restore
from bot.conversation.ports import Answer
from bot.curation.going_back import before_change_of
from bot.errors import NothingThere
from bot.tools.errand import Errand
from bot.tools.restored import show_restored


async def restore(errand: Errand, intent: Restore) -> Answer:
    """Go back to the playlist as it was before a member's last change, or to a numbered version."""
    session = await errand.desk.sessions.current(errand.turn.message.channel)
    playlist = await errand.desk.playlists.get(session.playlist_id)
    playlist = await errand.desk.playlists.looked_at(playlist, errand.turn.key)
    if intent.number is not None:
        if not 0 <= intent.number <= len(playlist.revisions):
            raise NothingThere("no_such_version", number=intent.number, count=len(playlist.revisions))
        sentence = errand.text("at_version", number=intent.number)
        return await show_restored(errand, session, playlist, intent.number, sentence)
    group = await errand.desk.sessions.group(session, errand.member, errand.turn.message.mentions)
    author = group.named(intent.before, errand.member)
    if author is None:
        raise NothingThere("nobody_called", name=intent.before)
    number = before_change_of(playlist, author)
    sentence = errand.text("before_change_of", name=author.name)
    return await show_restored(errand, session, playlist, number, sentence)
