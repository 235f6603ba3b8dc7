"""confirm: do the grave operation that waits, for those who may."""

from bot.conversation.intents import Confirm
from bot.conversation.ports import Answer
from bot.curation.playlists import Change
from bot.errors import NothingThere
from bot.sessions.pending import Act, Pending
from bot.sessions.session import Session
from bot.tools.drop import take_off
from bot.tools.errand import Errand
from bot.tools.forget import forget_now
from bot.tools.session import end_now


async def confirm(errand: Errand, intent: Confirm) -> Answer:
    """Do what was asked for and waits; whoever may not is told in private, and it goes on waiting."""
    pending = await errand.desk.confirmations.peek(intent.code)
    if pending is None:
        raise NothingThere("confirm_gone")
    if pending.act is Act.FORGET:
        if pending.member != errand.member:
            return errand.whisper(errand.text("confirm_not_here"))
        await _taken(errand, intent)
        return await forget_now(errand)
    message = errand.turn.message
    if message.channel != pending.channel:  # who moderates one channel has no say in another
        return errand.whisper(errand.text("confirm_not_here"))
    session = await errand.desk.sessions.store.open_in(pending.channel)
    if session is None or session.id != pending.session_id:
        raise NothingThere("confirm_gone")
    if not pending.may_be_confirmed_by(errand.member, session.host, moderates=message.moderates):
        name = (session.host or pending.member).name
        return errand.whisper(errand.text("confirm_not_yours", name=name))
    await _taken(errand, intent)
    return await end_now(errand) if pending.act is Act.END else await _dropped(errand, pending, session)


async def _taken(errand: Errand, intent: Confirm) -> None:
    """Use the button up.

    Raises:
        NothingThere: somebody was faster.
    """
    if await errand.desk.confirmations.take(intent.code) is None:
        raise NothingThere("confirm_gone")


async def _dropped(errand: Errand, pending: Pending, session: Session) -> Answer:
    playlist = await errand.desk.playlists.get(session.playlist_id)
    if len(playlist.revisions) != pending.revision:
        raise NothingThere("confirm_stale")
    change = Change(pending.member, pending.words, errand.turn.key)
    return await take_off(errand, session, playlist, pending.places, change)
