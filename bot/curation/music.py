"""The words of music: tracks, episodes, playlists and their revisions."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from bot.chat import Member
from bot.curation.picks import Pick
from bot.curation.wish import Wish


@dataclass(frozen=True, slots=True)
class Track:
    """A recording on one music service."""

    uri: str  # the service's own, such as "spotify:track:4uLU6hMCjMI75M1A2tKUQC"
    title: str
    artists: tuple[str, ...]
    seconds: int
    album: str = ""
    year: int | None = None  # of the album it is on: a reissue says when it was reissued
    explicit: bool = False
    isrc: str | None = None
    url: str = ""
    image: str | None = None

    @property
    def credit(self) -> str:
        """Who made it."""
        return ", ".join(self.artists)


@dataclass(frozen=True, slots=True)
class Episode:
    """An episode of a podcast on one music service."""

    uri: str
    title: str
    show: str  # empty where the service does not tell
    seconds: int
    date: str = ""  # ISO, as precise as the service knows it
    explicit: bool = False
    url: str = ""
    image: str | None = None
    about: str = ""

    @property
    def credit(self) -> str:
        """Whose show it is from."""
        return self.show


Item = Track | Episode


class Source(StrEnum):
    """How an entry came to be in the list."""

    ASKED = "asked"  # a member named it
    STYLE = "style"  # found by a style search for the group's words
    PROPOSED = "proposed"  # a model named it for the group's words: by feel
    OUTSIDE = "outside"  # somebody put it on the list in the music service itself


@dataclass(frozen=True, slots=True)
class Entry:
    """An item in a playlist: the pick it came from, for whom, and why. Holds no text of the music service."""

    uri: str
    pick: Pick
    member: Member | None  # for whom it is there; None = for all
    source: Source
    because: tuple[str, ...] = ()  # the words of the wish it meets, as members said them
    checked: tuple[str, ...] = ()  # what open data confirmed of it: genres and moods
    marks: tuple[str, ...] = ()  # of its song as each artist's, then of its artists: no names, only to compare lists by


@dataclass(frozen=True, slots=True)
class Revision:
    """One change of a playlist: the whole list and wish after it, with its author."""

    number: int  # from 1
    turn: str  # key of the message that caused it; a turn makes one revision at most
    author: Member  # `SOMEBODY_THERE` for a change made in the music service itself
    words: str  # what the author said
    at: datetime
    entries: tuple[Entry, ...]
    wish: Wish
    title: str = ""  # what the list is called from here on
    restores: int | None = None  # the revision whose state this is again; 0 = the empty list before the first
    written: bool = False  # the music service holds exactly this


@dataclass(frozen=True, slots=True)
class Playlist:
    """The list of a session; its current state is its newest revision."""

    id: str
    revisions: tuple[Revision, ...] = ()  # oldest first
    service_id: str | None = None  # the list's id on the music service, once it is there
    url: str | None = None
    owner: Member | None = field(default=None)  # whose account it was made with

    @property
    def title(self) -> str:
        """What it is called now."""
        return self.revisions[-1].title if self.revisions else ""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is on the list now."""
        return self.revisions[-1].entries if self.revisions else ()

    @property
    def wish(self) -> Wish:
        """What the group wants of it now."""
        return self.revisions[-1].wish if self.revisions else Wish()

    def with_revision(self, revision: Revision) -> "Playlist":
        """Return the playlist one change further."""
        return replace(self, revisions=(*self.revisions, revision))
