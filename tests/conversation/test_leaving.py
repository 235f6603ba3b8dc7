"""Who is gone is forgotten, with what a turn that was under way still writes."""

import asyncio

from bot.accounts.forgetting import Forgetting
from bot.chat import Channel, Gone, Unsaid
from bot.conversation.context import Context, Heard
from bot.conversation.lanes import Lanes
from bot.conversation.leaving import Leaving
from tests.archive import MemoryArchive
from tests.examples import ANA, EVENING, GENERAL, LEO, a_message
from tests.memory import (
    MemoryAccounts,
    MemoryContexts,
    MemoryInbox,
    MemoryPlaylists,
    MemorySessions,
    MemoryTickets,
)

HOME = Gone("playground", "home")
HEARD = Context().with_heard(Heard(ANA, "calmer", EVENING))


def forgetting_over(contexts: MemoryContexts) -> Forgetting:
    """Return the service over these contexts and empty stores."""
    archive = MemoryArchive(MemoryInbox(), MemorySessions(), MemoryPlaylists(), MemoryAccounts())
    return Forgetting(archive, MemoryTickets(), contexts)


async def test_what_a_turn_under_way_wrote_after_is_forgotten_too() -> None:
    contexts, may_write = MemoryContexts(lambda: EVENING), asyncio.Event()

    async def drain(channel: Channel) -> None:
        await may_write.wait()
        await contexts.save(channel, HEARD)

    async with Lanes(drain) as lanes:
        lanes.wake(GENERAL)
        leaving = asyncio.create_task(Leaving(forgetting_over(contexts), lanes, contexts).forget(HOME))
        await asyncio.sleep(0)
        may_write.set()
        await leaving

    assert await contexts.load(GENERAL) == Context()


async def test_a_turn_of_another_tenant_is_not_waited_for() -> None:
    elsewhere, may_end = Channel("playground", "home2", "general"), asyncio.Event()

    async def drain(channel: Channel) -> None:
        await may_end.wait()

    async with Lanes(drain) as lanes:
        lanes.wake(elsewhere)
        await Leaving(forgetting_over(MemoryContexts()), lanes, MemoryContexts()).forget(HOME)
        may_end.set()


async def test_a_member_who_left_is_forgotten_and_the_others_stay() -> None:
    contexts = MemoryContexts(lambda: EVENING)
    by_leo = Context().with_heard(Heard(LEO, "louder", EVENING))
    await contexts.save(GENERAL, by_leo.with_heard(Heard(ANA, "calmer", EVENING)))

    async with Lanes(_nothing) as lanes:
        await Leaving(forgetting_over(contexts), lanes, contexts).forget(Gone("playground", "home", ANA))

    assert await contexts.load(GENERAL) == by_leo


async def _nothing(channel: Channel) -> None:
    """Drain a channel in which nothing waits."""


async def test_what_was_deleted_is_remembered_no_more() -> None:
    contexts = MemoryContexts()
    said = a_message("my birthday is in May"), a_message("something calm")
    heard = [Heard(m.member, m.text, m.at, key=m.key) for m in said]
    await contexts.save(GENERAL, Context().with_heard(heard[0]).with_heard(heard[1]))

    async with Lanes(_nothing) as lanes:
        await Leaving(forgetting_over(contexts), lanes, contexts).forget(Unsaid(GENERAL, said[0].key))

    assert [h.text for h in (await contexts.load(GENERAL)).heard] == ["something calm"]
