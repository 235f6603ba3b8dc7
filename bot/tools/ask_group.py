"""ask_group: one short question back, with the answers to choose from."""

from bot.chat import Choice, Choices, Part
from bot.conversation.intents import AskGroup
from bot.conversation.ports import Answer
from bot.curation.publishing import fit_to_publish
from bot.tools.errand import Errand

LONGEST_LABEL = 40  # characters; a button holds no more on either platform without being cut


async def ask_group(errand: Errand, intent: AskGroup) -> Answer:
    """Ask what a model needs to know before it can do anything."""
    question = fit_to_publish(intent.question) or errand.text("what_to_hear")
    options = [option for given in intent.options if (option := fit_to_publish(given)[:LONGEST_LABEL])]
    parts: list[Part | str] = [question]
    if options:
        parts.append(Choices(tuple(Choice(option, option) for option in options)))
    return errand.say(*parts)
