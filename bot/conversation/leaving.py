"""Who is gone for good: forgotten with what a turn that was under way still wrote."""

from dataclasses import dataclass

from bot.accounts.forgetting import Forgetting
from bot.chat import Gone, Unsaid
from bot.conversation.lanes import Lanes
from bot.conversation.ports import ContextStore
from bot.texts.catalogue import text


@dataclass(frozen=True, slots=True)
class Leaving:
    """Answers the platforms when a tenant took the bot out, or a member left."""

    forgetting: Forgetting
    lanes: Lanes
    contexts: ContextStore

    async def forget(self, gone: Gone | Unsaid) -> None:
        """Delete all that is kept of who is gone, or remembered of what was unsaid; safe to repeat.

        Raises:
            ServiceDown: a store did not answer, and something is left over.
        """
        if isinstance(gone, Unsaid):
            await self.lanes.quiet_in(gone.channel.platform, gone.channel.tenant)  # a turn under way would remember it
            context = await self.contexts.load(gone.channel)
            await self.contexts.save(gone.channel, context.without(gone.key))
            return
        if gone.member is not None:
            await self.forgetting.member(gone.member, text("someone_who_left"))
            return
        await self.forgetting.tenant(gone.platform, gone.tenant)  # at once: the tokens are among it
        await self.lanes.quiet_in(gone.platform, gone.tenant)
        await self.forgetting.tenant(gone.platform, gone.tenant)
