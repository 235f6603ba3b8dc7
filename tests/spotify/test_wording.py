"""Names and descriptions as Spotify takes them."""

import pytest

from adapters.spotify.wording import is_same, playlist_description, playlist_name


@pytest.mark.parametrize(
    ("title", "name"),
    [("Friday", "Friday"), ("  a\n b\t", "a b"), ("", "Playlist"), ("\n", "Playlist"), ("x" * 120, "x" * 99 + "…")],
)
def test_a_name_is_one_line_of_at_most_a_hundred(title: str, name: str) -> None:
    assert playlist_name(title) == name


@pytest.mark.parametrize(
    ("description", "text"),
    [
        ("For us", "For us"),
        ("a\r\nb", "a b"),
        ('<a href="x">Tom</a> & Jerry <3', "Tom & Jerry 3"),
        ("1 < 2 > 0", "1 2 0"),
        ("<p></p>", "Friday"),
        ("", "Friday"),
        ("y" * 301, "y" * 299 + "…"),
    ],
)
def test_a_description_is_one_line_without_html_and_never_empty(description: str, text: str) -> None:
    assert playlist_description(description, "Friday") == text


def test_a_list_without_any_words_still_has_a_description() -> None:
    assert playlist_description("", "<>") == "Playlist"


def test_an_escaped_description_is_the_same() -> None:
    assert is_same("Tom &amp; Jerry&#x27;s &#x2F; us", "Tom & Jerry's / us")
    assert not is_same(None, "us")
