"""Asking back before a grave operation: a button bound to exactly what would be done."""

from bot.chat import Choice, Choices
from bot.conversation.ports import Answer
from bot.sessions.pending import Act, Pending
from bot.sessions.session import Session
from bot.tools.errand import Errand


async def ask_first(errand: Errand, pending: Pending, question: str, label: str) -> Answer:
    """Ask with a button that does it; what is the member's own is asked in private."""
    code = await errand.desk.confirmations.put(pending)
    choices = Choices((Choice(label, errand.text("say_confirm", code=code)),))
    return errand.whisper(question, choices) if pending.act is Act.FORGET else errand.say(question, choices)


def pending_of(
    errand: Errand, act: Act, session: Session | None = None, revision: int = 0, places: tuple[int, ...] = ()
) -> Pending:
    """Return what the member asks for now, to be confirmed."""
    message = errand.turn.message
    session_id = session.id if session else ""
    return Pending(act, message.channel, errand.member, message.text, session_id, revision, places)


def has_others(session: Session, errand: Errand) -> bool:
    """Tell whether it is not the member's session alone."""
    return any(member != errand.member for member in session.members)


def who_decides(session: Session, errand: Errand) -> str:
    """Return the name of the member who may confirm, beside the moderators."""
    return (session.host or errand.member).name
