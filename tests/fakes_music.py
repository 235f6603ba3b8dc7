"""A music service and open data in memory, for tests that are about something else."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.chat import Member
from bot.curation.edits import Row, anew, applied, plan
from bot.curation.music import Episode, Item, Track
from bot.curation.ports import Held, OpenFacts, Published, Query
from bot.errors import NotAllowed, NotLinked, ServiceDown, ServiceError

PAGE = 10


@dataclass(slots=True)
class FakeList:
    """A playlist on the fake service."""

    owner: Member
    title: str
    description: str
    uris: list[str] = field(default_factory=list)


class FakeMusic:
    """MusicService, PlaylistService and OpenMusicData over a few tracks.

    Args:
        tracks: What there is to find; among equals, earlier ones are found first.
        episodes: Podcast episodes.
        known: What open data says, by uri; genres and obscurity ("obscure") are searched among these tags.
        linked: Who has a linked account; everybody when it is None.
    """

    def __init__(
        self,
        tracks: Iterable[Track] = (),
        episodes: Iterable[Episode] = (),
        known: Mapping[str, OpenFacts] | None = None,
        linked: Iterable[Member] | None = None,
    ) -> None:
        self.tracks = list(tracks)
        self.episodes = list(episodes)
        self.known = dict(known or {})
        self.linked = None if linked is None else set(linked)
        self.lists: dict[str, FakeList] = {}
        self.queries: list[Query] = []  # every search for tracks, oldest first
        self.writes = 0  # how often a list was written
        self.error: ServiceError | None = None  # raised by every call while it is set; open data knows nothing then

    async def find_tracks(self, query: Query) -> list[Track]:
        """Return the tracks that fit, ten to a page."""
        self._may_fail()
        self.queries.append(query)
        if query == Query(page=query.page):
            return []
        found = [track for track in self.tracks if self._fits(track, query)]
        return found[query.page * PAGE : (query.page + 1) * PAGE]

    async def find_episodes(self, words: str) -> list[Episode]:
        """Return the episodes whose title, show or description has all of `words`."""
        self._may_fail()
        wanted = _words(words)
        return [one for one in self.episodes if wanted and wanted <= _words(one.title, one.show, one.about)][:PAGE]

    async def items(self, uris: Sequence[str]) -> dict[str, Item]:
        """Return the items behind `uris`."""
        self._may_fail()
        known = self._items()
        return {uri: known[uri] for uri in uris if uri in known}

    async def create(self, owner: Member, title: str, description: str, *, begun: bool = False) -> Published:
        """Make an empty playlist."""
        self._check(owner)
        service_id = f"list{len(self.lists) + 1}"
        self.lists[service_id] = FakeList(owner, title, description)
        return Published(service_id, f"https://music.test/{service_id}")

    async def describe(self, owner: Member, service_id: str, title: str, description: str) -> None:
        """Change title and description."""
        self._check(owner)
        one = self._list(service_id)
        one.title, one.description = title, description

    async def write(
        self, owner: Member, service_id: str, uris: Sequence[str], held: Sequence[Row] | None = None
    ) -> None:
        """Make the playlist hold exactly `uris`."""
        self._check(owner)
        self.writes += 1
        edits, one = anew(uris) if held is None else plan(held, uris), self._list(service_id)
        one.uris = [row for row in applied(edits, one.uris) if row is not None]

    async def held(self, owner: Member, service_id: str) -> Held:
        """Return what the playlist holds."""
        self._check(owner)
        if service_id not in self.lists:
            raise NotAllowed("There is no such playlist any more.", reason="list_gone")
        one = self.lists[service_id]
        return Held(one.title, tuple(one.uris), tuple(await self.read(owner, service_id)))

    async def read(self, owner: Member, service_id: str) -> list[Item]:
        """Return what the playlist holds."""
        self._check(owner)
        known = self._items()
        return [known[uri] for uri in self._list(service_id).uris if uri in known]

    async def facts(self, tracks: Sequence[Track]) -> dict[str, OpenFacts]:
        """Return what is known of each track."""
        if self.error is not None:
            return {}
        return {track.uri: self.known[track.uri] for track in tracks if track.uri in self.known}

    def _fits(self, track: Track, query: Query) -> bool:
        tags = {_folded(tag) for tag, _ in self.known.get(track.uri, OpenFacts()).tags}
        return (
            _words(query.title) <= _words(track.title)
            and _words(query.artist) <= _words(track.credit)
            and _words(query.words) <= _words(track.title, track.credit, track.album, *tags)
            and (not query.genre or _folded(query.genre) in tags)
            and (not query.lesser_known or "obscure" in tags)
            and (query.first_year is None or (track.year or 0) >= query.first_year)
            and (query.last_year is None or (track.year or 9999) <= query.last_year)
        )

    def _items(self) -> dict[str, Item]:
        everything: list[Item] = [*self.tracks, *self.episodes]
        return {item.uri: item for item in everything}

    def _list(self, service_id: str) -> FakeList:
        if service_id not in self.lists:
            raise ServiceDown("There is no such playlist.")
        return self.lists[service_id]

    def _check(self, owner: Member) -> None:
        self._may_fail()
        if self.linked is not None and owner not in self.linked:
            raise NotLinked("not_linked")

    def _may_fail(self) -> None:
        if self.error is not None:
            raise self.error


def _words(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts for word in _folded(text).split())


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).strip()
