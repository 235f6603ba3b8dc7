"""What a channel has settled for all its lists."""

from dataclasses import dataclass, replace

from bot.curation.wish import Explicit, Piece, Said


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """The settings of one channel, as its host or its moderators left them."""

    votes: bool = True
    votes_needed: int | None = None  # None = half of the session's members
    most_by_member: int | None = None  # tracks that one member may ask for by name
    most_by_artist: int | None = None  # tracks of one artist on a list
    never: tuple[Said, ...] = ()  # what no list of the channel may hold

    @property
    def explicit(self) -> bool:
        """Whether explicit lyrics are allowed."""
        return all(said.piece != Explicit(allowed=False) for said in self.never)

    def with_never(self, *said: Said) -> "ChannelSettings":
        """Return them with more that is never to come; each once, as it was said first."""
        known = {each.piece for each in self.never}
        fresh = {each.piece: each for each in said if each.piece not in known}
        return replace(self, never=(*self.never, *fresh.values()))

    def without_never(self, *pieces: Piece) -> "ChannelSettings":
        """Return them with some of it allowed again."""
        return replace(self, never=tuple(each for each in self.never if each.piece not in pieces))
