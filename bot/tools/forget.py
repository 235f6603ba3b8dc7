"""forget: delete all that is kept of a member, and say what it was."""

from collections.abc import Iterator

from bot.accounts.ports import Receipt
from bot.chat import Reply
from bot.conversation.intents import ForgetMe
from bot.conversation.ports import Answer
from bot.errors import ServiceError
from bot.sessions.pending import Act
from bot.sessions.session import Session
from bot.tools.asking import ask_first, pending_of
from bot.tools.errand import Errand
from bot.tools.variety import panel_for


async def forget(errand: Errand, intent: ForgetMe) -> Answer:
    """Delete everything that is kept of the member, once they confirmed it; tell them in private what went."""
    pending = pending_of(errand, Act.FORGET)
    return await ask_first(errand, pending, errand.text("forget_ask"), errand.text("choice_forget"))


async def forget_now(errand: Errand) -> Answer:
    """Delete it, with a receipt; the panels of the member's sessions lose the name at once."""
    sessions = await errand.desk.sessions.store.open_of(errand.member)
    receipt = await errand.desk.forgetting.member(errand.member, errand.text("someone_who_left"))
    private = errand.whisper(*_lines(errand, receipt)).replies
    panels = [await _without_name(errand, session) for session in sessions]
    context = errand.turn.context.without_member(errand.member)
    return Answer((*private, *(panel for panel in panels if panel)), context)


def _lines(errand: Errand, receipt: Receipt) -> Iterator[str]:
    """Yield the receipt line by line."""
    if receipt.is_empty:
        yield errand.text("forgot_nothing")
        return
    if receipt.account:
        yield errand.text("forgot_account", account=receipt.account)
    counted = {
        "forgot_sayings": receipt.sayings,
        "forgot_private_lists": receipt.private_lists,
        "forgot_rosters": receipt.rosters,
        "forgot_changes": receipt.changes,
        "forgot_wishes": receipt.wishes,
        "forgot_tracks": receipt.tracks,
    }
    yield from (errand.text(key, count=count) for key, count in counted.items() if count)
    yield errand.text("forgot_stays")


async def _without_name(errand: Errand, before: Session) -> Reply | None:
    """Return a session's panel as it is now; None where it went too, or what is on its list cannot be looked up."""
    session = await errand.desk.sessions.store.open_in(before.channel)
    if session is None:
        return None
    playlist = await errand.desk.playlists.get(session.playlist_id)
    try:
        items = await errand.desk.playlists.items([e.uri for e in playlist.entries], playlist)
    except ServiceError:
        return None  # the next change shows it
    panel = await panel_for(errand.desk.curator, session, playlist, items, errand.turn.language)
    return Reply(session.channel, (panel,))
