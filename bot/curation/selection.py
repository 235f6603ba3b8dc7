"""Which items fit together on one list: caps, no song twice, the length. Pure functions."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import chain, combinations
from operator import itemgetter

from bot.curation.affinity import Candidate
from bot.curation.aims import Aims
from bot.curation.fairness import Chosen, Scored
from bot.curation.limits import is_meant
from bot.curation.music import Item, Track
from bot.curation.titles import plain, song_key

MOST_PER_ARTIST = 2
TOLERANCE = 0.02  # of a running time
LATE = 8  # so many of the last choices may be exchanged for its sake …
MOST_SPARE = 40  # … for so many of the best that are left …
MOST_TRIED = 200  # … in so many ways


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
        most = self.aims.most_by_artist or MOST_PER_ARTIST
        return all(counts[name] < most for name in credited(item))


@dataclass(frozen=True, slots=True)
class Exchange:
    """Candidates that come in the places of others."""

    out: tuple[int, ...]  # places among the chosen
    into: tuple[Scored, ...]
    gain: int  # in seconds


def tuned_to_length(chosen: Sequence[Chosen], spare: Sequence[Scored], room: Room) -> list[Chosen]:
    """Exchange one or two late choices for spare candidates where that brings the running time nearer to the wish."""
    target = room.aims.seconds
    if not target or room.tracks is not None or room.enough(chosen):
        return list(chosen)
    lack = target - room.seconds_with(chosen)
    rated = ((_cost(exchange, lack, target * TOLERANCE), exchange) for exchange in _exchanges(chosen, spare))
    for cost, exchange in nsmallest(MOST_TRIED, rated, key=itemgetter(0)):
        if cost[0] < lack and (result := _exchanged(chosen, exchange, room)):
            return result
    return list(chosen)


def _exchanges(chosen: Sequence[Chosen], spare: Sequence[Scored]) -> Iterator[Exchange]:
    """Yield what may come for what, the late among the chosen and the best among the spare."""
    late = range(max(0, len(chosen) - LATE), len(chosen))
    some = spare[:MOST_SPARE]
    for out in chain(combinations(late, 1), combinations(late, 2)):
        gone = sum(chosen[place].candidate.item.seconds for place in out)
        for into in chain(combinations(some, 1), combinations(some, 2)):
            yield Exchange(out, into, sum(scored.candidate.item.seconds for scored in into) - gone)


def _cost(exchange: Exchange, lack: int, slack: float) -> tuple[float, int, int]:
    """Return what counts against an exchange: seconds beyond the tolerance, then changes, then early places."""
    beyond = max(0.0, abs(lack - exchange.gain) - slack)
    return beyond, len(exchange.out) + len(exchange.into), -sum(exchange.out)


def _exchanged(chosen: Sequence[Chosen], exchange: Exchange, room: Room) -> list[Chosen] | None:
    """Return the choices after an exchange, each newcomer on the turn of who went; None where they do not fit."""
    result = [each for place, each in enumerate(chosen) if place not in exchange.out]
    turns = [(place, chosen[place].member) for place in exchange.out]
    for number, scored in enumerate(exchange.into):
        place, member = turns[min(number, len(turns) - 1)]
        if not room.fits(scored.candidate, result):
            return None
        result.insert(place, Chosen(scored.candidate, member))
    return result


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
