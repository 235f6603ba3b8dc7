"""From replies to Slack's blocks."""

import pytest

from adapters.slack.blocks import LONGEST_LABEL
from adapters.slack.outbound import MOST_CHARACTERS, clock_time, to_posts
from bot.chat import Choice, Choices, Link, Paragraph, Part, Row, Rows
from tests.standins.slack.block_rules import check_blocks, total_length

HOSTILE = "<!channel> <@U1> & `*_~" + "\u202e\u0000" + "غ" * 10
ROW = Row(1, "u", HOSTILE * 30, HOSTILE * 30, 3_725, "https://x.org/" + "a" * 2_000, note=HOSTILE * 30, member=HOSTILE)


@pytest.mark.parametrize(
    "parts",
    [
        (),
        (Paragraph(""),),
        (Paragraph("&" * 4_000),),
        (Paragraph(HOSTILE * 2_000),),
        (Rows(()),),
        (Rows((ROW,) * 120),),
        tuple(Paragraph(f"{n}") for n in range(120)),
        (Choices(tuple(Choice(HOSTILE * 20, f"{n}" * 3_000) for n in range(30))),),
        (Choices((Choice("", ""),)), Link("", "javascript:1"), Link("x" * 200, "https://x.org")),
        (Link("Open", "https://x.org"), Paragraph("then"), Choices((Choice("Undo", "undo"),)), Paragraph("end")),
    ],
)
def test_every_post_keeps_to_slacks_limits(parts: tuple[Part, ...]) -> None:
    for post in to_posts(parts, thread="1.2"):
        blocks = list(post.blocks)
        assert check_blocks(blocks, "/blocks") == []
        assert total_length(blocks) <= MOST_CHARACTERS + 1_000
        assert 0 < len(post.text) <= 3_000
        assert "<!" not in post.text
        assert "<!" not in "".join(block["text"]["text"] for block in blocks if block["type"] == "section")


def test_what_does_not_fit_into_a_button_is_kept_by_name() -> None:
    long = "glaciers " * 400
    [post] = to_posts([Choices((Choice("One", "undo"), Choice("Two", long)))])

    one, two = post.blocks[0]["elements"]
    assert (one["action_id"], one["value"]) == ("say:0", "undo")
    assert two["action_id"] == "kept:1"
    assert post.kept == {two["value"]: long}
    assert len(two["text"]["text"]) <= LONGEST_LABEL


def test_an_address_is_in_no_notification() -> None:
    [post] = to_posts([Paragraph("Here:"), Link("Link it", "https://chorus.example/link/ticket")])

    assert post.text == "Here: Link it"
    assert "ticket" not in post.text


def test_buttons_side_by_side_stand_in_one_row() -> None:
    [post] = to_posts([Paragraph("a"), Link("Open", "https://x.org"), Choices((Choice("Undo", "undo"),))])

    assert [len(block.get("elements", ())) for block in post.blocks] == [0, 2]


@pytest.mark.parametrize(("seconds", "shown"), [(0, "0:00"), (187, "3:07"), (3_725, "1:02:05"), (-4, "0:00")])
def test_running_times(seconds: int, shown: str) -> None:
    assert clock_time(seconds) == shown
