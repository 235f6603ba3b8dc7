"""What to call a list."""

import pytest

from bot.tools.title import LONGEST, title_from


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("play ambient jazz for late-night study", "Ambient jazz for late-night study"),
        ("music that feels like glaciers and quiet roads", "Glaciers and quiet roads"),
        ("please make us a playlist of 90s hip hop!", "90s hip hop"),
        ("ponme música para cocinar", "Cocinar"),
        ("calm\n\npiano\x00 \u202e", "Calm piano"),
        ("play", "Play"),
        ("émotion", "Émotion"),
    ],
)
def test_a_title_is_made_of_what_was_said(words: str, title: str) -> None:
    assert title_from(words) == title


def test_a_long_wish_makes_a_title_of_whole_words() -> None:
    title = title_from("play " + "slow quiet roads " * 20)

    assert len(title) <= LONGEST + 1
    assert title.endswith("…")


@pytest.mark.parametrize("words", ["", "   ", "x" * 500, "…"])
def test_any_words_make_a_title_that_is_not_too_long(words: str) -> None:
    assert len(title_from(words)) <= LONGEST + 1
