"""Texts to and from Discord's markup."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from adapters.discord.markup import escaped, escaped_line, is_web_address, linked, one_line, plain, to_plain, units
from adapters.discord.splitting import packed, split

NAMES = {"1": "Ben", "2": "Leo the Great"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Glory Box", "Glory Box"),
        ("@everyone and @Here", "@\u200beveryone and @\u200bHere"),
        ("<@123> <@&4> <#5> <t:1:R> </link:6>", r"\<@123> \<@&4> \<#5> \<t:1:R> \</link:6>"),
        ("[free](https://evil.example)", r"\[free\](https://evil.example)"),
        ("*a* _b_ ~c~ ||d|| `e`", r"\*a\* \_b\_ \~c\~ \|\|d\|\| \`e\`"),
        ("# big\n- item\n> quote\n-# small", "\\# big\n\\- item\n\\> quote\n\\-# small"),
        ("1 > 0 # fine - yes", "1 > 0 # fine - yes"),
        (r"\*not escaped\*", r"\\\*not escaped\\\*"),
        ("a\u202eb\x00c\x1bd", "abcd"),
        ("one\r\ntwo\u2028three", "one\ntwo\nthree"),
        ("half \ud83d pair", "half ? pair"),
        ("مرحبا", "مرحبا"),
    ],
)
def test_text_is_shown_as_it_is(text: str, shown: str) -> None:
    assert escaped(text) == shown


@given(some.text(max_size=300))
def test_no_text_opens_markup_of_its_own(text: str) -> None:
    bare = re.sub(r"\\[\\*_~`|\[\]<#>+-]", "", escaped(text))

    assert not re.search(r"[*_~`|\[\]<]", bare)
    assert "@everyone" not in bare
    assert "@here" not in bare


def test_words_from_right_to_left_keep_to_their_place_in_a_line() -> None:
    assert escaped_line("فيروز", 50) == "\u2068فيروز\u2069"
    assert escaped_line("Fairuz", 50) == "Fairuz"


@pytest.mark.parametrize(
    ("text", "line"), [("a\nb\tc", "a b c"), ("x" * 20, "x" * 9 + "…"), ("🎧" * 20, "🎧" * 4 + "…")]
)
def test_a_line_is_one_line_and_as_long_as_it_may_be(text: str, line: str) -> None:
    assert one_line(text, 10) == line
    assert units(one_line(text, 10)) <= 10


@pytest.mark.parametrize(
    ("url", "is_safe"),
    [
        ("https://open.spotify.com/track/1", True),
        ("http://127.0.0.1:8000/link/x_y-z", True),
        ("javascript:alert(1)", False),
        ("https://a.example/)[x](https://evil.example", False),
        ("https://a.example/ b", False),
        (f"https://a.example/{'x' * 600}", False),
    ],
)
def test_only_plain_web_addresses_are_linked(url: str, is_safe: bool) -> None:
    assert is_web_address(url) is is_safe
    assert linked("Title", url, 50) == (f"[Title]({url})" if is_safe else "Title")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("<@9> calmer", "calmer"),
        ("<@!9>, calmer", "calmer"),
        ("calmer please <@9>", "calmer please"),
        ("more from <@1> and <@!2>", "more from @Ben and @Leo the Great"),
        ("who is <@77>", "who is"),
        ("**calmer** and __less__ ~~pop~~ ||now|| `yes`", "calmer and less pop now yes"),
        ("*calmer* _please_ snake_case_name M*A*S*H", "calmer please snake_case_name M*A*S*H"),
        ("```py\nprint\n```", "print"),
        ("<https://open.spotify.com/track/1>", "https://open.spotify.com/track/1"),
        ("<a:dance:12> go <:wave:3>", ":dance: go :wave:"),
        ("<@&5> in <#6>", "in"),
        (r"P\!nk and \*NSYNC", "P!nk and *NSYNC"),
        ("one\n\n  two  ", "one\n\ntwo"),
        ("<@9>", ""),
        ("", ""),
    ],
)
def test_what_a_member_wrote_is_read_without_markup(written: str, meant: str) -> None:
    assert to_plain(written, NAMES, "9") == meant


@given(some.text(max_size=4000))
def test_any_writing_can_be_read(written: str) -> None:
    assert plain(to_plain(written, NAMES, "9")) == to_plain(written, NAMES, "9")


@pytest.mark.parametrize("nasty", ["*", "_", "__", "**a", "||", "`", "<@", "\\", "~~x"])
def test_four_thousand_hostile_characters_are_read_at_once(nasty: str) -> None:
    assert len(to_plain(nasty * (4000 // len(nasty)), NAMES, "9")) <= 4000


@given(some.text(alphabet="ab 🎧\n\\*.", max_size=400), some.integers(20, 60))
def test_pieces_fit_and_lose_nothing_but_blanks(text: str, limit: int) -> None:
    pieces = split(escaped(text), limit)

    assert all(0 < units(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(escaped(text).split())


@given(some.text(alphabet="*", max_size=200))
def test_no_piece_ends_within_an_escape(text: str) -> None:
    for piece in split(escaped(text), 21):
        assert (len(piece) - len(piece.rstrip("\\"))) % 2 == 0


def test_breaks_between_sentences_rather_than_words() -> None:
    assert split("One two three four. Five six seven eight nine.", 30) == [
        "One two three four.",
        "Five six seven eight nine.",
    ]


def test_packs_whole_lines() -> None:
    assert packed(["aaaa", "bbbb", "cccc"], 9) == ["aaaa\nbbbb", "cccc"]
