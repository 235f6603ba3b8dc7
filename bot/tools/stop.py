"""stop: be quiet."""

from bot.chat import Choice, Choices
from bot.conversation.intents import Stop
from bot.conversation.ports import Answer
from bot.errors import NothingThere
from bot.tools.errand import Errand


async def stop(errand: Errand, intent: Stop) -> Answer:
    """Stop: say one word and nothing more until asked again; a change that was under way is offered for undo."""
    stopped = errand.text("stopped")
    if not await _changed_just_before(errand):
        return errand.say(stopped)
    undo = Choice(errand.text("choice_undo"), errand.text("say_undo"))
    return errand.say(f"{errand.text('stopped_too_late')} {stopped}", Choices((undo,)))


async def _changed_just_before(errand: Errand) -> bool:
    """Tell whether the message before this one changed the list: a write that has begun is finished, never cut off."""
    heard = errand.turn.context.heard
    if len(heard) < 2 or not heard[-2].key:
        return False
    try:
        _, playlist = await errand.session_with_list()
    except NothingThere:
        return False
    return playlist.revisions[-1].turn.startswith(f"{heard[-2].key}#")
