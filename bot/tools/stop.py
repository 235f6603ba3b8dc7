"""stop: be quiet."""

from bot.conversation.intents import Stop
from bot.conversation.ports import Answer
from bot.tools.errand import Errand


async def stop(errand: Errand, intent: Stop) -> Answer:
    """Stop: say one word and nothing more until asked again."""
    return errand.say(errand.text("stopped"))
