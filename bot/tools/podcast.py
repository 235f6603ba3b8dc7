"""podcast: episodes on a topic."""

from bot.chat import Choice, Choices, Rows
from bot.conversation.intents import FindPodcasts
from bot.conversation.ports import Answer
from bot.curation.podcasts import fitting
from bot.curation.publishing import fit_to_say
from bot.errors import NoMatch
from bot.sessions.panel import to_row
from bot.tools.errand import Errand

MOST_EPISODES = 6


async def find_podcasts(errand: Errand, intent: FindPodcasts) -> Answer:
    """Find podcast episodes on a topic; the member may then add one or all to the playlist."""
    found = fitting(
        await errand.desk.curator.finder.music.find_episodes(intent.topic),
        seconds=intent.seconds,
        most=MOST_EPISODES,
    )
    if not found:
        raise NoMatch("no_episodes", topic=fit_to_say(intent.topic))
    await errand.desk.playlists.cache.put(found)
    rows = tuple(to_row(place, episode, errand.turn.language) for place, episode in enumerate(found, start=1))
    context = errand.turn.context.with_shown(tuple(e.uri for e in found), found[0].uri)
    choices = Choices((Choice(errand.text("choice_add_all"), errand.text("say_add_all")),))
    sentence = errand.text("episodes_found", topic=fit_to_say(intent.topic), count=len(found))
    return errand.say(sentence, Rows(rows), choices, context=context)
