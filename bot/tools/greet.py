"""greet: a word back for a hello or a thank-you."""

from bot.conversation.intents import Greet
from bot.conversation.ports import Answer
from bot.tools.errand import Errand


async def greet(errand: Errand, intent: Greet) -> Answer:
    """Answer a hello or a thank-you."""
    return errand.say(errand.text("welcome" if intent.thanks else "hello", name=errand.member.name))
