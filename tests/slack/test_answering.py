"""What members see of replies."""

from datetime import timedelta

import pytest

from bot.chat import Choice, Choices, Link, Message, Paragraph, Reply, Row, Rows
from bot.errors import RateLimited, ServiceDown
from tests.slack.rig import Rig, reply_to

GLORY_BOX = Row(
    1,
    "spotify:track:1",
    "Glory <Box> *live* & more",
    "Portishead",
    305,
    "https://open.spotify.com/track/1?a=1&b=2",
    member="Ana",
    note="asked for by name",
)
HOSTILE = "<!channel> <@U123> <!subteam^S1> <https://evil.example|click> @everyone & \u202egnp.exe\x00"


async def test_text_that_is_not_ours_pings_nobody_and_is_shown_as_it_is(rig: Rig) -> None:
    row = GLORY_BOX.__class__(**{**{f: getattr(GLORY_BOX, f) for f in GLORY_BOX.__slots__}, "title": HOSTILE})
    rig.answers_with(HOSTILE, Rows((row,)), Choices((Choice(HOSTILE, HOSTILE),)))
    async with rig.running():
        said = await rig.server.says(rig.ana, rig.kitchen, "hello")
        seen = rig.server.seen(await rig.server.answer_to(said))

    assert seen.pings == ()
    shown = "<!channel> <@U123> <!subteam^S1> <https://evil.example|click> @everyone & gnp.exe"
    assert seen.text.splitlines()[0] == shown
    assert shown in seen.fallback


async def test_rows_are_shown_with_their_links(rig: Rig) -> None:
    rig.answers_with("Here:", Rows((GLORY_BOX,)))
    async with rig.running():
        said = await rig.server.says(rig.ana, rig.kitchen, "show")
        seen = rig.server.seen(await rig.server.answer_to(said))

    assert seen.text == ("Here:\n*1.* Glory <Box> *live* & more – Portishead  ·  5:05  ·  _Ana, asked for by name_")
    assert "<https://open.spotify.com/track/1?a=1&amp;b=2|Glory &lt;Box&gt; *live* &amp; more>" in str(seen.blocks)


async def test_a_long_answer_comes_whole_in_several_messages(rig: Rig) -> None:
    long = " ".join(f"word{number}&" for number in range(4_000))
    rig.answers_with(long)
    async with rig.running():
        said = await rig.server.says(rig.ana, rig.kitchen, "tell me")
        await rig.server.settled()
        answers = await rig.server.answers_to(said, 2)

    read = " ".join(rig.server.seen(answer).text for answer in answers).split()
    assert read == long.split()


async def test_a_reply_is_shown_once_also_after_a_restart(rig: Rig) -> None:
    rig.answers_with("Here you are.", Choices((Choice("Undo", "undo"),)))
    async with rig.running():
        said = await rig.server.says(rig.ana, rig.kitchen, "hello")
        await rig.server.answer_to(said)
        await rig.server.settled()
        await rig.platform.send(reply_to(rig.heard[0], "Here you are."))
    async with rig.running():
        await rig.platform.send(reply_to(rig.heard[0], "Here you are."))
        await rig.platform.send(reply_to(rig.heard[0], "And this.", number=1))

    shown = [seen.fallback for seen in rig.server.visible(rig.kitchen, rig.leo) if seen.author != "Ana"]
    assert shown == ["Here you are.", "And this."]


async def test_a_private_answer_is_seen_by_its_member_alone(rig: Rig) -> None:
    rig.answers_with("Your account is linked.", private=True)
    async with rig.running():
        said = await rig.server.says(rig.ana, rig.kitchen, "privacy")
        answer = await rig.server.answer_to(said)
        await rig.server.settled()

    assert rig.server.seen(answer).ephemeral
    assert [seen.author for seen in rig.server.visible(rig.kitchen, rig.leo)] == ["Ana"]


async def test_private_news_comes_by_dm(rig: Rig) -> None:
    async with rig.running():
        said = await rig.server.says(rig.ana, rig.kitchen, "link")
        [message] = await rig.heard_of()
        await rig.platform.send(Reply(message.channel, (Paragraph("Linked."),), only_for=message.member))

    assert [seen.text for seen in rig.server.visible(rig.team.dm(rig.ana), rig.ana)] == ["Linked."]
    assert said.channel is rig.kitchen


async def test_a_private_answer_to_who_left_the_channel_comes_by_dm(rig: Rig) -> None:
    async with rig.running():
        await rig.server.says(rig.ana, rig.kitchen, "privacy")
        [message] = await rig.heard_of()
        rig.server.leaves(rig.ana, rig.kitchen)
        await rig.platform.send(reply_to(message, "Your account.", private=True))

    assert [seen.text for seen in rig.server.visible(rig.team.dm(rig.ana), rig.ana)] == ["Your account."]
    assert all("account" not in seen.text for seen in rig.server.visible(rig.kitchen, rig.leo))


async def test_with_every_private_way_closed_it_waits_behind_a_button_for_its_member(rig: Rig) -> None:
    rig.server.faults.refuses("chat.postEphemeral", "user_not_in_channel")
    rig.server.faults.refuses("conversations.open", "cannot_dm_bot")
    rig.answers_with("Secret <link>", Link("Link it", "https://chorus.example/link/ticket"), private=True)
    async with rig.running():
        said = await rig.server.says(rig.ana, rig.kitchen, "link")
        public = await rig.server.answer_to(said)
        await rig.server.settled()
    everybody = [seen.text for seen in rig.server.visible(rig.kitchen, rig.leo)]
    async with rig.running():
        await rig.server.presses(rig.leo, public, "Show it to me").done()
        await rig.server.presses(rig.ana, public, "Show it to me").done()
        await rig.server.presses(rig.ana, public, "Show it to me").done()

    assert "Ana, this is for you alone" in everybody[-1]
    assert all("Secret" not in text and "ticket" not in text for text in everybody)
    assert [s.text for s in rig.server.visible(rig.kitchen, rig.leo) if s.ephemeral] == ["That is for somebody else."]
    mine = [s for s in rig.server.visible(rig.kitchen, rig.ana) if s.ephemeral]
    assert [s.text.splitlines()[0] for s in mine] == [
        "Secret <link>",
        "That has been waiting too long; please ask me again.",
    ]


async def test_a_stranger_is_given_no_link(rig: Rig) -> None:
    other = rig.server.add_workspace("Otra", installed=False)
    omar = other.member("Omar")
    rig.server.shares(rig.kitchen, other, omar)
    rig.answers_with("Here:", Link("Link it", "https://chorus.example/link/ticket"), private=True)
    async with rig.running():
        said = await rig.server.says(omar, rig.kitchen, "link")
        seen = rig.server.seen(await rig.server.answer_to(said))

    assert "another organisation" in seen.text
    assert "ticket" not in str(seen.blocks)


async def test_a_short_limit_and_a_hiccup_are_waited_out(rig: Rig) -> None:
    async with rig.running():
        await rig.server.says(rig.ana, rig.kitchen, "hello")
        [message] = await rig.heard_of()
        rig.server.faults.ratelimited("chat.postMessage", retry_after=0)
        rig.server.faults.fails("chat.postMessage", status=503)
        await rig.platform.send(reply_to(message, "Hello."))

    assert [seen.text for seen in rig.server.visible(rig.kitchen, rig.leo)][1:] == ["Hello."]


async def test_a_long_limit_is_told_at_once(rig: Rig) -> None:
    async with rig.running():
        await rig.server.says(rig.ana, rig.kitchen, "hello")
        [message] = await rig.heard_of()
        rig.server.faults.ratelimited("chat.postMessage", retry_after=600)

        with pytest.raises(RateLimited) as limited:
            await rig.platform.send(reply_to(message, "Hello."))

    assert limited.value.seconds == 600


async def test_an_answer_whose_thread_was_deleted_comes_to_the_channel(rig: Rig) -> None:
    rig.server.faults.refuses("chat.postMessage", "thread_not_found")
    rig.answers_with("Hello.")
    talk = await rig.server.says(rig.leo, rig.kitchen, "lunch?", mentions_bot=False)
    async with rig.running():
        said = await rig.server.says(rig.ana, rig.kitchen, "hello", thread=talk)
        answer = await rig.server.answer_to(said)

    assert answer.thread_ts is None


async def test_what_slack_refuses_is_a_failed_service(rig: Rig) -> None:
    async with rig.running():
        await rig.server.says(rig.ana, rig.kitchen, "hello")
        [message] = await rig.heard_of()
        rig.kitchen.archived = True

        with pytest.raises(ServiceDown, match="is_archived"):
            await rig.platform.send(reply_to(message, "Hello."))


async def test_an_answer_after_half_an_hour_and_a_restart_is_still_private(rig: Rig) -> None:
    async with rig.running():
        await rig.server.commands(rig.ana, rig.kitchen, "/chorus", "privacy").done()
        [message] = await rig.heard_of()
    rig.server.clock.advance(timedelta(minutes=31).total_seconds())
    async with rig.running():
        await rig.platform.send(reply_to(message, "Your account.", private=True))

    [seen] = rig.server.visible(rig.kitchen, rig.ana)
    assert (seen.text, seen.ephemeral) == ("Your account.", True)
    assert rig.server.visible(rig.kitchen, rig.leo) == []


async def test_an_answer_after_a_restart_uses_what_the_command_gave(rig: Rig) -> None:
    garden = rig.team.channel("garden", rig.ana, with_bot=False)
    async with rig.running():
        await rig.server.commands(rig.ana, garden, "/chorus", "hello there").done()
        [message] = await rig.heard_of()
    async with rig.running():
        await rig.platform.send(reply_to(message, "For all."))
        await rig.platform.send(reply_to(message, "For you.", private=True, number=1))

    assert [(s.text, s.ephemeral) for s in rig.server.visible(garden, rig.ana)] == [
        ("For all.", False),
        ("For you.", True),
    ]


async def test_news_of_a_turn_goes_to_its_own_channel(rig: Rig) -> None:
    async def answer(message: Message) -> None:
        news = reply_to(message, "The list lives there now.")
        await rig.platform.send(
            Reply(rig.heard[0].channel, news.parts, answers=message.key, number=1, handle=message.handle)
        )

    async with rig.running():
        await rig.server.says(rig.ana, rig.kitchen, "start")
        await rig.heard_of()
        rig.script = answer
        await rig.server.commands(rig.ana, rig.team.dm(rig.ana), "/chorus", "link").done()

    assert rig.server.visible(rig.kitchen, rig.leo)[-1].text == "The list lives there now."
