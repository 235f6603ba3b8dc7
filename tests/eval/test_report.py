"""The report counts cases, compares with the baseline and names all that is not met."""

from pathlib import Path

import pytest

from tests.eval.baseline import Baseline
from tests.eval.cases import Case, Turn, dialogues, requests
from tests.eval.examples import a_list, a_track, tracks
from tests.eval.report import failures, tables, unmet, weak
from tests.eval.run import Precision, Result
from tests.eval.verdict import Criterion, Verdict


def a_result(theme: str, *, ours: float = 1.0, plain: float = 0.0, fails: bool = False, turns: int = 1) -> Result:
    """Return what came of the last turn of a case."""
    verdict = Verdict()
    verdict.check(Criterion.CONSTRAINT, not fails, "3 of 20 break years")
    case = Case(f"{theme} {ours} {fails}", theme, tuple(Turn(say="80s") for _ in range(turns)))
    return Result(case, turns, verdict, Precision(ours, plain, plain), "Done.", a_list())


def test_all_is_well_where_nothing_failed_and_the_baseline_is_clearly_beaten() -> None:
    results = [a_result("mood"), a_result("scene"), a_result("genre", turns=3)]

    assert list(unmet(results)) == []
    assert list(failures(results)) == []
    assert list(weak(results)) == []


def test_names_a_criterion_that_one_case_breaks() -> None:
    results = [a_result("era"), a_result("era", fails=True)]

    assert list(unmet(results)) == ["constraint: 1 of 2 cases"]
    assert list(failures(results)) == ["constraint  era 1.0 True “80s”: 3 of 20 break years"]


@pytest.mark.parametrize(("theme", "turns", "said"), [("mood", 1, "mood"), ("scene", 1, "scene"), ("x", 2, "several")])
def test_names_a_theme_in_which_the_baseline_is_not_clearly_beaten(theme: str, turns: int, said: str) -> None:
    (line,) = unmet([a_result(theme, ours=0.59, plain=0.5, turns=turns)])

    assert f"precision, {said}" in line


def test_names_lists_that_are_weak_or_worse_than_the_baseline() -> None:
    assert len(list(weak([a_result("era", ours=0.49)]))) == 1
    assert len(list(weak([a_result("era", ours=0.7, plain=0.8)]))) == 1


def test_the_table_has_a_row_for_each_theme_with_its_figures() -> None:
    lines = list(tables([a_result("mood", ours=0.5, plain=0.25), a_result("era", fails=True)]))

    assert [line.split()[0] for line in lines] == ["theme", "mood", "era", "all", "everything"]
    assert lines[1].split()[1:6] == ["1", "0.50", "0.25", "0.25", "1/1"]
    assert lines[-1].split()[5] == "1/2"


def test_the_baseline_finds_what_the_words_say_and_keeps_to_a_filter() -> None:
    shoegaze = a_track("Alison", "Slowdive", genres=("shoegaze",), country="GB")
    icelandic = a_track("Jóga", "Björk", genres=("art pop",), country="IS", year=1997)
    baseline = Baseline.over([*tracks(30), shoegaze, icelandic])

    assert baseline.best("please play some shoegaze", 1) == [shoegaze]
    assert baseline.best("joga", 5) == [icelandic]
    assert baseline.best("Icelandic music from the 90s", 1) == [icelandic]
    assert baseline.best("folk", 40, may=lambda facts: facts is icelandic) == []
    assert baseline.best("play something", 5) == []


def test_a_case_with_a_key_that_is_not_known_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "requests.toml"
    path.write_text('[[request]]\nid = "x"\ntheme = "mood"\nsay = "calm"\nmust = { genre = ["folk"] }\n')

    with pytest.raises(ValueError, match="genre"):
        requests(path)
    path.write_text('[[dialogue]]\nid = "x"\ntheme = "mood"\n[[dialogue.turn]]\nsay = "calm"\nmust_say = "x"\n')
    with pytest.raises(ValueError, match="must_say"):
        dialogues(path)
