"""silence: nothing to do and nothing to say."""

from bot.conversation.intents import Silence
from bot.conversation.ports import Answer
from bot.tools.errand import Errand


async def silence(errand: Errand, intent: Silence) -> Answer:
    """Say nothing."""
    return Answer((), errand.turn.context)
