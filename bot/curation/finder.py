"""Finding candidates: the few searches and look-ups that a wish is worth."""

import asyncio
from collections.abc import Awaitable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.curation.affinity import Candidate, features_of
from bot.curation.aims import Aims
from bot.curation.lexicon.terms import Lexicon
from bot.curation.likeness import LEAST_ARTIST, artist_likeness
from bot.curation.matching import best_match, namesakes
from bot.curation.music import Item, Track
from bot.curation.picks import Pick
from bot.curation.ports import MusicService, OpenMusicData, Query, SongPages
from bot.curation.publishing import fit_to_say
from bot.curation.searches import MOST_PAGES, PAGE, searches_for
from bot.curation.wish import Reach
from bot.errors import NoMatch

T = TypeVar("T")

MOST_OTHERS = 3  # who have a song so called, where the artist asked for has none
OWN_ADDRESS = "spotify:"  # a pick may be the music service's own address of an item


@dataclass(frozen=True, slots=True)
class Found:
    """What a search brought: the track, the genre that was searched, and its place in the answer, 0 to 1."""

    track: Track
    genre: str
    place: float
    named: bool = False


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds recordings on the music service, and what open data says of them."""

    music: MusicService
    open_data: OpenMusicData
    lexicon: Lexicon
    pages: SongPages | None = None  # None: links of other services tell only what stands in them

    async def track(self, pick: Pick) -> Item:
        """Return the recording that a pick means; never somebody else's of the same name.

        Raises:
            NoMatch: there is none near enough; where only others have one so called, it says who.
            ServiceError: the music service did not answer.
        """
        found = await self._track_if_any(pick)
        if found is not None:
            return found
        if pick.page and not pick.title:
            raise NoMatch("no_song_in_link")
        if not (pick.title and pick.artist):
            raise NoMatch("no_such_track", words=fit_to_say(str(pick)))
        others = ", ".join(track.credit for track in await self.by_others(pick))
        key = "no_such_track_but" if others else "no_such_track_by"
        raise NoMatch(key, title=fit_to_say(pick.title), artist=fit_to_say(pick.artist), others=others)

    async def by_others(self, pick: Pick) -> list[Track]:
        """Return what is called as a pick with title and artist says, but is by others: one each, best first, a few.

        Raises:
            ServiceError: the music service did not answer.
        """
        if not (pick.title and pick.artist):
            return []
        return namesakes(pick.title, await self.music.find_tracks(Query(title=pick.title)))[:MOST_OTHERS]

    async def tracks(self, picks: Sequence[Pick]) -> list[Item | None]:
        """Return the recordings that picks mean, in order; None for those there are none of.

        Raises:
            ServiceError: the music service did not answer.
        """
        return await all_of(self._track_if_any(pick) for pick in picks)

    async def _track_if_any(self, pick: Pick) -> Item | None:
        if pick.words.startswith(OWN_ADDRESS):
            return (await self.music.items([pick.words])).get(pick.words)
        if pick.page:
            pick = await self._told_by_page(pick)
        for meaning, query in _queries(pick):
            match = best_match(meaning, await self.music.find_tracks(query))
            if match is not None:
                return match
        return None

    async def _told_by_page(self, pick: Pick) -> Pick:
        """Return the song that a link leads to, by open data, else by the title in the link, else nothing at all."""
        song = await self.pages.song_at(pick.page) if self.pages is not None else None
        return song or replace(pick, words="")

    async def meant(self, pick: Pick) -> Pick:
        """Return free words told apart: an artist's name or a track's title and artist.

        Raises:
            NoMatch: they are neither.
        """
        if not pick.words or pick.page or pick.words.startswith(OWN_ADDRESS):
            return pick
        tracks = await self.music.find_tracks(Query(words=pick.words))
        by_artist = [t for t in tracks if artist_likeness(pick.words, t.artists) >= LEAST_ARTIST]
        if len(by_artist) >= 2 or (by_artist and by_artist[0] is tracks[0]):
            return Pick(artist=pick.words, origin=pick.origin)
        if best_match(pick, tracks) is not None:
            return Pick(words=pick.words, origin=pick.origin)
        raise NoMatch("nothing_called", words=pick.words)

    async def candidates(self, aims: Aims, wanted: int) -> list[Candidate]:
        """Return what may go on a list of about `wanted` tracks, each once, in the order it was found."""
        searches = searches_for(aims, wanted, self.lexicon)
        artists = [pick.artist for pick, _ in aims.named if pick.artist and not pick.title]
        pages = 2 if artists and not searches else 1
        by_name = [Query(artist=name, page=page) for name in artists for page in range(pages)]
        is_by_fame = aims.reach is Reach.HITS
        found = await all_of(self._search(query, is_by_fame=is_by_fame) for query in [*by_name, *searches])
        return await self.described(_once(hit for hits in found for hit in hits))

    async def described(self, found: Sequence[Found]) -> list[Candidate]:
        """Return the finds with all that is known of them."""
        facts = await self.open_data.facts([hit.track for hit in found])
        return [
            Candidate(
                item=hit.track,
                features=features_of(hit.track, facts.get(hit.track.uri), hit.genre, self.lexicon),
                place=hit.place,
                genre=hit.genre,
                named=hit.named,
            )
            for hit in found
        ]

    async def _search(self, query: Query, *, is_by_fame: bool) -> list[Found]:
        """Return what a search brings; by fame, a later page counts as further down."""
        tracks = await self.music.find_tracks(query)
        if query.artist:
            tracks = [t for t in tracks if artist_likeness(query.artist, t.artists) >= LEAST_ARTIST]
        first, last = (query.page * PAGE, MOST_PAGES * PAGE - 1) if is_by_fame else (0, max(1, len(tracks) - 1))
        return [Found(t, query.genre, (first + place) / last, bool(query.artist)) for place, t in enumerate(tracks)]


async def all_of(asked: Iterable[Awaitable[T]]) -> list[T]:
    """Return what each gives, in order, once all have ended: no search is left to fly on unwatched.

    Raises:
        Whatever the first of them, in order, raised.
    """
    results = await asyncio.gather(*asked, return_exceptions=True)
    given: list[T] = []
    for result in results:
        if isinstance(result, BaseException):
            raise result
        given.append(result)
    return given


def _queries(pick: Pick) -> list[tuple[Pick, Query]]:
    """Return the searches for one pick and what each would mean, most exact first (fielded, then free text)."""
    if pick.title and pick.artist:
        both = f"{pick.title} {pick.artist}"
        whole = Pick(title=f"{pick.title} by {pick.artist}")  # "Down by the River" has no artist in it
        return [
            (pick, Query(title=pick.title, artist=pick.artist)),
            (pick, Query(words=both)),
            (whole, Query(words=whole.title)),
        ]
    if pick.title:
        return [(pick, Query(words=pick.title)), (pick, Query(title=pick.title))]
    words = pick.words or pick.artist
    return [(pick, Query(words=words))] if words else []


def _once(hits: Iterable[Found]) -> list[Found]:
    seen: dict[str, Found] = {}
    for hit in hits:
        seen.setdefault(hit.track.uri, hit)
    return list(seen.values())
