"""Forgetting: every store is asked, whatever becomes of the others."""

from collections.abc import Collection
from dataclasses import dataclass, field

import pytest

from bot.accounts.account import Account, Ticket, Tokens
from bot.accounts.forgetting import NOBODY, Forgetting
from bot.chat import Member
from bot.conversation.context import Context, Heard
from bot.errors import ServiceDown
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

TICKET = Ticket(ANA, GENERAL, "The Basement", EVENING)


@dataclass
class Notes:
    """What a platform keeps for a while; only says what it was asked, or fails."""

    fails: bool = False
    asked: list[object] = field(default_factory=list)

    async def forget_tenant(self, platform: str, tenant: str, channels: Collection[str]) -> None:
        self._take((platform, tenant, *sorted(channels)))

    async def forget_member(self, member: Member) -> int:
        self._take(member)
        return 7

    def _take(self, asked: object) -> None:
        if self.fails:
            raise ServiceDown("Redis is away.")
        self.asked.append(asked)


class House:
    """Stores in memory with something of Ana and Leo in each of them."""

    def __init__(self, *notes: Notes) -> None:
        self.inbox, self.accounts = MemoryInbox(), MemoryAccounts()
        self.contexts, self.tickets = MemoryContexts(lambda: EVENING), MemoryTickets(lambda: EVENING)
        archive = MemoryArchive(self.inbox, MemorySessions(), MemoryPlaylists(), self.accounts)
        self.forgetting = Forgetting(archive, self.tickets, self.contexts, notes)

    async def is_lived_in(self) -> "House":
        """Leave something in each store."""
        for member in (ANA, LEO):
            tokens = Tokens("access", "refresh", EVENING, frozenset())
            await self.accounts.save(Account(member, member.id, member.name, tokens, EVENING))
        await self.inbox.accept(a_message())
        heard = [Heard(member, "calmer", EVENING) for member in (ANA, LEO)]
        await self.contexts.save(GENERAL, Context().with_heard(heard[0]).with_heard(heard[1]))
        return self


async def test_a_tenant_is_forgotten_in_every_store() -> None:
    notes = Notes(), Notes()
    house = await House(*notes).is_lived_in()

    await house.forgetting.tenant("playground", "home")

    assert [await house.accounts.of(member) for member in (ANA, LEO)] == [None, None]
    assert await house.inbox.open_channels() == []
    assert await house.contexts.load(GENERAL) == Context()
    assert [each.asked for each in notes] == [[("playground", "home", "general")]] * 2


async def test_a_store_that_fails_keeps_no_other_from_forgetting_a_tenant() -> None:
    house = await House(Notes(fails=True)).is_lived_in()

    with pytest.raises(ServiceDown):
        await house.forgetting.tenant("playground", "home")

    assert await house.accounts.of(ANA) is None
    assert await house.contexts.load(GENERAL) == Context()


async def test_a_member_is_forgotten_in_every_store_and_the_receipt_counts_what_was_theirs() -> None:
    notes = Notes()
    house = await House(notes).is_lived_in()

    receipt = await house.forgetting.member(ANA, "someone who left")

    assert (receipt.account, receipt.sayings) == ("Ana", 1)
    assert await house.accounts.of(LEO) is not None
    assert [heard.member for heard in (await house.contexts.load(GENERAL)).heard] == [LEO]
    assert notes.asked == [ANA]


async def test_a_store_that_fails_keeps_no_other_from_forgetting_a_member() -> None:
    house = await House(Notes(fails=True)).is_lived_in()

    with pytest.raises(ServiceDown):
        await house.forgetting.member(ANA, "someone who left")

    assert await house.accounts.of(ANA) is None


def test_nobody_has_no_id_that_a_platform_gives() -> None:
    assert not NOBODY.isdecimal()  # as on Discord
    assert NOBODY.islower()  # ids are in capitals on Slack
