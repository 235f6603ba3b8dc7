"""What is for one member alone: it never stands where others read."""

import pytest

from bot.chat import Choice, Choices, Link, Message, Reply
from bot.errors import ServiceError
from tests.discord.rig import NOW, Script, a_panel, a_scene, a_server, chorus_on, said
from tests.standins.discord.clock import StandingClock
from tests.standins.discord.invocation import NotOffered

LINK = Link("Link your Spotify", "https://chorus.example/link/secret-ticket")


def linking(message: Message) -> list[Reply]:
    if message.text != "link":
        return [said(message, f"Heard: {message.text}")]
    return [said(message, "Only for you.", LINK, private=True), said(message, "I sent you something.")]


async def test_a_private_command_s_link_is_seen_by_its_member_alone() -> None:
    async with a_scene(linking) as scene:
        ran = await scene.server.runs(scene.ana, scene.channel, "/link")
        await scene.server.sees(scene.ben, scene.channel, "I sent you something")
        mine = scene.by_chorus(scene.ana)
        others = scene.by_chorus(scene.ben)

    assert ran.failed is False
    assert mine[0].is_ephemeral
    assert [(button.label, button.url) for button in mine[0].buttons] == [
        (LINK.label, LINK.url),
        ("Finish linking", None),
    ]
    assert [one.text for one in others] == ["I sent you something."]


async def test_said_in_a_channel_it_is_answered_in_a_direct_message() -> None:
    async with a_scene(linking) as scene:
        direct = scene.server.dm(scene.ana)
        await scene.says("link")
        await scene.server.sees(scene.ana, direct, "Only for you")
        await scene.server.sees(scene.ben, scene.channel, "I sent you something")

        assert [one.text for one in scene.by_chorus(scene.ben)] == ["I sent you something."]


async def test_said_in_private_it_is_answered_there() -> None:
    async with a_scene(linking) as scene:
        direct = scene.server.dm(scene.ana)
        await scene.server.says(scene.ana, direct, "link")
        seen = await scene.server.sees(scene.ana, direct, "Only for you")

    assert [button.url for button in seen.buttons] == [LINK.url, None]


async def test_where_direct_messages_are_closed_a_button_opens_it_for_them_alone() -> None:
    async with a_scene(linking) as scene:
        scene.server.closes_dms(scene.ana)
        await scene.says("link")
        public = await scene.server.sees(scene.ben, scene.channel, "for you alone")

        assert LINK.url not in str(public.message.components)
        assert "Only for you." not in public.text
        pressed = await scene.server.presses(scene.ana, public.message, "Show it to me")
        mine = await scene.server.sees(scene.ana, scene.channel, "Only for you.")
        assert mine.is_ephemeral
        assert mine.buttons[0].url == LINK.url
        assert pressed.acknowledged
        assert all(one.text != "Only for you." for one in scene.by_chorus(scene.ben))


async def test_the_button_opens_nothing_for_anybody_else() -> None:
    async with a_scene(linking) as scene:
        scene.server.closes_dms(scene.ana)
        await scene.says("link")
        public = await scene.server.sees(scene.ben, scene.channel, "for you alone")

        await scene.server.presses(scene.ben, public.message, "Show it to me")
        told = await scene.server.sees(scene.ben, scene.channel, "somebody else")

    assert told.is_ephemeral
    assert all("Only for you." not in one.text for one in scene.by_chorus(scene.ben))


async def test_the_button_works_after_a_restart_and_for_ten_minutes() -> None:
    clock = StandingClock(NOW)
    async with a_server(clock) as server:
        async with chorus_on(server, Script(linking), clock=clock) as scene:
            shelf = scene.shelf
            server.closes_dms(scene.ana)
            await scene.says("link")
            public = await server.sees(scene.ben, scene.channel, "for you alone")

        async with chorus_on(server, Script(linking), shelf=shelf, clock=clock) as scene:
            await server.presses(scene.ana, public.message, "Show it to me")
            assert (await server.sees(scene.ana, scene.channel, "Only for you.")).is_ephemeral
            clock.move(minutes=11)
            await server.presses(scene.ana, public.message, "Show it to me")
            assert (await server.sees(scene.ana, scene.channel, "too old")).is_ephemeral


async def test_closed_direct_messages_are_not_tried_again_at_once() -> None:
    async with a_scene(linking) as scene:
        scene.server.closes_dms(scene.ana)
        for _ in range(2):
            last = scene.by_chorus(scene.ana)[-1].message if scene.by_chorus(scene.ana) else None
            await scene.says("link")
            await scene.server.sees(scene.ben, scene.channel, "I sent you", after=last)

        direct = scene.server.dm(scene.ana)
        tried = [one for one in scene.server.requests if one.path == f"/channels/{direct.id}/messages"]

    assert len(tried) == 1


async def test_a_private_answer_to_a_public_command_leaves_only_a_note() -> None:
    async with a_scene(lambda message: [said(message, "Only for you.", a_panel("Holocene"), private=True)]) as scene:
        await scene.server.runs(scene.ana, scene.channel, "/playlist show")
        mine = await scene.server.sees(scene.ana, scene.channel, "Only for you.")
        await scene.script.answered()
        others = scene.by_chorus(scene.ben)

    assert mine.is_ephemeral
    assert [one.text for one in others] == ["The answer is for you alone."]


async def test_a_private_answer_after_the_interaction_died_goes_to_the_direct_messages() -> None:
    clock = StandingClock(NOW)
    async with a_scene(lambda message: [], clock=clock) as scene:
        ran = await scene.server.runs(scene.ana, scene.channel, "/link")
        await scene.server.acknowledged(ran)
        await scene.server.until(lambda: scene.script.heard)
        [message] = scene.script.heard
        clock.move(minutes=16)

        await scene.discord.send(linking(message)[0])
        direct = scene.server.dm(scene.ana)

        assert [one.content for one in scene.by_chorus(scene.ana, direct)] == ["Only for you."]
        assert scene.by_chorus(scene.ben) == []


async def test_the_code_is_asked_for_in_a_form_and_answered_in_private() -> None:
    async with a_scene(linking) as scene:
        await scene.server.runs(scene.ana, scene.channel, "/link")
        mine = await scene.server.sees(scene.ana, scene.channel, "Only for you.")

        pressed = await scene.server.presses(scene.ana, mine.message, "Finish linking")
        await scene.server.acknowledged(pressed)
        assert pressed.modal is not None
        assert (pressed.modal.title, [label for label, _ in pressed.modal.inputs]) == ("To code", ["Code"])
        sent = await scene.server.submits(pressed, code=" K7QM-2XWA ")
        await scene.server.answered(sent)

        [answer] = sent.responses
        assert answer.only_for is scene.ana

    heard = scene.script.heard[-1]
    assert heard.command is not None
    assert (heard.command.name, heard.command.argument("code")) == ("code", "K7QM-2XWA")


async def test_an_answer_with_a_button_for_the_code_gets_no_second_one() -> None:
    finish = Choices((Choice("I have it", "code", asks="code"),))
    async with a_scene(lambda message: [said(message, "Only for you.", LINK, finish, private=True)]) as scene:
        await scene.server.runs(scene.ana, scene.channel, "/link")
        mine = await scene.server.sees(scene.ana, scene.channel, "Only for you.")

    assert [button.label for button in mine.buttons] == [LINK.label, "I have it"]


async def test_a_form_opened_before_a_restart_is_heard_after_it() -> None:
    async with a_server() as server:
        async with chorus_on(server, Script(linking)) as scene:
            await server.runs(scene.ana, scene.channel, "/link")
            mine = await server.sees(scene.ana, scene.channel, "Only for you.")
            pressed = await server.presses(scene.ana, mine.message, "Finish linking")
            await server.acknowledged(pressed)
        async with chorus_on(server, Script(linking)) as scene:
            await server.answered(await server.submits(pressed, code="K7QM-2XWA"))

    assert scene.script.heard[0].text == "code K7QM-2XWA"


async def test_private_news_nobody_asked_for_come_as_a_direct_message() -> None:
    async with a_scene(lambda message: []) as scene:
        await scene.says("show")
        await scene.server.until(lambda: scene.script.heard)

        await scene.discord.send(said(scene.script.heard[0], "Your link has ended.", private=True))

        seen = scene.by_chorus(scene.ana, scene.server.dm(scene.ana))
    assert [one.content for one in seen] == ["Your link has ended."]


async def test_personal_commands_go_where_their_member_goes() -> None:
    async with a_scene(linking) as scene:
        elsewhere = scene.server.add_guild("Elsewhere", [scene.ana], bot=False).channel("general")
        scene.server.installs(scene.ana)

        ran = await scene.server.runs(scene.ana, elsewhere, "/help")
        await scene.server.answered(ran)
        with pytest.raises(NotOffered):
            await scene.server.runs(scene.ana, elsewhere, "/playlist show")

    assert ran.responses[0].only_for is scene.ana


async def test_a_failed_private_answer_is_an_error_and_not_public() -> None:
    async with a_scene(lambda message: []) as scene:
        direct = scene.server.dm(scene.ana)
        await scene.server.says(scene.ana, direct, "link")
        await scene.server.until(lambda: scene.script.heard)
        scene.server.closes_dms(scene.ana)

        with pytest.raises(ServiceError):
            await scene.discord.send(said(scene.script.heard[0], "Only for you.", private=True))

        assert scene.by_chorus(scene.ana, direct) == []
