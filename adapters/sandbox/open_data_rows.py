"""What the pretend ListenBrainz knows of a recording: less than the catalogue, as in life."""

import re
from typing import Any

from adapters.sandbox.country_names import COUNTRY_NAMES
from adapters.sandbox.identity import an_mbid, number, share
from adapters.sandbox.recordings import Artist, Catalogue, Recording
from adapters.sandbox.words import fold

Row = dict[str, Any]  # one JSON object of an answer

UNTOLD_SHARE = {"emerging": 0.3}  # of recordings that are unknown or bare, by tier
UNTOLD_ELSEWHERE = 0.1
PAGED_SHARE = 0.7  # of recordings with a page that editors noted
MOOD_SHARE = 0.7  # of moods that somebody tagged
SOUND_SHARE = 0.5
MOST_COUNTS = 12  # people who agree on a genre
_SUNG = frozenset({"voice", "choir", "rap", "falsetto"})
_AFTER_TITLE = re.compile(r"\s+(?:-\s|[(\[]).*")
_NEXT_ARTIST = re.compile(r"\s*(?:,|;|\bfeat\b\.?|\bft\b\.?|\bfeaturing\b|\bwith\b|\bx\b).*", re.IGNORECASE)


class OpenData:
    """The recordings of a catalogue by what they are called; the pretend ones are not known."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._known: dict[tuple[str, str], Recording] = {}
        for recording in catalogue.recordings:
            if not recording.pretend and not _is_unknown(recording):
                for credit in {_credit(recording), recording.artists[0].name}:
                    self._known.setdefault((fold(recording.title), fold(credit)), recording)
        recordings = set(self._known.values())
        self._by_mbid = {an_mbid("recording", recording.id): recording for recording in recordings}
        self._by_page = {deezer_page(r): r for r in recordings if share("page", r.id) < PAGED_SHARE}

    def url(self, page: str) -> Row | None:
        """Return what MusicBrainz tells of an address: the recording editors noted it at; None where there is none."""
        recording = self._by_page.get(page)
        if recording is None:
            return None
        heard = {"id": an_mbid("recording", recording.id), "title": recording.title, "video": False}
        relation = {"type": "streaming", "target-type": "recording", "direction": "backward", "recording": heard}
        return {"id": an_mbid("url", page), "resource": page, "relations": [relation]}

    def recording(self, mbid: str) -> Row | None:
        """Return title and artists of a recording; None where there is none."""
        recording = self._by_mbid.get(mbid)
        if recording is None:
            return None
        artists = [{"id": an_mbid("artist", artist.id), "name": artist.name} for artist in recording.artists]
        credit = [{"name": artist["name"], "joinphrase": " & ", "artist": artist} for artist in artists]
        credit[-1]["joinphrase"] = ""
        return {"id": mbid, "title": recording.title, "length": recording.seconds * 1000, "artist-credit": credit}

    def lookup(self, title: str, artist: str, inc: frozenset[str]) -> Row:
        """Return the row of a recording with the metadata that `inc` names; empty when it is unknown.

        Args:
            title: Its name; what follows a dash or bracket may be left out.
            artist: Its artist; those featured may be left out.
            inc: What to tell beside the names: "artist", "tag", "release", or nothing at all.
        """
        for heard in dict.fromkeys((title, _AFTER_TITLE.sub("", title))):
            for credit in dict.fromkeys((artist, _NEXT_ARTIST.sub("", artist))):
                recording = self._known.get((fold(heard), fold(credit)))
                if recording:
                    return _names(recording) | ({"metadata": _metadata(recording, inc)} if inc else {})
        return {}


def deezer_page(recording: Recording) -> str:
    """Return where a recording would be on Deezer."""
    return f"https://www.deezer.com/track/{number('deezer', recording.id) % 10**9}"


def _names(recording: Recording) -> Row:
    return {
        "recording_name": recording.title,
        "artist_credit_name": _credit(recording),
        "recording_mbid": an_mbid("recording", recording.id),
        "artist_mbids": [an_mbid("artist", artist.id) for artist in recording.artists],
        "release_name": recording.album,
        "release_mbid": an_mbid("release", recording.album_id),
    }


def _metadata(recording: Recording, inc: frozenset[str]) -> Row:
    metadata: Row = {"recording": {"length": recording.seconds * 1000, "first_release_date": str(recording.year)}}
    if "artist" in inc:
        artists = [_artist(artist) for artist in recording.artists]
        metadata["artist"] = {"name": _credit(recording), "artists": artists}
    if "release" in inc:
        mbid = an_mbid("release", recording.album_id)
        metadata["release"] = {"mbid": mbid, "name": recording.album, "year": recording.year}
    if "tag" in inc:
        tags = [] if _is_bare(recording) else _recording_tags(recording)
        metadata["tag"] = {"recording": tags, "artist": _artist_tags(recording.artists)}
    return metadata


def _artist(artist: Artist) -> Row:
    row = {"artist_mbid": an_mbid("artist", artist.id), "name": artist.name}
    if artist.country in COUNTRY_NAMES:
        row["area"] = COUNTRY_NAMES[artist.country]
    return row


def _recording_tags(recording: Recording) -> list[Row]:
    """Return the tags people gave the recording, those most agree on first."""
    sung = "instrumental" if _SUNG.isdisjoint(recording.sounds) else "vocal"
    moods = [mood for mood in recording.moods if share("mood", recording.id, mood) < MOOD_SHARE]
    heard = [sound for sound in recording.sounds if sound not in _SUNG]
    sounds = [sound for sound in heard if share("sound", recording.id, sound) < SOUND_SHARE]
    genres = [_tag(genre, recording.id, MOST_COUNTS, is_genre=True) for genre in recording.genres]
    others = [_tag(tag, recording.id, 3) for tag in dict.fromkeys([sung, *moods, *sounds])]
    return sorted([*genres, *others], key=lambda tag: -int(tag["count"]))


def _artist_tags(artists: tuple[Artist, ...]) -> list[Row]:
    """Return the tags people gave the artists, each with the artist meant."""
    return [
        {"artist_mbid": an_mbid("artist", artist.id)} | _tag(genre, artist.id, 2 * MOST_COUNTS, is_genre=True)
        for artist in artists
        for genre in artist.genres
    ]


def _tag(tag: str, identity: str, most: int, *, is_genre: bool = False) -> Row:
    row: Row = {"tag": tag, "count": 1 + number("count", identity, tag) % most}
    return row | {"genre_mbid": an_mbid("genre", tag)} if is_genre else row


def _credit(recording: Recording) -> str:
    """Return the artists as they are credited, such as "Jay-Z feat. Alicia Keys"."""
    first, *featured = [artist.name for artist in recording.artists]
    return f"{first} feat. {' & '.join(featured)}" if featured else first


def _untold(recording: Recording) -> float:
    """Return how much is missing: 0 nothing, up to a half its own tags, up to 1 everything."""
    limit = UNTOLD_SHARE.get(recording.tier, UNTOLD_ELSEWHERE)
    return max(0.0, 1 - share("untold", recording.id) / limit)


def _is_unknown(recording: Recording) -> bool:
    return _untold(recording) > 0.5


def _is_bare(recording: Recording) -> bool:
    return 0 < _untold(recording) <= 0.5
