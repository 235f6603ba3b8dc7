"""never: what no list of this channel may hold, for ever."""

from bot.conversation.intents import Never, Refine
from bot.conversation.ports import Answer
from bot.curation.wish import Said
from bot.errors import NothingThere
from bot.tools.errand import Errand
from bot.tools.refine import refine
from bot.tools.settings import may_settle


async def never(errand: Errand, intent: Never) -> Answer:
    """Keep something off all lists of the channel from here on, or allow it again; the host or a moderator may."""
    if not await may_settle(errand):
        if intent.allowed:
            return errand.whisper(errand.text("settings_not_yours"))
        answer = await refine(errand, Refine(intent.pieces))  # of this list everybody may say so
        return Answer((*answer.replies, *errand.whisper(errand.text("never_this_list")).replies), answer.context)
    store, channel = errand.desk.sessions.settings, errand.turn.message.channel
    settings = await store.of(channel)
    if intent.allowed:
        await store.save(channel, settings.without_never(*intent.pieces))
        return errand.say(errand.text("never_lifted"))
    said = [Said(piece, errand.member, errand.turn.message.text) for piece in intent.pieces]
    await store.save(channel, settings.with_never(*said))
    noted = errand.reply(errand.text("never_noted", words=errand.turn.message.text))
    try:
        await errand.session_with_list()
    except NothingThere:
        return Answer((noted,), errand.turn.context)
    answer = await refine(errand, Refine(intent.pieces))
    return Answer((noted, *answer.replies), answer.context)
