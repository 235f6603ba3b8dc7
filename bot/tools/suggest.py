"""What an option may become while it is typed."""

from bot.curation.ports import MusicService, Query
from bot.errors import ServiceError

LEAST_LETTERS = 3
LONGEST = 100  # what platforms show of one suggestion


class Suggestions:
    """Suggests songs by the music service's own search; nothing where it does not answer."""

    def __init__(self, music: MusicService) -> None:
        self._music = music

    async def suggest(self, option: str, typed: str) -> list[str]:
        """Return at most ten songs that fit what is typed, best first, as "title by artist"; none for other options."""
        if option != "song" or len(typed.strip()) < LEAST_LETTERS:
            return []
        try:
            tracks = await self._music.find_tracks(Query(words=typed))
        except ServiceError:
            return []
        songs = dict.fromkeys(f"{track.title} by {track.artists[0]}" for track in tracks if track.artists)
        return [song for song in songs if len(song) <= LONGEST]
