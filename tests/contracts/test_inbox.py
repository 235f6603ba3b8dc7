"""What every `Inbox` promises."""

import asyncio

from bot.conversation.ports import Inbox
from bot.conversation.waiting import Waiting
from tests.contracts.examples import GARDEN, KITCHEN, a_message


async def test_gives_a_message_back_as_it_was_heard(inbox: Inbox) -> None:
    message = a_message(channel=GARDEN)

    await inbox.accept(message)
    waiting = await inbox.next_in(GARDEN)

    assert waiting is not None
    given = waiting.message
    assert given == message
    assert (given.member.name, given.channel.kind, given.mentions[0].name) == ("Ana", GARDEN.kind, "Leo")


async def test_recognises_a_second_delivery(inbox: Inbox) -> None:
    assert await inbox.accept(a_message())

    assert not await inbox.accept(a_message())


async def test_recognises_a_second_delivery_after_the_answer(inbox: Inbox) -> None:
    await inbox.accept(a_message())
    await inbox.done(a_message())

    assert not await inbox.accept(a_message())
    assert await inbox.next_in(KITCHEN) is None


async def test_accepts_a_key_once_when_twenty_deliver_it_at_the_same_time(inbox: Inbox) -> None:
    accepted = await asyncio.gather(*(inbox.accept(a_message()) for _ in range(20)))

    assert accepted.count(True) == 1


async def test_keeps_the_order_of_a_channel(inbox: Inbox) -> None:
    keys = [f"m{number}" for number in (3, 1, 2, 11, 10)]
    for key in keys:
        await inbox.accept(a_message(key))

    given, waiting = [], await inbox.next_in(KITCHEN)
    while waiting is not None:
        given.append(waiting.message.key)
        waiting = await inbox.done(waiting.message)

    assert given == keys


async def test_gives_a_message_until_it_is_done_and_counts_the_tries(inbox: Inbox) -> None:
    await inbox.accept(a_message())

    given = [await inbox.next_in(KITCHEN) for _ in range(2)]

    assert given == [Waiting(a_message(), tries=1), Waiting(a_message(), tries=2)]


async def test_counts_a_try_for_the_message_given_alone(inbox: Inbox) -> None:
    first, second = a_message("m1"), a_message("m2")
    await inbox.accept(first)
    await inbox.accept(second)
    await inbox.next_in(KITCHEN)

    assert await inbox.next_in(KITCHEN) == Waiting(first, tries=2)
    assert await inbox.done(first) == Waiting(second, tries=1)


async def test_gives_nothing_after_the_last_message(inbox: Inbox) -> None:
    await inbox.accept(a_message("m1", KITCHEN))
    await inbox.accept(a_message("m2", GARDEN))
    await inbox.next_in(KITCHEN)

    assert await inbox.done(a_message("m1", KITCHEN)) is None


async def test_keeps_channels_apart(inbox: Inbox) -> None:
    await inbox.accept(a_message("m1", KITCHEN))
    await inbox.accept(a_message("m2", GARDEN))

    assert await inbox.next_in(GARDEN) == Waiting(a_message("m2", GARDEN), tries=1)


async def test_knows_the_channels_with_open_messages(inbox: Inbox) -> None:
    await inbox.accept(a_message("m1", KITCHEN))
    await inbox.accept(a_message("m2", KITCHEN))
    await inbox.accept(a_message("m3", GARDEN))
    await inbox.done(a_message("m1", KITCHEN))

    assert set(await inbox.open_channels()) == {KITCHEN, GARDEN}

    await inbox.done(a_message("m2", KITCHEN))
    assert await inbox.open_channels() == [GARDEN]


async def test_takes_what_it_does_not_know_calmly(inbox: Inbox) -> None:
    assert await inbox.done(a_message("never heard")) is None
    assert await inbox.next_in(KITCHEN) is None
    assert await inbox.open_channels() == []
