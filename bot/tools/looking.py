"""Looking for tracks while the group is told how far it has come."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from bot.curation.curator import Curator
from bot.curation.music import Episode, Item, Track
from bot.curation.ports import MusicService, Query
from bot.tools.errand import Errand


@dataclass(frozen=True, slots=True)
class Counted:
    """A `MusicService` that tells after every search how many tracks it has found in all."""

    music: MusicService
    tell: Callable[[int], None]
    _uris: set[str] = field(default_factory=set)

    async def find_tracks(self, query: Query) -> list[Track]:
        """Return what the service finds, and count what is new of it."""
        tracks = await self.music.find_tracks(query)
        self._uris.update(track.uri for track in tracks)
        self.tell(len(self._uris))
        return tracks

    async def find_episodes(self, words: str) -> list[Episode]:
        """Return what the service finds."""
        return await self.music.find_episodes(words)

    async def items(self, uris: Sequence[str]) -> dict[str, Item]:
        """Return what the service knows."""
        return await self.music.items(uris)


def telling(errand: Errand, key: str, **values: object) -> Curator:
    """Return the curator for one choice: the sentence `key` tells how many tracks it has `found` so far."""

    def tell(found: int) -> None:
        errand.turn.progress(key, found=found, **values)

    tell(0)
    curator = errand.desk.curator
    return replace(curator, finder=replace(curator.finder, music=Counted(curator.finder.music, tell)))
