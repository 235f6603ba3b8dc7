"""What the search knows of each thing: its words, its filters, how popular it is."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from adapters.sandbox.identity import share
from adapters.sandbox.ranking import Entry
from adapters.sandbox.recordings import Album, Artist, Catalogue, Episode, Recording, Show
from adapters.sandbox.words import compact, words_of

POPULARITY = {"hit": 0.75, "known": 0.5, "niche": 0.25, "emerging": 0.0}
VERSION_PENALTY = 0.35  # more than a title held whole is worth
POPULAR_VARIANTS = 0.05  # share of the variants that outrank their original
_AFTER_TITLE = re.compile(r"\s+(?:-\s|[(\[]).*")
_VERSION_WORDS = {
    "live": ("live",),
    "remaster": ("remaster", "remastered"),
    "karaoke": ("karaoke",),
    "cover": ("cover", "tribute", "piano", "lounge"),
    "sped up": ("sped",),
    "8d audio": ("8d",),
    "radio edit": ("radio", "edit"),
    "extended mix": ("extended",),
    "instrumental": ("instrumental",),
}


def track_entries(catalogue: Catalogue) -> list[Entry]:
    """Return an entry for each recording, in their order."""
    newest, by_id = newest_year(catalogue), catalogue.recording_by_id
    return [_track_entry(recording, by_id.get(recording.original or ""), newest) for recording in catalogue.recordings]


def _track_entry(recording: Recording, original: Recording | None, newest: int) -> Entry:
    title = text_words(recording.title)
    plain = text_words(_AFTER_TITLE.sub("", recording.title)) or title
    names = [word for artist in recording.artists for word in name_words(artist.name)]
    genres = {*recording.genres, *recording.artists[0].genres}
    fame = popularity(recording.tier, recording.id)
    penalty = 0.0
    if recording.pretend and original:
        is_own = recording.artists == original.artists
        is_popular = is_own and share("popular", recording.id) < POPULAR_VARIANTS
        fame = 1.0 if is_popular else fame
        penalty = -0.1 if is_popular else VERSION_PENALTY
    return Entry(
        {
            "track": [*title, *joined(plain)],
            "artist": names,
            "album": text_words(recording.album),
            "genre": genre_words(genres),
        },
        {
            "genre": [in_one(genre) for genre in genres],
            "year": (str(recording.year),),
            "isrc": (recording.isrc.casefold(),),
            "tag": tags(recording.tier, recording.year >= newest - 1),
        },
        fame,
        name=plain if recording.pretend else title,
        versions=frozenset(_VERSION_WORDS.get(recording.version, ())) - {*plain},
        penalty=penalty,
    )


def artist_entry(artist: Artist, years: Iterable[int]) -> Entry:
    """Return what is known of `artist`, who released music in `years`."""
    return Entry(
        {"artist": name_words(artist.name), "genre": genre_words(artist.genres)},
        {
            "genre": [in_one(genre) for genre in artist.genres],
            "year": [str(year) for year in years],
            "tag": tags(artist.tier, is_new=False),
        },
        popularity(artist.tier, artist.id),
        name=words_of(artist.name),
        penalty=0.1 if artist.pretend else 0.0,
    )


def album_entry(album: Album, newest: int) -> Entry:
    """Return what is known of `album`, in a catalogue that ends in the year `newest`."""
    genres = {genre for artist in album.artists for genre in artist.genres}
    tier = album.artists[0].tier
    return Entry(
        {
            "album": text_words(album.title),
            "artist": [word for artist in album.artists for word in name_words(artist.name)],
            "genre": genre_words(genres),
        },
        {
            "genre": [in_one(genre) for genre in genres],
            "year": (str(album.year),),
            "tag": tags(tier, album.year >= newest - 1),
        },
        popularity(tier, album.id),
        name=text_words(album.title),
        penalty=VERSION_PENALTY if album.pretend else 0.0,
    )


def show_entry(show: Show) -> Entry:
    """Return what is known of `show`."""
    fields = {
        "title": words_of(show.name),
        "publisher": words_of(show.publisher),
        "topics": _words(show.topics),
        "about": words_of(show.about),
    }
    return Entry(fields, {}, share("popular", show.id), name=fields["title"])


def episode_entry(episode: Episode) -> Entry:
    """Return what is known of `episode`."""
    fields = {
        "title": words_of(episode.title),
        "publisher": words_of(episode.show.publisher),
        "show": words_of(episode.show.name),
        "topics": _words(episode.topics),
        "about": words_of(episode.about),
    }
    return Entry(fields, {"year": (episode.date[:4],)}, share("popular", episode.id), name=fields["title"])


def popularity(tier: str, identity: str) -> float:
    """Return a number from 0 to 1: more for the widely known, else by chance but always the same."""
    return POPULARITY[tier] + 0.25 * share("popularity", identity)


def newest_year(catalogue: Catalogue) -> int:
    """Return the year in which the catalogue ends."""
    return max((recording.year for recording in catalogue.recordings), default=0)


def years_by_artist(catalogue: Catalogue) -> defaultdict[str, set[int]]:
    """Return in which years each artist id released music."""
    years: defaultdict[str, set[int]] = defaultdict(set)
    for recording in catalogue.recordings:
        for artist in recording.artists:
            years[artist.id].add(recording.year)
    return years


@lru_cache(maxsize=20_000)  # a title is often an album's too, and an album is said by all its tracks
def text_words(text: str) -> tuple[str, ...]:
    """Return the words of a title."""
    return tuple(words_of(text))


@lru_cache(maxsize=5_000)
def in_one(genre: str) -> str:
    """Return the words of a genre as one."""
    return compact(genre)


@lru_cache(maxsize=20_000)  # the same names and genres come back again and again
def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name, and all in one, so that "acdc" finds AC/DC."""
    words = words_of(name)
    return (*words, *joined(words))


def joined(words: Sequence[str]) -> Iterator[str]:
    """Yield a few short words as one."""
    if 1 < len(words) <= 4:
        yield "".join(words)


def genre_words(genres: Iterable[str]) -> list[str]:
    """Return the words of all `genres`, and each genre in one."""
    return [word for genre in genres for word in name_words(genre)]


def tags(tier: str, is_new: bool) -> list[str]:
    """Return what Spotify would tag it."""
    return ["hipster"] * (tier in ("niche", "emerging")) + ["new"] * is_new


def _words(texts: Iterable[str]) -> list[str]:
    return [word for text in texts for word in words_of(text)]
