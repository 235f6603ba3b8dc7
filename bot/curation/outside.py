"""What somebody changed on the music service itself, and how that and a change of ours go together. Pure functions."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.chat import Member
from bot.curation.edits import Row, keyed, on_the_way
from bot.curation.music import Entry, Playlist, Revision, Source
from bot.curation.picks import Pick

SOMEBODY_THERE = Member("", "", "outside")  # who changed a list on the service itself: nobody the group knows by name
TURN = "~outside-"  # in the key of a revision that a turn found there, and did not make
_Key = tuple[str, int]


def found_outside(playlist: Playlist, rows: Sequence[Row], turn: str, at: datetime) -> tuple[Revision, ...]:
    """Return the revisions to add for what was changed there: none, or one, and the unwritten change on top of it."""
    rows = named(rows, playlist)
    if not is_changed(playlist, rows):
        return ()
    newest, there = playlist.revisions[-1], seen_as(playlist, [row for row in rows if row is not None])
    known = next((r for r in reversed(playlist.revisions) if r.written), newest)
    number = newest.number + 1
    change = Revision(
        number, f"{turn}{TURN}{number}", SOMEBODY_THERE, "", at, there, known.wish, known.title, written=True
    )
    if newest.written:
        return (change,)
    entries = merged(last_held(playlist), newest.entries, there)
    key = f"{turn}{TURN}{number + 1}"
    return change, replace(newest, number=number + 1, turn=key, at=at, entries=entries, restores=None)


def entry_there(uri: str) -> Entry:
    """Return the entry for what came from outside; its names are the service's, so no model is told any."""
    return Entry(uri, Pick(origin=None), None, Source.OUTSIDE)


def last_held(playlist: Playlist) -> tuple[Entry, ...]:
    """Return the entries the service held when it was last written, as far as that is known."""
    written = (r.entries for r in reversed(playlist.revisions) if r.written)
    return next(written, playlist.entries)


def unwritten(playlist: Playlist) -> tuple[Revision, ...]:
    """Return the revisions that may have been written, or begun to be, since the last one that surely was."""
    written = max((r.number for r in playlist.revisions if r.written), default=0)
    return playlist.revisions[written:]


def named(rows: Sequence[Row], playlist: Playlist) -> list[Row]:
    """Return the rows with those named that the service names no more: which ours each one was, by its neighbours."""
    ours = [e.uri for e in last_held(playlist)]
    missing = [uri for uri in ours if uri not in rows]
    result: list[Row] = []
    for row in rows:
        after = ours.index(result[-1]) + 1 if result and result[-1] in ours else 0
        if row is None and ours[after : after + 1] and ours[after] in missing:
            missing.remove(ours[after])
            result.append(ours[after])
        else:
            result.append(row)
    return result


def is_changed(playlist: Playlist, rows: Sequence[Row]) -> bool:
    """Tell whether the list was changed outside: whether the rows it holds, named, are none of our own doing.

    A write of ours that broke off, or whose answer was lost, is our own doing.
    """
    uris = [row for row in rows if row is not None]
    held, later = [e.uri for e in last_held(playlist)], [[e.uri for e in r.entries] for r in unwritten(playlist)]
    is_sure = any(revision.written for revision in playlist.revisions)
    known: list[Sequence[Row]] = [held, *later] if is_sure else [held, *later, []]
    if None in rows and any(uris == after[: len(uris)] for after in later):
        return False  # all was taken out around what nobody can write, and is being put in again
    known += [state for after in later for state in on_the_way(held if is_sure else [], after)]
    return uris not in known and _is_beyond(held, later, uris, known)


def _is_beyond(
    held: Sequence[str], later: Sequence[Sequence[str]], uris: Sequence[str], known: Sequence[Sequence[Row]]
) -> bool:
    """Tell whether something came, went or moved that none of our own changes explains."""
    there, before, ours = set(keyed(uris)), set(keyed(held)), [set(keyed(one)) for one in later]
    came = there - before.union(*ours)
    went = before - there - set().union(*(before - one for one in ours))
    common = there & before.intersection(*ours)
    order = _only(keyed(uris), common)
    return bool(came or went) or all(order != _only(keyed(one), common) for one in known)


def seen_as(playlist: Playlist, uris: Sequence[str]) -> tuple[Entry, ...]:
    """Return the entries of what the list holds there: ours by which it is ours, the rest from outside."""
    known: dict[tuple[str, int], Entry] = {}
    for entries in (*(r.entries for r in reversed(unwritten(playlist))), last_held(playlist)):
        known |= _by_key(entries)
    return tuple(known.get(key) or entry_there(key[0]) for key in keyed(uris))


def merged(before: Sequence[Entry], ours: Sequence[Entry], theirs: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the list with two changes of `before` in it; where both gave it another order, ours holds."""
    entries = _by_key(theirs) | _by_key(ours)
    base, mine, other = (keyed(e.uri for e in each) for each in (before, ours, theirs))
    if not _is_reordered(base, mine) and _is_reordered(base, other):
        mine, other = other, mine
    return tuple(entries[key] for key in _onto(mine, base, other))


def _onto(main: Sequence[_Key], base: Sequence[_Key], other: Sequence[_Key]) -> list[_Key]:
    """Return `main` without what `other` took from `base`, and with what it put in, each after its neighbour."""
    there, before = set(other), set(base)
    result = [key for key in main if key in there or key not in before]
    place = 0
    for key in other:
        if key in result:
            place = result.index(key) + 1
        elif key not in before:
            result.insert(place, key)
            place += 1
    return result


def _is_reordered(base: Sequence[_Key], other: Sequence[_Key]) -> bool:
    common = set(base) & set(other)
    return _only(base, common) != _only(other, common)


def _only(keys: Sequence[tuple[Row, int]], wanted: set[_Key]) -> list[tuple[Row, int]]:
    return [key for key in keys if key in wanted]


def _by_key(entries: Sequence[Entry]) -> dict[_Key, Entry]:
    return dict(zip(keyed(e.uri for e in entries), entries, strict=True))
