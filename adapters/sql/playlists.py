"""Playlists with all their revisions."""

from functools import lru_cache

from pydantic import TypeAdapter
from sqlalchemy import RowMapping, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from adapters.sql import wishes
from adapters.sql.engine import transaction
from adapters.sql.prepared import Prepared, Row, fetch
from adapters.sql.tables import playlists, revisions
from bot.chat import Member
from bot.curation.music import Entry, Playlist, Revision
from bot.curation.ports import Published
from bot.curation.wish import Wish
from bot.errors import ServiceDown

ENTRIES = TypeAdapter(tuple[Entry, ...])
MEMBER = TypeAdapter(Member)
_MOST_READ = 100  # revisions never change, and the newest are read with every turn

_PLAYLIST = Prepared(select(playlists).where(playlists.c.id == bindparam("playlist")))
_REVISIONS = Prepared(
    select(revisions).where(revisions.c.playlist_id == bindparam("playlist")).order_by(revisions.c.number)
)


class SqlPlaylists:
    """A `PlaylistStore` in two tables."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def add(self, playlist: Playlist) -> None:
        """Keep a new playlist.

        Raises:
            ServiceDown: the database did not answer, or has a playlist of this id.
        """
        row = {
            "id": playlist.id,
            "service_id": playlist.service_id,
            "url": playlist.url,
            "owner": MEMBER.dump_json(playlist.owner).decode() if playlist.owner else None,
        }
        rows = [to_row(playlist.id, revision) for revision in playlist.revisions]
        async with transaction(self._engine) as connection:
            await connection.execute(insert(playlists).values(row))
            if rows:
                await connection.execute(insert(revisions), rows)

    async def get(self, playlist_id: str) -> Playlist:
        """Return the playlist with its revisions, oldest first.

        Raises:
            KeyError: there is none.
            ServiceDown: the database did not answer.
        """
        found, kept = await fetch(self._engine, _PLAYLIST, _REVISIONS, playlist=playlist_id)
        if not found:
            raise KeyError(playlist_id)
        row = found[0]
        return Playlist(
            id=row["id"],
            revisions=tuple(map(to_revision, kept)),
            service_id=row["service_id"],
            url=row["url"],
            owner=MEMBER.validate_json(row["owner"]) if row["owner"] else None,
        )

    async def add_revision(self, playlist_id: str, revision: Revision) -> Revision:
        """Keep a revision; one of the same turn that is kept already is returned instead.

        A revision is a whole list, made from the one before it. So one that does not follow the newest is
        refused, never renumbered: that would silently undo the change it did not know of.

        Raises:
            KeyError: there is no such playlist.
            ServiceDown: the database did not answer, or another turn changed the playlist meanwhile.
        """
        async with transaction(self._engine) as connection:
            await _row_of(connection, playlist_id, lock=True)  # two turns at once add one after the other
            kept = await _revisions_of(connection, playlist_id)
            if same := next((r for r in kept if r.turn == revision.turn), None):
                return same
            if revision.number != len(kept) + 1:
                raise ServiceDown(f"Revision {revision.number} of playlist {playlist_id} is not the next one.")
            await connection.execute(insert(revisions).values(to_row(playlist_id, revision)))
        return revision

    async def mark_published(self, playlist_id: str, owner: Member, published: Published) -> None:
        """Note where the playlist is on the music service.

        Raises:
            ServiceDown: the database did not answer.
        """
        values = {
            "owner": MEMBER.dump_json(owner).decode(),
            "service_id": published.service_id,
            "url": published.url,
        }
        async with transaction(self._engine) as connection:
            await connection.execute(update(playlists).where(playlists.c.id == playlist_id).values(values))

    async def mark_written(self, playlist_id: str, number: int) -> None:
        """Note that the music service holds revision `number`, and so no other one.

        Raises:
            ServiceDown: the database did not answer.
        """
        change = update(revisions).where(revisions.c.playlist_id == playlist_id)
        async with transaction(self._engine) as connection:
            await connection.execute(change.values(written=revisions.c.number == number))


async def _row_of(connection: AsyncConnection, playlist_id: str, *, lock: bool = False) -> RowMapping:
    query = select(playlists).where(playlists.c.id == playlist_id)
    found = await connection.execute(query.with_for_update() if lock else query)
    row = found.mappings().first()
    if row is None:
        raise KeyError(playlist_id)
    return row


async def _revisions_of(connection: AsyncConnection, playlist_id: str) -> tuple[Revision, ...]:
    found = select(revisions).where(revisions.c.playlist_id == playlist_id).order_by(revisions.c.number)
    return tuple(to_revision(row) for row in (await connection.execute(found)).mappings())


def to_row(playlist_id: str, revision: Revision) -> dict[str, object]:
    """Return a revision as it is kept."""
    return {
        "playlist_id": playlist_id,
        "number": revision.number,
        "turn": revision.turn,
        "author": MEMBER.dump_json(revision.author).decode(),
        "words": revision.words,
        "at": revision.at,
        "entries": ENTRIES.dump_json(revision.entries).decode(),
        "wish": wishes.to_json(revision.wish),
        "title": revision.title,
        "restores": revision.restores,
        "written": revision.written,
    }


def to_revision(row: Row) -> Revision:
    """Return the revision that a row keeps."""
    return Revision(
        number=row["number"],
        turn=row["turn"],
        author=MEMBER.validate_json(row["author"]),
        words=row["words"],
        at=row["at"],
        entries=_entries(row["entries"]),
        wish=_wish(row["wish"]),
        title=row["title"],
        restores=row["restores"],
        written=row["written"],
    )


@lru_cache(_MOST_READ)
def _entries(text: str) -> tuple[Entry, ...]:
    return ENTRIES.validate_json(text)


@lru_cache(_MOST_READ)
def _wish(text: str) -> Wish:
    return wishes.from_json(text)
