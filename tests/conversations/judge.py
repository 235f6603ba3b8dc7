"""Judging a message by what it left behind. Pure functions: each failure is one line."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from adapters.sandbox.words import fold
from bot.chat import Link, Panel, Reply
from bot.conversation.briefing import Briefing
from tests.conversations.cases import Expected
from tests.conversations.standing import Row, Standing
from tests.trips.world import words_of


@dataclass(frozen=True, slots=True)
class Witnessed:
    """All that came of one message."""

    before: Standing
    after: Standing
    replies: Sequence[Reply]
    told: Sequence[Briefing]  # one for each call of the model
    is_live: bool = False


def failures(then: Expected, seen: Witnessed) -> list[str]:
    """Return what is not as it must be."""
    checks = (_speech, _calls, _wish, _session, _list, _rows, _credit, _change)
    return [failure for check in checks for failure in check(then, seen)]


def way_of(replies: Sequence[Reply]) -> str:
    """Return how a message was answered: "public", "private", "silent" or "both"."""
    ways = {"private" if reply.only_for else "public" for reply in replies}
    return "both" if len(ways) == 2 else next(iter(ways), "silent")


def _speech(then: Expected, seen: Witnessed) -> Iterator[str]:
    way, shown = way_of(seen.replies), "\n".join(_shown(seen.replies))
    if then.answer not in ("any", way):
        yield f"answered {way}, not {then.answer}: {shown[:160]!r}"
    for words in then.never_shown:
        if words.lower() in shown.lower():
            yield f"showed {words!r}"


def _shown(replies: Sequence[Reply]) -> Iterator[str]:
    """Yield all that can be read, with the addresses behind links and the names above panels."""
    for reply in replies:
        yield words_of(reply.parts)
        yield from (part.url for part in reply.parts if isinstance(part, Link))
        yield from (f"{part.title} {part.description}" for part in reply.parts if isinstance(part, Panel))


def _calls(then: Expected, seen: Witnessed) -> Iterator[str]:
    count = len(seen.told)
    if count > then.most_calls:
        yield f"{count} calls of the model, more than {then.most_calls}"
    if then.calls is not None and not seen.is_live and count != then.calls:
        yield f"{count} calls of the model, not {then.calls}"
    lines = " ".join(str(line) for briefing in seen.told for line in briefing.lines)
    yield from (f"the model was not told {words!r}" for words in then.told if words not in lines)
    yield from (f"the model was told {words!r}" for words in then.untold if words in lines)


def _wish(then: Expected, seen: Witnessed) -> Iterator[str]:
    for wanted in then.wish:
        if not _said(wanted, seen.after):
            yield f"the wish lacks {wanted!r}; it is {list(seen.after.wish)}"
    for unwanted in then.not_wish:
        if _said(unwanted, seen.after):
            yield f"the wish has {unwanted!r}: {list(seen.after.wish)}"


def _said(patterns: str, standing: Standing) -> bool:
    """Tell whether the wish has any of the alternatives, which are parted by " | "."""
    return any(fnmatchcase(piece, pattern) for pattern in patterns.split(" | ") for piece in standing.wish)


def _session(then: Expected, seen: Witnessed) -> Iterator[str]:
    if then.session is not None and seen.after.session != then.session:
        yield f"the session is {seen.after.session}, not {then.session}"
    if then.roster is not None and set(seen.after.roster) != set(then.roster):
        yield f"in the session are {list(seen.after.roster)}"


def _list(then: Expected, seen: Witnessed) -> Iterator[str]:
    rows = seen.after.rows
    if then.count is not None and not then.count[0] <= len(rows) <= then.count[1]:
        yield f"{len(rows)} entries, not {then.count}"
    yield from (f"{name} is not on the list: {_names(rows)}" for name in then.has if not _is_on(name, rows))
    yield from (f"{name} is on the list" for name in then.has_not if _is_on(name, rows))


def _rows(then: Expected, seen: Witnessed) -> Iterator[str]:
    for must in then.must:
        rows = [row for row in seen.after.rows if row.facts and must.of in ("", row.member)]
        if not rows:
            yield f"nothing on the list could hold {must}"
        broken = [row.name for row in rows if row.facts and not must.holds(row.facts)]
        if broken:
            yield f"{len(broken)} of {len(rows)} break {must.given()}: {broken[:3]}"


def _credit(then: Expected, seen: Witnessed) -> Iterator[str]:
    counts = Counter(row.member for row in seen.after.rows)
    for member, (least, most) in (then.entries_of or {}).items():
        if not least <= counts[member] <= most:
            yield f"{member} has {counts[member]} entries, not {least} to {most}: {dict(counts)}"
    for name, member in (then.added_for or {}).items():
        of = [row.member for row in seen.after.rows if fold(row.name) == fold(name)]
        if of != [member]:
            yield f"{name} is there for {of}, not for {member}"


def _change(then: Expected, seen: Witnessed) -> Iterator[str]:
    before, after = seen.before, seen.after
    if then.unchanged and before != after:
        yield f"it changed: {_differences(before, after)}"
    if then.changed and before.uris == after.uris:
        yield "the list did not change"
    if then.keeps is not None:
        kept = len(set(before.uris) & set(after.uris))
        if kept < int(then.keeps * len(before.rows)):
            yield f"{kept} of {len(before.rows)} entries stayed"


def _differences(before: Standing, after: Standing) -> str:
    names = ("session", "roster", "wish", "uris")
    return "; ".join(
        f"{name} {getattr(before, name)} -> {getattr(after, name)}"
        for name in names
        if getattr(before, name) != getattr(after, name)
    )[:400]


def _is_on(name: str, rows: Sequence[Row]) -> bool:
    """A name with a dash is a track, one without is an artist, or an episode's title."""
    if " – " in name:
        return fold(name) in {fold(row.name) for row in rows}
    artists = {fold(a.name) for row in rows if row.facts for a in row.facts.recording.artists}
    return fold(name) in artists | {fold(row.name) for row in rows if not row.facts}


def _names(rows: Sequence[Row]) -> list[str]:
    return [row.name for row in rows][:8]
