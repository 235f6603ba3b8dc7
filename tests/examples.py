"""The people, places and things that the tests speak of."""

from datetime import UTC, datetime
from itertools import count

from bot.chat import Channel, ChannelKind, Member, Message
from bot.curation.music import Entry, Episode, Playlist, Revision, Source, Track
from bot.curation.picks import Pick
from bot.curation.wish import Piece, Said, Stance, Style, Wish

EVENING = datetime(2026, 11, 6, 20, 0, tzinfo=UTC)

ANA = Member("playground", "home", "ana", "Ana")
LEO = Member("playground", "home", "leo", "Leo")
MINA = Member("playground", "home", "mina", "Mina")

GENERAL = Channel("playground", "home", "general", name="general")
GARDEN = Channel("playground", "home", "garden", name="garden")
WITH_ANA = Channel("playground", "home", "dm-ana", kind=ChannelKind.DM)

_numbers = count(1)


def a_message(
    text: str = "music that feels like glaciers",
    *,
    member: Member = ANA,
    channel: Channel = GENERAL,
    key: str | None = None,
    at: datetime = EVENING,
    mentions: tuple[Member, ...] = (),
    locale: str | None = None,
) -> Message:
    """Return a message; each has a key of its own unless one is given."""
    return Message(key or f"message-{next(_numbers)}", channel, member, text, at, mentions, locale)


def a_track(
    title: str = "Glory Box",
    *artists: str,
    uri: str = "",
    seconds: int = 240,
    year: int | None = None,
    explicit: bool = False,
    isrc: str | None = None,
) -> Track:
    """Return a track; its address tells title and artists unless one is given."""
    names = artists or ("Portishead",)
    own = uri or f"spotify:track:{title}/{'+'.join(names)}"
    return Track(own, title, names, seconds, year=year, explicit=explicit, isrc=isrc, url=f"https://open.test/{own}")


def an_episode(title: str, show: str = "Form", *, seconds: int = 1800, explicit: bool = False) -> Episode:
    """Return an episode of a podcast."""
    return Episode(f"spotify:episode:{title}", title, show, seconds, explicit=explicit, url="https://open.test/episode")


def an_entry(item: Track | Episode, member: Member | None = ANA, *, asked: bool = False, style: str = "") -> Entry:
    """Return an entry for `item`: asked for by its title, or found by the genre `style`."""
    if asked:
        return Entry(item.uri, Pick(item.title, item.credit), member, Source.ASKED)
    return Entry(item.uri, Pick(words=style), member, Source.STYLE, because=(style,) if style else ())


def said(piece: Piece, member: Member = ANA, words: str = "", *, only_mine: bool = False) -> Said:
    """Return a piece as `member` said it."""
    return Said(piece, member, words or str(piece), only_mine)


def style(term: str, stance: Stance = Stance.WANT) -> Style:
    """Return a style piece."""
    return Style(term, stance)


def a_wish(*said_of_it: Said) -> Wish:
    """Return a wish for music."""
    return Wish(said_of_it)


def a_revision(
    number: int = 1,
    entries: tuple[Entry, ...] = (),
    *,
    author: Member = ANA,
    words: str = "calmer",
    turn: str | None = None,
    restores: int | None = None,
    title: str = "Our list",
) -> Revision:
    """Return a revision; its turn is of its own unless one is given."""
    return Revision(number, turn or f"turn-{number}", author, words, EVENING, entries, Wish(), title, restores)


def a_playlist(*revisions: Revision, playlist_id: str = "list") -> Playlist:
    """Return a playlist."""
    return Playlist(playlist_id, revisions)
