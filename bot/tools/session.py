"""session: start, join, leave, end, and who is in."""

from bot.chat import Link
from bot.conversation.intents import SessionAct, Sit
from bot.conversation.ports import Answer
from bot.errors import NothingThere
from bot.sessions.pending import Act
from bot.sessions.session import Session
from bot.tools.asking import ask_first, has_others, pending_of, who_decides
from bot.tools.errand import Errand
from bot.tools.variety import panel_for


async def session(errand: Errand, intent: Sit) -> Answer:
    """Start, join, leave or end the channel's session, or say who is in it."""
    match intent.act:
        case SessionAct.START:
            return await _start(errand)
        case SessionAct.JOIN:
            return await _join(errand)
        case SessionAct.LEAVE:
            return await _leave(errand)
        case SessionAct.ROSTER:
            return await _roster(errand)
        case SessionAct.END:
            return await _end(errand)


async def _start(errand: Errand) -> Answer:
    channel = errand.turn.message.channel
    if await errand.desk.sessions.store.open_in(channel) is not None:
        joined = await errand.desk.sessions.join(channel, errand.member)
        return await _shown(errand, joined, errand.text("already_open", names=_names(joined)))
    started = await errand.desk.sessions.join(channel, errand.member)
    return await _shown(errand, started, errand.text("started", name=errand.member.name))


async def _join(errand: Errand) -> Answer:
    joined = await errand.desk.sessions.join(errand.turn.message.channel, errand.member)
    return await _shown(errand, joined, errand.text("joined", name=errand.member.name, names=_names(joined)))


async def _leave(errand: Errand) -> Answer:
    left = await errand.desk.sessions.leave(errand.turn.message.channel, errand.member)
    return await _shown(errand, left, errand.text("left", name=errand.member.name))


async def _roster(errand: Errand) -> Answer:
    current = await errand.desk.sessions.current(errand.turn.message.channel)
    return errand.say(errand.text("roster", names=_names(current), count=len(current.members)))


async def _end(errand: Errand) -> Answer:
    current = await errand.desk.sessions.current(errand.turn.message.channel)
    if errand.member not in current.members:
        raise NothingThere("end_not_in")
    if not has_others(current, errand):
        return await end_now(errand)
    question = errand.text("ask_end", name=who_decides(current, errand))
    return await ask_first(errand, pending_of(errand, Act.END, current), question, errand.text("choice_end"))


async def end_now(errand: Errand) -> Answer:
    """End the channel's session, and show the recap."""
    ended = await errand.desk.sessions.end(errand.turn.message.channel)
    return await _shown(errand, ended, await _recap(errand, ended))


async def _recap(errand: Errand, ended: Session) -> str:
    """Return the short recap: how long, by whom, how many changes."""
    playlist = await errand.desk.playlists.get(ended.playlist_id)
    if not playlist.revisions:
        return errand.text("ended_empty")
    items = await errand.desk.playlists.items([e.uri for e in playlist.entries], playlist)
    shares: dict[str, int] = {}
    for entry in playlist.entries:
        name = entry.member.name if entry.member else errand.text("everyone")
        shares[name] = shares.get(name, 0) + 1
    return errand.text(
        "recap",
        title=playlist.title,
        count=len(playlist.entries),
        minutes=round(sum(i.seconds for i in items.values()) / 60),
        shares=", ".join(f"{name} {count}" for name, count in shares.items()),
    )


async def _shown(errand: Errand, current: Session, sentence: str) -> Answer:
    playlist = await errand.desk.playlists.get(current.playlist_id)
    items = await errand.desk.playlists.items([e.uri for e in playlist.entries], playlist)
    panel = await panel_for(errand.desk.curator, current, playlist, items, errand.turn.language)
    link = [Link(errand.text("open_list"), panel.url)] if panel.url and current.ended else []
    return errand.say(sentence, *link, panel)


def _names(current: Session) -> str:
    return ", ".join(member.name for member in current.members)
