"""Where a conversation stands, read from the bot's stores, and written as the cases write it."""

from collections.abc import Iterator
from dataclasses import dataclass

from adapters.sandbox.recordings import Catalogue
from bot.chat import Channel
from bot.composition import Bot
from bot.curation.music import Entry
from bot.curation.wish import (
    Arc,
    Country,
    Explicit,
    Known,
    Language,
    Length,
    Named,
    Piece,
    Resize,
    Said,
    Share,
    Stance,
    Style,
    Together,
    Topic,
    Years,
)
from tests.eval.facts import Facts, facts_of


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of the list."""

    name: str  # "Teardrop – Massive Attack"
    uri: str
    member: str  # the id of whom it is for; "" = all
    facts: Facts | None  # None: an episode


@dataclass(frozen=True, slots=True)
class Standing:
    """Wish, list and session of a channel."""

    session: str = "none"
    roster: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    wish: tuple[str, ...] = ()  # "Ana: want jazz"

    @property
    def uris(self) -> tuple[str, ...]:
        """What is on the list, in order."""
        return tuple(row.uri for row in self.rows)


async def standing_of(bot: Bot, channel: Channel, catalogue: Catalogue) -> Standing:
    """Read where a channel stands now."""
    store = bot.desk.sessions.store
    session = await store.open_in(channel)
    if session is None:
        return Standing("ended" if await store.past_in(channel) else "none")
    playlist = await bot.desk.playlists.get(session.playlist_id)
    return Standing(
        "open",
        tuple(member.id for member in session.members),
        tuple(_row(entry, catalogue) for entry in playlist.entries),
        tuple(told(said) for said in playlist.wish.said),
    )


def _row(entry: Entry, catalogue: Catalogue) -> Row:
    kind, _, id = entry.uri.removeprefix("spotify:").partition(":")
    member = entry.member.id if entry.member else ""
    if kind == "episode":
        return Row(catalogue.episode_by_id[id].title, entry.uri, member, None)
    facts = facts_of(catalogue.recording_by_id[id], catalogue)
    return Row(facts.name, entry.uri, member, facts)


def told(said: Said) -> str:
    """Return a piece of the wish with who said it: "Leo: no country (own share)"."""
    return f"{said.member.id}: {' '.join(_words(said.piece))}{' (own share)' if said.only_mine else ''}"


def _words(piece: Piece) -> Iterator[str]:
    match piece:
        case Style(term, stance):
            yield from (stance, term)
        case Named(pick, stance):
            yield from (stance, "by", pick.artist) if pick.artist and not pick.title else (stance, str(pick))
        case Years(first, last, stance):
            yield from (stance, f"{first}-{last}")
        case Country(code, stance) | Language(code, stance):
            yield from (stance, type(piece).__name__.lower(), code)
        case Explicit(allowed):
            yield from (Stance.WANT if allowed else Stance.NO, "explicit")
        case Share(name, stance):
            yield from (stance, "from", name or "me")
        case _:
            yield from _measure(piece)


def _measure(piece: Piece) -> Iterator[str]:
    match piece:
        case Length(tracks, seconds):
            yield f"{tracks} tracks" if tracks is not None else f"{(seconds or 0) // 60} minutes"
        case Resize(factor):
            yield f"{factor} times as long"
        case Known(reach):
            yield reach
        case Topic(words):
            yield f"about {words}"
        case Together(names):
            yield f"together {', '.join(names)}"
        case Arc(shape):
            yield f"in a {shape}"
        case _:
            yield type(piece).__name__
