"""The fair choice: the rule that members are told."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import Member
from bot.curation.affinity import Candidate, Features
from bot.curation.fairness import LEAST_FIT, Chosen, Kept, Scored, Standing, choose_fairly, credited
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
    standing: Standing | None = None,
) -> list[Chosen]:
    """Choose so many where everything fits."""
    return choose_fairly(
        pool,
        members,
        fits=lambda candidate, chosen: True,
        enough=lambda chosen: len(chosen) == number,
        standing=standing,
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
    kept = [Kept(scored(f"Kept {n}", {ANA: 1.0, LEO: 0.0}), ANA) for n in range(3)]

    chosen = choose(split_tastes([ANA, LEO]), [ANA, LEO], 2, standing=Standing(kept=kept))

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
    chosen = choose(tastes([ANA, LEO]), [ANA, LEO], 18, standing=Standing({ANA: weight}))

    turns = Counter(c.member for c in chosen)
    assert turns[ANA] / turns[LEO] == pytest.approx(weight, rel=0.2)


def test_what_does_not_fit_is_never_chosen() -> None:
    chosen = choose_fairly(
        equal_tastes([ANA], 10),
        [ANA],
        fits=lambda candidate, chosen: candidate.item.title != "Song 3" and len(chosen) < 5,
        enough=lambda chosen: False,
    )

    assert len(chosen) == 5
    assert "Song 3" not in titles(chosen)


def test_the_same_pool_gives_the_same_list() -> None:
    pool = split_tastes([ANA, LEO, MINA])

    assert choose(pool, [ANA, LEO, MINA], 20) == choose(pool, [ANA, LEO, MINA], 20)


def test_what_all_like_goes_before_what_one_likes() -> None:
    pool = [scored("Ana's", {ANA: 1.0, LEO: 0.0}), scored("Leo's", {ANA: 0.0, LEO: 1.0})]
    pool.append(scored("for both", {ANA: 0.8, LEO: 0.8}))

    assert titles(choose(pool, [ANA, LEO], 1)) == ["for both"]


def test_likings_count_alike_however_high_a_member_scores() -> None:
    pool = [scored(f"Ana's {n}", {ANA: 1.5, LEO: 0.0}) for n in range(30)]
    pool += [scored(f"Leo's {n}", {ANA: 0.0, LEO: 0.3}) for n in range(30)]

    turns = Counter(c.member for c in choose(pool, [ANA, LEO], 20))

    assert turns == {ANA: 10, LEO: 10}


def test_a_share_is_no_larger_for_whose_words_make_up_most_of_the_wish() -> None:
    pool = [scored(f"Ana's {n}", {ANA: 1.0, LEO: 0.0}, overall=0.9) for n in range(30)]
    pool += [scored(f"Leo's {n}", {ANA: 0.0, LEO: 1.0}, overall=0.1) for n in range(30)]

    turns = Counter(c.member for c in choose(pool, [ANA, LEO], 20))

    assert turns == {ANA: 10, LEO: 10}


def test_the_outsider_of_a_group_is_served_in_every_beginning() -> None:
    crowd = [Member("playground", "home", str(n)) for n in range(4)]
    pool = [scored(f"theirs {n}", {**dict.fromkeys(crowd, 1.0), ANA: 0.0}) for n in range(40)]
    pool += [scored(f"Ana's {n}", {**dict.fromkeys(crowd, 0.0), ANA: 1.0}) for n in range(40)]

    chosen = choose(pool, [*crowd, ANA], 20)

    for length in range(4, 21):
        assert sum(c.member == ANA for c in chosen[:length]) >= length // 2 - 1


def test_for_whom_nothing_is_left_leaves_the_list_to_the_others_fairly() -> None:
    pool = [*split_tastes([ANA, LEO], 60), *(scored(f"Mina's {n}", {ANA: 0, LEO: 0, MINA: 1.0}) for n in range(2))]

    turns = Counter(c.member for c in choose(pool, [ANA, LEO, MINA], 22))

    assert turns == {ANA: 10, LEO: 10, MINA: 2}


def test_when_all_pass_the_best_for_all_is_there_for_all() -> None:
    pool = [scored("Ana's", {ANA: 1.0}), scored("good", {ANA: 0.05}, 0.4), scored("better", {ANA: 0.05}, 0.9)]

    chosen = choose(pool, [ANA], 3)

    assert [(c.member, c.candidate.item.title) for c in chosen] == [(ANA, "Ana's"), (None, "better"), (None, "good")]


@given(st.lists(st.tuples(*[st.floats(0, 1.5)] * 3), min_size=1, max_size=40))
def test_whoever_a_track_is_for_likes_it(fits: list[tuple[float, float, float]]) -> None:
    members = (ANA, LEO, MINA)
    pool = [scored(f"Song {n}", dict(zip(members, row, strict=True))) for n, row in enumerate(fits)]
    own = {s.candidate.item.title: s.own for s in pool}

    chosen = choose(pool, members, len(pool))

    assert len(chosen) == len(pool)
    assert all(own[c.candidate.item.title][c.member] >= LEAST_FIT for c in chosen if c.member)


def test_the_first_track_is_for_the_opener_alone() -> None:
    pool = [scored("for all", dict.fromkeys((ANA, LEO, MINA), 0.9)), scored("Mina's own", {ANA: 0, LEO: 0, MINA: 1.0})]

    chosen = choose([*pool, *split_tastes([ANA, LEO])], [ANA, LEO, MINA], 2, standing=Standing(opener=MINA))

    assert chosen[0].member == MINA


def test_who_is_owed_something_is_served_before_those_who_owe() -> None:
    standing = Standing(owed={ANA: -1.5, LEO: 1.5})

    chosen = choose(split_tastes([ANA, LEO]), [ANA, LEO], 12, standing=standing)

    assert {c.member for c in chosen[:3]} == {LEO}
    assert Counter(c.member for c in chosen) == {LEO: 7, ANA: 5} or Counter(c.member for c in chosen) == {
        LEO: 8,
        ANA: 4,
    }


def test_of_what_gives_as_much_the_one_unlike_the_list_is_taken() -> None:
    def tagged(title: str, artist: str, tag: str, fit: float) -> Scored:
        features = Features({tag: 1.0}, None, None, frozenset(), None, True)
        return Scored(Candidate(a_track(title, artist), features), fit, {ANA: fit})

    pool = [tagged("one", "A", "pop", 1.0), tagged("twin", "A", "pop", 0.98), tagged("other", "B", "jazz", 0.9)]

    assert titles(choose(pool, [ANA], 3)) == ["one", "other", "twin"]


def test_a_choice_that_was_exchanged_is_in_the_name_of_whom_it_fits() -> None:
    pool = [scored("Leo's", {ANA: 0.0, LEO: 0.9}), scored("nobody's", {ANA: 0.0, LEO: 0.0})]
    exchanged = [Chosen(s.candidate, ANA) for s in pool]

    assert [c.member for c in credited(exchanged, pool, [ANA, LEO])] == [LEO, None]
