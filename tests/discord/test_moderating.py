"""Who may moderate a channel is Discord's own word."""

from tests.discord.rig import a_scene, choices, said


async def test_the_owner_of_a_server_moderates_in_words_presses_and_commands() -> None:
    async with a_scene(lambda message: [said(message, f"Heard: {message.text}", choices("undo"))]) as scene:
        for member in (scene.ana, scene.ben):
            await scene.server.says(member, scene.channel, f"hello {member.name}", mentions_bot=True)
            shown = await scene.server.sees(scene.ana, scene.channel, f"Heard: hello {member.name}")
            await scene.server.presses(member, shown.message, "undo")
            await scene.server.answered(await scene.server.runs(member, scene.channel, "/playlist why", number=3))
            await scene.server.settled()

    told = {(heard.member.name, heard.moderates) for heard in scene.script.heard}
    assert len(scene.script.heard) == 6
    assert told == {("Ana", True), ("Ben", False)}


async def test_the_owner_moderates_a_thread_of_the_server_too() -> None:
    async with a_scene() as scene:
        start = await scene.server.says(scene.ana, scene.channel, "tonight?")
        thread = await scene.server.opens_thread(scene.ana, start, "tonight")
        for member in (scene.ana, scene.ben):
            await scene.server.says(member, thread, f"hello {member.name}", mentions_bot=True)
            await scene.server.sees(scene.ana, thread, f"Heard: hello {member.name}")

    assert [heard.moderates for heard in scene.script.heard] == [True, False]


async def test_nobody_moderates_a_private_conversation() -> None:
    async with a_scene() as scene:
        direct = scene.server.dm(scene.ana)
        await scene.server.says(scene.ana, direct, "help")
        await scene.server.sees(scene.ana, direct, "Heard: help")

    assert [heard.moderates for heard in scene.script.heard] == [False]
