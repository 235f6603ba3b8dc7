"""What every `Inbox` promises."""

import asyncio

from bot.conversation.ports import Inbox
from tests.contracts.examples import GARDEN, KITCHEN, a_message


async def test_gives_a_message_back_as_it_was_heard(inbox: Inbox) -> None:
    message = a_message(channel=GARDEN)

    await inbox.accept(message)
    given = await inbox.next_in(GARDEN)

    assert given == message
    assert given is not None
    assert (given.member.name, given.channel.kind, given.mentions[0].name) == ("Ana", GARDEN.kind, "Leo")


async def test_recognises_a_second_delivery(inbox: Inbox) -> None:
    assert await inbox.accept(a_message())

    assert not await inbox.accept(a_message())


async def test_recognises_a_second_delivery_after_the_answer(inbox: Inbox) -> None:
    await inbox.accept(a_message())
    await inbox.done("m1")

    assert not await inbox.accept(a_message())
    assert await inbox.next_in(KITCHEN) is None


async def test_accepts_a_key_once_when_twenty_deliver_it_at_the_same_time(inbox: Inbox) -> None:
    accepted = await asyncio.gather(*(inbox.accept(a_message()) for _ in range(20)))

    assert accepted.count(True) == 1


async def test_keeps_the_order_of_a_channel(inbox: Inbox) -> None:
    keys = [f"m{number}" for number in (3, 1, 2, 11, 10)]
    for key in keys:
        await inbox.accept(a_message(key))

    given = []
    while (message := await inbox.next_in(KITCHEN)) is not None:
        given.append(message.key)
        await inbox.done(message.key)

    assert given == keys


async def test_gives_a_message_until_it_is_done_and_counts_the_tries(inbox: Inbox) -> None:
    await inbox.accept(a_message())
    assert await inbox.tries("m1") == 0

    first, second = await inbox.next_in(KITCHEN), await inbox.next_in(KITCHEN)

    assert first == second == a_message()
    assert await inbox.tries("m1") == 2


async def test_counts_a_try_for_the_message_given_alone(inbox: Inbox) -> None:
    await inbox.accept(a_message("m1"))
    await inbox.accept(a_message("m2"))

    await inbox.next_in(KITCHEN)

    assert (await inbox.tries("m1"), await inbox.tries("m2")) == (1, 0)


async def test_keeps_channels_apart(inbox: Inbox) -> None:
    await inbox.accept(a_message("m1", KITCHEN))
    await inbox.accept(a_message("m2", GARDEN))

    given = await inbox.next_in(GARDEN)

    assert given is not None
    assert given.key == "m2"


async def test_knows_the_channels_with_open_messages(inbox: Inbox) -> None:
    await inbox.accept(a_message("m1", KITCHEN))
    await inbox.accept(a_message("m2", KITCHEN))
    await inbox.accept(a_message("m3", GARDEN))
    await inbox.done("m1")

    assert set(await inbox.open_channels()) == {KITCHEN, GARDEN}

    await inbox.done("m2")
    assert await inbox.open_channels() == [GARDEN]


async def test_takes_what_it_does_not_know_calmly(inbox: Inbox) -> None:
    await inbox.done("never heard")

    assert await inbox.tries("never heard") == 0
    assert await inbox.next_in(KITCHEN) is None
    assert await inbox.open_channels() == []
