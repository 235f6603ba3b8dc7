"""add: one track or episode more."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.conversation.intents import Add, AddShown
from bot.conversation.ports import Answer
from bot.curation.music import Entry, Item, Source
from bot.curation.picks import Pick
from bot.curation.selection import is_same_song
from bot.errors import NothingThere
from bot.tools.errand import Errand


async def add(errand: Errand, intent: Add) -> Answer:
    """Add one track that a member names, such as "Glory Box by Portishead"."""
    item = await errand.desk.curator.finder.track(intent.pick)
    return await _add_all(errand, {item.uri: item}, intent.pick)


async def add_shown(errand: Errand, intent: AddShown) -> Answer:
    """Add what was just shown and is not on the list yet: one of it by its number, or all."""
    shown, target = errand.turn.context.shown, intent.target
    if not shown:
        raise NothingThere("nothing_shown")
    number = len(shown) if target.number == -1 else target.number
    if number is not None and not 1 <= number <= len(shown):
        raise NothingThere("no_such_number", number=number, count=len(shown))
    one = shown[number - 1] if number else errand.turn.context.spoken_of or shown[0]
    items = await errand.desk.playlists.items(shown if target.every else [one])
    return await _add_all(errand, items, None)


async def _add_all(errand: Errand, items: Mapping[str, Item], pick: Pick | None) -> Answer:
    desk, message = errand.desk, errand.turn.message
    session = await desk.sessions.join(message.channel, errand.member)
    playlist = await desk.playlists.get(session.playlist_id)
    present = await desk.playlists.items([e.uri for e in playlist.entries], playlist)
    fresh = [item for item in items.values() if not _is_there(item, list(present.values()))]
    asked = [Entry(i.uri, pick or Pick(words=message.text), errand.member, Source.ASKED) for i in fresh]
    entries, taken_up = _taken_up(errand, playlist.entries, present, items, pick)
    if not fresh and not taken_up:
        there = next(uri for uri, item in present.items() if any(is_same_song(item, i) for i in items.values()))
        context = errand.turn.context.with_shown(tuple(present), there)
        return errand.say(errand.text("already_there", titles=errand.titles([present[there]])), context=context)
    title = playlist.title or errand.text("untitled")
    known = {**present, **items}
    playlist = await desk.playlists.change(
        playlist, errand.change, [*entries, *asked], playlist.wish, items=known, title=title
    )
    sentence = (
        errand.text("added", titles=errand.titles(fresh), credit=fresh[0].credit, count=len(fresh))
        if fresh
        else errand.text("taken_up", titles=errand.titles([known[u] for u in taken_up]), name=errand.member.name)
    )
    return await errand.show_change(
        session, playlist, known, sentence, spoken_of=[*taken_up, *(i.uri for i in fresh)][-1]
    )


def _taken_up(
    errand: Errand,
    entries: Sequence[Entry],
    present: Mapping[str, Item],
    items: Mapping[str, Item],
    pick: Pick | None,
) -> tuple[list[Entry], list[str]]:
    """Return the list with what is on it by style, and asked for by name now, as the asker's; and which that is."""
    result, taken_up = [], []
    for entry in entries:
        item = present.get(entry.uri)
        named = item is not None and any(is_same_song(item, other) for other in items.values())
        if named and entry.source is Source.STYLE:
            words = pick or Pick(words=errand.turn.message.text)
            result.append(replace(entry, pick=words, member=errand.member, source=Source.ASKED, checked=()))
            taken_up.append(entry.uri)
        else:
            result.append(entry)
    return result, taken_up


def _is_there(item: Item, present: Sequence[Item]) -> bool:
    return any(is_same_song(item, other) for other in present)
