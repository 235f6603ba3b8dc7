"""What a channel's earlier lists held, for the list that comes now."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.curation.ledger import ends_of
from bot.curation.music import Item, Playlist, Revision
from bot.curation.outcome import Group, Remark
from bot.curation.repeats import LISTS, artist_marks, drift_of, had_on
from bot.curation.wish import NewToUs, Wish
from bot.sessions.session import Session
from bot.tools.errand import Errand

LATELY = timedelta(days=30)
MOST_SESSIONS = 100  # that are remembered, however long ago
EVER = datetime.min.replace(tzinfo=UTC)
MOST_NAMED = 3  # artists


async def remembering(errand: Errand, session: Session, group: Group, wish: Wish, *, is_new: bool) -> Group:
    """Return the group with what its lists held lately, or ever where all is to be new to it.

    Args:
        is_new: A list is made anew: then the one there is counts as an earlier one.
    """
    is_ever = any(isinstance(said.piece, NewToUs) for said in wish.said)
    since = EVER if is_ever else errand.desk.clock() - LATELY
    current = ends_of(await errand.desk.playlists.get(session.playlist_id))
    earlier = await _lists_before(errand, session, MOST_SESSIONS, since)
    return replace(group, had=had_on([*current[0 if is_new else 1 :], *earlier], since))


async def drift(errand: Errand, session: Session, playlist: Playlist, items: Mapping[str, Item]) -> tuple[Remark, ...]:
    """Return the remark that the group's lists begin to drift to the same artists, where they do."""
    lists = [*ends_of(playlist), *await _lists_before(errand, session, LISTS + 1, EVER)]
    marks = drift_of([revision.entries for revision in lists])
    on_it = [items[entry.uri] for entry in playlist.entries if entry.uri in items]
    names = dict.fromkeys(
        name
        for item in on_it
        for name, mark in zip(getattr(item, "artists", ()), artist_marks(item), strict=True)
        if mark in marks
    )
    return (Remark("drift", {"names": ", ".join([*names][:MOST_NAMED]), "count": LISTS}),) if names else ()


async def _lists_before(errand: Errand, session: Session, most: int, since: datetime) -> list[Revision]:
    """Return the lists of the channel's earlier sessions that ended at `since` or later, newest first."""
    desk = errand.desk
    past = await desk.sessions.store.past_in(session.channel, most)
    wanted = [each for each in past if (each.ended or each.started) >= since]
    playlists = await asyncio.gather(*(desk.playlists.get(each.playlist_id) for each in wanted))
    return [revision for playlist in playlists for revision in ends_of(playlist)]
