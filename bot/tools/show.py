"""show: the list as it is."""

from bot.chat import Link, Rows
from bot.conversation.intents import Show
from bot.conversation.ports import Answer
from bot.tools.errand import Errand
from bot.tools.variety import panel_for


async def show(errand: Errand, intent: Show) -> Answer:
    """Show what is on the playlist now."""
    session, playlist = await errand.session_with_list()
    playlist = await errand.desk.playlists.looked_at(playlist, errand.turn.key)
    gone = playlist.service_id
    session, playlist, trouble = await errand.bring(session, playlist, anew=intent.anew)
    if intent.anew and playlist.service_id != gone:
        trouble = [errand.text("written_anew"), *trouble]
    items = await errand.desk.playlists.items([e.uri for e in playlist.entries], playlist)
    panel = await panel_for(errand.desk.curator, session, playlist, items, errand.turn.language)
    sentence = errand.text("on_the_list", title=panel.title, count=len(panel.rows), minutes=round(panel.seconds / 60))
    link = [Link(errand.text("open_list"), panel.url)] if panel.url else []
    context = errand.turn.context.with_shown(tuple(e.uri for e in playlist.entries))
    return errand.say(" ".join([sentence, *trouble]), Rows(panel.rows), *link, panel, context=context)
