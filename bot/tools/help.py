"""help: what Chorus can do."""

from bot.chat import Choice, Choices
from bot.conversation.intents import Help
from bot.conversation.ports import Answer
from bot.tools.errand import Errand

EXAMPLES = ("help_example_1", "help_example_2", "help_example_3")


async def help_(errand: Errand, intent: Help) -> Answer:
    """Say what can be asked of the bot, with examples to press."""
    lines = [errand.text(key) for key in ("help_make", "help_refine", "help_list", "help_session", "help_private")]
    examples = tuple(Choice(errand.text(key), errand.text(key)) for key in EXAMPLES)
    return errand.say(errand.text("help_head"), *lines, Choices(examples))
