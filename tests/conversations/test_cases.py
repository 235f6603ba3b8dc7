"""The set of conversations is as large, as varied and as quiet as it has to be."""

from collections import Counter

import pytest
from pydantic import ValidationError

from bot.conversation.briefing import Call, Completion
from bot.errors import ModelDown
from tests.conversations.cases import all_cases, cases_in
from tests.conversations.recorded import FREE, answers_of
from tests.conversations.run import _beats

THEMES = {
    "silence": 34, "attribution": 8, "contradiction": 5, "correction": 6, "interruption": 5, "languages": 8,
    "vague": 5, "impossible": 5, "misspelt": 5, "several at once": 6, "references": 8, "injection": 12,
}  # fmt: skip


def test_there_are_at_least_96_conversations_of_all_themes() -> None:
    cases = all_cases()
    counts = Counter(case.theme for case in cases)

    assert len(cases) >= 96
    assert [theme for theme, least in THEMES.items() if counts[theme] < least] == []


def test_in_a_third_of_them_somebody_gets_no_answer() -> None:
    quiet = [case for case in all_cases() if case.is_about_silence]

    assert len(quiet) >= 34
    assert 3 * len(quiet) >= len(all_cases())


def test_each_is_named_once_and_has_two_to_six_members_who_speak_or_are_named() -> None:
    ids = Counter(case.id for case in all_cases())

    assert [name for name, count in ids.items() if count > 1] == []
    assert [case.id for case in all_cases() if not 2 <= len(case.members) <= 6] == []
    assert {len(case.members) for case in all_cases()} == {2, 3, 4, 5, 6}


def test_every_conversation_expects_something_of_the_end() -> None:
    empty = [
        case.id
        for case in all_cases()
        if all(said.then.answer == "any" and not _more_than_an_answer(said.then) for said in case.sayings)
    ]

    assert empty == []


def _more_than_an_answer(then: object) -> bool:
    names = ("wish", "not_wish", "has", "has_not", "must", "count", "keeps", "unchanged", "session", "added_for")
    return any(getattr(then, name) not in ((), None, False) for name in names)


def test_a_word_that_no_key_knows_is_refused() -> None:
    with pytest.raises(ValidationError, match="unanswered"):
        list(cases_in('[[case]]\nid="x"\ntheme="y"\nmembers=["Ana","Leo"]\nsaid=[{by="Ana", unanswered=true}]'))


def test_what_is_said_meanwhile_belongs_to_the_message_before() -> None:
    text = 'said=[{by="Ana"}, {by="Leo", meanwhile=true}, {by="Ana"}]'
    (case,) = cases_in(f'[[case]]\nid="x"\ntheme="y"\nmembers=["Ana","Leo"]\n{text}')

    assert [len(beat) for beat in _beats(case.sayings)] == [2, 1]


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ("Sure!", Completion(words="Sure!", usage=FREE)),
        ([["tell", '{"what": ']], Completion((Call("tell", '{"what": '),), usage=FREE)),
        (
            [["add_tracks", {"tracks": ["Roads – Portishead – m2"]}]],
            Completion(
                (Call("add_tracks", '{"tracks": [{"title": "Roads", "artist": "Portishead", "by": "m2"}]}'),),
                usage=FREE,
            ),
        ),
        (
            [["remove_tracks", {"which": [2]}]],
            Completion(
                (Call("remove_tracks", '{"which": [{"number": 2, "words": null, "every": false}]}'),), usage=FREE
            ),
        ),
    ],
)
def test_an_answer_is_written_short_and_played_whole(given: object, answer: Completion) -> None:
    assert answers_of([given]) == (answer,)


def test_a_model_can_be_down() -> None:
    (answer,) = answers_of(["down"])

    assert isinstance(answer, ModelDown)
