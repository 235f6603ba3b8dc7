"""ask_back: one short question when a request says nothing to choose by."""

from bot.chat import Choice, Choices
from bot.conversation.intents import Vague
from bot.conversation.ports import Answer
from bot.errors import NothingThere
from bot.tools.errand import Errand
from bot.tools.help import EXAMPLES

CHANGES = ("change_example_1", "change_example_2", "change_example_3")


async def ask_back(errand: Errand, intent: Vague) -> Answer:
    """Ask what it should feel like; where there is a list, what should be different."""
    try:
        await errand.session_with_list()
    except NothingThere:
        question, examples = "what_to_hear", EXAMPLES
    else:
        question, examples = "what_to_change", CHANGES
    return errand.say(errand.text(question), Choices(tuple(Choice(errand.text(k), errand.text(k)) for k in examples)))
