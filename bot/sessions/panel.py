"""The session as it is shown: the rows of its list, and the panel. Pure functions."""

from collections.abc import Mapping, Sequence

from bot.chat import Panel, Row
from bot.curation.music import Entry, Item, Playlist, Source
from bot.sessions.session import Session
from bot.texts.catalogue import text


def rows_of(entries: Sequence[Entry], items: Mapping[str, Item], language: str) -> tuple[Row, ...]:
    """Return the rows of a list, numbered from 1; an item the service has no more keeps its number."""
    return tuple(
        to_row(place, items[entry.uri], language, entry)
        for place, entry in enumerate(entries, start=1)
        if entry.uri in items
    )


def to_row(number: int, item: Item, language: str, entry: Entry | None = None) -> Row:
    """Return one item as it is shown."""
    return Row(
        number=number,
        uri=item.uri,
        title=item.title,
        credit=item.credit,
        seconds=item.seconds,
        url=item.url,
        image=item.image,
        member=entry.member.name if entry and entry.member else None,
        asked=entry is not None and entry.source is Source.ASKED,
        note=_note(entry, language) if entry else "",
    )


def panel_of(session: Session, playlist: Playlist, items: Mapping[str, Item], language: str) -> Panel:
    """Return the panel of a session."""
    rows = rows_of(playlist.entries, items, language)
    return Panel(
        title=playlist.title or text("untitled", language),
        description=description_of(playlist, language),
        rows=rows,
        seconds=sum(row.seconds for row in rows),
        revision=len(playlist.revisions),
        members=tuple(m.name for m in session.members),
        host=session.host.name if session.host else None,
        url=playlist.url if playlist.owner == session.host else None,
        ended=session.ended is not None,
    )


def description_of(playlist: Playlist, language: str) -> str:
    """Return the list's description: the group's words that it meets, no names; at most 300 characters."""
    words = list(dict.fromkeys(word for entry in playlist.entries for word in entry.because))
    key = "description_of_words" if words else "description"
    return text(key, language, words=", ".join(words[:8]))[:300]


def _note(entry: Entry, language: str) -> str:
    if entry.source is Source.ASKED:
        return text("note_asked", language)
    if entry.source is Source.OUTSIDE:
        return text("note_outside", language)
    return ", ".join(entry.because)
