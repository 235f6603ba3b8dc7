"""The panel: one a channel, in place, and anew where nobody would see it."""

from bot.chat import Message, Reply
from bot.errors import ServiceDown
from tests.discord.rig import NOW, Scene, Script, a_panel, a_scene, a_server, chorus_on, said
from tests.standins.discord.clock import StandingClock
from tests.standins.discord.faults import Fault
from tests.standins.discord.sights import Rendered


def with_panel(message: Message) -> list[Reply]:
    return [said(message, f"Heard: {message.text}", a_panel(*message.text.split(), ended="end" in message.text))]


def panels(scene: Scene) -> list[Rendered]:
    return [one for one in scene.by_chorus(scene.ben) if one.embeds]


async def shows(scene: Scene, words: str) -> None:
    await scene.says(words)
    await scene.server.until(lambda: len(scene.script.heard) and scene.script.heard[-1].text == words)
    await scene.script.answered()


async def test_the_panel_is_edited_in_place() -> None:
    async with a_scene(with_panel) as scene:
        await shows(scene, "Holocene")
        [first] = panels(scene)
        await shows(scene, "Holocene Says")
        [second] = panels(scene)

    assert second.message is first.message
    assert "Says" in second.text
    assert second.embeds[0]["title"] == "Night drive"


async def test_a_panel_says_what_there_is_and_who_is_in() -> None:
    async with a_scene(
        lambda message: [
            said(message, "Well.", a_panel("Holocene", host="Ana", url="https://open.spotify.com/playlist/1"))
        ]
    ) as scene:
        await shows(scene, "show")
        [panel] = panels(scene)

    assert panel.embeds[0]["footer"]["text"] == "♪ 1 · 5:06 · 👥 Ana, Ben · 🎧 Ana"
    assert panel.embeds[0]["description"].startswith("Made by a group.\n\n**1.** [Holocene](")
    assert [(button.label, button.url) for button in panel.buttons] == [
        ("Open in Spotify", "https://open.spotify.com/playlist/1")
    ]


async def test_an_old_panel_is_posted_anew_and_taken_down() -> None:
    clock = StandingClock(NOW)
    async with a_scene(with_panel, clock=clock) as scene:
        await shows(scene, "Holocene")
        [first] = panels(scene)
        clock.move(minutes=51)
        await shows(scene, "Holocene Says")
        [second] = panels(scene)

    assert second.message is not first.message
    assert first.message.deleted


async def test_a_panel_far_up_is_posted_anew() -> None:
    async with a_scene(with_panel) as scene:
        await shows(scene, "Holocene")
        [first] = panels(scene)
        for number in range(16):
            await scene.server.says(scene.ben, scene.channel, f"talk {number}")
        await scene.server.settled()
        await shows(scene, "Holocene Says")
        [second] = panels(scene)

    assert second.message is not first.message


async def test_a_panel_that_was_deleted_is_posted_anew() -> None:
    async with a_scene(with_panel) as scene:
        await shows(scene, "Holocene")
        [first] = panels(scene)
        await scene.server.moderates(first.message)
        await shows(scene, "Holocene Says")

        assert len(panels(scene)) == 1


async def test_a_panel_discord_will_not_edit_any_more_is_posted_anew() -> None:
    async with a_scene(with_panel) as scene:
        await shows(scene, "Holocene")
        scene.server.faults.add(Fault(400, "PATCH", "/channels/*", code=30046))
        await shows(scene, "Holocene Says")
        [panel] = panels(scene)

    assert "Says" in panel.text


async def test_a_restart_keeps_the_panel() -> None:
    async with a_server() as server:
        async with chorus_on(server, Script(with_panel)) as scene:
            await shows(scene, "Holocene")
            [first] = panels(scene)
        async with chorus_on(server, Script(with_panel), shelf=scene.shelf) as scene:
            await shows(scene, "Holocene Says")
            [second] = panels(scene)

    assert second.message is first.message


async def test_after_the_end_of_a_session_the_next_has_a_panel_of_its_own() -> None:
    async with a_scene(with_panel) as scene:
        await shows(scene, "Holocene")
        await shows(scene, "Holocene end")
        await shows(scene, "Says")
        ended, new = panels(scene)

    assert "end" in ended.text
    assert "Says" in new.text


async def test_a_command_that_shows_nothing_but_the_panel_leaves_no_placeholder() -> None:
    async with a_scene(lambda message: [said(message, a_panel("Holocene"))]) as scene:
        await scene.server.runs(scene.ana, scene.channel, "/playlist show")
        await scene.server.until(lambda: panels(scene))
        await scene.script.answered()

        assert [one.is_loading for one in scene.by_chorus(scene.ana)] == [False]


async def test_a_panel_of_hundreds_says_how_many_more_there_are() -> None:
    whole = a_panel(*(f"Title number {number}" for number in range(300)))
    async with a_scene(lambda message: [said(message, "Well.", whole)]) as scene:
        await shows(scene, "show")
        [panel] = panels(scene)

    description = panel.embeds[0]["description"]
    assert len(description) <= 4096
    shown = description.count("[Title")
    assert description.endswith(f"… +{300 - shown}")


async def test_without_its_shelf_it_shows_the_panel_all_the_same() -> None:
    class Down:
        async def get(self, key: str) -> str | None:
            raise ServiceDown("down")

        async def put(self, key: str, text: str, lifetime: object) -> None:
            raise ServiceDown("down")

        async def drop(self, key: str) -> None:
            raise ServiceDown("down")

    async with a_server() as server, chorus_on(server, Script(with_panel), shelf=Down()) as scene:
        await shows(scene, "Holocene")

        assert len(panels(scene)) == 1


async def test_a_panel_that_shows_it_already_is_left_alone() -> None:
    async with a_scene(with_panel) as scene:
        await shows(scene, "Holocene")
        await shows(scene, "Holocene")

        assert [asked for asked in scene.server.requests if asked.method == "PATCH"] == []
        assert len(panels(scene)) == 1
