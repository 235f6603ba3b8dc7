"""Replies as Discord takes them."""

import pytest

from adapters.discord.choices import to_buttons, to_rows, too_long_for_a_button
from adapters.discord.handles import Handle, Way, to_handle, to_text
from adapters.discord.lists import to_embed, to_line, to_minutes
from adapters.discord.outbound import Post, to_posts
from bot.chat import Choice, Choices, Link, Paragraph, Part, Rows
from tests.discord.rig import NOW, a_panel, a_row

HOSTILE = "[x](https://evil.example) @everyone <@1> *b*\n# h \u202e"


def test_text_list_link_and_buttons_are_one_message() -> None:
    parts = (
        Paragraph("Two tracks."),
        Rows((a_row(1), a_row(2))),
        Link("Open", "https://open.spotify.com/playlist/1"),
        Choices((Choice("Undo", "undo"),)),
    )

    [post] = to_posts(parts)

    assert post.content == "Two tracks."
    assert post.embeds[0]["description"].count("\n") == 1
    assert [button.label for button in post.buttons] == ["Open", "Undo"]


def test_nobody_is_pinged_and_no_address_unfolds() -> None:
    body = Post("https://evil.example").to_body()

    assert body["allowed_mentions"] == {"parse": [], "replied_user": False}
    assert body["flags"] == 4
    assert Post("x").to_body(private=True)["flags"] == 4 | 64


@pytest.mark.parametrize("count", [1, 40, 400])
def test_a_list_of_any_length_is_shown_whole_within_the_limits(count: int) -> None:
    rows = Rows(tuple(a_row(number, f"Title {number} " + "x" * 300) for number in range(1, count + 1)))

    posts = to_posts((Paragraph("All of it."), rows, Paragraph("And that is all.")))

    texts = [post.embeds[0]["description"] for post in posts]
    assert all(len(text) <= 4096 for text in texts)
    shown = "\n".join(texts)
    assert [f"**{number}.** [Title {number} x" in shown for number in range(1, count + 1)] == [True] * count
    assert texts[-1].endswith("And that is all.")


def test_hostile_titles_and_names_stay_text() -> None:
    line = to_line(a_row(1, HOSTILE, credit=HOSTILE, member=HOSTILE, note=HOSTILE))

    assert line.count("](https://") == 5  # four of them escaped, and the one of ours
    assert line.count(r"\](https://evil") == 4
    assert "\n" not in line
    assert "@everyone" not in line
    assert "<@1>" not in line.replace(r"\<@1>", "")


def test_a_panel_fits_whatever_is_in_it() -> None:
    embed = to_embed(
        a_panel(*["🎧" * 500] * 200, title="T" * 900, description="D" * 900, members=("N" * 90,) * 50, host=HOSTILE)
    )

    assert len(embed["title"]) <= 256
    assert len(embed["description"].encode("utf-16-le")) // 2 <= 4096
    assert len(embed["footer"]["text"]) <= 2048


def test_a_list_of_podcasts_tells_hours() -> None:
    assert [to_minutes(seconds) for seconds in (0, 65, 3605, 36_000)] == ["0:00", "1:05", "1:00:05", "10:00:00"]


def test_a_link_discord_would_refuse_is_text() -> None:
    assert to_posts((Link("Here", "javascript:alert(1)"),))[0].content == "Here: javascript:alert(1)"


def test_buttons_stand_in_rows_of_five_and_are_at_most_twenty_five() -> None:
    parts: list[Part] = [Choices(tuple(Choice(f"B{number}", f"say {number}") for number in range(40)))]

    rows = to_rows(to_buttons(parts))

    assert [len(row["components"]) for row in rows] == [5] * 5


@pytest.mark.parametrize("label", ["", "x" * 300, "\u202e\n", "🎧" * 90])
def test_every_button_has_a_label_that_fits(label: str) -> None:
    [button] = to_buttons([Choices((Choice(label, "undo"),))])

    assert 0 < len(button.label.encode("utf-16-le")) // 2 <= 80


def test_what_a_button_says_is_in_it_or_kept() -> None:
    short, long = "undo", "calmer " * 30
    parts = [Choices((Choice("Undo", short), Choice("Calmer", long), Choice("Code", "code", asks="code")))]

    buttons = to_buttons(parts)
    kept = too_long_for_a_button(parts)

    assert [button.id.split(":")[0] for button in buttons] == ["says", "kept", "asks"]
    assert buttons[0].id == "says:undo"
    assert kept == {buttons[1].id.removeprefix("kept:"): long}
    assert all(len(button.id) <= 100 for button in buttons)


def test_a_handle_outlives_its_process_and_hides_its_token() -> None:
    handle = Handle(Way.COMMAND, "1", "2", "es-ES", application="3", token="secret", until=NOW, private=True)

    assert to_handle(to_text(handle)) == handle
    assert "secret" not in repr(handle)
    assert not handle.lives(NOW)


@pytest.mark.parametrize("text", [None, "", "{}", "of another version"])
def test_a_handle_nobody_can_read_is_none(text: str | None) -> None:
    assert to_handle(text) is None
