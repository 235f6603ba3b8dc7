"""How much alike recordings are, so that a list does not say one thing twenty times. Pure functions.

Two recordings are as alike as the cosine between what is said of them: genres, moods and sounds, artists, decade.
Each is kept as one number with a bit for each of these words: the cosine is then counted, not summed.
"""

from collections.abc import Sequence

from bot.curation.affinity import Candidate
from bot.curation.music import Track
from bot.curation.titles import plain

UNKNOWN = 0.5  # how much like all others that counts of which nothing is known: to be unknown is no variety


class Likeness:
    """How much each candidate is like what is on the list, while the list grows."""

    __slots__ = ("_bits", "_listed", "_nearest", "_seen", "_words")

    def __init__(self, candidates: Sequence[Candidate], listed: Sequence[Candidate] = ()) -> None:
        self._words: dict[str, int] = {}
        self._bits = [self._bits_of(candidate) for candidate in candidates]
        self._nearest = [0.0 if candidate.features.tags else UNKNOWN for candidate in candidates]
        self._listed = [self._bits_of(candidate) for candidate in listed]
        self._seen = [0] * len(candidates)  # how many of the listed each was compared with

    def add(self, place: int) -> None:
        """Count a candidate as listed."""
        self._listed.append(self._bits[place])

    def nearest(self, place: int) -> float:
        """Return how much a candidate is like the listed one it is most like, 0 to 1."""
        (bits, size), nearest = self._bits[place], self._nearest[place]
        for other, other_size in self._listed[self._seen[place] :]:
            likeness = (bits & other).bit_count() * size * other_size
            if likeness > nearest:
                nearest = likeness
        self._seen[place], self._nearest[place] = len(self._listed), nearest
        return nearest

    def _bits_of(self, candidate: Candidate) -> tuple[int, float]:
        """Return what is said of a candidate, a bit for each word, and one through the length of that vector."""
        words = self._words
        bits = sum(1 << words.setdefault(word, len(words)) for word in _words_of(candidate))
        return bits, bits.bit_count() ** -0.5


def _words_of(candidate: Candidate) -> set[str]:
    """Return what is said of a recording."""
    item, features = candidate.item, candidate.features
    artists = item.artists if isinstance(item, Track) else (item.show,)
    decade = {f"{features.year // 10}0s"} if features.year else set()
    return {*features.tags, *(f"by {plain(artist)}" for artist in artists), *decade}
