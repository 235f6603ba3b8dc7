"""What every `AccountStore` promises."""

from dataclasses import replace

from bot.accounts.account import AccountState
from bot.accounts.ports import AccountStore
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
    assert await accounts.by_service_id("ana.reyes") == []


async def test_finds_every_member_linked_to_one_account_of_the_service(accounts: AccountStore) -> None:
    await accounts.save(an_account(ANA, "shared"))
    await accounts.save(an_account(LEO, "shared"))

    assert {account.member for account in await accounts.by_service_id("shared")} == {ANA, LEO}


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
