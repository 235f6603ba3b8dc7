"""A pretend music service, pretend open data and a small lexicon: what the tests of curation need of the world."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from bot.chat import Member
from bot.curation.edits import Row, anew, applied, plan
from bot.curation.lexicon.terms import Lexicon, Term, TermKind
from bot.curation.music import Episode, Item, Track
from bot.curation.ports import Held, OpenFacts, Published, Query
from bot.errors import NotAllowed, ServiceDown
from tests.examples import a_track

PAGE = 10


class FakeMusic:
    """A `MusicService` over a shelf of tracks for each genre; remembers what was asked."""

    def __init__(self, shelves: Mapping[str, Sequence[Track]] | None = None, episodes: Sequence[Episode] = ()) -> None:
        self.shelves = {genre: list(tracks) for genre, tracks in (shelves or {}).items()}
        self.episodes = list(episodes)
        self.queries: list[Query] = []
        self.down = False

    async def find_tracks(self, query: Query) -> list[Track]:
        """Return the page of the genre's shelf, or the tracks whose title or artist was said."""
        self._answer()
        self.queries.append(query)
        if query.genre:
            return self.shelves.get(query.genre, [])[query.page * PAGE :][:PAGE]
        said = " ".join((query.title, query.artist, query.words)).casefold().split()
        everything = [t for shelf in self.shelves.values() for t in shelf]
        found = [t for t in dict.fromkeys(everything) if set(_words(t)) & set(said)]
        found.sort(key=lambda t: -len(set(_words(t)) & set(said)))
        return found[query.page * PAGE :][:PAGE]

    async def find_episodes(self, words: str) -> list[Episode]:
        """Return the episodes, whatever the words."""
        self._answer()
        return self.episodes[:PAGE]

    async def items(self, uris: Sequence[str]) -> dict[str, Item]:
        """Return those of `uris` that stand on a shelf."""
        self._answer()
        known: dict[str, Item] = {t.uri: t for shelf in self.shelves.values() for t in shelf}
        known |= {e.uri: e for e in self.episodes}
        return {uri: known[uri] for uri in uris if uri in known}

    def _answer(self) -> None:
        if self.down:
            raise ServiceDown("The pretend music service is down.")


class FakeOpenData:
    """An `OpenMusicData` that knows what it was told."""

    def __init__(self, facts: Mapping[str, OpenFacts] | None = None) -> None:
        self.known = dict(facts or {})

    async def facts(self, tracks: Sequence[Track]) -> dict[str, OpenFacts]:
        """Return what is known of each track."""
        return {t.uri: self.known[t.uri] for t in tracks if t.uri in self.known}


class FakePlaylistService:
    """A `PlaylistService` that keeps lists in a dict; it can fail at a step."""

    def __init__(self) -> None:
        self.lists: dict[str, list[str]] = {}
        self.titles: dict[str, str] = {}
        self.owners: dict[str, Member] = {}
        self.calls: list[str] = []
        self.fails_at: str | None = None
        self.fails_with: Exception = ServiceDown("The pretend service is down.")
        self.items: dict[str, Item] = {}

    async def create(self, owner: Member, title: str, description: str, *, begun: bool = False) -> Published:
        """Make an empty list."""
        self._step("create")
        service_id = f"service-{len(self.lists) + 1}"
        self.lists[service_id], self.titles[service_id], self.owners[service_id] = [], title, owner
        return Published(service_id, f"https://open.test/{service_id}")

    async def describe(self, owner: Member, service_id: str, title: str, description: str) -> None:
        """Change the title."""
        self._step("describe")
        self.titles[service_id] = title

    async def write(
        self, owner: Member, service_id: str, uris: Sequence[str], held: Sequence[Row] | None = None
    ) -> None:
        """Make the list hold `uris`."""
        self._step("write")
        edits = anew(uris) if held is None else plan(held, uris)
        self.lists[service_id] = [row for row in applied(edits, self.lists[service_id]) if row is not None]

    async def held(self, owner: Member, service_id: str) -> Held:
        """Return what is on the list."""
        self._step("held")
        if service_id not in self.lists:
            raise NotAllowed("There is no such list any more.", reason="list_gone")
        rows = tuple(self.lists[service_id])
        return Held(self.titles[service_id], rows, tuple(self.items[uri] for uri in rows if uri in self.items))

    async def read(self, owner: Member, service_id: str) -> list[Item]:
        """Return what is on the list, as far as it is known here."""
        self._step("read")
        return [self.items[uri] for uri in self.lists[service_id] if uri in self.items]

    def _step(self, name: str) -> None:
        self.calls.append(name)
        if self.fails_at == name:
            raise self.fails_with


def some_tracks(genre: str, number: int, *, artists: int | None = None, seconds: int = 240) -> list[Track]:
    """Return tracks of one genre, each by an artist of its own unless fewer `artists` share them."""
    return [
        a_track(
            f"{genre.title()} Song {_word(n)}", f"{genre.title()} {_word(n % (artists or number))}", seconds=seconds
        )
        for n in range(number)
    ]


def of_genre(
    tracks: Iterable[Track], *tags: str, year: int | None = None, countries: tuple[str, ...] = ()
) -> dict[str, OpenFacts]:
    """Return open facts that say of all `tracks` the same."""
    counted = tuple((tag, 10) for tag in tags)
    return {track.uri: OpenFacts(counted, (), year, countries) for track in tracks}


@cache
def a_lexicon() -> Lexicon:
    """Return a few terms that are enough to reason with."""
    genre, mood, scene, sound = TermKind.GENRE, TermKind.MOOD, TermKind.SCENE, TermKind.SOUND
    return Lexicon(
        [
            Term("pop", genre, 3.5, 4.0, near=("indie pop", "synthpop")),
            Term("synthpop", genre, 3.7, 3.8, parents=("pop",), near=("pop",)),
            Term("indie pop", genre, 3.2, 3.5, parents=("pop",), near=("pop",)),
            Term("country", genre, 3.0, 3.2, near=("folk",)),
            Term("outlaw country", genre, 3.2, 2.9, parents=("country",), near=("country",)),
            Term("folk", genre, 2.2, 3.0, near=("country",)),
            Term("ambient", genre, 1.2, 3.0, near=("ambient jazz",)),
            Term("jazz", genre, 2.6, 3.2, near=("ambient jazz",)),
            Term("ambient jazz", genre, 1.6, 3.0, parents=("ambient", "jazz")),
            Term("metal", genre, 4.8, 2.0, near=("thrash metal",)),
            Term("thrash metal", genre, 5.0, 1.8, parents=("metal",)),
            Term("bossa nova", genre, 2.2, 3.8, parents=("jazz",), country="BR"),
            Term("calm", mood, 1.4, 3.4, genres=("ambient", "folk", "ambient jazz"), opposite="energetic"),
            Term("energetic", mood, 4.6, 3.8, genres=("metal", "synthpop"), opposite="calm"),
            Term("sad", mood, 2.0, 1.4, genres=("folk", "country"), opposite="happy"),
            Term("happy", mood, 3.8, 4.8, genres=("pop",), opposite="sad"),
            Term("road trip", scene, 3.4, 3.8, genres=("indie pop", "country", "folk"), moods=("happy",)),
            Term("voice", sound, genres=("pop", "folk")),
            Term("instrumental", sound, genres=("ambient", "jazz")),
        ]
    )


def _words(track: Track) -> list[str]:
    return f"{track.title} {track.credit}".casefold().split()


def _word(number: int) -> str:
    """Return a word that no other number has: titles that differ by a digit alone would be typos of each other."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    first, second = letters[number % 26], letters[(number * 7 + 3) % 26]
    return f"{first}{second}{first}{second}{first}{number // 26 or ''}".title()
