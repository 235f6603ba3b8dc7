"""What is said to a model of the channel: who is there, how the list stands, what was said. Pure functions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.chat import Member, Message
from bot.conversation.briefing import Line, Text, Value
from bot.conversation.context import Context, Heard
from bot.curation.picks import Origin, Pick

LONGEST_NAME = 40
MOST_LISTED = 60


@dataclass(frozen=True, slots=True)
class Record:
    """An entry of the list as we know it: never what the music service calls it."""

    number: int
    pick: Pick  # the words it came by
    member: Member | None  # for whom it is there


@dataclass(frozen=True, slots=True)
class Sheet:
    """How the channel's list stands, in our own records."""

    records: tuple[Record, ...] = ()
    wishes: tuple[tuple[Member, str], ...] = ()  # who said what of it, oldest first, in their own words
    members: tuple[Member, ...] = ()  # of the session
    spoken_of: int | None = None  # the number of the entry last spoken of


def handle(member: Member, roster: Sequence[Member]) -> str | None:
    """Return the member's handle, such as "m2"; None for one who is not on the roster."""
    return f"m{roster.index(member) + 1}" if member in roster else None


def of_handle(name: str, roster: Sequence[Member]) -> Member | None:
    """Return the member a handle stands for, if any."""
    number = name[1:] if name.startswith("m") else ""
    place = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0
    return roster[place - 1] if 1 <= place <= len(roster) else None


def lines_of(message: Message, context: Context, sheet: Sheet) -> tuple[Line, ...]:
    """Return what a model is told for `message`, the last that `context` has heard: sheet, earlier talk, newest."""
    roster = context.roster
    newest = context.heard[-1:] if context.heard and context.heard[-1].key == message.key else ()
    begun = _begun(context.heard[: len(context.heard) - len(newest)], message.member)
    earlier = context.heard[: len(context.heard) - len(newest) - len(begun)]
    numbered = {heard.key: number for number, heard in enumerate(context.heard, 1)}
    talk = [_said(h, roster, numbered[h.key]) for h in earlier if h.typed]
    last = [_said(h, roster, numbered[h.key], also=True) for h in begun if h.typed]
    now = _newest(message, roster, len(context.heard))
    return (*_sheet(sheet, roster), *talk, *last, now)


def _begun(heard: Sequence[Heard], member: Member) -> Sequence[Heard]:
    """Return the member's words just before that were not answered yet."""
    start = len(heard)
    while start and heard[start - 1].member == member and not heard[start - 1].answered:
        start -= 1
    return heard[start:]


def _sheet(sheet: Sheet, roster: Sequence[Member]) -> Iterator[Line]:
    here: dict[str, Value] = {"list": len(sheet.records)}
    if sheet.spoken_of:
        here["spoken_of"] = sheet.spoken_of
    yield Line(here)
    for member, words in sheet.wishes:
        yield Line({"wish": _typed(words, roster), "from": _ours(handle(member, roster) or "someone")})
    if sheet.records:
        yield Line({"on_list": tuple(_record(r, roster) for r in sheet.records[:MOST_LISTED])})


def _record(record: Record, roster: Sequence[Member]) -> tuple[Value, ...]:
    """Return number, words and for whom; words whose origin no model may see stay out."""
    by = handle(record.member, roster) if record.member else None
    origin = record.pick.origin
    words = Text(str(record.pick), origin) if origin is not None and str(record.pick) else _ours("added by choice")
    return (record.number, words, _ours(by) if by else None)


def _said(heard: Heard, roster: Sequence[Member], number: int, *, also: bool = False) -> Line:
    line = _message(heard.member, heard.text, roster, number, "also" if also else "")
    return line if also else replace(line, is_earlier=True)


def _newest(message: Message, roster: Sequence[Member], number: int) -> Line:
    return _message(message.member, message.text, roster, number, "now")


def _message(member: Member, words: str, roster: Sequence[Member], number: int, mark: str) -> Line:
    values: dict[str, Value] = {
        "id": _ours(f"t{number}"),
        "from": _ours(handle(member, roster) or "someone"),
        "name": Text(_name(member.name), Origin.MEMBER),
        "text": _typed(words, roster),
    }
    return Line({**values, mark: True} if mark else values)


def _typed(words: str, roster: Sequence[Member]) -> Text:
    """Return a member's words with members mentioned in them by their handles.

    All at once: a handle that was put in is not read again as the name of somebody who calls themselves "m1".
    """
    handles = {member.name: handle(member, roster) for member in reversed(roster) if member.name}
    if not handles:
        return Text(words, Origin.MEMBER)
    names = "|".join(re.escape(name) for name in sorted(handles, key=len, reverse=True))
    return Text(re.sub(rf"@({names})(?![A-Za-z0-9_])", lambda said: f"@{handles[said[1]]}", words), Origin.MEMBER)


def _name(name: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())[:LONGEST_NAME]


def _ours(words: str) -> Text:
    return Text(words, Origin.OURS)
