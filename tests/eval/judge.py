"""Judging what came of a turn, by the catalogue's facts and by what was answered. Pure functions."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from statistics import mean
from typing import Any

from adapters.sandbox.words import fold
from tests.eval.cases import Turn
from tests.eval.facts import IMITATIONS, Condition, Facts
from tests.eval.verdict import Criterion, Row, Standing, Verdict

USUAL_TRACKS = 20  # of a list whose length nobody said
DOUBTFUL = 0.2  # may break what nobody tells the bot, if it says that it cannot know
UNSURE_OF_SOUND = (
    r"cannot (be sure|know|tell)|not (every|all)\b.*\b(known|tagged|told)|may (still )?have|puede que|no siempre"
)
UNSURE_OF_LANGUAGE = r"sung in another|puede estar en otro"
UNSURE_OF = dict.fromkeys(("sounds", "not_sounds", "sung"), UNSURE_OF_SOUND) | dict.fromkeys(
    ("languages", "not_languages"), UNSURE_OF_LANGUAGE
)
EXAMPLES = 2  # titles in a line about what failed


def musts_after(before: Standing, turn: Turn, history: Sequence[Standing]) -> tuple[Condition, ...]:
    """Return all that holds after a turn: what held before, without what it lifts, and what it adds."""
    if turn.restores is not None:
        return history[turn.restores].musts
    lifted: dict[str, Any] = {f.name: f.default for f in fields(Condition) if f.name in turn.lifts}
    held = [replace(must, **lifted) for must in before.musts]
    return (*(must for must in held if must.given()), *turn.must)


def judge(turn: Turn, history: Sequence[Standing], after: Standing, said: str, possible: int = 0) -> Verdict:
    """Judge a turn.

    Args:
        history: Where the talk stood before each turn so far, the empty start first.
        possible: How long a list of nothing but right tracks could be.
    """
    verdict, before = Verdict(), history[-1]
    if turn.expects_a_list and not after.rows:
        verdict.check(Criterion.CONSTRAINT, False, f"no list: “{said[:110]}”".replace("\n", " "))
    _every_list(verdict, turn, after)
    _conditions(verdict, turn, after, said)
    _whole_list(verdict, turn, after)
    _what_was_said(verdict, turn, said)
    _shortfall(verdict, turn, history, after, said, possible)
    _what_was_kept(verdict, turn, before, after)
    _direction(verdict, turn, before, after)
    _whose(verdict, turn, before, after)
    _way_back(verdict, turn, history, after)
    return verdict


def is_right(facts: Facts, turn: Turn, musts: Sequence[Condition]) -> bool:
    """Tell whether a track is what was asked for: it breaks no condition, and is of one kind that is right."""
    return all(must.holds(facts) for must in musts if not must.of) and any(kind.holds(facts) for kind in turn.right)


def most_possible(facts: Iterable[Facts], per_artist: int) -> int:
    """Return how many tracks a list of these can have: each song once, each artist so often at most."""
    songs = {f.song: f.recording.artists[0].id for f in facts}
    return sum(min(count, per_artist) for count in Counter(songs.values()).values())


def wanted_tracks(turn: Turn, before: Standing, after: Standing) -> int:
    """Return how many tracks the list should have: as many as were asked for, or as there were."""
    if turn.tracks:
        return turn.tracks[0]
    return len(after.rows) if turn.minutes and after.rows else len(before.rows) or USUAL_TRACKS


def _every_list(verdict: Verdict, turn: Turn, after: Standing) -> None:
    if not after.rows:
        return
    imitations = [row.facts.name for row in after.rows if row.facts.recording.version in IMITATIONS]
    verdict.check(Criterion.CONSTRAINT, not imitations, f"imitations: {_some(imitations)}")
    twice = [song for song, count in Counter(row.facts.song for row in after.rows).items() if count > 1]
    doubled = [row.facts.name for row in after.rows if row.facts.song in twice]
    verdict.check(Criterion.CONSTRAINT, not doubled, f"a song twice: {_some(doubled)}")
    artists = Counter(row.facts.recording.artists[0].name for row in after.rows)
    name, most = artists.most_common(1)[0]
    verdict.check(Criterion.CONSTRAINT, most <= turn.per_artist, f"{most} tracks by {name}")


def _conditions(verdict: Verdict, turn: Turn, after: Standing, said: str) -> None:
    for must in after.musts:
        rows = _for(must, after.rows)
        for key in must.given() if rows else ():
            only = replace(Condition(), **{key: getattr(must, key)})
            broken = [row.facts.name for row in rows if not only.holds(row.facts)]
            criterion = Criterion.EXCLUSION if key in must.exclusions() else Criterion.CONSTRAINT
            criterion = criterion if turn.satisfiable else Criterion.HONEST
            is_forgiven = _says_it_cannot_know(key, said) and len(broken) <= DOUBTFUL * len(rows)
            what = f"{len(broken)} of {len(rows)} break {key}: {_some(broken)}"
            verdict.check(criterion, not broken or is_forgiven, what)


def _says_it_cannot_know(key: str, said: str) -> bool:
    return key in UNSURE_OF and re.search(UNSURE_OF[key], said, re.IGNORECASE) is not None


def _whole_list(verdict: Verdict, turn: Turn, after: Standing) -> None:
    rows, stake = after.rows, Criterion.CONSTRAINT
    if turn.satisfiable and turn.tracks:
        verdict.check(stake, _within(turn.tracks, len(rows)), f"{len(rows)} tracks, not {turn.tracks}")
    if turn.satisfiable and turn.minutes:
        minutes = sum(row.facts.recording.seconds for row in rows) / 60
        verdict.check(stake, _within(turn.minutes, minutes), f"{minutes:.1f} minutes, not {turn.minutes}")
    for key, span in (("energy", turn.mean_energy), ("valence", turn.mean_valence)):
        if span and rows:
            found = _mean(key, rows)
            verdict.check(stake, _within(span, found), f"mean {key} {found:.2f}, not {span}")
    for share in turn.share if rows else ():
        part = _share(share.condition, rows)
        verdict.check(stake, share.least <= part <= share.most, f"{part:.0%} are {_told(share.condition)}")
    for name in turn.has:
        verdict.check(stake, _is_on(name, after), f"{name} is not on it")
    for name in turn.has_not:
        verdict.check(Criterion.EXCLUSION, not _is_on(name, after), f"{name} is on it")


def _what_was_said(verdict: Verdict, turn: Turn, said: str) -> None:
    stake = Criterion.ANSWER if turn.satisfiable else Criterion.HONEST
    for pattern in turn.says:
        found = re.search(pattern, said, re.IGNORECASE)
        verdict.check(stake, bool(found), f"did not say “{pattern}” but “{said[:110]}”".replace("\n", " "))
    for pattern in turn.says_not:
        verdict.check(stake, not re.search(pattern, said, re.IGNORECASE), f"said “{pattern}”")


def _shortfall(
    verdict: Verdict, turn: Turn, history: Sequence[Standing], after: Standing, said: str, possible: int
) -> None:
    """A new list that came out short says so, and is not short where the catalogue is full of what was asked for."""
    wanted, found = wanted_tracks(turn, history[-1], after), len(after.rows)
    if history[-1].rows or not 0 < found < wanted or turn.minutes or not (turn.right or turn.must):
        return
    told = re.search(rf"\b{wanted}\b", said) is not None
    verdict.check(Criterion.HONEST, told, f"{found} tracks in place of {wanted}, and it does not say so")
    is_true = found >= min(wanted, possible) / 2 or not turn.satisfiable
    verdict.check(Criterion.HONEST, is_true, f"says that {found} of {wanted} fit; the catalogue has {possible}")


def _what_was_kept(verdict: Verdict, turn: Turn, before: Standing, after: Standing) -> None:
    """A list that is to be shorter cannot keep more than it may hold; half a track is rounded in its favour."""
    if turn.objected is None or not before.rows:
        return
    liked = [row for row in before.rows if not any(_is(condition, row) for condition in turn.objected)]
    if not liked:
        return
    stayed = sum(row.facts.recording.id in after.ids for row in liked)
    possible = min(len(liked), len(after.rows)) if turn.tracks or turn.minutes else len(liked)
    verdict.kept = min(1.0, stayed / max(1, possible))
    enough = stayed >= int(turn.kept * possible)
    verdict.check(Criterion.KEPT, enough, f"{stayed} of {len(liked)} that nobody objected to stay")


def _direction(verdict: Verdict, turn: Turn, before: Standing, after: Standing) -> None:
    if not (before.rows and after.rows):
        return
    for condition, sign in ((c, s) for s, given in ((1, turn.more), (-1, turn.less)) for c in given):
        was, now = (_share(condition, standing.rows) for standing in (before, after))
        is_so = sign * (now - was) > 0 or was == now == max(sign, 0)
        verdict.check(Criterion.ANSWER, is_so, f"{was:.0%} to {now:.0%} {_told(condition)}")
    for key, sign in ((k, s) for s, given in ((1, turn.higher), (-1, turn.lower)) for k in given):
        was, now = (_mean(key, standing.rows) for standing in (before, after))
        verdict.check(Criterion.ANSWER, sign * (now - was) > 0, f"{key} went from {was:.2f} to {now:.2f}")


def _whose(verdict: Verdict, turn: Turn, before: Standing, after: Standing) -> None:
    was, now = (Counter(row.member for row in standing.rows) for standing in (before, after))
    for member in turn.credited:
        verdict.check(Criterion.ANSWER, now[member] > 0, f"nothing is credited to {member}: {dict(now)}")
    for member, span in (turn.entries_of or {}).items():
        verdict.check(Criterion.ANSWER, _within(span, now[member]), f"{member} has {now[member]}, not {span}")
    for member in turn.gains:
        verdict.check(Criterion.ANSWER, now[member] > was[member], f"{member} went from {was[member]} to {now[member]}")


def _way_back(verdict: Verdict, turn: Turn, history: Sequence[Standing], after: Standing) -> None:
    if turn.restores is not None:
        same = after.ids == history[turn.restores].ids
        verdict.check(Criterion.ANSWER, same, f"the list is not as it was after turn {turn.restores}")
    if turn.unchanged:
        verdict.check(Criterion.ANSWER, after.ids == history[-1].ids, "the list changed")


def _for(condition: Condition, rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if condition.of in ("", row.member)]


def _is(condition: Condition, row: Row) -> bool:
    return bool(_for(condition, [row])) and condition.holds(row.facts)


def _share(condition: Condition, rows: Sequence[Row]) -> float:
    concerned = _for(condition, rows)
    return sum(condition.holds(row.facts) for row in concerned) / max(1, len(concerned))


def _mean(key: str, rows: Sequence[Row]) -> float:
    return mean(float(getattr(row.facts.recording, key)) for row in rows)


def _is_on(name: str, standing: Standing) -> bool:
    """A name with a dash is a track, one without is an artist."""
    if " – " in name:
        return fold(name) in {fold(there) for there in standing.names}
    return any(fold(name) == fold(artist.name) for row in standing.rows for artist in row.facts.recording.artists)


def _within(span: tuple[float, float], value: float) -> bool:
    return span[0] <= value <= span[1]


def _told(condition: Condition) -> str:
    return ", ".join(f"{key} {getattr(condition, key)}" for key in condition.given())


def _some(names: Sequence[str]) -> str:
    return "; ".join(names[:EXAMPLES])
