"""privacy: what is kept of a member, and how to end it."""

from bot.conversation.intents import Privacy
from bot.conversation.ports import Answer
from bot.tools.errand import Errand


async def privacy(errand: Errand, intent: Privacy) -> Answer:
    """Tell a member, in private, what is known of them and how to end it."""
    account = await errand.desk.accounts.of(errand.member)
    linked = (
        errand.text("privacy_linked", account=account.name, date=account.consented.date().isoformat())
        if account
        else errand.text("privacy_not_linked")
    )
    kept = (errand.text(key) for key in ("privacy_kept", "privacy_not_read", "privacy_forget"))
    return errand.whisper(linked, *kept)
