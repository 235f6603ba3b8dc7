"""history: what the group had before."""

from datetime import timedelta

from bot.chat import Link, Rows
from bot.conversation.intents import History
from bot.conversation.ports import Answer
from bot.curation.music import Playlist
from bot.errors import NothingThere
from bot.sessions.panel import rows_of
from bot.tools.errand import Errand

PAST_SESSIONS = 30


async def history(errand: Errand, intent: History) -> Answer:
    """Show a list this channel had before: yesterday's, or the last one."""
    playlist = await _list_of(errand, intent.days_ago)
    if playlist is None:
        raise NothingThere("no_history_yesterday" if intent.days_ago == 1 else "no_history")
    items = await errand.desk.playlists.items([e.uri for e in playlist.entries], playlist)
    rows = rows_of(playlist.entries, items, errand.turn.language)
    when = playlist.revisions[-1].at.date().isoformat()
    link = [Link(errand.text("open_list"), playlist.url)] if playlist.url else []
    sentence = errand.text("had_then", title=playlist.title, date=when, count=len(rows))
    context = errand.turn.context.with_shown(tuple(row.uri for row in rows))
    return errand.say(sentence, Rows(rows), *link, context=context)


async def _list_of(errand: Errand, days_ago: int | None) -> Playlist | None:
    """Return the newest list of that day as it was at the day's end, or the last list before the present one."""
    desk, channel = errand.desk, errand.turn.message.channel
    open_session = await desk.sessions.store.open_in(channel)
    sessions = [*([open_session] if open_session else []), *await desk.sessions.store.past_in(channel, PAST_SESSIONS)]
    if days_ago is None and open_session and len(sessions) > 1:
        sessions = sessions[1:]
    day = (desk.clock() - timedelta(days=days_ago)).date() if days_ago is not None else None
    for session in sessions:
        playlist = await desk.playlists.get(session.playlist_id)
        then = tuple(r for r in playlist.revisions if day is None or r.at.date() == day)
        if then and then[-1].entries:
            return _as_it_was(playlist, then[-1].number)
    return None


def _as_it_was(playlist: Playlist, number: int) -> Playlist:
    return Playlist(
        playlist.id,
        playlist.revisions[:number],
        playlist.service_id,
        playlist.url if number == len(playlist.revisions) else None,  # the address shows today's list
        playlist.owner,
    )
