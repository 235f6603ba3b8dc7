"""chat: a few friendly words where nothing is to be done."""

from bot.conversation.intents import Chat
from bot.conversation.ports import Answer
from bot.curation.publishing import fit_to_publish
from bot.tools.errand import Errand


async def chat(errand: Errand, intent: Chat) -> Answer:
    """Say what a model found to say, as far as it may be shown in a group."""
    words = fit_to_publish(intent.words)
    return errand.say(words) if words else Answer((), errand.turn.context)
