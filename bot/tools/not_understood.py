"""not_understood: one honest answer, with the two nearest things that can be done."""

from bot.chat import Choice, Choices
from bot.conversation.intents import Gist, NotUnderstood
from bot.conversation.ports import Answer
from bot.tools.errand import Errand
from bot.tools.provisos import UNTOLD, quoted


async def not_understood(errand: Errand, intent: NotUnderstood) -> Answer:
    """Say honestly that nothing was understood, and offer the two nearest things."""
    if intent.gist.untold or intent.gist.passed_over:
        return errand.say(" ".join(_unknown(errand, intent.gist)))
    if not intent.nearest:
        return errand.say(errand.text("not_understood"))
    choices = Choices(tuple(Choice(phrase, phrase) for phrase in intent.nearest))
    return errand.say(errand.text("not_understood_nearest"), choices)


def _unknown(errand: Errand, gist: Gist) -> list[str]:
    """Return what to say where music was asked for in words nobody knows: which, and a question back."""
    said = [errand.text(UNTOLD[name]) for name in gist.untold]
    if gist.passed_over:
        said.append(errand.text("unknown_words", words=quoted(gist.passed_over)))
    return [*said, errand.text("what_to_hear")]
