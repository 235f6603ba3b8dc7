"""unlink: end a member's link, at once and wholly."""

from bot.conversation.intents import UnlinkAccount
from bot.conversation.ports import Answer
from bot.tools.errand import Errand


async def unlink(errand: Errand, intent: UnlinkAccount) -> Answer:
    """Unlink the member's Spotify: delete the tokens and all that was kept of the account."""
    existed = await errand.desk.linker.unlink(errand.member)
    for session in await errand.desk.sessions.store.open_of(errand.member):
        await errand.desk.sessions.with_host(session)
    return errand.whisper(errand.text("unlinked" if existed else "not_linked"))
