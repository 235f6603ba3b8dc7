"""Signing in, and tokens that last."""

import asyncio
import logging
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from adapters.sandbox.spotify.faults import Fault, Kind
from bot.accounts.account import AccountState, Tokens
from bot.accounts.linker import HOST_SCOPES, challenge_of
from bot.curation.ports import Query
from bot.errors import AccessLost, LinkRefused, NotAllowed, NotLinked, RateLimited, ServiceDown
from tests.spotify.rig import ANA, Rig, a_rig

TOKEN = "POST /api/token"
VERIFIER = "v" * 64


async def a_code(rig: Rig, person: str = "ana.reyes") -> str:
    """Agree on the consent page and return the code that comes back."""
    url = rig.authorizer.consent_url(state="s1", challenge=challenge_of(VERIFIER), scopes=HOST_SCOPES)
    form = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    async with httpx.AsyncClient() as browser:
        assert (await browser.get(url)).status_code == 200
        answer = await browser.post(url.split("?")[0], data=form | {"person": person, "answer": "agree"})
    back = parse_qs(urlsplit(answer.headers["location"]).query)
    assert back["state"] == ["s1"]
    return back["code"][0]


async def test_a_consent_becomes_tokens_with_the_granted_scopes(rig: Rig) -> None:
    tokens = await rig.authorizer.exchange(await a_code(rig), VERIFIER)

    assert tokens.scopes == frozenset(HOST_SCOPES)
    assert tokens.expires == rig.clock() + timedelta(hours=1)
    profile = await rig.authorizer.profile(tokens)
    assert (profile.service_id, profile.name) == (rig.sandbox.state.people["ana.reyes"].account_id, "Ana Reyes")


async def test_a_code_is_good_once_and_only_with_its_verifier(rig: Rig) -> None:
    code = await a_code(rig)
    await rig.authorizer.exchange(code, VERIFIER)

    with pytest.raises(LinkRefused):
        await rig.authorizer.exchange(code, VERIFIER)
    with pytest.raises(LinkRefused):
        await rig.authorizer.exchange(await a_code(rig), "w" * 64)


async def test_an_account_off_the_list_of_five_is_told_at_its_profile(rig: Rig) -> None:
    tokens = await rig.authorizer.exchange(await a_code(rig, "sasha"), VERIFIER)

    with pytest.raises(NotAllowed) as refused:
        await rig.authorizer.profile(tokens)

    assert refused.value.reason == "not_allowlisted"


@pytest.mark.parametrize("kind", [Kind.FAIL_BEFORE, Kind.RESET, Kind.BROKEN_JSON, Kind.HTML])
async def test_a_failed_exchange_is_a_service_that_is_down(rig: Rig, kind: Kind) -> None:
    code = await a_code(rig)
    rig.sandbox.faults.add(Fault(kind, TOKEN))

    with pytest.raises(ServiceDown):
        await rig.authorizer.exchange(code, VERIFIER)


async def test_a_token_that_lasts_is_used_as_it_is(rig: Rig) -> None:
    tokens = await rig.link()
    rig.clock.move(minutes=59)

    assert await rig.tokens.token(ANA) == tokens.access
    assert rig.sandbox.state.calls == []


async def test_twenty_who_need_a_new_token_ask_for_one(rig: Rig) -> None:
    old = await rig.link()
    rig.clock.move(minutes=59, seconds=1)

    given = await asyncio.gather(*(rig.tokens.token(ANA) for _ in range(20)))

    kept = await rig.accounts.of(ANA)
    assert kept is not None
    assert set(given) == {kept.tokens.access} != {old.access}
    assert kept.tokens.refresh == old.refresh, "no new one came, so the old one stays"
    assert [call.route for call in rig.sandbox.state.calls] == [TOKEN]


async def test_a_new_refresh_token_replaces_the_old(rig: Rig) -> None:
    old = await rig.link()
    rig.sandbox.state.rotates_refresh_tokens = True
    rig.clock.move(hours=2)
    await rig.tokens.token(ANA)
    rig.clock.move(hours=2)

    await rig.tokens.token(ANA)

    kept = await rig.accounts.of(ANA)
    assert kept is not None
    assert kept.tokens.refresh != old.refresh


@pytest.mark.parametrize("ends", ["six months", "revoked"])
async def test_a_consent_that_ended_is_noted_once_and_not_asked_again(rig: Rig, ends: str) -> None:
    await rig.link()
    if ends == "revoked":
        rig.sandbox.state.revoke("ana.reyes")
    rig.clock.move(days=184 if ends == "six months" else 1)

    for _ in range(2):
        with pytest.raises(AccessLost):
            await rig.tokens.token(ANA)

    kept = await rig.accounts.of(ANA)
    assert kept is not None
    assert kept.state is AccountState.LOST
    assert [call.route for call in rig.sandbox.state.calls] == [TOKEN]


async def test_a_revoked_app_is_found_out_by_the_call_itself(rig: Rig) -> None:
    await rig.link()
    rig.sandbox.state.revoke("ana.reyes")

    with pytest.raises(AccessLost):
        await rig.playlists.create(ANA, "Friday", "us")

    kept = await rig.accounts.of(ANA)
    assert kept is not None
    assert kept.state is AccountState.LOST


async def test_a_refused_token_is_renewed_once_and_the_call_done_once(rig: Rig) -> None:
    tokens = await rig.link()
    del rig.sandbox.state.access_tokens[tokens.access]

    published = await rig.playlists.create(ANA, "Friday", "us")

    assert list(rig.sandbox.state.playlists) == [published.service_id]


async def test_a_token_refused_again_after_renewal_is_spotifys_trouble(rig: Rig) -> None:
    await rig.link()
    rig.sandbox.faults.add(Fault(Kind.FAIL_BEFORE, "POST /me/playlists", times=None, status=401))

    with pytest.raises(ServiceDown):
        await rig.playlists.create(ANA, "Friday", "us")

    kept = await rig.accounts.of(ANA)
    assert kept is not None
    assert kept.state is AccountState.LINKED
    assert rig.routes() == ["POST /me/playlists"] * 2


@pytest.mark.parametrize("kind", [Kind.FAIL_BEFORE, Kind.RESET, Kind.BROKEN_JSON, Kind.HTML])
async def test_a_passing_failure_of_a_refresh_loses_no_link(rig: Rig, kind: Kind) -> None:
    await rig.link()
    rig.clock.move(hours=2)
    rig.sandbox.faults.add(Fault(kind, TOKEN))
    with pytest.raises(ServiceDown):
        await rig.tokens.token(ANA)

    assert await rig.tokens.token(ANA)


async def test_a_rate_limited_refresh_says_how_long(rig: Rig) -> None:
    await rig.link()
    rig.clock.move(hours=2)
    rig.sandbox.faults.add(Fault(Kind.RATE_LIMIT, TOKEN, seconds=3))

    with pytest.raises(RateLimited) as refused:
        await rig.tokens.token(ANA)

    assert refused.value.seconds == 3


async def test_a_hung_refresh_ends_by_the_timeout() -> None:
    async with a_rig(answer_seconds=0.2) as rig:
        await rig.link()
        rig.clock.move(hours=2)
        rig.sandbox.faults.add(Fault(Kind.HANG, TOKEN))

        with pytest.raises(ServiceDown):
            await rig.tokens.token(ANA)


async def test_a_new_link_survives_the_end_of_the_old_one(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    await rig.link()
    rig.sandbox.state.revoke("ana.reyes")
    rig.clock.move(hours=2)
    refresh = rig.authorizer.refresh

    async def relinked_meanwhile(tokens: Tokens) -> Tokens:
        await rig.link()
        return await refresh(tokens)

    monkeypatch.setattr(rig.authorizer, "refresh", relinked_meanwhile)
    with pytest.raises(AccessLost):
        await rig.tokens.token(ANA)

    kept = await rig.accounts.of(ANA)
    assert kept is not None
    assert kept.state is AccountState.LINKED


async def test_nobody_is_linked_who_did_not_link(rig: Rig) -> None:
    with pytest.raises(NotLinked):
        await rig.tokens.token(ANA)


async def test_no_secret_and_no_words_reach_a_log(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    tokens = await rig.link()
    rig.sandbox.faults.add(Fault(Kind.FAIL_BEFORE, "POST /me/playlists", status=400, times=None))
    rig.clock.move(hours=2)

    await rig.service.find_tracks(Query(words="secret surprise"))
    with pytest.raises(ServiceDown):
        await rig.playlists.create(ANA, "A secret surprise", "us")

    ours = [one.getMessage() for one in caplog.records if not one.name.startswith("uvicorn")]  # the pretend server
    for secret in (tokens.refresh, tokens.access, rig.sandbox.client_secret, "secret surprise", "secret+surprise"):
        assert not [one for one in ours if secret in one]
