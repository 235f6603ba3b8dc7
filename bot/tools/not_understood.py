"""not_understood: one honest answer, with the two nearest things that can be done."""

from bot.chat import Choice, Choices
from bot.conversation.intents import NotUnderstood
from bot.conversation.ports import Answer
from bot.tools.errand import Errand


async def not_understood(errand: Errand, intent: NotUnderstood) -> Answer:
    """Say honestly that nothing was understood, and offer the two nearest things."""
    if not intent.nearest:
        return errand.say(errand.text("not_understood"))
    choices = Choices(tuple(Choice(phrase, phrase) for phrase in intent.nearest))
    return errand.say(errand.text("not_understood_nearest"), choices)
