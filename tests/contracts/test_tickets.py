"""What every `TicketStore` promises."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.accounts.account import Proof
from bot.accounts.ports import TicketStore
from bot.chat import Member
from tests.contracts.examples import ANA, KITCHEN, LEO, a_login, a_proof, a_ticket, some_tokens
from tests.contracts.stores import Clock


async def test_looking_at_a_ticket_does_not_use_it(tickets: TicketStore) -> None:
    await tickets.open("secret", a_ticket())

    assert await tickets.peek("secret") == await tickets.peek("secret") == a_ticket()
    assert await tickets.peek("forged") is None


async def test_a_second_ticket_replaces_the_member_s_first_alone(tickets: TicketStore) -> None:
    await tickets.open("of Leo", a_ticket(LEO))
    await tickets.open("first", a_ticket(ANA))

    await tickets.open("second", a_ticket(ANA))

    assert await tickets.peek("first") is None
    assert await tickets.peek("second") == a_ticket(ANA)
    assert await tickets.peek("of Leo") == a_ticket(LEO)


async def test_of_tickets_opened_at_once_one_stays_open(tickets: TicketStore) -> None:
    secrets = [f"secret {number}" for number in range(20)]

    await asyncio.gather(*(tickets.open(secret, a_ticket()) for secret in secrets))

    assert [bool(await tickets.peek(secret)) for secret in secrets].count(True) == 1


async def test_a_ticket_expires(tickets: TicketStore, clock: Clock) -> None:
    await tickets.open("secret", a_ticket(minutes=10))

    clock.forward(timedelta(minutes=10))

    assert await tickets.peek("secret") is None


async def test_a_ticket_opened_too_late_is_refused(tickets: TicketStore) -> None:
    await tickets.open("secret", a_ticket(minutes=-1))

    assert await tickets.peek("secret") is None


async def test_taking_a_login_uses_it_and_its_ticket(tickets: TicketStore) -> None:
    await tickets.open("secret", a_ticket())
    await tickets.begin("secret", "state", a_login())
    assert await tickets.peek("secret") == a_ticket()

    assert await tickets.take("state", "cookie") == a_login()

    assert await tickets.take("state", "cookie") is None
    assert await tickets.peek("secret") is None


async def test_one_of_twenty_who_take_a_login_at_once_gets_it(tickets: TicketStore) -> None:
    await tickets.open("secret", a_ticket())
    await tickets.begin("secret", "state", a_login())

    taken = await asyncio.gather(*(tickets.take("state", "cookie") for _ in range(20)))

    assert [login for login in taken if login is not None] == [a_login()]


async def test_another_browser_gets_nothing_and_uses_nothing_up(tickets: TicketStore) -> None:
    await tickets.open("secret", a_ticket())
    await tickets.begin("secret", "state", a_login(cookie_hash="cookie"))

    assert await tickets.take("state", "another cookie") is None
    assert await tickets.take("another state", "cookie") is None

    assert await tickets.take("state", "cookie") == a_login()


async def test_two_logins_of_one_ticket_end_with_one_taken(tickets: TicketStore) -> None:
    await tickets.open("secret", a_ticket())
    await tickets.begin("secret", "state 1", a_login(cookie_hash="laptop"))
    await tickets.begin("secret", "state 2", a_login(cookie_hash="phone"))

    taken = await asyncio.gather(tickets.take("state 1", "laptop"), tickets.take("state 2", "phone"))

    assert len([login for login in taken if login is not None]) == 1


async def test_a_login_expires_with_its_ticket(tickets: TicketStore, clock: Clock) -> None:
    await tickets.open("secret", a_ticket(minutes=10))
    await tickets.begin("secret", "state", a_login())

    clock.forward(timedelta(minutes=10))

    assert await tickets.take("state", "cookie") is None


async def test_a_login_of_a_replaced_or_forgotten_ticket_is_refused(tickets: TicketStore) -> None:
    await tickets.open("first", a_ticket())
    await tickets.begin("first", "state", a_login())
    await tickets.open("second", a_ticket())
    await tickets.begin("second", "state 2", a_login())

    assert await tickets.take("state", "cookie") is None

    await tickets.forget(ANA)
    assert await tickets.take("state 2", "cookie") is None


async def test_the_right_code_takes_the_proof_out_once(tickets: TicketStore) -> None:
    await tickets.await_code(ANA, a_proof())

    assert await tickets.redeem(ANA, "right") == a_proof()
    assert await tickets.redeem(ANA, "right") == 0


async def test_one_of_twenty_who_redeem_at_once_gets_the_proof(tickets: TicketStore) -> None:
    await tickets.await_code(ANA, a_proof())

    outcomes = await asyncio.gather(*(tickets.redeem(ANA, "right") for _ in range(20)))

    assert [outcome for outcome in outcomes if outcome != 0] == [a_proof()]


async def test_five_wrong_codes_end_the_proof(tickets: TicketStore) -> None:
    await tickets.await_code(ANA, a_proof())

    left = [await tickets.redeem(ANA, "wrong") for _ in range(6)]

    assert left == [4, 3, 2, 1, 0, 0]
    assert await tickets.redeem(ANA, "right") == 0


async def test_twenty_wrong_codes_at_once_count_as_five_tries(tickets: TicketStore) -> None:
    await tickets.await_code(ANA, a_proof())

    left = await asyncio.gather(*(tickets.redeem(ANA, "wrong") for _ in range(20)))

    assert sorted(tries for tries in left if not isinstance(tries, Proof)) == [0] * 16 + [1, 2, 3, 4]
    assert await tickets.redeem(ANA, "right") == 0


async def test_a_wrong_code_does_not_lengthen_the_proof_s_life(tickets: TicketStore, clock: Clock) -> None:
    await tickets.await_code(ANA, a_proof())
    clock.forward(timedelta(minutes=4))
    assert await tickets.redeem(ANA, "wrong") == 4

    clock.forward(timedelta(minutes=1))

    assert await tickets.redeem(ANA, "right") == 0


async def test_a_proof_is_the_member_s_own(tickets: TicketStore) -> None:
    await tickets.await_code(ANA, a_proof())

    assert await tickets.redeem(LEO, "right") == 0
    assert await tickets.redeem(ANA, "right") == a_proof()


async def test_a_later_proof_replaces_the_earlier(tickets: TicketStore) -> None:
    later = a_proof(some_tokens("later"))
    await tickets.await_code(ANA, a_proof())
    await tickets.redeem(ANA, "wrong")

    await tickets.await_code(ANA, later)

    assert await tickets.redeem(ANA, "right") == later


async def test_forgets_everything_begun_by_the_member_alone(tickets: TicketStore) -> None:
    await tickets.open("of Ana", a_ticket(ANA))
    await tickets.open("of Leo", a_ticket(LEO))
    await tickets.await_code(ANA, a_proof())

    await tickets.forget(ANA)

    assert await tickets.peek("of Ana") is None
    assert await tickets.redeem(ANA, "right") == 0
    assert await tickets.peek("of Leo") == a_ticket(LEO)


async def test_allows_five_links_in_a_while_to_each_member(tickets: TicketStore) -> None:
    allowed = await asyncio.gather(*(tickets.allow(ANA) for _ in range(7)))

    assert allowed.count(True) == 5
    assert await tickets.allow(LEO)


async def test_forgets_what_members_of_a_tenant_began_and_what_was_begun_in_its_channels(tickets: TicketStore) -> None:
    mina = Member("discord", "people", "3", "Mina")  # known in every guild; asked in this one
    omar = replace(mina, id="4")  # asked elsewhere
    for number, member in enumerate((ANA, mina, omar)):
        place = replace(KITCHEN, tenant="another guild") if member == omar else KITCHEN
        await tickets.open(f"secret-{number}", replace(a_ticket(member), channel=place))
        await tickets.await_code(member, replace(a_proof(), ticket=replace(a_ticket(member), channel=place)))

    await tickets.forget_tenant("discord", "guild")
    await tickets.forget_tenant("discord", "guild")

    assert [await tickets.peek(f"secret-{number}") is not None for number in range(3)] == [False, False, True]
    redeemed = [await tickets.redeem(member, "right") for member in (ANA, mina, omar)]
    assert [outcome == 0 for outcome in redeemed] == [True, True, False]


async def test_a_tenant_of_the_same_name_on_another_platform_keeps_what_was_begun(tickets: TicketStore) -> None:
    await tickets.open("secret", a_ticket())

    await tickets.forget_tenant("slack", "guild")

    assert await tickets.peek("secret") is not None


async def test_a_login_of_a_forgotten_tenant_comes_to_nothing(tickets: TicketStore) -> None:
    await tickets.open("secret", a_ticket())
    await tickets.begin("secret", "state", a_login())

    await tickets.forget_tenant("discord", "guild")

    assert await tickets.take("state", "cookie") is None
