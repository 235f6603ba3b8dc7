"""Linking: the honest way, and the attacks it refuses."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from bot.accounts.account import Account
from bot.accounts.linker import CODE_LENGTH, Linker, challenge_of, hash_of, normal_code
from bot.accounts.ports import Arrival, Departure
from bot.chat import Member
from bot.errors import LinkRefused, NotAllowed, ServiceDown
from tests.accounts.fakes import FakeAuthorizer
from tests.examples import ANA, EVENING, GENERAL, LEO
from tests.memory import MemoryAccounts, MemoryTickets

ANA_ON_SLACK = Member("slack", "team", "ana", "Ana")


@dataclass
class Linking:
    """A linker over stores in memory, its pretend service, and a clock that stands still until it is moved."""

    now: datetime = EVENING
    authorizer: FakeAuthorizer = field(default_factory=FakeAuthorizer)
    accounts: MemoryAccounts = field(default_factory=MemoryAccounts)

    def __post_init__(self) -> None:
        self.linker = Linker(
            self.authorizer, MemoryTickets(self.clock), self.accounts, "https://chorus.test/link", self.clock
        )

    def clock(self) -> datetime:
        """Return the time."""
        return self.now

    def wait(self, **time: float) -> None:
        """Move the clock."""
        self.now += timedelta(**time)

    async def secret(self, member: Member = ANA) -> str:
        """Begin a link; return the ticket's secret."""
        return (await self.linker.begin(member, GENERAL, "The Basement")).rsplit("/", 1)[-1]

    async def arrive(self, departure: Departure, account: str, *, cookie: str | None = None) -> Arrival:
        """Agree on the consent page and come back, with the browser's own cookie unless another is given."""
        state = state_of(departure)
        code = self.authorizer.consent(state, account)
        return await self.linker.arrive(state=state, cookie=cookie or departure.cookie, code=code)

    async def code(self, member: Member = ANA, account: str = "ana.reyes") -> str:
        """Go the whole way to the last page; return the code it shows."""
        departure = await self.linker.depart(await self.secret(member))
        return (await self.arrive(departure, account)).code

    async def linked(self, member: Member = ANA, account: str = "ana.reyes") -> Account:
        """Link a member."""
        return await self.linker.confirm(member, await self.code(member, account))


def state_of(departure: Departure) -> str:
    """Return the state that the consent page was given."""
    return departure.url.rsplit("state=", 1)[-1]


async def test_a_code_typed_back_makes_the_link() -> None:
    linking = Linking()

    account = await linking.linked()

    assert (account.member, account.service_id, account.consented) == (ANA, "ana.reyes", EVENING)
    assert await linking.accounts.of(ANA) == account


async def test_the_page_names_who_is_being_linked_and_looking_uses_nothing_up() -> None:
    linking = Linking()
    secret = await linking.secret()

    pages = [await linking.linker.look(secret) for _ in range(3)]

    assert {(p.member_name, p.place, p.platform) for p in pages} == {("Ana", "The Basement", "playground")}
    assert (await linking.linker.depart(secret)).cookie


async def test_nothing_is_linked_before_the_code_is_typed() -> None:
    linking = Linking()

    await linking.code()

    assert await linking.accounts.of(ANA) is None


async def test_link_fixation_links_nobody() -> None:
    """Leo sends his own link to Ana, who agrees on the true consent page: the code is shown to her alone."""
    linking = Linking()
    departure = await linking.linker.depart(await linking.secret(LEO))
    shown_to_ana = await linking.arrive(departure, "ana.reyes")

    with pytest.raises(LinkRefused):
        await linking.linker.confirm(LEO, "ABCD-2345")
    with pytest.raises(LinkRefused):
        await linking.linker.confirm(ANA, shown_to_ana.code)

    assert shown_to_ana.member_name == "Leo"
    assert await linking.accounts.of(LEO) is None
    assert await linking.accounts.of(ANA) is None


async def test_a_login_that_comes_back_in_another_browser_is_refused_and_the_own_one_goes_on() -> None:
    """Login CSRF: Leo hands Ana his own finished consent to take in her browser."""
    linking = Linking()
    departure = await linking.linker.depart(await linking.secret())

    for cookie in ("", "another", hash_of(departure.cookie)):
        with pytest.raises(LinkRefused):
            await linking.linker.arrive(state=state_of(departure), cookie=cookie, code="any")

    assert (await linking.arrive(departure, "ana.reyes")).code


@pytest.mark.parametrize("state", ["", "forged", "x" * 5000])
async def test_a_forged_state_is_refused(state: str) -> None:
    linking = Linking()
    departure = await linking.linker.depart(await linking.secret())

    with pytest.raises(LinkRefused):
        await linking.linker.arrive(state=state, cookie=departure.cookie, code="any")


async def test_a_consent_given_for_another_login_is_refused() -> None:
    linking = Linking()
    anas = await linking.linker.depart(await linking.secret(ANA))
    leos = await linking.linker.depart(await linking.secret(LEO))
    leos_code = linking.authorizer.consent(state_of(leos), "leo.brandt")

    with pytest.raises(LinkRefused):
        await linking.linker.arrive(state=state_of(anas), cookie=anas.cookie, code=leos_code)


async def test_a_callback_works_once() -> None:
    linking = Linking()
    departure = await linking.linker.depart(await linking.secret())
    await linking.arrive(departure, "ana.reyes")

    with pytest.raises(LinkRefused):
        await linking.arrive(departure, "ana.reyes")


async def test_a_link_that_was_used_works_no_more() -> None:
    linking = Linking()
    secret = await linking.secret()
    await linking.arrive(await linking.linker.depart(secret), "ana.reyes")

    with pytest.raises(LinkRefused):
        await linking.linker.look(secret)
    with pytest.raises(LinkRefused):
        await linking.linker.depart(secret)


async def test_of_two_logins_with_one_link_only_the_first_to_come_back_counts() -> None:
    linking = Linking()
    secret = await linking.secret()
    first, second = await linking.linker.depart(secret), await linking.linker.depart(secret)
    await linking.arrive(second, "ana.reyes")

    with pytest.raises(LinkRefused):
        await linking.arrive(first, "leo.brandt")


async def test_of_two_callbacks_at_once_one_arrives() -> None:
    linking = Linking()
    departure = await linking.linker.depart(await linking.secret())

    results = await asyncio.gather(*(linking.arrive(departure, "ana.reyes") for _ in range(5)), return_exceptions=True)

    assert sorted(type(result).__name__ for result in results) == ["Arrival", *["LinkRefused"] * 4]


async def test_of_two_confirmations_at_once_one_links() -> None:
    linking = Linking()
    code = await linking.code()

    results = await asyncio.gather(*(linking.linker.confirm(ANA, code) for _ in range(3)), return_exceptions=True)

    assert sorted(type(result).__name__ for result in results) == ["Account", "LinkRefused", "LinkRefused"]


async def test_five_wrong_codes_end_it() -> None:
    linking = Linking()
    code = await linking.code()

    told = []
    for _ in range(5):
        with pytest.raises(LinkRefused) as refusal:
            await linking.linker.confirm(ANA, "WRNG-CDE2")
        told.append((refusal.value.key, refusal.value.values.get("count")))

    assert told == [*(("code_wrong", left) for left in (4, 3, 2, 1)), ("code_unknown", None)]
    with pytest.raises(LinkRefused):
        await linking.linker.confirm(ANA, code)


async def test_a_wrong_code_leaves_the_right_one_good() -> None:
    linking = Linking()
    code = await linking.code()
    with pytest.raises(LinkRefused):
        await linking.linker.confirm(ANA, "nonsense")

    assert (await linking.linker.confirm(ANA, code)).member == ANA


async def test_the_code_of_another_member_links_nobody() -> None:
    linking = Linking()
    code = await linking.code(ANA)

    with pytest.raises(LinkRefused):
        await linking.linker.confirm(LEO, code)

    assert await linking.accounts.of(LEO) is None


@pytest.mark.parametrize("typed", ["{code}", " {code} ", "`{code}`", "{lower}", "{plain}"])
async def test_a_code_may_be_typed_as_people_type(typed: str) -> None:
    linking = Linking()
    code = await linking.code()

    written = typed.format(code=code, lower=code.lower(), plain=code.replace("-", ""))

    assert (await linking.linker.confirm(ANA, written)).service_id == "ana.reyes"


async def test_a_link_expires_after_ten_minutes() -> None:
    linking = Linking()
    secret = await linking.secret()
    departure = await linking.linker.depart(secret)
    linking.wait(minutes=10)

    with pytest.raises(LinkRefused):
        await linking.linker.look(secret)
    with pytest.raises(LinkRefused):
        await linking.arrive(departure, "ana.reyes")


async def test_a_code_expires_after_five_minutes() -> None:
    linking = Linking()
    code = await linking.code()
    linking.wait(minutes=5)

    with pytest.raises(LinkRefused):
        await linking.linker.confirm(ANA, code)


async def test_a_new_link_ends_the_earlier_one() -> None:
    linking = Linking()
    first = await linking.secret()
    second = await linking.secret()

    with pytest.raises(LinkRefused):
        await linking.linker.look(first)
    assert (await linking.linker.look(second)).member_name == "Ana"


async def test_a_login_begun_with_a_link_that_was_replaced_is_refused() -> None:
    linking = Linking()
    departure = await linking.linker.depart(await linking.secret())
    await linking.secret()

    with pytest.raises(LinkRefused):
        await linking.arrive(departure, "leo.brandt")


async def test_links_of_two_members_do_not_disturb_each_other() -> None:
    linking = Linking()
    anas, leos = await linking.secret(ANA), await linking.secret(LEO)

    assert (await linking.linker.look(anas)).member_name == "Ana"
    assert (await linking.linker.look(leos)).member_name == "Leo"


async def test_the_sixth_link_in_ten_minutes_is_refused() -> None:
    linking = Linking()
    for _ in range(5):
        await linking.secret()

    with pytest.raises(LinkRefused, match="a lot of links"):
        await linking.secret()
    linking.wait(minutes=10)
    assert await linking.secret()


async def test_linking_again_replaces_the_account_after_the_same_proof() -> None:
    linking = Linking()
    await linking.linked(ANA, "ana.old")
    code = await linking.code(ANA, "ana.new")
    before = await linking.accounts.of(ANA)

    after = await linking.linker.confirm(ANA, code)

    assert before is not None
    assert (before.service_id, after.service_id) == ("ana.old", "ana.new")
    assert (await linking.linked(LEO, "ana.old")).member == LEO  # it is free again


async def test_an_account_that_is_anothers_here_is_refused() -> None:
    linking = Linking()
    await linking.linked(ANA, "ana.reyes")
    code = await linking.code(LEO, "ana.reyes")

    with pytest.raises(LinkRefused, match="somebody else"):
        await linking.linker.confirm(LEO, code)

    assert await linking.accounts.of(LEO) is None
    assert await linking.accounts.of(ANA) is not None


async def test_one_person_may_link_one_account_on_two_platforms() -> None:
    linking = Linking()
    await linking.linked(ANA, "ana.reyes")

    assert (await linking.linked(ANA_ON_SLACK, "ana.reyes")).service_id == "ana.reyes"


async def test_unlinking_deletes_all_that_was_kept_and_begun() -> None:
    linking = Linking()
    await linking.linked()
    code = await linking.code()
    secret = await linking.secret()

    assert await linking.linker.unlink(ANA)

    assert await linking.accounts.of(ANA) is None
    with pytest.raises(LinkRefused):
        await linking.linker.confirm(ANA, code)
    with pytest.raises(LinkRefused):
        await linking.linker.look(secret)
    assert not await linking.linker.unlink(ANA)


async def test_unlinking_ends_a_login_that_is_on_the_consent_page() -> None:
    linking = Linking()
    departure = await linking.linker.depart(await linking.secret())
    await linking.linker.unlink(ANA)

    with pytest.raises(LinkRefused):
        await linking.arrive(departure, "ana.reyes")


async def test_declining_ends_the_login() -> None:
    linking = Linking()
    departure = await linking.linker.depart(await linking.secret())

    await linking.linker.decline(state=state_of(departure), cookie=departure.cookie)

    with pytest.raises(LinkRefused):
        await linking.arrive(departure, "ana.reyes")


@pytest.mark.parametrize("error", [ServiceDown("down"), NotAllowed("no seat", reason="not_allowlisted")])
async def test_a_service_that_fails_or_refuses_leaves_nothing_behind(error: ServiceDown | NotAllowed) -> None:
    linking = Linking()
    departure = await linking.linker.depart(await linking.secret())
    linking.authorizer.fails_with = error

    with pytest.raises(type(error)):
        await linking.arrive(departure, "ana.reyes")

    assert await linking.accounts.of(ANA) is None
    with pytest.raises(LinkRefused):
        await linking.linker.confirm(ANA, "ABCDEFGH")


async def test_secrets_are_long_fresh_and_shown_in_no_representation() -> None:
    linking = Linking()
    secrets = [await linking.secret() for _ in range(2)]
    departure = await linking.linker.depart(secrets[1])
    arrival = await linking.arrive(departure, "ana.reyes")
    account = await linking.linker.confirm(ANA, arrival.code)

    assert secrets[0] != secrets[1]
    assert min(len(text) for text in (*secrets, state_of(departure), departure.cookie)) >= 43  # 256 bits
    shown = f"{departure!r} {arrival!r} {account!r}"
    for secret in (departure.cookie, state_of(departure), arrival.code, "refresh-ana.reyes", "access-ana.reyes"):
        assert secret not in shown


def test_a_code_is_read_without_dash_blanks_and_case() -> None:
    assert normal_code(" abcd-2345\n") == "ABCD2345"
    assert len(normal_code("ABCD-2345")) == CODE_LENGTH


def test_the_challenge_is_the_one_of_the_standard() -> None:
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"  # RFC 7636, appendix B

    assert challenge_of(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
