"""Keeping playlists: every change a revision, every revision brought to the music service whole.

A change is kept before it is written outside, so nothing is lost when the service is down, and writing is repeatable:
the next change, or the next look at the list, brings what is missing. What somebody changed on the service itself is
read first and kept as a revision of its own; a change of ours then goes on top of it.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import uuid4
from weakref import WeakValueDictionary

from bot.chat import Member
from bot.curation.edits import Row
from bot.curation.music import Entry, Item, Playlist, Revision
from bot.curation.outside import found_outside, merged, named
from bot.curation.ports import Held, ItemCache, MusicService, PlaylistService, PlaylistStore, Published
from bot.curation.wish import Wish
from bot.errors import AccessLost, NotAllowed, NotLinked, ServiceError

GONE = "list_gone"  # the reason a service gives for a list that its owner deleted
_BEGUN = Published("", "")  # kept before a list is made: who finds it after a crash looks for the list first


@dataclass(frozen=True, slots=True)
class Change:
    """Who changes a list, by which words, in which turn."""

    author: Member
    words: str
    turn: str  # key of the message; one turn makes one revision at most


@dataclass(frozen=True, slots=True)
class Playlists:
    """The lists, what is on them, and their copies on the music service."""

    store: PlaylistStore
    service: PlaylistService
    music: MusicService
    cache: ItemCache
    clock: Callable[[], datetime]
    _bringing: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)  # by playlist id
    _seen: dict[str, tuple[str, Held]] = field(default_factory=dict)  # by playlist id: in which turn, and what was seen

    async def new(self) -> Playlist:
        """Return a new, empty list."""
        playlist = Playlist(uuid4().hex)
        await self.store.add(playlist)
        return playlist

    async def get(self, playlist_id: str) -> Playlist:
        """Return a list with its revisions."""
        return await self.store.get(playlist_id)

    async def change(
        self,
        playlist: Playlist,
        change: Change,
        entries: Sequence[Entry],
        wish: Wish,
        *,
        items: Mapping[str, Item],
        title: str | None = None,
        restores: int | None = None,
    ) -> Playlist:
        """Keep a change, on top of what was changed outside meanwhile; a turn that made one already makes no second."""
        await self.cache.put(items[e.uri] for e in entries if e.uri in items)
        now = await self.looked_at(playlist, change.turn)
        result = merged(playlist.entries, entries, now.entries) if now.entries != playlist.entries else tuple(entries)
        revision = Revision(
            number=len(now.revisions) + 1,
            turn=change.turn,
            author=change.author,
            words=change.words,
            at=self.clock(),
            entries=result,
            wish=wish,
            title=now.title if title is None else title,
            restores=restores if result == tuple(entries) else None,
        )
        await self.store.add_revision(playlist.id, revision)
        return await self.store.get(playlist.id)

    async def back_to(self, playlist: Playlist, change: Change, number: int) -> Playlist:
        """Make the list again what it was at revision `number`; 0 is the empty list before the first."""
        past = playlist.revisions[number - 1] if number else None
        return await self.change(
            playlist,
            change,
            past.entries if past else (),
            past.wish if past else Wish(),
            items={},
            title=past.title if past else "",
            restores=number,
        )

    async def looked_at(self, playlist: Playlist, turn: str) -> Playlist:
        """Return the list with what was changed on the service itself, each such change a revision of its own.

        Where the service does not tell, it is the list as it is known; what was changed there is found later.
        """
        owner = playlist.owner
        if owner is None or not playlist.service_id:
            return playlist
        async with self._bringing.setdefault(playlist.id, asyncio.Lock()):
            try:
                held = await self._seen_in(turn, playlist, owner)
            except NotAllowed as error:
                if error.reason == GONE:
                    await self.doubt(playlist.id)  # whoever brings it next hears of it
                return playlist
            except (ServiceError, NotLinked):
                return playlist
            return await self._with_outside(playlist, held, turn)

    async def _seen_in(self, turn: str, playlist: Playlist, owner: Member) -> Held:
        """Return what the service holds, as it was seen in this turn where it was."""
        seen = self._seen.get(playlist.id)
        if seen is not None and turn and seen[0] == turn:
            return seen[1]
        held = await self.service.held(owner, playlist.service_id or "")
        await self.cache.put(held.items)
        self._seen[playlist.id] = (turn, held)
        return held

    async def _with_outside(self, playlist: Playlist, held: Held, turn: str) -> Playlist:
        """Return the list with what was changed outside as a revision; what was not written yet comes again on top."""
        found = found_outside(playlist, held.rows, turn, self.clock())
        if not found:
            return playlist
        for revision in found:
            await self.store.add_revision(playlist.id, revision)
        await self.store.mark_written(playlist.id, found[0].number)
        return await self.store.get(playlist.id)

    async def items(self, uris: Iterable[str], playlist: Playlist | None = None) -> dict[str, Item]:
        """Return the items behind `uris`; what the service has no more is left out.

        Raises:
            ServiceError: they are not kept any more and the service did not answer.
        """
        wanted = list(dict.fromkeys(uris))
        found = await self.cache.get(wanted)
        if len(found) == len(wanted):
            return found
        if playlist and playlist.owner and playlist.service_id:
            held = await self._held(playlist.owner, playlist.service_id)
            found |= {item.uri: item for item in held if item.uri in wanted}
        found |= await self.music.items([uri for uri in wanted if uri not in found])
        await self.cache.put(found.values())
        return found

    async def _held(self, owner: Member, service_id: str) -> list[Item]:
        """Return what the service holds; nothing where the owner's account is gone, lost or another one."""
        try:
            return await self.service.read(owner, service_id)
        except (NotLinked, AccessLost, NotAllowed):
            return []  # each item can still be had by itself

    async def doubt(self, playlist_id: str) -> None:
        """Note that it is not known what the service holds, as after its owner linked an account anew."""
        await self.store.mark_written(playlist_id, 0)

    async def publish(
        self, playlist: Playlist, owner: Member, description: str, *, turn: str = "", anew: bool = False
    ) -> Playlist:
        """Bring the list, as it is kept now, to `owner`'s account; return it with its address.

        One at a time for one list: a link made in private must not make a second list beside the channel's.

        Args:
            turn: In which it is brought; what was seen there in the same turn is not read again.
            anew: Make it again where its owner deleted it.

        Raises:
            NotLinked: the owner has no linked account.
            NotAllowed: its owner deleted it ("list_gone"), or the account is refused.
            ServiceError: it could not be brought there; it is kept, and can be brought later.
        """
        lock = self._bringing.setdefault(playlist.id, asyncio.Lock())
        async with lock:
            playlist = await self.store.get(playlist.id)
            try:
                return await self._brought(playlist, owner, description, turn)
            except NotAllowed as error:
                if playlist.service_id is None or not (error.reason == "not_owner" or (anew and error.reason == GONE)):
                    raise
            finally:
                self._seen.pop(playlist.id, None)
            elsewhere = replace(playlist, service_id=None)  # its owner is linked to another account now, or wants it so
            return await self._brought(elsewhere, owner, description, turn)

    async def _brought(self, playlist: Playlist, owner: Member, description: str, turn: str) -> Playlist:
        """Make the list in the owner's account where it is not there, and write what is not written yet."""
        if playlist.owner != owner or not playlist.service_id:
            playlist = await self._made(playlist, owner, description)
            rows: Sequence[Row] = ()
        elif playlist.revisions[-1].written and playlist.id not in self._seen:
            return playlist
        else:
            held = await self._seen_in(turn, playlist, owner)
            playlist = await self._with_outside(playlist, held, turn)
            rows = named(held.rows, playlist)
            if _title_there(playlist) not in (None, playlist.title):
                await self.service.describe(owner, playlist.service_id or "", playlist.title, description)
        newest = playlist.revisions[-1]
        if not newest.written:
            await self.service.write(owner, playlist.service_id or "", [e.uri for e in playlist.entries], rows)
            await self.store.mark_written(playlist.id, newest.number)
        return replace(playlist, revisions=(*playlist.revisions[:-1], replace(newest, written=True)))

    async def _made(self, playlist: Playlist, owner: Member, description: str) -> Playlist:
        """Make the list in the owner's account, empty."""
        begun = playlist.owner == owner and playlist.service_id == _BEGUN.service_id
        await self.store.mark_published(playlist.id, owner, _BEGUN)
        published = await self.service.create(owner, playlist.title, description, begun=begun)
        await self.store.mark_written(playlist.id, 0)  # a new list is empty, whatever the former owner's holds
        await self.store.mark_published(playlist.id, owner, published)
        unwritten = tuple(replace(revision, written=False) for revision in playlist.revisions)
        return replace(playlist, owner=owner, service_id=published.service_id, url=published.url, revisions=unwritten)


def _title_there(playlist: Playlist) -> str | None:
    """Return the title the music service knows, by the revision last written; None when none was."""
    return next((revision.title for revision in reversed(playlist.revisions) if revision.written), None)
