"""What an option may become while it is typed."""

import re

from bot.curation.music import Track
from bot.curation.ports import MusicService, Query
from bot.errors import ServiceError

LEAST_LETTERS = 3
LONGEST = 100  # what platforms show of one suggestion
_YEAR = re.compile(r"\s\((?:19|20)\d\d\)$")


class Suggestions:
    """Suggests songs by the music service's own search; nothing where it does not answer."""

    def __init__(self, music: MusicService) -> None:
        self._music = music

    async def suggest(self, option: str, typed: str) -> list[str]:
        """Return at most ten songs that fit what is typed, best first, as "title by artist (year)"; else none."""
        if option != "song" or len(typed.strip()) < LEAST_LETTERS:
            return []
        try:
            tracks = await self._music.find_tracks(Query(words=without_year(typed)))
        except ServiceError:
            return []
        songs: dict[str, str] = {}
        for track in tracks:
            if track.artists:
                songs.setdefault(f"{track.title} by {track.artists[0]}", _dated(track))
        return [song for song in songs.values() if len(song) <= LONGEST]


def without_year(song: str) -> str:
    """Return a suggestion without the year at its end, which only tells songs apart for the eye."""
    return _YEAR.sub("", song.strip())


def _dated(track: Track) -> str:
    song = f"{track.title} by {track.artists[0]}"
    return f"{song} ({track.year})" if track.year else song
