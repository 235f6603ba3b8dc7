"""The judge finds what is wrong and nothing else: for each rule, a list that keeps it and one that breaks it."""

from dataclasses import replace

import pytest

from tests.eval.cases import Share, Turn
from tests.eval.examples import a_list, a_track, tracks
from tests.eval.facts import Condition
from tests.eval.judge import is_right, judge, most_possible, musts_after
from tests.eval.verdict import Standing

EMPTY = Standing()
SAID = "Done."


def failed(turn: Turn, after: Standing, *, before: Standing = EMPTY, said: str = SAID, possible: int = 0) -> list[str]:
    """Return by which criteria a turn failed; what it demands itself holds after it."""
    after = replace(after, musts=(*before.musts, *turn.must))
    return [f.criterion.value for f in judge(turn, [before], after, said, possible).failures]


@pytest.mark.parametrize(
    ("condition", "track", "holds"),
    [
        (Condition(genres=("country",)), a_track(genres=("alt-country",)), True),
        (Condition(genres=("country",)), a_track(genres=("country pop",)), True),
        (Condition(genres=("house",)), a_track(genres=("warehouse",)), False),
        (Condition(genres=("country",)), a_track(genres=("rock",), artist_genres=("country",)), False),
        (Condition(not_genres=("country",)), a_track(genres=("rock",), artist_genres=("country",)), False),
        (Condition(not_genres=("country",)), a_track(genres=("rock",)), True),
        (Condition(moods=("sad", "calm")), a_track(moods=("calm",)), True),
        (Condition(moods=("sad",), energy=(1, 2)), a_track(moods=("sad",), energy=3), False),
        (Condition(not_moods=("sad",)), a_track(moods=("sad", "calm")), False),
        (Condition(not_sounds=("drums",)), a_track(sounds=("drums", "voice")), False),
        (Condition(countries=("IS",)), a_track(country="IS"), True),
        (Condition(not_countries=("GB",)), a_track(country="GB"), False),
        (Condition(languages=("is", "no")), a_track(language="no"), True),
        (Condition(languages=("is",)), a_track(language="en"), False),
        (Condition(artists=("Bjork",)), a_track(artist="Björk"), True),
        (Condition(titles=("Joga",)), a_track("Jóga"), True),
        (Condition(tiers=("hit",)), a_track(tier="niche"), False),
        (Condition(years=(1990, 1999)), a_track(year=1999), True),
        (Condition(years=(1990, 1999)), a_track(year=2000), False),
        (Condition(not_years=(1990, 1999)), a_track(year=1994), False),
        (Condition(valence=(4, 5)), a_track(valence=3), False),
        (Condition(seconds=(0, 300)), a_track(seconds=301), False),
        (Condition(explicit=False), a_track(explicit=True), False),
        (Condition(sung=False), a_track(sounds=("piano",)), True),
        (Condition(sung=False), a_track(sounds=("rap",)), False),
    ],
)
def test_a_condition_holds_by_the_facts_of_a_track(condition: Condition, track: object, holds: bool) -> None:
    assert condition.holds(track) is holds  # type: ignore[arg-type]


TWENTY = tracks(20)
ONE = a_track("Karma Police", "Radiohead")
AGAIN = a_track("Karma Police - Live", "Radiohead")
FOLK = Condition(genres=("folk",))


@pytest.mark.parametrize(
    ("turn", "good", "bad", "criterion"),
    [
        (Turn(say="", must=(Condition(years=(1990, 1999)),)), tracks(20), tracks(20, year=1989), "constraint"),
        (Turn(say="", must=(Condition(not_genres=("folk",)),)), tracks(20, genres=("dub",), artist_genres=("dub",)),
         (*tracks(19, genres=("dub",), artist_genres=("dub",)), a_track()), "exclusion"),
        (Turn(say="", must=(Condition(explicit=False),)), tracks(20), (*tracks(19), a_track(explicit=True)),
         "exclusion"),
        (Turn(say="", right=(FOLK,)), tracks(20), (), "constraint"),
        (Turn(say=""), (ONE,), (ONE, AGAIN), "constraint"),
        (Turn(say=""), tracks(20), (*tracks(19), a_track(version="karaoke")), "constraint"),
        (Turn(say=""), tracks(3, artist="Beck"), tracks(4, artist="Beck"), "constraint"),
        (Turn(say="", per_artist=4), tracks(4, artist="Beck"), tracks(5, artist="Beck"), "constraint"),
        (Turn(say="", tracks=(15, 15)), tracks(15), tracks(16), "constraint"),
        (Turn(say="", minutes=(59, 61)), tracks(15), tracks(14), "constraint"),
        (Turn(say="", mean_energy=(1, 2)), tracks(9, energy=2), tracks(9, energy=3), "constraint"),
        (Turn(say="", mean_valence=(4, 5)), tracks(9, valence=4), tracks(9, valence=3), "constraint"),
        (Turn(say="", share=(Share(FOLK, least=0.5),)), (*tracks(5), *tracks(5, genres=("dub",))),
         (*tracks(4), *tracks(6, genres=("dub",))), "constraint"),
        (Turn(say="", share=(Share(FOLK, most=0.5),)), (*tracks(5), *tracks(5, genres=("dub",))),
         (*tracks(6), *tracks(4, genres=("dub",))), "constraint"),
        (Turn(say="", has=("Karma Police – Radiohead",)), (ONE,), (a_track("Karma Police", "Easy Star"),),
         "constraint"),
        (Turn(say="", has=("Radiohead",)), (ONE,), tracks(1), "constraint"),
        (Turn(say="", has_not=("Radiohead",)), tracks(3), (ONE,), "exclusion"),
        (Turn(say="", credited=("Ana",)), tracks(3), (), "answer"),
        (Turn(say="", entries_of={"Ana": (3, 3)}), tracks(3), tracks(2), "answer"),
    ],
)  # fmt: skip
def test_a_list_is_as_it_must_be_or_fails(turn: Turn, good: tuple, bad: tuple, criterion: str) -> None:  # type: ignore[type-arg]
    assert failed(turn, a_list(*good)) == []
    assert failed(turn, a_list(*bad)) == [criterion]


IMPOSSIBLE = Turn(say="reggae from Bhutan", satisfiable=False, says=("nothing",), must=(Condition(countries=("BT",)),))
SHORT = Turn(say="folk", right=(FOLK,))
NO_DRUMS = Turn(say="no drums", must=(Condition(not_sounds=("drums",)),))
FEW_DRUMS, MANY_DRUMS = ((*tracks(20 - n), *tracks(n, sounds=("drums",))) for n in (4, 5))


@pytest.mark.parametrize(
    ("turn", "listed", "said", "criteria"),
    [
        (IMPOSSIBLE, (), "I found nothing.", []),
        (IMPOSSIBLE, (), "Here you are!", ["honest"]),
        (IMPOSSIBLE, tracks(20), "I found nothing.", ["honest"]),
        (SHORT, tracks(7), "Only 7 of 20 fit.", []),
        (SHORT, tracks(7), "Here you are!", ["honest"]),
        (SHORT, tracks(4), "Only 4 of 20 fit.", ["honest"]),  # ten would have been possible
        (NO_DRUMS, FEW_DRUMS, "Some may have drums all the same.", []),
        (NO_DRUMS, FEW_DRUMS, "Here you are!", ["exclusion"]),
        (NO_DRUMS, MANY_DRUMS, "Some may have drums all the same.", ["exclusion"]),
        (Turn(say="", says=("Mina",)), (), "Mina asked for it.", []),
        (Turn(say="", says=("Mina",)), (), "Leo asked for it.", ["answer"]),
        (Turn(say="", says_not=("sorry",)), (), "Sorry!", ["answer"]),
    ],
)
def test_an_answer_is_honest_or_fails(turn: Turn, listed: tuple, said: str, criteria: list[str]) -> None:  # type: ignore[type-arg]
    assert failed(turn, a_list(*listed), said=said, possible=10) == criteria


CALM, WILD = tracks(10, energy=2), tracks(10, energy=4)
CALMER = Turn(say="calmer", objected=(Condition(energy=(3, 5)),))


@pytest.mark.parametrize(
    ("turn", "stay", "share", "criteria"),
    [
        (CALMER, CALM, 1.0, []),
        (CALMER, CALM[:8], 0.8, []),
        (CALMER, CALM[:7], 0.7, ["kept"]),
        (CALMER, (*CALM[:7], *WILD), 0.7, ["kept"]),
        (replace(CALMER, kept=0.5), CALM[:5], 0.5, []),
        (Turn(say="longer", objected=()), (*CALM[:8], *WILD[:8]), 0.8, []),
        (Turn(say="longer", objected=()), CALM, 0.5, ["kept"]),
        (Turn(say="four", objected=(), tracks=(4, 4)), CALM[:4], 1.0, []),
        (Turn(say="less from Leo", objected=(Condition(of="Leo"),)), CALM, 0.5, ["kept"]),
        (Turn(say="less from Ana", objected=(Condition(of="Ana"),)), CALM, None, []),
    ],
)
def test_what_nobody_objected_to_stays(turn: Turn, stay: tuple, share: float | None, criteria: list[str]) -> None:  # type: ignore[type-arg]
    before = a_list(*CALM, *WILD)
    verdict = judge(turn, [before], a_list(*stay), SAID)

    assert verdict.kept == (None if share is None else pytest.approx(share))
    assert [f.criterion.value for f in verdict.failures] == criteria


@pytest.mark.parametrize(
    ("turn", "good", "bad"),
    [
        (Turn(say="", more=(FOLK,)), tracks(20), tracks(20, genres=("dub",))),
        (Turn(say="", less=(FOLK,)), tracks(20, genres=("dub",)), tracks(20)),
        (Turn(say="", higher=("energy",)), tracks(20, energy=4), tracks(20, energy=3)),
        (Turn(say="", lower=("valence",)), tracks(20, valence=2), tracks(20, valence=4)),
        (Turn(say="", gains=("Ana",)), tracks(21), tracks(20)),
    ],
)
def test_a_change_goes_where_it_was_wanted(turn: Turn, good: tuple, bad: tuple) -> None:  # type: ignore[type-arg]
    before = a_list(*tracks(10), *tracks(10, genres=("dub",)))

    assert failed(turn, a_list(*good), before=before) == []
    assert failed(turn, a_list(*bad), before=before) == ["answer"]


def test_undo_brings_back_the_same_tracks_in_the_same_order() -> None:
    first, second = a_list(*CALM), a_list(*WILD)
    history = [EMPTY, first, second]

    assert judge(Turn(say="undo", restores=1), history, first, SAID).failures == []
    assert judge(Turn(say="undo", restores=1), history, a_list(*reversed(CALM)), SAID).failures != []
    assert judge(Turn(say="thanks", unchanged=True), history, second, SAID).failures == []
    assert judge(Turn(say="thanks", unchanged=True), history, first, SAID).failures != []


def test_conditions_hold_on_until_they_are_lifted_or_undone() -> None:
    nineties, clean = Condition(years=(1990, 1999)), Condition(explicit=False)
    first = a_list(*CALM, musts=(nineties,))
    second = replace(first, musts=(nineties, clean))

    assert musts_after(first, Turn(say="clean", must=(clean,)), [EMPTY, first]) == (nineties, clean)
    assert musts_after(second, Turn(say="70s", lifts=("years",)), [EMPTY, first, second]) == (clean,)
    assert musts_after(second, Turn(say="undo", restores=1), [EMPTY, first, second]) == (nineties,)


def test_a_condition_of_a_member_concerns_only_what_is_there_for_them() -> None:
    must = Condition(years=(1990, 1999), of="Leo")
    old = tracks(20, year=1970)

    assert failed(Turn(say="", must=(must,)), a_list(*old, of="Ana")) == []
    assert failed(Turn(say="", must=(must,)), a_list(*old, of="Leo")) == ["constraint"]


def test_a_track_is_right_if_it_breaks_nothing_and_is_of_one_kind_wanted() -> None:
    turn = Turn(say="", right=(FOLK, Condition(moods=("calm",))))
    clean = Condition(explicit=False)

    assert is_right(a_track(), turn, [clean])
    assert is_right(a_track(genres=("dub",), moods=("calm",)), turn, [clean])
    assert not is_right(a_track(genres=("dub",)), turn, [clean])
    assert not is_right(a_track(explicit=True), turn, [clean])


def test_a_list_can_have_each_song_once_and_each_artist_so_often() -> None:
    many = (ONE, AGAIN, *tracks(5, artist="Beck"), *tracks(2))

    assert most_possible(many, per_artist=3) == 1 + 3 + 2
