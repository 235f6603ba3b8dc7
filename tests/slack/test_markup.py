"""Slack's markup, both ways."""

import pytest

from adapters.slack.markup import chunks, escape, link, mentioned, one_line, plain, unescape, web_address

NAMES = {"U1": "Ana", "W2": "Leo & Co"}


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("<@UME> calmer", "calmer"),
        ("<@UME>, calmer <@UME>", "calmer"),
        ("hey <@UME|chorus> more from <@U1>", "hey more from Ana"),
        ("<@W2> &amp; <@U9|omar> &lt;3 <@U8>", "Leo & Co & omar <3 U8"),
        ("in <#C1|general> and <#C2>", "in #general and #C2"),
        ("<!here> <!subteam^S1|@dj> <!date^1^{date}|soon>", "@here @dj soon"),
        ("<https://x.org/?a=1&amp;b=2>", "https://x.org/?a=1&b=2"),
        ("<http://spotify.com|spotify.com>", "http://spotify.com"),
        ("add <https://x.org/1|Glory Box>", "add Glory Box https://x.org/1"),
        ("&lt;@U1&gt; &amp;lt;", "<@U1> &lt;"),
        ("a\u202egnp.b\x00\u200fc", "agnp.bc"),
        ("مرحبا 👩‍👩‍👧", "مرحبا 👩‍👩‍👧"),
        ("one\ntwo", "one\ntwo"),
        ("", ""),
    ],
)
def test_what_slack_sends_is_read_as_it_was_typed(sent: str, read: str) -> None:
    assert plain(sent, NAMES, "UME") == read


def test_members_named_are_found_once_each_in_order() -> None:
    assert mentioned("<@W2> <@U1|ana> <@W2> &lt;@U3&gt; <#C1>") == ("W2", "U1")


@pytest.mark.parametrize("text", ["<!channel>", "<@U1> & <https://evil|x>", "&lt;", "&amp;amp;", "5 > 4 < 6"])
def test_what_goes_out_escaped_comes_back_the_same(text: str) -> None:
    escaped = escape(text)

    assert not {"<", ">"} & set(escaped)
    assert unescape(escaped) == text


@pytest.mark.parametrize(
    ("url", "label", "markup"),
    [
        ("https://x.org/?a=1&b=2", "A <b>\n|c", "<https://x.org/?a=1&amp;b=2|A &lt;b&gt; |c>"),
        ("javascript:alert(1)", "click", "click"),
        ("https://x.org/> <!channel", "click", "click"),
        ("", "", "…"),
    ],
)
def test_a_link_is_one_only_where_it_is_safe(url: str, label: str, markup: str) -> None:
    assert link(url, label) == markup


def test_addresses_that_no_button_may_hold_are_none() -> None:
    assert web_address("https://x.org/" + "a" * 3000) is None
    assert web_address(None) is None
    assert web_address("https://x.org/a b") is None


@pytest.mark.parametrize("text", ["word " * 4_000, "&" * 5_000, "x" * 7_000, "line\n" * 2_000, "<!channel>" * 900])
def test_long_text_is_cut_into_pieces_that_fit_and_lose_nothing(text: str) -> None:
    pieces = list(chunks(text, 2_900))

    assert all(0 < len(piece) <= 2_900 for piece in pieces)
    assert "".join(unescape("".join(pieces)).split()) == "".join(text.split())


def test_no_piece_ends_within_an_entity() -> None:
    assert all(piece.count("&") == piece.count(";") for piece in chunks("&" * 5_000, 2_900))


def test_a_name_is_one_line_of_what_can_be_seen() -> None:
    assert one_line(" Ana\n\t\u202e<admin>\x07 ") == "Ana <admin>"
    assert len(one_line("x" * 500)) == 80
