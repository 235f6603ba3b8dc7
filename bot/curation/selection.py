"""Which items fit together on one list: caps, no song twice, the length. Pure functions."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.curation.affinity import Candidate
from bot.curation.aims import Aims
from bot.curation.fairness import Chosen, Scored
from bot.curation.limits import is_meant
from bot.curation.music import Item, Track
from bot.curation.scoring import main_artist
from bot.curation.titles import plain, song_key

MOST_PER_ARTIST = 2
TOLERANCE = 0.02  # of a running time


@dataclass(frozen=True, slots=True)
class Room:
    """What is still free on a list beside the items that stay on it."""

    aims: Aims
    kept: tuple[Item, ...] = ()
    tracks: int | None = None  # so many in all; None = the running time decides
    _songs: frozenset[tuple[str, str]] = field(init=False)
    _recordings: frozenset[str] = field(init=False)
    _artists: Counter[str] = field(init=False)
    _seconds: int = field(init=False)

    def __post_init__(self) -> None:
        songs, recordings = _identities(self.kept)
        object.__setattr__(self, "_songs", songs)
        object.__setattr__(self, "_recordings", recordings)
        object.__setattr__(self, "_artists", Counter(name for item in self.kept for name in credited(item)))
        object.__setattr__(self, "_seconds", sum(item.seconds for item in self.kept))

    def fits(self, candidate: Candidate, chosen: Sequence[Chosen]) -> bool:
        """Tell whether the candidate may join what is kept and chosen."""
        item = candidate.item
        others = [c.candidate.item for c in chosen]
        songs, recordings = _identities(others)
        if _songs(item) & (songs | self._songs) or _recording_ids(item) & (recordings | self._recordings):
            return False
        if not candidate.named and any(_is_namesake(item, other) for other in (*self.kept, *others)):
            return False
        if not self._artist_fits(item, others):
            return False
        target = self.aims.seconds if self.tracks is None else None
        seconds = self._seconds + sum(other.seconds for other in others) + item.seconds
        return target is None or seconds <= target * (1 + TOLERANCE)

    def enough(self, chosen: Sequence[Chosen]) -> bool:
        """Tell whether the list is as long as it should be."""
        if self.tracks is not None or not self.aims.seconds:
            return len(self.kept) + len(chosen) >= (self.tracks or self.aims.length)
        return self.seconds_with(chosen) >= self.aims.seconds * (1 - TOLERANCE)

    def seconds_with(self, chosen: Sequence[Chosen]) -> int:
        """Return the running time with what was chosen."""
        return self._seconds + sum(c.candidate.item.seconds for c in chosen)

    def _artist_fits(self, item: Item, others: Iterable[Item]) -> bool:
        if any(is_meant(pick, item) for pick, _ in self.aims.named if not pick.title):
            return True
        counts = self._artists + Counter(name for other in others for name in credited(other))
        return all(counts[name] < MOST_PER_ARTIST for name in credited(item))


def tuned_to_length(chosen: Sequence[Chosen], spare: Sequence[Scored], room: Room) -> list[Chosen]:
    """Swap one late choice for a spare candidate where that brings the running time nearer to the wish."""
    target, result = room.aims.seconds, list(chosen)
    if not target or room.tracks is not None or room.enough(result):
        return result
    best: tuple[int, int, Chosen] | None = None
    for place in range(len(result) - 1, max(-1, len(result) - 9), -1):
        rest = result[:place] + result[place + 1 :]
        for scored in spare:
            if not room.fits(scored.candidate, rest):
                continue
            swapped = Chosen(scored.candidate, result[place].member)
            miss = abs(target - room.seconds_with([*rest, swapped]))
            if best is None or miss < best[0]:
                best = (miss, place, swapped)
    if best is not None and best[0] < abs(target - room.seconds_with(result)):
        result[best[1]] = best[2]
    return result


def spread_artists(chosen: Sequence[Chosen]) -> list[Chosen]:
    """Return the choices in an order where no artist follows themselves, as far as that is possible."""
    left, ordered = list(chosen), list[Chosen]()
    while left:
        last = main_artist(ordered[-1].candidate.item) if ordered else None
        place = next((i for i, c in enumerate(left) if main_artist(c.candidate.item) != last), 0)
        ordered.append(left.pop(place))
    return ordered


def credited(item: Item) -> frozenset[str]:
    """Return the folded names of all who are credited."""
    names = item.artists if isinstance(item, Track) else (item.show,)
    return frozenset(plain(name) for name in names)


def is_same_song(one: Item, other: Item) -> bool:
    """Tell whether two items are one song, in whichever version."""
    return (
        one.uri == other.uri or bool(_songs(one) & _songs(other)) or bool(_recording_ids(one) & _recording_ids(other))
    )


def _identities(items: Iterable[Item]) -> tuple[frozenset[tuple[str, str]], frozenset[str]]:
    listed = list(items)
    return frozenset(s for item in listed for s in _songs(item)), frozenset(
        i for item in listed for i in _recording_ids(item)
    )


def _songs(item: Item) -> frozenset[tuple[str, str]]:
    """Return the song as each of its artists': "B, A" and "A" may both be credited with one song."""
    artists = item.artists if isinstance(item, Track) and item.artists else (item.credit,)
    return frozenset(song_key(item.title, artist) for artist in artists)


def _is_namesake(one: Item, other: Item) -> bool:
    """Tell whether two items have one title: by somebody else it is most likely a cover of the same song."""
    return {song for song, _ in _songs(one)} == {song for song, _ in _songs(other)}


def _recording_ids(item: Item) -> frozenset[str]:
    isrc = item.isrc if isinstance(item, Track) else None
    return frozenset({item.uri, isrc} if isrc else {item.uri})
