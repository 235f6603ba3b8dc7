"""Putting tracks that were asked for by name on the list."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.chat import Member
from bot.conversation.intents import Add
from bot.conversation.ports import Answer
from bot.curation.music import Entry, Item, Source
from bot.curation.outcome import Remark
from bot.curation.picks import Pick
from bot.curation.selection import is_same_song
from bot.errors import NoMatch
from bot.tools.errand import Errand


@dataclass(frozen=True, slots=True)
class Asked:
    """An item with the words it was asked for by, and whose wish it is."""

    item: Item
    pick: Pick
    member: Member


async def put_all_on(errand: Errand, adds: Sequence[Add]) -> Answer:
    """Find several tracks at once and put them on the list as one change; what is not found is said."""
    found = await asyncio.gather(*_looked_for(errand, adds), return_exceptions=True)
    for result in found:
        if isinstance(result, BaseException) and not isinstance(result, NoMatch):
            raise result
    asked = [
        Asked(item, add.pick, add.on_behalf or errand.member)
        for item, add in zip(found, adds, strict=True)
        if not isinstance(item, BaseException)
    ]
    missed = [r for r in found if isinstance(r, NoMatch)]
    if not asked:
        raise missed[0]
    return await put_on(errand, asked, [Remark(error.key, error.values) for error in missed])


def _looked_for(errand: Errand, adds: Sequence[Add]) -> list[Awaitable[Item]]:
    """Return the searches, which tell as they go how many of the tracks are found."""
    finder, there = errand.desk.curator.finder, list[Item]()

    async def look_for(add: Add) -> Item:
        there.append(item := await finder.track(add.pick))
        errand.turn.progress("status_looking", count=len(adds), found=len(there))
        return item

    errand.turn.progress("status_looking", count=len(adds), found=0)
    return [look_for(add) for add in adds]


async def put_on(errand: Errand, asked: Sequence[Asked], remarks: Sequence[Remark] = ()) -> Answer:
    """Put what was asked for on the list, each song once; what is there by style becomes the asker's."""
    desk = errand.desk
    session = await desk.sessions.join(errand.turn.message.channel, errand.member)
    playlist = await desk.playlists.get(session.playlist_id)
    present = await desk.playlists.items([e.uri for e in playlist.entries], playlist)
    known = {**present, **{each.item.uri: each.item for each in asked}}
    there = [(each, uri) for each in asked for uri, item in present.items() if is_same_song(item, each.item)]
    taken_up = {uri: each for each, uri in there if _is_by_style(uri, playlist.entries)}
    fresh = _each_song_once([each for each in asked if all(each is not other for other, _ in there)])
    fresh, full = await _within_cap(errand, playlist.entries, fresh)
    remarks = [*remarks, *full]
    if full and not fresh and not taken_up:
        raise NoMatch(full[0].key, **full[0].values)
    if not fresh and not taken_up:
        context = errand.turn.context.with_shown(tuple(present), there[0][1])
        already = errand.titles([present[uri] for _, uri in there])
        return errand.say(errand.text("already_there", titles=already), context=context)
    entries = [_credited(e, taken_up.get(e.uri)) for e in playlist.entries]
    entries += [Entry(each.item.uri, each.pick, each.member, Source.ASKED) for each in fresh]
    title = playlist.title or errand.text("untitled")
    playlist = await desk.playlists.change(playlist, errand.change, entries, playlist.wish, items=known, title=title)
    sentence = _sentence(errand, [each.item for each in fresh], {present[uri]: a.member for uri, a in taken_up.items()})
    spoken_of = fresh[-1].item.uri if fresh else next(iter(taken_up))
    return await errand.show_change(session, playlist, known, sentence, remarks, spoken_of)


async def _within_cap(
    errand: Errand, entries: Sequence[Entry], fresh: Sequence[Asked]
) -> tuple[list[Asked], list[Remark]]:
    """Return what each member may still add by name in this channel, and what is to be said of the rest."""
    settings = await errand.desk.sessions.settings.of(errand.turn.message.channel)
    most = settings.most_by_member
    if most is None:
        return list(fresh), []
    counts = Counter(e.member for e in entries if e.source is Source.ASKED)
    may, full = list[Asked](), list[Asked]()
    for each in fresh:
        counts[each.member] += 1
        (may if counts[each.member] <= most else full).append(each)
    if not full:
        return may, []
    titles = errand.titles([each.item for each in full])
    return may, [Remark("by_member_full", {"most": most, "name": full[0].member.name, "titles": titles})]


def _credited(entry: Entry, asked: Asked | None) -> Entry:
    """Return an entry that came by style and is now asked for by name as the asker's."""
    if asked is None:
        return entry
    return replace(entry, pick=asked.pick, member=asked.member, source=Source.ASKED, checked=())


def _is_by_style(uri: str, entries: Sequence[Entry]) -> bool:
    return any(entry.uri == uri and entry.source is not Source.ASKED for entry in entries)


def _each_song_once(asked: Sequence[Asked]) -> list[Asked]:
    once: list[Asked] = []
    for each in asked:
        if not any(is_same_song(each.item, other.item) for other in once):
            once.append(each)
    return once


def _sentence(errand: Errand, fresh: Sequence[Item], taken_up: Mapping[Item, Member]) -> str:
    sentences = []
    if fresh:
        credit = fresh[0].credit
        key = "added" if credit or len(fresh) > 1 else "added_episode"
        sentences.append(errand.text(key, titles=errand.titles(fresh), credit=credit, count=len(fresh)))
    if taken_up:
        name = next(iter(taken_up.values())).name
        sentences.append(errand.text("taken_up", titles=errand.titles(list(taken_up)), name=name))
    return " ".join(sentences)
