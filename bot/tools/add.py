"""add: one track or episode more."""

from collections.abc import Mapping, Sequence

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
    if not fresh:
        return errand.say(errand.text("already_there", titles=errand.titles(list(items.values()))))
    entries = [Entry(i.uri, pick or Pick(words=message.text), errand.member, Source.ASKED) for i in fresh]
    title = playlist.title or errand.text("untitled")
    playlist = await desk.playlists.change(
        playlist,
        errand.change,
        [*playlist.entries, *entries],
        playlist.wish,
        items={**present, **items},
        title=title,
    )
    sentence = errand.text("added", titles=errand.titles(fresh), credit=fresh[0].credit, count=len(fresh))
    return await errand.show_change(session, playlist, {**present, **items}, sentence, spoken_of=fresh[-1].uri)


def _is_there(item: Item, present: Sequence[Item]) -> bool:
    return any(is_same_song(item, other) for other in present)
