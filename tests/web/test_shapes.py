"""What the page reads."""

import pytest

from adapters.web.shapes import to_part, web_address
from bot.chat import Choice, Choices, Link, Paragraph, Part, Rows
from tests.web.visits import a_panel, a_row


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        (Paragraph("hello"), "paragraph"),
        (Link("Go", "https://a.example"), "link"),
        (Rows((a_row(),)), "rows"),
        (Choices((Choice("Keep", "keep 1"),)), "choices"),
        (a_panel("Holocene"), "panel"),
    ],
)
def test_every_part_has_its_kind(part: Part, kind: str) -> None:
    assert to_part(part)["kind"] == kind


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "http://[", "", "https:", None]
)
def test_an_address_that_is_no_web_page_is_left_out(address: str | None) -> None:
    assert web_address(address) is None


def test_a_dangerous_link_keeps_only_its_label() -> None:
    assert to_part(Link("Press", "javascript:alert(1)")) == {"kind": "link", "label": "Press", "url": None}


def test_hostile_text_stays_text() -> None:
    words = "<img src=x onerror=alert(1)>"

    assert to_part(Paragraph(words)) == {"kind": "paragraph", "text": words}
