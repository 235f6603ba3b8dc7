"""What a turn found changed on the music service itself, in one calm line."""

from collections.abc import Iterator
from itertools import groupby

from bot.curation.music import Entry, Playlist
from bot.curation.outside import TURN
from bot.texts.catalogue import text


def outside_lines(playlist: Playlist, turn: str, language: str) -> list[str]:
    """Return the line that says how much came and went outside, as found in this turn; none where nothing did."""
    return [
        text("outside_changed", language, what=", ".join(_told(before, after, language)))
        for before, after in _found(playlist, turn)
    ]


def _found(playlist: Playlist, turn: str) -> Iterator[tuple[tuple[Entry, ...], tuple[Entry, ...]]]:
    """Return the list before and after each change that was found, with what was unwritten on top of it again."""
    for is_found, group in groupby(playlist.revisions, lambda r: r.turn.startswith(f"{turn}{TURN}")):
        if is_found:
            revisions = list(group)
            first = revisions[0].number
            yield (playlist.revisions[first - 2].entries if first > 1 else ()), revisions[-1].entries


def _told(before: tuple[Entry, ...], after: tuple[Entry, ...], language: str) -> list[str]:
    then, now = [e.uri for e in before], [e.uri for e in after]
    came, went = _more(now, then), _more(then, now)
    told = [text("outside_came", language, count=came)] if came else []
    told += [text("outside_went", language, count=went)] if went else []
    return told or [text("outside_moved", language)]


def _more(these: list[str], than: list[str]) -> int:
    return sum(max(0, these.count(uri) - than.count(uri)) for uri in set(these))
