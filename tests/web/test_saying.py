"""Reading what the page wants to say."""

import pytest

from adapters.web.playground import MEMBERS
from adapters.web.saying import Unclear, to_saying
from tests.web.visits import KEY, a_saying


def test_reads_what_a_member_says() -> None:
    saying = to_saying(a_saying(text="  calmer\x00 "), MEMBERS)

    assert (saying.member, saying.private, saying.text, saying.key) == ("ana", False, "calmer", KEY)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"member": "eve"}, "nobody of that name"),
        ({"member": None}, "nobody of that name"),
        ({"member": ["ana"]}, "nobody of that name"),
        ({"channel": "secret"}, "no such channel"),
        ({"text": "  \n"}, "nothing to say"),
        ({"text": 7}, "nothing to say"),
        ({"text": "x" * 5_001}, "5,001 characters"),
        ({"key": "not-a-uuid"}, "told from other messages"),
    ],
)
def test_says_what_is_wrong(changes: dict[str, object], sentence: str) -> None:
    with pytest.raises(Unclear, match=sentence):
        to_saying(a_saying(**changes), MEMBERS)


def test_takes_only_an_object() -> None:
    with pytest.raises(Unclear):
        to_saying(["ana"], MEMBERS)


@pytest.mark.parametrize(
    ("text", "is_for_bot", "words"),
    [
        ("who brings crisps?", False, "who brings crisps?"),
        ("@chorus calmer", True, "calmer"),
        ("@Chorus, calmer", True, "calmer"),
        ("Chorus, calmer", True, "calmer"),
        ("chorus of angels", False, "chorus of angels"),
        ("I told @chorus", False, "I told @chorus"),
        ("@choruses", False, "@choruses"),
    ],
)
def test_the_group_is_overheard_only_when_chorus_is_named_first(text: str, is_for_bot: bool, words: str) -> None:
    saying = to_saying(a_saying(text=text, to_bot=False), MEMBERS)

    assert (saying.is_for_bot, saying.words) == (is_for_bot, words)


def test_what_is_said_in_private_is_for_chorus() -> None:
    assert to_saying(a_saying(channel="dm", to_bot=False), MEMBERS).is_for_bot
