"""The playground as a chat platform."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from adapters.web.playground import GENERAL, MEMBERS, Playground, private_channel
from adapters.web.saying import to_saying
from adapters.web.shapes import Body
from adapters.web.transcript import KEPT_ENTRIES
from bot.chat import Channel, ChannelKind, Paragraph, Reply
from bot.errors import ServiceDown
from tests.web.visits import KEY, Ears, a_panel, a_saying

NOW = datetime(2026, 11, 20, 19, tzinfo=UTC)
ANA, LEO = MEMBERS["ana"], MEMBERS["leo"]


def a_playground() -> Playground:
    return Playground(lambda: NOW)


def said_in(playground: Playground, place: str) -> list[tuple[str, str]]:
    entries: list[Body] = playground.state()["places"][place]
    return [(entry["author"], entry["parts"][0]["text"]) for entry in entries]


async def test_hands_what_is_said_to_chorus() -> None:
    playground, ears = a_playground(), Ears()
    await playground.connect(ears.hear, ears.forget)

    await playground.say(to_saying(a_saying(text="@chorus more from @Leo, @leo and @nobody"), MEMBERS))

    [message] = ears.heard
    assert message.key == f"playground:basement:{KEY}"
    assert (message.channel, message.member, message.at) == (GENERAL, ANA, NOW)
    assert message.text == "more from @Leo, @leo and @nobody"
    assert message.mentions == (LEO,)
    assert said_in(playground, "general") == [("ana", "@chorus more from @Leo, @leo and @nobody")]


async def test_a_private_word_stays_apart_from_the_channel() -> None:
    playground, ears = a_playground(), Ears()
    await playground.connect(ears.hear, ears.forget)

    await playground.say(to_saying(a_saying(channel="dm", text="link"), MEMBERS))

    assert said_in(playground, "general") == []
    assert said_in(playground, "dm-ana") == [("ana", "link")]
    assert ears.heard[0].channel.kind is ChannelKind.DM


async def test_what_is_said_to_the_group_is_shown_and_not_heard() -> None:
    playground, ears = a_playground(), Ears()
    await playground.connect(ears.hear, ears.forget)

    await playground.say(to_saying(a_saying(to_bot=False), MEMBERS))

    assert said_in(playground, "general") == [("ana", "calmer")]
    assert ears.heard == []


async def test_what_chorus_could_not_take_is_withdrawn() -> None:
    playground, ears = a_playground(), Ears(fails=ServiceDown("store away"))
    await playground.connect(ears.hear, ears.forget)

    with pytest.raises(ServiceDown):
        await playground.say(to_saying(a_saying(), MEMBERS))

    assert said_in(playground, "general") == []


async def test_a_second_try_with_the_same_key_is_shown_once_and_handed_over_again() -> None:
    playground, ears = a_playground(), Ears()
    await playground.connect(ears.hear, ears.forget)

    for _ in range(2):
        await playground.say(to_saying(a_saying(), MEMBERS))

    assert said_in(playground, "general") == [("ana", "calmer")]
    assert [message.key for message in ears.heard] == [f"playground:basement:{KEY}"] * 2


async def test_shows_a_reply_once() -> None:
    playground = a_playground()
    reply = Reply(GENERAL, (Paragraph("Calmer it is."),), answers="k1", number=0)

    await playground.send(reply)
    await playground.send(reply)
    await playground.send(Reply(GENERAL, (Paragraph("And more."),), answers="k1", number=1))

    assert said_in(playground, "general") == [("chorus", "Calmer it is."), ("chorus", "And more.")]


async def test_news_that_answers_nothing_is_shown_each_time() -> None:
    playground = a_playground()

    for _ in range(2):
        await playground.send(Reply(GENERAL, (Paragraph("Linked."),)))

    assert len(said_in(playground, "general")) == 2


async def test_a_reply_for_one_member_goes_to_them_in_private() -> None:
    playground = a_playground()

    await playground.send(Reply(GENERAL, (Paragraph("Your link."),), only_for=LEO, answers="k1"))
    await playground.send(Reply(private_channel(LEO), (Paragraph("More."),), answers="k2"))

    assert said_in(playground, "general") == []
    assert said_in(playground, "dm-leo") == [("chorus", "Your link."), ("chorus", "More.")]


async def test_a_panel_replaces_the_one_before_and_is_not_talk() -> None:
    playground = a_playground()
    playground.set_panel(GENERAL, a_panel("Holocene"))

    await playground.send(Reply(GENERAL, (a_panel("Holocene", "Says"),), answers="k1"))

    state = playground.state()
    assert [row["title"] for row in state["panel"]["rows"]] == ["Holocene", "Says"]
    assert said_in(playground, "general") == []


async def test_a_panel_for_one_member_is_not_everybodys() -> None:
    playground = a_playground()

    await playground.send(Reply(GENERAL, (a_panel("Holocene"),), only_for=ANA))

    assert playground.state()["panel"] is None


async def test_keeps_the_newest_entries() -> None:
    playground = a_playground()

    for number in range(KEPT_ENTRIES + 1):
        await playground.send(Reply(GENERAL, (Paragraph(str(number)),)))

    said = said_in(playground, "general")
    assert (len(said), said[0]) == (KEPT_ENTRIES, ("chorus", "1"))


async def test_a_channel_it_does_not_have_is_a_failed_service() -> None:
    with pytest.raises(ServiceDown):
        await a_playground().send(Reply(Channel("playground", "basement", "attic"), (Paragraph("?"),)))


async def test_nothing_is_heard_after_it_is_closed() -> None:
    playground, ears = a_playground(), Ears()
    await playground.connect(ears.hear, ears.forget)

    await playground.close()

    with pytest.raises(ServiceDown):
        await playground.say(to_saying(a_saying(), MEMBERS))
    assert ears.heard == []


async def test_the_host_of_the_room_moderates_it() -> None:
    playground, ears = a_playground(), Ears()
    await playground.connect(ears.hear, ears.forget)
    await playground.say(to_saying(a_saying(key=str(UUID(int=1))), MEMBERS))
    playground.set_panel(GENERAL, a_panel())

    for number, member in enumerate(("ana", "leo"), 2):
        await playground.say(to_saying(a_saying(key=str(UUID(int=number)), member=member), MEMBERS))

    assert [heard.moderates for heard in ears.heard] == [False, True, False]


def statuses_of(playground: Playground) -> list[tuple[str, str]]:
    return [(status["place"], status["text"]) for status in playground.state()["statuses"]]


async def test_a_status_is_shown_until_the_answer_takes_its_place() -> None:
    playground = a_playground()
    answer = Reply(GENERAL, (Paragraph("Here you are."),), answers="playground:1")
    doing = replace(answer, parts=(Paragraph("Looking … 0 found"),), is_status=True)

    await playground.send(doing)
    await playground.send(replace(doing, parts=(Paragraph("Looking … 9 found"),)))
    meanwhile = statuses_of(playground)
    await playground.send(answer)

    assert meanwhile == [("general", "Looking … 9 found")]
    assert statuses_of(playground) == []
    assert said_in(playground, "general") == [("chorus", "Here you are.")]


async def test_a_private_answer_ends_the_status_in_the_channel() -> None:
    playground = a_playground()
    answer = Reply(GENERAL, (Paragraph("For you alone."),), only_for=ANA, answers="playground:1")

    await playground.send(replace(answer, only_for=None, parts=(Paragraph("Looking …"),), is_status=True))
    await playground.send(answer)

    assert statuses_of(playground) == []
    assert said_in(playground, "dm-ana") == [("chorus", "For you alone.")]


async def test_a_status_that_is_taken_away_leaves_nothing_and_that_of_another_message_stays() -> None:
    playground = a_playground()
    doing = Reply(GENERAL, (Paragraph("Looking …"),), answers="playground:1", is_status=True)

    await playground.send(doing)
    await playground.send(replace(doing, parts=(), answers="playground:2"))
    meanwhile = statuses_of(playground)
    await playground.send(replace(doing, parts=()))

    assert meanwhile == [("general", "Looking …")]
    assert statuses_of(playground) == []
    assert said_in(playground, "general") == []
