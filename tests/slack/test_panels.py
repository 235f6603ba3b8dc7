"""The session's panel: one message, changed in place."""

from datetime import timedelta

import pytest

from adapters.slack.panels import FAR_UP, OLD
from bot.chat import Message, Panel, Row
from tests.slack.rig import Rig, reply_to
from tests.standins.slack.watching import Seen


def panel(revision: int, *, rows: int = 2, ended: bool = False) -> Panel:
    return Panel(
        title="Glaciers & <quiet> roads",
        description="Made with Chorus.",
        rows=tuple(
            Row(n, f"spotify:track:{n}", f"Track {n}", "Somebody", 200, f"https://open.spotify.com/track/{n}")
            for n in range(1, rows + 1)
        ),
        seconds=200 * rows,
        revision=revision,
        members=("Ana", "<!channel>"),
        host="Ana",
        url="https://open.spotify.com/playlist/1",
        ended=ended,
    )


def panels(rig: Rig) -> list[Seen]:
    return [seen for seen in rig.server.visible(rig.kitchen, rig.leo) if "№" in seen.text]


@pytest.fixture
async def message(rig: Rig) -> Message:
    async with rig.running():
        await rig.server.says(rig.ana, rig.kitchen, "start")
        [message] = await rig.heard_of()
    return message


async def test_a_panel_is_changed_in_place_also_after_a_restart(rig: Rig, message: Message) -> None:
    async with rig.running():
        await rig.platform.send(reply_to(message, "It is open.", panel(1)))
    async with rig.running():
        await rig.platform.send(reply_to(message, panel(2, rows=3), number=1))
        await rig.platform.send(reply_to(message, panel(2, rows=3), number=2))

    [seen] = panels(rig)
    assert seen.text.startswith("*Glaciers & <quiet> roads*\nMade with Chorus.\n*1.* Track 1 – Somebody")
    assert seen.text.endswith("♫ 3   ⏱ 10:00   ★ Ana   ☺ Ana, <!channel>   № 2\nSpotify")
    assert (seen.pings, seen.buttons) == ((), ("Spotify",))
    assert rig.calls_of("chat.update") == 1


async def test_a_panel_far_up_is_posted_anew_and_the_old_one_goes(rig: Rig, message: Message) -> None:
    async with rig.running():
        await rig.platform.send(reply_to(message, panel(1)))
        for number in range(1, FAR_UP + 1):
            await rig.platform.send(reply_to(message, f"Talk {number}", number=number))
        await rig.platform.send(reply_to(message, panel(2), number=99))

    [seen] = panels(rig)
    assert rig.server.visible(rig.kitchen, rig.leo)[-1] == seen


async def test_an_old_panel_is_posted_anew(rig: Rig, message: Message) -> None:
    async with rig.running():
        await rig.platform.send(reply_to(message, panel(1)))
        rig.server.clock.advance(OLD.total_seconds() + 1)
        await rig.platform.send(reply_to(message, panel(2), number=1))

    assert rig.calls_of("chat.update") == 0
    assert len(panels(rig)) == 1


@pytest.mark.parametrize("trouble", ["deleted", "edit_window_closed"])
async def test_a_panel_that_cannot_be_changed_is_posted_anew(rig: Rig, message: Message, trouble: str) -> None:
    async with rig.running():
        await rig.platform.send(reply_to(message, panel(1)))
        if trouble == "deleted":
            panels(rig)[0].message.deleted = True
        else:
            rig.team.edit_window = 60
            rig.server.clock.advance(timedelta(minutes=5).total_seconds())
        await rig.platform.send(reply_to(message, panel(2), number=1))

    [seen] = panels(rig)
    assert "№ 2" in seen.text


async def test_after_the_end_the_next_session_has_a_panel_of_its_own(rig: Rig, message: Message) -> None:
    async with rig.running():
        await rig.platform.send(reply_to(message, panel(1)))
        await rig.platform.send(reply_to(message, panel(1, ended=True), number=1))
        await rig.platform.send(reply_to(message, panel(1), number=2))

    assert ["■" in seen.text for seen in panels(rig)] == [True, False]


async def test_a_panel_of_a_very_long_list_is_cut_and_not_refused(rig: Rig, message: Message) -> None:
    async with rig.running():
        await rig.platform.send(reply_to(message, panel(1, rows=400)))

    [seen] = panels(rig)
    assert "♫ 400" in seen.text


async def test_where_the_app_is_no_member_the_panel_comes_by_the_response_url(rig: Rig) -> None:
    garden = rig.team.channel("garden", rig.ana, with_bot=False)
    async with rig.running():
        await rig.server.commands(rig.ana, garden, "/chorus", "start a session").done()
        await rig.platform.send(reply_to(rig.heard[0], "It is open.", panel(1)))

    assert "№ 1" in rig.server.visible(garden, rig.ana)[-1].text
