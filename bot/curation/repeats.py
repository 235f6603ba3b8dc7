"""What a group had before, so that it does not come again, and whether its lists drift to the same artists. Pure.

Lists keep no names of the music service, so a song and its artists are known again by a mark: a digest of how they are
written, the same for every release.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2s

from bot.curation.affinity import Candidate
from bot.curation.music import Entry, Item, Revision, Source, Track
from bot.curation.titles import plain, song_key

LISTS = 5  # lists that drift is told by …
RECURRING = 3  # … on so many of which an artist is heard again and again …
DRIFT = 0.3  # … from this share of all their tracks on


@dataclass(frozen=True, slots=True)
class Had:
    """What lists held: addresses, and marks of songs."""

    uris: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()

    def bars(self, candidate: Candidate) -> bool:
        """Tell whether a candidate was there, in whichever release, and nobody asks for it or its artist by name."""
        if candidate.named:
            return False
        return candidate.item.uri in self.uris or not self.marks.isdisjoint(_songs(candidate.item))


NOTHING_HAD = Had()


def marks_of(item: Item) -> tuple[str, ...]:
    """Return the marks of an item: of its song, then of its artists; none of an episode."""
    return (*_songs(item), *artist_marks(item))


def artist_marks(item: Item) -> tuple[str, ...]:
    """Return a mark for each artist of a track."""
    return tuple(_mark("artist", plain(name)) for name in item.artists) if isinstance(item, Track) else ()


def had_on(lists: Iterable[Revision], since: datetime) -> Had:
    """Return what those lists held that were last changed at `since` or later."""
    entries = [entry for revision in lists if revision.at >= since for entry in revision.entries]
    marks = {mark for entry in entries for mark in entry.marks if mark.startswith("song")}
    return Had(frozenset(entry.uri for entry in entries), frozenset(marks))


def drift_of(lists: Sequence[Sequence[Entry]]) -> frozenset[str]:
    """Return the marks of the artists to whom `lists`, newest first, came to drift with the newest; empty = to none.

    What was asked for by name does not count: that is the group's own will. A drift is told once, as it begins.
    """
    now, before = _recurring(lists[:LISTS]), _recurring(lists[1 : LISTS + 1])
    return frozenset() if before else now


def _recurring(lists: Sequence[Sequence[Entry]]) -> frozenset[str]:
    if len(lists) < LISTS:
        return frozenset()
    tracks = [[_artists(entry) for entry in entries if entry.source is not Source.ASKED] for entries in lists]
    on_lists = Counter(mark for each in tracks for mark in set().union(*each))
    recurring = frozenset(mark for mark, count in on_lists.items() if count >= RECURRING)
    told = [marks for each in tracks for marks in each if marks]
    share = sum(not recurring.isdisjoint(marks) for marks in told) / len(told) if told else 0.0
    return recurring if share >= DRIFT else frozenset()


def _artists(entry: Entry) -> set[str]:
    return {mark for mark in entry.marks if mark.startswith("artist")}


def _songs(item: Item) -> tuple[str, ...]:
    if not isinstance(item, Track):
        return ()
    return tuple(_mark("song", *song_key(item.title, artist)) for artist in item.artists)


def _mark(kind: str, *words: str) -> str:
    return f"{kind}:{blake2s(chr(0).join(words).encode(), digest_size=8).hexdigest()}"
