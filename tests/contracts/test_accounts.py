"""What every `AccountStore` promises."""

import asyncio
from dataclasses import replace

import pytest

from bot.accounts.account import AccountState
from bot.accounts.ports import AccountStore
from bot.chat import Member
from bot.errors import LinkRefused
from tests.contracts.examples import ANA, LEO, an_account, some_tokens


async def test_gives_an_account_back_as_it_was_saved(accounts: AccountStore) -> None:
    account = an_account()

    await accounts.save(account)
    given = await accounts.of(ANA)

    assert given == account
    assert given is not None
    assert given.member.name == "Ana"


async def test_knows_no_account_of_a_member_who_never_linked(accounts: AccountStore) -> None:
    await accounts.save(an_account(ANA))

    assert await accounts.of(LEO) is None
    assert await accounts.of(replace(ANA, tenant="another guild")) is None


async def test_a_later_account_replaces_the_earlier(accounts: AccountStore) -> None:
    later = an_account(service_id="ana.other", tokens=some_tokens("later"))
    await accounts.save(replace(an_account(), state=AccountState.LOST))

    await accounts.save(later)

    assert await accounts.of(ANA) == later
    await accounts.save(an_account(LEO, "ana.reyes"))  # it is free again


async def test_an_account_of_the_service_is_one_members_in_a_tenant(accounts: AccountStore) -> None:
    await accounts.save(an_account(ANA, "shared"))

    with pytest.raises(LinkRefused, match="somebody else"):
        await accounts.save(an_account(LEO, "shared"))

    assert await accounts.of(ANA) == an_account(ANA, "shared")
    assert await accounts.of(LEO) is None


async def test_of_ten_members_who_save_one_account_at_once_one_keeps_it(accounts: AccountStore) -> None:
    members = [Member("discord", "guild", str(number)) for number in range(10)]

    outcomes = await asyncio.gather(
        *(accounts.save(an_account(member, "shared")) for member in members), return_exceptions=True
    )

    assert sum(isinstance(outcome, LinkRefused) for outcome in outcomes) == 9
    kept = [await accounts.of(member) for member in members]
    assert sum(account is not None for account in kept) == 1


async def test_the_same_person_may_link_the_same_account_in_every_tenant(accounts: AccountStore) -> None:
    elsewhere = [replace(ANA, tenant="another guild"), replace(ANA, platform="slack")]
    for member in (ANA, *elsewhere):
        await accounts.save(an_account(member, "shared"))

    assert [await accounts.of(member) for member in elsewhere] == [an_account(m, "shared") for m in elsewhere]


async def test_remembers_where_it_was_linked(accounts: AccountStore) -> None:
    account = replace(an_account(), linked_in="guild")

    await accounts.save(account)

    assert await accounts.of(ANA) == account


async def test_replaces_tokens_alone(accounts: AccountStore) -> None:
    await accounts.save(an_account())

    await accounts.set_tokens(ANA, some_tokens("fresh"))

    assert await accounts.of(ANA) == an_account(tokens=some_tokens("fresh"))


async def test_notes_a_lost_link(accounts: AccountStore) -> None:
    await accounts.save(an_account())

    await accounts.set_state(ANA, AccountState.LOST)

    assert await accounts.of(ANA) == replace(an_account(), state=AccountState.LOST)


async def test_a_refresh_that_ends_after_unlinking_brings_nothing_back(accounts: AccountStore) -> None:
    await accounts.save(an_account())
    await accounts.delete(ANA)

    await accounts.set_tokens(ANA, some_tokens("fresh"))
    await accounts.set_state(ANA, AccountState.LOST)

    assert await accounts.of(ANA) is None


async def test_deletes_once(accounts: AccountStore) -> None:
    await accounts.save(an_account())

    assert await accounts.delete(ANA)
    assert not await accounts.delete(ANA)
    assert await accounts.of(ANA) is None
