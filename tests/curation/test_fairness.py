"""Whose turn it is: the rule that members are told."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import Member
from bot.curation.affinity import Candidate, Features
from bot.curation.fairness import Chosen, Scored, choose_fairly
from tests.examples import ANA, LEO, MINA, a_track

NOTHING = Features({}, None, None, frozenset(), None, False)


def scored(title: str, own: Mapping[Member, float], overall: float = 0.5) -> Scored:
    """Return a candidate as it was judged."""
    return Scored(Candidate(a_track(title), NOTHING), overall, own)


def choose(
    pool: Sequence[Scored],
    members: Sequence[Member],
    number: int,
    *,
    weights: Mapping[Member, float] | None = None,
    had: Mapping[Member, float] | None = None,
) -> list[Chosen]:
    """Choose so many where everything fits."""
    return choose_fairly(
        pool,
        members,
        weights=weights or {},
        had=had or {},
        fits=lambda candidate, chosen: True,
        enough=lambda chosen: len(chosen) == number,
    )


def equal_tastes(members: Sequence[Member], number: int = 60) -> list[Scored]:
    """Return candidates that all members like alike."""
    return [scored(f"Song {n}", dict.fromkeys(members, 0.5)) for n in range(number)]


def split_tastes(members: Sequence[Member], number: int = 60) -> list[Scored]:
    """Return candidates each of which one member likes and nobody else."""
    return [scored(f"Song {n}", {m: float(m == members[n % len(members)]) for m in members}) for n in range(number)]


def titles(chosen: Sequence[Chosen]) -> list[str]:
    """Return the titles chosen, in order."""
    return [c.candidate.item.title for c in chosen]


def test_who_had_least_so_far_chooses_next() -> None:
    pool = [scored("for both", {ANA: 0.9, LEO: 0.1}), scored("for Leo", {ANA: 0.0, LEO: 0.9})]

    chosen = choose(pool, [ANA, LEO], 2)

    assert [(c.member, c.candidate.item.title) for c in chosen] == [(ANA, "for both"), (LEO, "for Leo")]


def test_who_has_much_on_the_list_already_waits() -> None:
    chosen = choose(split_tastes([ANA, LEO]), [ANA, LEO], 2, had={ANA: 3.0})

    assert {c.member for c in chosen} == {LEO}


def test_a_chooser_takes_what_fits_their_own_words() -> None:
    pool = [scored("liked by all", {ANA: 0.2}, overall=0.8), scored("Ana's own", {ANA: 1.0}, overall=0.5)]

    assert titles(choose(pool, [ANA], 1)) == ["Ana's own"]


def test_without_members_the_best_for_all_is_on_nobodys_turn() -> None:
    chosen = choose([scored("good", {}, 0.4), scored("better", {}, 0.9)], [], 1)

    assert [(c.member, c.candidate.item.title) for c in chosen] == [(None, "better")]


@given(st.integers(2, 6))
def test_after_every_beginning_no_member_is_more_than_one_turn_behind(number: int) -> None:
    members = [Member("playground", "home", str(n)) for n in range(number)]

    chosen = choose(split_tastes(members), members, 24)

    for length in range(1, len(chosen) + 1):
        turns = Counter(c.member for c in chosen[:length])
        assert max(turns.values()) - min(turns[m] for m in members) <= 1


def test_members_with_equal_tastes_take_turns_too() -> None:
    chosen = choose(equal_tastes([ANA, LEO, MINA]), [ANA, LEO, MINA], 12)

    for length in range(1, len(chosen) + 1):
        turns = Counter(c.member for c in chosen[:length])
        assert max(turns.values()) - min(turns[m] for m in (ANA, LEO, MINA)) <= 1


@pytest.mark.parametrize("tastes", [split_tastes, equal_tastes])
@pytest.mark.parametrize("weight", [2.0, 0.5])
def test_a_weight_doubles_or_halves_the_turns(
    weight: float, tastes: Callable[[Sequence[Member]], list[Scored]]
) -> None:
    chosen = choose(tastes([ANA, LEO]), [ANA, LEO], 18, weights={ANA: weight})

    turns = Counter(c.member for c in chosen)
    assert turns[ANA] / turns[LEO] == pytest.approx(weight, rel=0.2)


def test_what_does_not_fit_is_never_chosen() -> None:
    chosen = choose_fairly(
        equal_tastes([ANA], 10),
        [ANA],
        weights={},
        had={},
        fits=lambda candidate, chosen: candidate.item.title != "Song 3" and len(chosen) < 5,
        enough=lambda chosen: False,
    )

    assert len(chosen) == 5
    assert "Song 3" not in titles(chosen)


def test_the_same_pool_gives_the_same_list() -> None:
    pool = split_tastes([ANA, LEO, MINA])

    assert choose(pool, [ANA, LEO, MINA], 20) == choose(pool, [ANA, LEO, MINA], 20)
