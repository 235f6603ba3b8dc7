"""Keeping playlists: every change a revision, every revision brought to the music service whole.

A change is kept before it is written outside, so nothing is lost when the service is down, and writing is repeatable:
the next change, or the next look at the list, brings what is missing.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import uuid4
from weakref import WeakValueDictionary

from bot.chat import Member
from bot.curation.music import Entry, Item, Playlist, Revision
from bot.curation.ports import ItemCache, MusicService, PlaylistService, PlaylistStore
from bot.curation.wish import Wish
from bot.errors import AccessLost, NotAllowed, NothingThere, NotLinked


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
    publishing: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)  # by list

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
            with suppress(NotLinked, AccessLost, NotAllowed):  # then each is asked for by itself, with nobody's account
                fresh = {item.uri: item for item in await self.service.read(playlist.owner, playlist.service_id)}
                found |= {uri: item for uri, item in fresh.items() if uri in wanted}
        found |= await self.music.items([uri for uri in wanted if uri not in found])
        await self.cache.put(found.values())
        return found

    async def publish(self, playlist: Playlist, owner: Member, description: str) -> Playlist:
        """Bring the list, as it is once its turn has come, to `owner`'s account; return it with its address.

        Raises:
            NotLinked: the owner has no linked account.
            ServiceError: it could not be brought there; it is kept, and can be brought later.
        """
        async with self.publishing.setdefault(playlist.id, asyncio.Lock()):
            playlist = await self.store.get(playlist.id)  # a turn in another channel may have published it just now
            if playlist.owner != owner:
                return await self._written(await self._created(playlist, owner, description), description)
            try:
                return await self._written(playlist, description)
            except NotAllowed as error:
                if error.reason != "not_owner":
                    raise
                # the owner linked another account since then
                return await self._written(await self._created(playlist, owner, description), description)

    async def _created(self, playlist: Playlist, owner: Member, description: str) -> Playlist:
        published = await self.service.create(owner, playlist.title, description)
        await self.store.mark_written(playlist.id, 0)  # a new list is empty, whatever the former one holds
        await self.store.mark_published(playlist.id, owner, published)
        return await self.store.get(playlist.id)

    async def _written(self, playlist: Playlist, description: str) -> Playlist:
        """Write what the music service does not hold yet of a list that has its place there."""
        newest, owner, service_id = playlist.revisions[-1], playlist.owner, playlist.service_id
        if owner is None or service_id is None:
            return playlist
        if _title_there(playlist) not in (None, playlist.title):
            await self.service.describe(owner, service_id, playlist.title, description)
        if not newest.written:
            await self.service.write(owner, service_id, [e.uri for e in playlist.entries])
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
