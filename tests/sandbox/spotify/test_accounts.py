"""The page where a person agrees, and where it sends them."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from adapters.sandbox.spotify.accounts import accounts_app
from adapters.sandbox.spotify.redirects import is_registered
from adapters.sandbox.spotify.state import SpotifyState
from tests.sandbox.spotify.world import Clock

CALLBACK = "http://127.0.0.1/callback"
VERIFIER = "a-verifier-that-is-long-enough-to-be-one-of-43-letters"
CHALLENGE = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
SCOPES = "playlist-modify-public user-top-read"


class Accounts:
    """Goes through a login as a browser and an app do."""

    def __init__(self, state: SpotifyState) -> None:
        self.state = state
        transport = httpx.ASGITransport(accounts_app(state))
        self.client = httpx.AsyncClient(transport=transport, base_url="http://accounts")

    def words(self, **changed: str) -> dict[str, str]:
        words = {
            "client_id": self.state.app.client_id,
            "response_type": "code",
            "redirect_uri": CALLBACK,
            "scope": SCOPES,
            "state": "a state",
        }
        return words | changed

    async def page(self, **changed: str) -> httpx.Response:
        return await self.client.get("/authorize", params=self.words(**changed))

    async def agree(self, person: str = "ana.reyes", answer: str = "agree", **changed: str) -> dict[str, str]:
        form = self.words(**changed) | {"person": person, "answer": answer}
        sent = await self.client.post("/authorize", data=form)
        assert sent.status_code == 303
        return {name: values[0] for name, values in parse_qs(urlsplit(sent.headers["location"]).query).items()}

    async def token(self, *, secret: bool = True, **words: str) -> httpx.Response:
        credentials = (self.state.app.client_id, self.state.app.client_secret)
        if secret:
            return await self.client.post("/api/token", data=words, auth=credentials)
        return await self.client.post("/api/token", data=words | {"client_id": credentials[0]})

    async def change_code(self, code: str, *, secret: bool = True, **words: str) -> httpx.Response:
        asked = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK}
        return await self.token(secret=secret, **(asked | words))

    async def refresh(self, refresh_token: str, *, secret: bool = True) -> httpx.Response:
        return await self.token(secret=secret, grant_type="refresh_token", refresh_token=refresh_token)


@pytest.fixture
def accounts(state: SpotifyState) -> Accounts:
    return Accounts(state)


def problem(answer: httpx.Response) -> tuple[str, str]:
    assert answer.status_code == 400
    return answer.json()["error"], answer.json()["error_description"]


async def test_the_page_says_what_is_asked_and_that_it_is_pretend(accounts: Accounts) -> None:
    page = await accounts.page()

    assert page.status_code == 200
    for text in ("Pretend Spotify", "Chorus", "Manage your public playlists.", "Read your top artists and content."):
        assert text in page.text
    for text in ("Ana Reyes", "Premium", "Free", "not on the app’s allow-list"):
        assert text in page.text
    assert "<script" not in page.text


async def test_the_page_escapes_what_it_was_given(accounts: Accounts) -> None:
    page = await accounts.page(state='"><script>alert(1)</script>')

    assert "<script>" not in page.text


@pytest.mark.parametrize(
    "changed",
    [
        {"client_id": "somebody else"},
        {"redirect_uri": "http://127.0.0.1/Callback"},
        {"redirect_uri": "http://localhost/callback"},
        {"redirect_uri": ""},
    ],
)
async def test_a_login_nobody_registered_goes_nowhere(accounts: Accounts, changed: dict[str, str]) -> None:
    page = await accounts.page(**changed)
    form = accounts.words(**changed) | {"person": "ana.reyes", "answer": "agree"}
    sent = await accounts.client.post("/authorize", data=form)

    assert (page.status_code, sent.status_code) == (400, 400)
    assert "INVALID_CLIENT: Invalid" in page.text


@pytest.mark.parametrize(
    ("registered", "asked", "fits"),
    [
        ("http://127.0.0.1/callback", "http://127.0.0.1:8123/callback", True),
        ("http://[::1]/callback", "http://[::1]:9/callback", True),
        ("http://127.0.0.1:80/callback", "http://127.0.0.1:81/callback", False),
        ("http://127.0.0.1/callback", "http://127.0.0.1:8123/callback/", False),
        ("http://127.0.0.1/callback", "http://127.0.0.1:port/callback", False),
        ("https://chorus.example/back", "https://chorus.example/back", True),
        ("https://chorus.example/back", "https://chorus.example:444/back", False),
        ("http://chorus.example/back", "http://chorus.example/back", False),
        ("http://localhost/back", "http://localhost/back", False),
        ("chorus://back", "chorus://back", True),
    ],
)
def test_a_redirect_is_exact_but_for_the_port_on_loopback(registered: str, asked: str, fits: bool) -> None:
    assert is_registered(asked, [registered]) is fits


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": "playlist-modify-public everything"}, "invalid_scope"),
        ({"code_challenge": CHALLENGE, "code_challenge_method": "plain"}, "invalid_request"),
    ],
)
async def test_a_wrong_question_goes_back_to_the_app(accounts: Accounts, changed: dict[str, str], error: str) -> None:
    sent = await accounts.page(**changed)

    assert sent.status_code == 303
    assert f"error={error}" in sent.headers["location"]
    assert "state=a+state" in sent.headers["location"]


async def test_cancelling_tells_the_app_so(accounts: Accounts) -> None:
    assert await accounts.agree(answer="cancel") == {"error": "access_denied", "state": "a state"}


async def test_a_code_becomes_tokens_once(accounts: Accounts) -> None:
    back = await accounts.agree()
    tokens = await accounts.change_code(back["code"])
    again = await accounts.change_code(back["code"])

    assert back["state"] == "a state"
    body = tokens.json()
    assert (body["token_type"], body["expires_in"], body["scope"]) == ("Bearer", 3600, SCOPES)
    assert body["refresh_token"]
    assert problem(again) == ("invalid_grant", "Invalid authorization code")


async def test_a_code_ends_after_ten_minutes(accounts: Accounts, clock: Clock) -> None:
    back = await accounts.agree()
    clock.move(minutes=10)

    assert problem(await accounts.change_code(back["code"])) == ("invalid_grant", "Authorization code expired")


async def test_a_code_is_for_its_redirect_only(accounts: Accounts) -> None:
    back = await accounts.agree()
    answer = await accounts.change_code(back["code"], redirect_uri="http://127.0.0.1:1/callback")

    assert problem(answer) == ("invalid_grant", "Invalid redirect URI")


async def test_a_proof_key_stands_in_for_the_secret(accounts: Accounts) -> None:
    keyed = {"code_challenge": CHALLENGE, "code_challenge_method": "S256"}
    right, wrong, none, both = [(await accounts.agree(**keyed))["code"] for _ in range(4)]

    tokens = await accounts.change_code(right, secret=False, code_verifier=VERIFIER)
    guessed = await accounts.change_code(wrong, secret=False, code_verifier="guessed")
    unproven = await accounts.change_code(none)

    assert (await accounts.refresh(tokens.json()["refresh_token"], secret=False)).status_code == 200
    assert problem(guessed) == ("invalid_grant", "code_verifier was incorrect")
    assert problem(unproven) == ("invalid_request", "code_verifier must be supplied")
    assert (await accounts.change_code(both, code_verifier=VERIFIER)).status_code == 200


async def test_without_a_proof_key_the_secret_is_needed(accounts: Accounts) -> None:
    first, second = [(await accounts.agree())["code"] for _ in range(2)]
    refresh_token = (await accounts.change_code(first)).json()["refresh_token"]

    assert problem(await accounts.change_code(second, secret=False))[0] == "invalid_client"
    assert problem(await accounts.refresh(refresh_token, secret=False))[0] == "invalid_client"


async def test_the_app_must_be_itself(accounts: Accounts) -> None:
    words = {"grant_type": "client_credentials"}
    wrong = await accounts.client.post("/api/token", data=words, auth=(accounts.state.app.client_id, "wrong"))
    other = await accounts.client.post("/api/token", data=words, auth=("other", "wrong"))

    assert problem(wrong) == ("invalid_client", "Invalid client secret")
    assert problem(other) == ("invalid_client", "Invalid client")


async def test_the_app_has_a_token_of_its_own_without_a_refresh_token(accounts: Accounts) -> None:
    body = (await accounts.token(grant_type="client_credentials")).json()

    assert body.keys() == {"access_token", "token_type", "expires_in"}


async def test_a_refresh_brings_no_new_refresh_token(accounts: Accounts) -> None:
    tokens = (await accounts.change_code((await accounts.agree())["code"])).json()
    body = (await accounts.refresh(tokens["refresh_token"])).json()

    assert body["access_token"] != tokens["access_token"]
    assert "refresh_token" not in body


async def test_a_new_refresh_token_ends_the_old_where_one_comes(accounts: Accounts) -> None:
    accounts.state.rotates_refresh_tokens = True
    old = (await accounts.change_code((await accounts.agree())["code"])).json()["refresh_token"]
    new = (await accounts.refresh(old)).json()["refresh_token"]

    assert problem(await accounts.refresh(old)) == ("invalid_grant", "Refresh token revoked")
    assert (await accounts.refresh(new)).status_code == 200


async def test_refreshing_ends_six_months_after_the_consent_however_often_it_was_used(
    accounts: Accounts, clock: Clock
) -> None:
    refresh_token = (await accounts.change_code((await accounts.agree())["code"])).json()["refresh_token"]
    clock.now = clock.now.replace(year=2027, month=5, day=22, hour=11)
    assert (await accounts.refresh(refresh_token)).status_code == 200

    clock.move(hours=1)

    assert problem(await accounts.refresh(refresh_token)) == ("invalid_grant", "Refresh token expired")
    anew = (await accounts.change_code((await accounts.agree())["code"])).json()["refresh_token"]
    assert (await accounts.refresh(anew)).status_code == 200


async def test_a_revoked_consent_ends_refreshing(accounts: Accounts) -> None:
    refresh_token = (await accounts.change_code((await accounts.agree())["code"])).json()["refresh_token"]
    accounts.state.revoke("ana.reyes")

    assert problem(await accounts.refresh(refresh_token)) == ("invalid_grant", "Refresh token revoked")


async def test_a_scope_added_later_needs_the_dialog(accounts: Accounts) -> None:
    wider = f"{SCOPES} ugc-image-upload"
    await accounts.agree()

    without = await accounts.agree(scope=wider)
    with_dialog = await accounts.agree(scope=wider, show_dialog="True")

    assert "ugc-image-upload" not in (await accounts.change_code(without["code"])).json()["scope"]
    assert "ugc-image-upload" in (await accounts.change_code(with_dialog["code"])).json()["scope"]


async def test_somebody_not_on_the_allow_list_agrees_and_refreshes_as_anyone(accounts: Accounts) -> None:
    tokens = await accounts.change_code((await accounts.agree("sasha"))["code"])

    assert (await accounts.refresh(tokens.json()["refresh_token"])).status_code == 200


async def test_an_unknown_grant_is_refused(accounts: Accounts) -> None:
    assert problem(await accounts.token(grant_type="password"))[0] == "unsupported_grant_type"
    assert problem(await accounts.token())[0] == "unsupported_grant_type"
