"""changes: what changed lately, and by whom."""

from bot.conversation.intents import Changes
from bot.conversation.ports import Answer
from bot.curation.music import Playlist, Revision
from bot.curation.outside import SOMEBODY_THERE
from bot.errors import NothingThere
from bot.tools.errand import Errand

MOST_CHANGES = 6


async def changes(errand: Errand, intent: Changes) -> Answer:
    """Say what changed on the playlist lately, and by whom; each version can be gone back to."""
    session = await errand.desk.sessions.current(errand.turn.message.channel)
    playlist = await errand.desk.playlists.get(session.playlist_id)
    if not playlist.revisions:
        raise NothingThere("no_list")
    playlist = await errand.desk.playlists.looked_at(playlist, errand.turn.key)
    lines = [line_of(errand, playlist, revision) for revision in playlist.revisions[-MOST_CHANGES:]]
    return errand.say(errand.text("changes_head"), *lines, errand.text("changes_foot"))


def line_of(errand: Errand, playlist: Playlist, revision: Revision) -> str:
    """Return one change in one line: its number, who, which words, how much came and went."""
    before = {e.uri for e in playlist.revisions[revision.number - 2].entries} if revision.number > 1 else set()
    after = {e.uri for e in revision.entries}
    return errand.text(
        "change_line_outside" if revision.author == SOMEBODY_THERE else "change_line",
        number=revision.number,
        name=revision.author.name,
        words=" ".join(revision.words.split())[:80],
        new=len(after - before),
        gone=len(before - after),
    )
