"""What is heard of what members say."""

from bot.chat import ChannelKind, Choice, Choices, Message
from bot.errors import ServiceDown
from tests.slack.rig import Rig, reply_to


async def test_a_mention_is_heard_without_the_mention(rig: Rig) -> None:
    async with rig.running():
        await rig.server.says(rig.ana, rig.kitchen, "calmer, like <rain> & @Leo's")
        [message] = await rig.heard_of()
        await rig.server.settled()

    assert message.text == "calmer, like <rain> & Leo's"
    assert (message.channel.id, message.channel.thread) == (rig.kitchen.id, None)
    assert (message.member.id, message.member.name, message.member.tenant) == (rig.ana.id, "Ana", rig.team.id)
    assert [(one.id, one.name) for one in message.mentions] == [(rig.leo.id, "Leo")]
    assert (message.locale, message.at.tzinfo is not None) == ("en", True)


async def test_what_is_said_in_private_is_heard(rig: Rig) -> None:
    async with rig.running():
        said = await rig.server.says(rig.ana, rig.team.dm(rig.ana), "link")
        [message] = await rig.heard_of()

    assert (message.text, message.channel.kind, message.channel.id) == ("link", ChannelKind.DM, said.channel.id)


async def test_links_are_heard_as_addresses(rig: Rig) -> None:
    async with rig.running():
        await rig.server.says(rig.ana, rig.kitchen, "https://open.spotify.com/track/4uLU6h?si=1&x=2")
        [message] = await rig.heard_of()

    assert message.text == "https://open.spotify.com/track/4uLU6h?si=1&x=2"


async def test_a_second_delivery_has_the_same_key(rig: Rig) -> None:
    async with rig.running():
        said = await rig.server.says(rig.ana, rig.kitchen, "calmer")
        await rig.heard_of()
        await rig.server.settled()
        rig.server.redelivers(said)
        first, second = await rig.heard_of(2)

    assert first.key == second.key


async def test_edits_other_bots_and_reactions_are_not_heard(rig: Rig) -> None:
    bot = rig.team.other_bot("Robot")
    rig.kitchen.members.append(bot)
    async with rig.running():
        said = await rig.server.says(rig.ana, rig.kitchen, "calmer")
        await rig.heard_of()
        rig.server.edits(rig.ana, said, "louder")
        rig.server.edits(rig.ana, await rig.server.says(rig.ana, rig.team.dm(rig.ana), "hello"), "hello you")
        await rig.server.says(bot, rig.kitchen, "I am a bot too")
        await rig.heard_of(2)
        await rig.server.settled()

    assert [message.text for message in rig.heard] == ["calmer", "hello"]
    assert all(delivery.acknowledged for delivery in rig.server.deliveries)


async def test_what_is_asked_for_by_nobody_is_acknowledged(rig: Rig) -> None:
    rig.server.app.events |= {"member_joined_channel", "reaction_added", "message.channels"}
    rig.team.app_install.scopes |= {"channels:read", "reactions:read", "channels:history"}
    async with rig.running():
        said = await rig.server.says(rig.leo, rig.kitchen, "just talk", mentions_bot=False)
        rig.server.reacts(rig.ana, said, "tada")
        rig.server.joins(rig.team.member("Mina"), rig.kitchen)
        await rig.server.settled()

    assert rig.heard == []
    assert len(rig.server.deliveries) >= 2
    assert all(delivery.acknowledged for delivery in rig.server.deliveries)


async def test_an_event_that_cannot_be_kept_is_sent_again_by_slack(rig: Rig) -> None:
    async def refuse_once(message: Message) -> None:
        if len(rig.heard) == 1:
            raise ServiceDown("The database is away.")

    rig.script = refuse_once
    async with rig.running():
        said = await rig.server.says(rig.ana, rig.kitchen, "calmer")
        [delivery] = rig.server.events_of(said)
        await rig.heard_of()
        await rig.server.runs_out(delivery)
        await rig.heard_of(2)
        await rig.server.settled()

    assert delivery.acknowledged
    assert len({message.key for message in rig.heard}) == 1


async def test_a_thread_under_what_was_said_to_the_bot_is_the_channels_own(rig: Rig) -> None:
    rig.answers_with("Here you are.")
    async with rig.running():
        said = await rig.server.says(rig.ana, rig.kitchen, "calmer")
        answer = await rig.server.answer_to(said)
        await rig.server.settled()
    async with rig.running():
        under = await rig.server.says(rig.leo, rig.kitchen, "louder", thread=answer)
        in_thread = await rig.server.answer_to(under)
        await rig.server.settled()

    assert rig.heard[1].channel.thread is None
    assert in_thread.thread_ts == answer.ts


async def test_any_other_thread_is_a_conversation_of_its_own(rig: Rig) -> None:
    rig.answers_with("Here you are.")
    talk = await rig.server.says(rig.leo, rig.kitchen, "lunch?", mentions_bot=False)
    async with rig.running():
        said = await rig.server.says(rig.ana, rig.kitchen, "calmer", thread=talk)
        answer = await rig.server.answer_to(said)

    assert rig.heard[0].channel.thread == talk.ts
    assert answer.thread_ts == talk.ts


async def test_a_channel_is_heard_in_order_though_a_name_takes_longer(rig: Rig) -> None:
    async with rig.running():
        hold = rig.server.faults.holds("users.info")
        await rig.server.says(rig.ana, rig.kitchen, "one")
        await rig.server.until(lambda: hold.waiting, "the look-up")
        await rig.server.says(rig.leo, rig.kitchen, "two")
        hold.release()
        await rig.heard_of(2)

    assert [message.text for message in rig.heard] == ["one", "two"]


async def test_without_the_scope_for_names_all_else_works(rig: Rig) -> None:
    rig.team.app_install.scopes -= {"users:read"}
    rig.answers_with("Hello.")
    async with rig.running():
        said = await rig.server.says(rig.ana, rig.kitchen, "hello @Leo")
        await rig.server.answer_to(said)
        await rig.server.says(rig.ana, rig.kitchen, "hello")
        await rig.heard_of(2)

    assert rig.heard[0].member.name == rig.ana.id
    assert rig.calls_of("users.info") <= 2


async def test_a_stranger_of_a_shared_channel_belongs_to_their_own_workspace(rig: Rig) -> None:
    other = rig.server.add_workspace("Otra", installed=False)
    omar = other.member("Omar")
    rig.server.shares(rig.kitchen, other, omar)
    async with rig.running():
        await rig.server.says(omar, rig.kitchen, "hello")
        await rig.server.says(rig.ana, rig.kitchen, "hello")
        await rig.heard_of(2)
        await rig.platform.send(reply_to(rig.heard[0], "Your account.", private=True))

    assert [message.member.tenant for message in rig.heard] == [other.id, rig.team.id]
    assert {message.channel.tenant for message in rig.heard} == {rig.team.id}


async def test_an_admin_moderates_by_word_and_by_press(rig: Rig) -> None:
    rig.ana.is_admin = True
    rig.answers_with("Well?", Choices((Choice("Undo", "undo"),)))
    async with rig.running():
        for member in (rig.ana, rig.leo):
            answer = await rig.server.answer_to(await rig.server.says(member, rig.kitchen, "hm"))
            await rig.server.presses(member, answer, "Undo").done()

    assert [(heard.member.name, heard.moderates) for heard in rig.heard] == [
        ("Ana", True),
        ("Ana", True),
        ("Leo", False),
        ("Leo", False),
    ]
