"""Who is gone for good: forgotten with what a turn that was under way still wrote."""

from dataclasses import dataclass

from bot.accounts.forgetting import Forgetting
from bot.chat import Gone
from bot.conversation.lanes import Lanes
from bot.texts.catalogue import text


@dataclass(frozen=True, slots=True)
class Leaving:
    """Answers the platforms when a tenant took the bot out, or a member left."""

    forgetting: Forgetting
    lanes: Lanes

    async def forget(self, gone: Gone) -> None:
        """Delete all that is kept of who is gone; safe to repeat.

        Raises:
            ServiceDown: a store did not answer, and something is left over.
        """
        if gone.member is not None:
            await self.forgetting.member(gone.member, text("someone_who_left"))
            return
        await self.forgetting.tenant(gone.platform, gone.tenant)  # at once: the tokens are among it
        await self.lanes.quiet_in(gone.platform, gone.tenant)
        await self.forgetting.tenant(gone.platform, gone.tenant)
