"""How diverse a list is, with what is not known of it counted as openly as what is. Pure functions.

A track is known to be lesser known where it came by a search for lesser-known music: no other source that we may ask
tells how well known anything is.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.curation.aims import aims_of
from bot.curation.music import Item, Playlist, Source, Track
from bot.curation.places import codes_of
from bot.curation.ports import OpenFacts
from bot.curation.titles import plain
from bot.curation.wish import Reach

LESSER_KNOWN = (Reach.EMERGING, Reach.LESSER_KNOWN)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a list's tracks come from; every track is counted in each line once, as known or as unknown."""

    tracks: int
    artists: int  # all that are credited
    most_by_artist: int
    decades: tuple[tuple[int, int], ...]  # (first year, tracks), oldest first
    no_year: int
    album_years: int  # of those with a year: so many are known by their album alone, which may be a reissue
    countries: tuple[tuple[str, int], ...]  # (ISO code, tracks), most first; a duo may be of two
    no_country: int
    lesser_known: int  # the others may be just as little known: nobody tells


def receipt_of(playlist: Playlist, items: Mapping[str, Item], facts: Mapping[str, OpenFacts]) -> Receipt:
    """Return the receipt of the tracks on a list, by what open data says of each; episodes do not count."""
    tracks = [item for e in playlist.entries if isinstance(item := items.get(e.uri), Track)]
    told = [facts.get(track.uri, OpenFacts()) for track in tracks]
    years = [known.year or track.year for track, known in zip(tracks, told, strict=True)]
    countries = [codes_of(known.countries) for known in told]
    artists = Counter(plain(artist) for track in tracks for artist in set(track.artists))
    found_lesser_known = _found_lesser_known(playlist)
    return Receipt(
        tracks=len(tracks),
        artists=len(artists),
        most_by_artist=max(artists.values(), default=0),
        decades=tuple(sorted(Counter(year // 10 * 10 for year in years if year).items())),
        no_year=sum(not year for year in years),
        album_years=sum(bool(track.year) and not known.year for track, known in zip(tracks, told, strict=True)),
        countries=_most_first(code for codes in countries for code in codes),
        no_country=sum(not codes for codes in countries),
        lesser_known=sum(track.uri in found_lesser_known for track in tracks),
    )


def _found_lesser_known(playlist: Playlist) -> frozenset[str]:
    """Return what came on the list by a search for lesser-known music: each by the wish of when it first came."""
    found, seen = set[str](), set[str]()
    for revision in playlist.revisions:
        aims = aims_of(revision.wish)
        by_name = {"", *(pick.artist for pick, _ in aims.named)}  # those searches ask for the famous too
        fresh = [entry for entry in revision.entries if entry.uri not in seen]
        if aims.reach in LESSER_KNOWN:
            found |= {e.uri for e in fresh if e.source is Source.STYLE and e.pick.words not in by_name}
        seen |= {entry.uri for entry in fresh}
    return frozenset(found)


def _most_first(codes: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(codes).items(), key=lambda counted: (-counted[1], counted[0])))
