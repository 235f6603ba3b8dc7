"""What an artist or a track is like, in words of the lexicon: what open data says of their recordings."""

from collections import defaultdict
from collections.abc import Sequence

from bot.curation.affinity import Candidate
from bot.curation.finder import Finder, Found
from bot.curation.lexicon.terms import Lexicon, TermKind
from bot.curation.likeness import LEAST_ARTIST, artist_likeness
from bot.curation.music import Track
from bot.curation.picks import Pick
from bot.curation.ports import Query
from bot.errors import NoMatch

MOST_GENRES, MOST_MOODS = 3, 2
LEAST_SHARE = 0.3  # of the recordings: a mood of fewer is one song's, not the artist's


async def portrait(finder: Finder, pick: Pick) -> tuple[str, ...]:
    """Return the genres and moods that tell most of what `pick` names; none where nothing is known of it.

    Raises:
        ServiceError: the music service did not answer.
    """
    tracks = await (_track(finder, pick) if pick.title else _by(finder, pick))
    described = await finder.described([Found(track, "", 0.0) for track in tracks])
    known = [candidate for candidate in described if candidate.features.is_known]
    genres = _most_common(known, TermKind.GENRE, finder.lexicon)
    narrow = [name for name in genres if not any(name in finder.lexicon.ancestors(other) for other in genres)]
    moods = _most_common(known, TermKind.MOOD, finder.lexicon)
    return (*narrow[:MOST_GENRES], *moods[:MOST_MOODS])


async def _track(finder: Finder, pick: Pick) -> list[Track]:
    try:
        item = await finder.track(pick)
    except NoMatch:
        return []
    return [item] if isinstance(item, Track) else []


async def _by(finder: Finder, pick: Pick) -> list[Track]:
    name = pick.artist or pick.words
    tracks = await finder.music.find_tracks(Query(artist=name))
    return [track for track in tracks if artist_likeness(name, track.artists) >= LEAST_ARTIST]


def _most_common(candidates: Sequence[Candidate], kind: TermKind, lexicon: Lexicon) -> list[str]:
    """Return the terms that most of the recordings have, surest first."""
    sure: dict[str, float] = defaultdict(float)
    for candidate in candidates:
        for name, weight in candidate.features.tags.items():
            if lexicon[name].kind is kind:
                sure[name] += weight
    enough = LEAST_SHARE * len(candidates)
    return sorted((name for name in sure if sure[name] >= enough), key=lambda name: (-sure[name], name))
