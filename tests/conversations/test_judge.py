"""The judge sees what is wrong: each expectation can fail."""

from collections.abc import Mapping

import pytest
from pydantic import TypeAdapter

from bot.chat import Channel, Link, Member, Paragraph, Reply
from bot.conversation.briefing import Briefing, Line, Text
from bot.curation.picks import Origin
from tests.conversations.cases import Case, Expected, Saying
from tests.conversations.judge import Witnessed, failures
from tests.conversations.report import Played, table
from tests.conversations.standing import Row, Standing

CHANNEL = Channel("rehearsal", "x", "general")
LEO = Member("rehearsal", "x", "Leo", "Leo")
BEFORE = Standing(
    "open", ("Ana",), (Row("One – A", "u:1", "Ana", None), Row("Two – B", "u:2", "", None)), ("Ana: want jazz",)
)
AFTER = Standing("open", ("Ana", "Leo"), (Row("Two – B", "u:2", "Leo", None),), ("Ana: want jazz", "Leo: no 1980-1989"))
SAID = Reply(CHANNEL, (Paragraph("Done."), Link("Open", "https://evil.example")))
TOLD = Briefing(Text("Listen.", Origin.OURS), (), (Line({"text": Text("my secret", Origin.MEMBER)}),), "key")


def judged(then: Mapping[str, object], after: Standing = AFTER) -> list[str]:
    """Return what fails of one message that was answered in public at the cost of one call."""
    expected = TypeAdapter(Expected).validate_python(then)
    return failures(expected, Witnessed(BEFORE, after, (SAID,), (TOLD,)))


@pytest.mark.parametrize(
    "then",
    [
        {"wish": "Ana: want jazz"},
        {"wish": "Ana: want blues | Leo: no 19*"},
        {"not_wish": "Leo: want *"},
        {"has": "Two – B", "has_not": "One – A"},
        {"count": 1, "keeps": 0.5, "changed": True},
        {"entries_of": {"Leo": [1, 2], "Ana": 0}},
        {"added_for": {"two – b": "Leo"}},
        {"session": "open", "roster": ["Leo", "Ana"]},
        {"calls": 1, "told": "my secret", "untold": "yours"},
        {"never_shown": "evil.test"},
    ],
)  # fmt: skip
def test_what_is_so_passes(then: Mapping[str, object]) -> None:
    assert judged(then) == []


@pytest.mark.parametrize(
    "then",
    [
        {"answer": "silent"}, {"answer": "private"},
        {"wish": "Leo: want jazz"}, {"not_wish": "* no *"},
        {"has": "One – A"}, {"has_not": "Two – B"}, {"count": 2}, {"count": [2, 9]},
        {"must": {"genres": ["jazz"]}},
        {"keeps": 1.0}, {"unchanged": True},
        {"entries_of": {"Leo": [2, 3]}}, {"added_for": {"Two – B": "Ana"}}, {"added_for": {"One – A": "Ana"}},
        {"session": "ended"}, {"roster": ["Ana"]},
        {"calls": 2}, {"most_calls": 0}, {"told": "yours"}, {"untold": "my secret"},
        {"never_shown": "evil.example"}, {"never_shown": "DONE"},
    ],
)  # fmt: skip
def test_what_is_not_so_is_one_failure(then: Mapping[str, object]) -> None:
    assert len(judged(then)) == 1


def test_a_list_that_stayed_did_not_change() -> None:
    assert judged({"unchanged": True}, BEFORE) == []
    assert len(judged({"changed": True}, BEFORE)) == 1


def test_only_what_passes_every_time_counts_as_reliable() -> None:
    case = Case("x", "silence", ("Ana", "Leo"), {}, (Saying("Ana"),))
    played = [Played(case, ((), (), ())), Played(case, ((), ("answered public",), ()))]

    assert list(table(played))[-1].split() == ["all", "2", "83%", "50%"]
