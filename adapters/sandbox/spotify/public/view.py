"""What a public page shows, free of markup, and how it says lengths and dates."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Name:
    """Something named on a page."""

    text: str
    page: str | None = None  # the page it leads to, such as "artist/1vCWHaC5f2uS3yhpwWbIA6"


@dataclass(frozen=True, slots=True)
class Line:
    """One track or episode of a list."""

    title: Name
    by: tuple[Name, ...]
    source: Name | None = None  # its album or show
    seconds: int = 0
    picture: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """One thing shown by its picture."""

    title: Name
    note: str
    picture: str


@dataclass(frozen=True, slots=True)
class Group:
    """A list under a heading."""

    heading: str
    lines: tuple[Line, ...] = ()
    tiles: tuple[Tile, ...] = ()
    left_out: int = 0  # how many more there are
    empty: str = ""  # what to say where there are none


@dataclass(frozen=True, slots=True)
class View:
    """All that one page shows."""

    kind: str  # such as "Playlist"
    title: str
    picture: str  # the name of an image
    by: tuple[Name, ...] = ()
    facts: tuple[Name, ...] = ()
    about: str = ""
    note: str = ""
    groups: tuple[Group, ...] = ()


def length(seconds: int) -> str:
    """Return a length as players show it, such as "4:28" or "1:02:03"."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def total_length(seconds: int) -> str:
    """Return the length of a whole list, such as "2 hr 5 min" or "41 min 9 sec"."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} hr {minutes} min" if hours else f"{minutes} min {rest} sec"


def counted(count: int, one: str) -> str:
    """Return `count` and what is counted, such as "1 track" or "12 tracks"."""
    return f"{count:,} {one}" if count == 1 else f"{count:,} {one}s"


def day(iso: str) -> str:
    """Return an ISO date in words, such as "14 May 2019"."""
    said = date.fromisoformat(iso)
    return f"{said.day} {said:%B %Y}"
