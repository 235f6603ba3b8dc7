"""vote: for an entry, which protects it, or against it, which drops it once enough agree."""

from bot.conversation.intents import Vote as Voting
from bot.conversation.ports import Answer
from bot.curation.music import Item
from bot.errors import NothingThere
from bot.sessions.session import Session
from bot.sessions.votes import Lock, Vote, counted, needed
from bot.tools.drop import take_off
from bot.tools.errand import Errand


async def vote(errand: Errand, intent: Voting) -> Answer:
    """Count a member's vote on a track; a reaction is answered only where something comes of it."""
    try:
        return await _voted(errand, intent)
    except NothingThere:
        if errand.turn.message.typed:
            raise
        return _nothing_said(errand)  # a reaction to what is off the list by now


async def _voted(errand: Errand, intent: Voting) -> Answer:
    sessions, channel = errand.desk.sessions, errand.turn.message.channel
    settings = await sessions.settings.of(channel)
    if not settings.votes:
        raise NothingThere("votes_off")
    _, playlist = await errand.session_with_list()
    [place, *_], items = await errand.places_meant(playlist, intent.target)
    entry = playlist.entries[place]
    session = await sessions.join(channel, errand.member)
    own = Vote(entry.uri, errand.member, intent.up)
    await (sessions.votes.take_back if intent.back else sessions.votes.cast)(session.id, own)
    ups, downs = counted(await sessions.votes.on(session.id, entry.uri))
    enough = needed(len(session.members), settings.votes_needed)
    changed = await _protection(errand, session, entry.uri, is_wanted=ups >= enough and ups >= downs)
    lock = (await sessions.locked.of(session.id)).get(entry.uri)
    if downs >= enough and lock is None:
        await sessions.votes.clear(session.id, entry.uri)
        return await take_off(errand, session, playlist, [place], errand.change)
    return _told(errand, items.get(entry.uri), intent, changed=changed, counts=(ups, downs, enough))


async def _protection(errand: Errand, session: Session, uri: str, *, is_wanted: bool) -> bool:
    """Lock or unlock an entry as the votes say; a member's own lock is none of theirs. Tell whether it was locked."""
    store = errand.desk.sessions.locked
    lock = (await store.of(session.id)).get(uri)
    if is_wanted and lock is None:
        await store.add(session.id, Lock(uri))
        return True
    if not is_wanted and lock == Lock(uri):
        await store.drop(session.id, uri)
    return False


def _told(errand: Errand, item: Item | None, intent: Voting, *, changed: bool, counts: tuple[int, int, int]) -> Answer:
    ups, downs, enough = counts
    title = item.title if item else "–"
    if changed:
        return errand.say(errand.text("vote_protects", title=title, count=ups))
    if not errand.turn.message.typed:
        return _nothing_said(errand)
    if intent.back:
        return errand.say(errand.text("vote_taken_back", title=title))
    key = "vote_for" if intent.up else "vote_against"
    return errand.say(errand.text(key, title=title, count=ups if intent.up else downs, needed=enough))


def _nothing_said(errand: Errand) -> Answer:
    return Answer((), errand.turn.context)
