"""Keeping playlists: every change a revision, every revision brought to the music service whole.

A change is kept before it is written outside, so nothing is lost when the service is down, and writing is repeatable:
the next change, or the next look at the list, brings what is missing.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import uuid4
from weakref import WeakValueDictionary

from bot.chat import Member
from bot.curation.music import Entry, Item, Playlist, Revision
from bot.curation.ports import ItemCache, MusicService, PlaylistService, PlaylistStore, Published
from bot.curation.wish import Wish
from bot.errors import AccessLost, NotAllowed, NothingThere, NotLinked

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
        """Keep a change; a turn that made one already makes no second."""
        revision = Revision(
            number=len(playlist.revisions) + 1,
            turn=change.turn,
            author=change.author,
            words=change.words,
            at=self.clock(),
            entries=tuple(entries),
            wish=wish,
            title=playlist.title if title is None else title,
            restores=restores,
        )
        await self.cache.put(items[e.uri] for e in entries if e.uri in items)
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

    async def publish(self, playlist: Playlist, owner: Member, description: str) -> Playlist:
        """Bring the list, as it is kept now, to `owner`'s account; return it with its address.

        One at a time for one list: a link made in private must not make a second list beside the channel's.

        Raises:
            NotLinked: the owner has no linked account.
            ServiceError: it could not be brought there; it is kept, and can be brought later.
        """
        lock = self._bringing.setdefault(playlist.id, asyncio.Lock())
        async with lock:
            playlist = await self.store.get(playlist.id)
            try:
                return await self._brought(playlist, owner, description)
            except NotAllowed as error:
                if error.reason != "not_owner" or playlist.service_id is None:
                    raise
            elsewhere = replace(playlist, service_id=None)  # its owner is linked to another account now
            return await self._brought(elsewhere, owner, description)

    async def _brought(self, playlist: Playlist, owner: Member, description: str) -> Playlist:
        """Make the list in the owner's account where it is not there, and write what is not written yet."""
        newest = playlist.revisions[-1]
        if playlist.owner != owner or not playlist.service_id:
            begun = playlist.owner == owner and playlist.service_id == _BEGUN.service_id
            await self.store.mark_published(playlist.id, owner, _BEGUN)
            published = await self.service.create(owner, playlist.title, description, begun=begun)
            await self.store.mark_written(playlist.id, 0)  # a new list is empty, whatever the former owner's holds
            await self.store.mark_published(playlist.id, owner, published)
            newest = replace(newest, written=False)
            playlist = replace(playlist, owner=owner, service_id=published.service_id, url=published.url)
        elif _title_there(playlist) not in (None, playlist.title):
            await self.service.describe(owner, playlist.service_id, playlist.title, description)
        if not newest.written:
            await self.service.write(owner, playlist.service_id or "", [e.uri for e in playlist.entries])
            await self.store.mark_written(playlist.id, newest.number)
        return replace(playlist, revisions=(*playlist.revisions[:-1], replace(newest, written=True)))


def state_of(playlist: Playlist, number: int) -> int:
    """Return the revision whose state revision `number` first was: an undo is no state of its own."""
    while number and (restored := playlist.revisions[number - 1].restores) is not None:
        number = restored
    return number


def before_last_change(playlist: Playlist) -> int:
    """Return the revision to which an undo leads.

    Raises:
        NothingThere: nothing is left to undo.
    """
    current = state_of(playlist, len(playlist.revisions))
    if current == 0:
        raise NothingThere("nothing_to_undo")
    return state_of(playlist, current - 1)


def before_change_of(playlist: Playlist, author: Member) -> int:
    """Return the revision that stood before the last change of `author` that is still in force.

    Raises:
        NothingThere: the member changed nothing.
    """
    number = state_of(playlist, len(playlist.revisions))
    while number:
        before = state_of(playlist, number - 1)
        if playlist.revisions[number - 1].author == author:
            return before
        number = before
    raise NothingThere("no_change_of", name=author.name)


def _title_there(playlist: Playlist) -> str | None:
    """Return the title the music service knows, by the revision last written; None when none was."""
    return next((revision.title for revision in reversed(playlist.revisions) if revision.written), None)
