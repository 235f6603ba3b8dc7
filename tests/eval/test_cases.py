"""The cases themselves are sound: they ask for what the catalogue can show, and cannot be met by chance."""

from collections import Counter
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from tests.eval.cases import Case, Turn, dialogues, requests
from tests.eval.facts import Condition, Facts, facts_of
from tests.eval.judge import is_right, most_possible
from tests.trips.world import shipped_catalogue

CASES = (*requests(), *dialogues())
BY_CHANCE = 0.35  # of the catalogue: where more is right, a list drawn by lot would look good
WORDS = ("moods", "sounds", "countries", "languages", "artists", "titles", "tiers")
UNKNOWN_ON_PURPOSE = {"BT"}


@cache
def catalogue() -> tuple[Facts, ...]:
    """Return the facts of what the catalogue's files hold."""
    whole = shipped_catalogue()
    return tuple(facts_of(recording, whole) for recording in whole.recordings if not recording.pretend)


def conditions(case: Case) -> list[Condition]:
    """Return every condition of a case."""
    several = [(t.must, t.right, t.objected or (), t.more, t.less, (s.condition for s in t.share)) for t in case.turns]
    return [condition for groups in several for group in groups for condition in group]


def test_each_case_has_an_id_of_its_own() -> None:
    assert [id for id, count in Counter(case.id for case in CASES).items() if count > 1] == []


def test_there_are_as_many_cases_as_promised() -> None:
    assert len(requests()) >= 80
    assert len(dialogues()) >= 30
    assert all(case.is_talk for case in dialogues())
    assert 8 <= sum(case.sample for case in CASES) <= 20


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_each_word_of_a_condition_is_one_of_the_catalogue(case: Case) -> None:
    for condition in conditions(case):
        for key in condition.given():
            name = key.removeprefix("not_")
            for word in getattr(condition, key) if name in (*WORDS, "genres") else ():
                assert word in UNKNOWN_ON_PURPOSE or is_in_catalogue(name, word), f"{key}: {word}"


@pytest.mark.parametrize("case", requests(), ids=lambda case: case.id)
def test_what_is_called_satisfiable_is(case: Case) -> None:
    (turn,) = case.turns
    fitting = [f for f in catalogue() if all(must.holds(f) for must in turn.must)]
    possible = most_possible((f for f in fitting if not turn.right or is_right(f, turn, ())), turn.per_artist)

    if not turn.satisfiable:
        assert turn.says
        assert not turn.must or turn.must[0].exclusions() or possible < (turn.tracks or (20, 20))[0]
    elif turn.tracks:
        assert possible >= turn.tracks[0]
    elif turn.minutes:
        assert most_seconds(fitting, turn.per_artist) >= 60 * turn.minutes[1]
    else:
        assert possible >= 5


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_list_drawn_by_lot_would_not_look_good(case: Case) -> None:
    for turn in case.turns:
        right = sum(is_right(f, turn, turn.must) for f in catalogue()) / len(catalogue())

        assert right <= BY_CHANCE, turn.say
        assert case.is_talk or turn.right or turn.has or not turn.satisfiable


@pytest.mark.parametrize("case", dialogues(), ids=lambda case: case.id)
def test_each_talk_checks_what_came_of_it(case: Case) -> None:
    assert len(case.turns) >= 2
    assert len({turn.member for turn in case.turns}) >= 2 or case.theme == "undo"
    assert all(turn.restores is None or turn.restores < number for number, turn in enumerate(case.turns, start=1))
    assert sum(checks(turn) for turn in case.turns) >= 2


@cache
def is_in_catalogue(key: str, word: str) -> bool:
    """Tell whether any track meets a condition of this one word."""
    given: dict[str, Any] = {key: (word,)}
    return any(map(replace(Condition(), **given).holds, catalogue()))


def checks(turn: Turn) -> int:
    """Return how many things a turn is judged by."""
    plain = Turn(say=turn.say, member=turn.member)
    names = [name for name in Turn.__slots__ if name not in ("kept", "lifts")]
    return sum(getattr(turn, name) != getattr(plain, name) for name in names)


def most_seconds(fitting: list[Facts], per_artist: int) -> int:
    """Return how long a list of these tracks could play: each song once, each artist so often at most."""
    longest = {f.song: f for f in sorted(fitting, key=lambda f: f.recording.seconds)}
    taken: Counter[str] = Counter()
    seconds = 0
    for facts in sorted(longest.values(), key=lambda f: -f.recording.seconds):
        artist = facts.recording.artists[0].id
        taken[artist] += 1
        seconds += facts.recording.seconds if taken[artist] <= per_artist else 0
    return seconds
