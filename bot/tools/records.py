"""records: how a channel's list stands, in our own words; what a model may be told of it."""

from dataclasses import dataclass

from bot.chat import Channel
from bot.conversation.talk import Record, Sheet
from bot.curation.playlists import Playlists
from bot.errors import NothingThere
from bot.sessions.sessions import Sessions

MOST_WISHES = 30  # the newest words win


@dataclass(frozen=True, slots=True)
class ListRecords:
    """The `Records` of the channels' sessions: numbers, the words each entry came by, and for whom."""

    sessions: Sessions
    playlists: Playlists

    async def of(self, channel: Channel, spoken_of: str | None) -> Sheet:
        """Return how the channel's list stands; an empty sheet where there is none."""
        try:
            session = await self.sessions.current(channel)
        except NothingThere:
            return Sheet()
        playlist = await self.playlists.get(session.playlist_id)
        records = tuple(Record(number, e.pick, e.member) for number, e in enumerate(playlist.entries, 1))
        wishes = dict.fromkeys((said.member, said.words) for said in playlist.wish.said if said.words)
        spoken = next((number for number, e in enumerate(playlist.entries, 1) if e.uri == spoken_of), None)
        return Sheet(records, tuple(wishes)[-MOST_WISHES:], session.members, spoken)
