"""The pure rules of the stand-in Slack: Block Kit's limits, markup, time."""

import asyncio
from typing import Any

import pytest

from tests.standins.slack import markup
from tests.standins.slack.block_rules import check_blocks
from tests.standins.slack.clock import Clock
from tests.standins.slack.ids import Ids
from tests.standins.slack.rig import BUTTONS
from tests.standins.slack.specification import at_hand, check_arguments, check_envelope

Block = dict[str, Any]


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def section(text: str = "x", **more: Any) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def button(number: int = 1, **more: Any) -> Block:
    return {"type": "button", "action_id": f"a{number}", "text": plain("Press"), **more}


def select(count: int, **more: Any) -> Block:
    options = [{"text": plain("x"), "value": str(number)} for number in range(count)]
    return {"type": "static_select", "action_id": "s", "options": options, **more}


FINE: list[list[Block]] = [
    BUTTONS,
    [section("x" * 3000)],
    [{"type": "header", "text": plain("x" * 150)}],
    [actions(*(button(number) for number in range(25)))],
    [actions(button(value="x" * 2000, url="https://x.org", style="primary"))],
    [section(accessory=select(100))],
    [{"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}] * 10}],
    [{"type": "markdown", "text": "**x**" * 2000}],
    [{"type": "image", "image_url": "https://x.org/1.png", "alt_text": "x"}],
    [{"type": "section", "fields": [plain("x" * 2000)] * 10}],
    [{"type": "divider"}] * 50,
    [{"type": "rich_text", "elements": []}],
]
WRONG: dict[str, list[Block]] = {
    "/blocks]": [{"type": "divider"}] * 51,
    "already exists [json-pointer:/blocks]": [{"type": "divider", "block_id": "d"}] * 2,
    "/blocks/0/type": [{"type": "marquee"}],
    "/blocks/0/block_id": [{"type": "divider", "block_id": "x" * 256}],
    "missing required field: text [json-pointer:/blocks/0]": [{"type": "section"}],
    "3001 characters [json-pointer:/blocks/0/text/text]": [section("x" * 3001)],
    "more than 0 characters": [section("")],
    "/blocks/0/fields]": [{"type": "section", "fields": [plain("x")] * 11}],
    "2001 characters": [{"type": "section", "fields": [plain("x" * 2001)]}],
    "151 characters": [{"type": "header", "text": plain("x" * 151)}],
    "unsupported type: mrkdwn": [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
    "1 to 25": [actions(*(button(number) for number in range(26)))],
    "has 0": [actions()],
    "`action_id` already exists": [actions(button(), button())],
    "/blocks/0/elements/0/action_id": [actions(button(action_id="x" * 256))],
    "76 characters [json-pointer:/blocks/0/elements/0/text": [actions(button(text=plain("x" * 76)))],
    "2001 characters [json-pointer:/blocks/0/elements/0/value": [actions(button(value="x" * 2001))],
    "must be a string": [actions(button(value=7))],
    "3001 characters [json-pointer:/blocks/0/elements/0/url": [actions(button(url="x" * 3001))],
    "primary, danger": [actions(button(style="big"))],
    "unsupported type: plain_text_input": [actions({"type": "plain_text_input", "action_id": "t"})],
    "unsupported type: button": [{"type": "input", "label": plain("x"), "element": button()}],
    "1 to 100": [actions(select(101))],
    "151 characters [json-pointer:/blocks/0/elements/0/placeholder": [actions(select(1, placeholder=plain("x" * 151)))],
    "1 to 10": [{"type": "context", "elements": [plain("x")] * 11}],
    "alt_text": [{"type": "image", "image_url": "https://x.org/1.png"}],
    "12000 characters": [{"type": "markdown", "text": "x" * 6001}] * 2,
    "invalid additional property: colour": [section(accessory=button(text=plain("x") | {"colour": "red"}))],
    "101 characters": [actions(button(confirm={"title": plain("x" * 101), "text": plain("x")}))],
    "between 1 and 3000": [
        {"type": "input", "label": plain("x"), "element": {"type": "plain_text_input", "max_length": 3001}}
    ],
}


@pytest.mark.parametrize("blocks", FINE, ids=range(len(FINE)))
def test_blocks_at_their_limits_are_fine(blocks: list[Block]) -> None:
    assert check_blocks(blocks, "/blocks") == []


@pytest.mark.parametrize(("told", "blocks"), WRONG.items(), ids=WRONG)
def test_blocks_beyond_a_limit_are_told_with_their_place(told: str, blocks: list[Block]) -> None:
    assert any(told in misfit for misfit in check_blocks(blocks, "/blocks"))


@pytest.mark.parametrize(
    ("typed", "wire"),
    [
        ("a < b & c", "a &lt; b &amp; c"),
        ("hi @Ana!", "hi <@U1>!"),
        ("mail ana@Ana.example", "mail ana@Ana.example"),
        ("@nobody", "@nobody"),
        ("see https://x.org/?a=1&b=2.", "see <https://x.org/?a=1&amp;b=2.>"),
        ("spotify.com is", "<http://spotify.com|spotify.com> is"),
        ("<!channel>", "&lt;!channel&gt;"),
    ],
)
def test_what_is_typed_arrives_in_markup(typed: str, wire: str) -> None:
    assert markup.typed(typed, {"Ana": "U1"}) == wire


@pytest.mark.parametrize(
    ("wire", "read"),
    [
        ("a &lt; b &amp;amp; c", "a < b &amp; c"),
        ("<@U1> and <@U1|ana>", "@Ana and @Ana"),
        ("<https://x.org|here> <https://x.org>", "here https://x.org"),
        ("<!here> <!date^1^{date}|noon>", "@here noon"),
        ("&lt;!channel&gt;", "<!channel>"),
    ],
)
def test_what_arrives_is_read_without_markup(wire: str, read: str) -> None:
    assert markup.shown(wire, lambda any_id: {"U1": "Ana"}[any_id]) == read


def test_only_live_markup_pings() -> None:
    assert markup.mentioned("<!channel> <!here|here> <@U1> <!subteam^S1> &lt;!everyone&gt; @channel") == [
        "channel",
        "here",
        "U1",
        "subteam^S1",
    ]


def test_timestamps_only_grow() -> None:
    ids = Ids(lambda: 1.9999995)

    stamps = [ids.ts() for _ in range(3)]

    assert stamps == sorted({*stamps})


async def test_a_clock_wakes_who_waits_when_it_is_moved() -> None:
    clock = Clock(frozen=True)
    timer, later = clock.timer(3), clock.timer(60)

    clock.advance(3)
    await asyncio.wait_for(timer, 1)

    assert (timer.done(), later.done()) == (True, False)


@pytest.mark.skipif(not at_hand(), reason="Slack's descriptions are not at hand; set CHORUS_SPECS to their folder")
def test_the_descriptions_know_names_and_types() -> None:
    assert check_arguments("chat.postMessage", {"channel": "C1", "text": "x", "blocks": [], "team_id": "T1"}) == []
    assert check_arguments("chat.update", {"channel": "C1", "ts": 1.5}) == [
        "chat.update: ts should be string and is 1.5"
    ]
    assert check_arguments("chat.shout", {}) == ["chat.shout is described nowhere"]
    assert any("team_id" in one for one in check_envelope({"event": {"type": "app_mention"}}))
