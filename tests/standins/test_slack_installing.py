"""Installing by OAuth, ending installs, organisations and channels shared between companies."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.oauth.installation_store import FileInstallationStore
from slack_sdk.oauth.state_store import FileOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient

from tests.standins.slack.app import SlackApp
from tests.standins.slack.bare_bot import acknowledge_the_rest, served_by_http
from tests.standins.slack.refusals import Impossible
from tests.standins.slack.rig import EVERY_EVENT, EVERY_SCOPE, Rig, refusal, rig_of
from tests.standins.slack.server import SlackServer


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    async with rig_of() as rig:
        yield rig
        assert rig.server.violations == []


def an_address(rig: Rig, **query: str) -> str:
    asked = {"client_id": "111.222", "scope": "chat:write,commands", "state": "s", "redirect_uri": "http://bot/cb"}
    return f"{rig.server.authorize_url}?" + "&".join(f"{key}={value}" for key, value in (asked | query).items())


def code_of(address: str) -> str:
    return parse_qs(urlsplit(address).query)["code"][0]


async def exchange(rig: Rig, code: str, redirect_uri: str = "http://bot/cb", secret: str = "client-secret") -> Any:
    client = AsyncWebClient(base_url=rig.server.api_url)
    return await client.oauth_v2_access(client_id="111.222", client_secret=secret, code=code, redirect_uri=redirect_uri)


async def test_each_workspace_that_installs_gets_its_own_token(rig: Rig) -> None:
    new = rig.server.add_workspace("New", installed=False)
    nora = new.member("Nora")

    back = rig.server.approves(nora, an_address(rig))
    answer = await exchange(rig, code_of(back))

    assert back.startswith("http://bot/cb?")
    assert "state=s" in back
    assert (answer["team"]["id"], answer["authed_user"]["id"]) == (new.id, nora.id)
    assert answer["scope"] == "chat:write,commands"
    assert answer["access_token"] not in (rig.team.token, "")
    assert await refusal(AsyncWebClient(token=new.token, base_url=rig.server.api_url).users_info(user=nora.id)) == (
        "missing_scope"
    )


async def test_a_code_is_good_once_for_ten_minutes_and_for_its_address(rig: Rig) -> None:
    codes = [code_of(rig.server.approves(rig.ana, an_address(rig))) for _ in range(3)]
    await exchange(rig, codes[0])

    used = await refusal(exchange(rig, codes[0]))
    elsewhere = await refusal(exchange(rig, codes[1], "http://elsewhere/cb"))
    secret = await refusal(exchange(rig, codes[2], secret="wrong"))
    rig.server.clock.advance(601)
    late = await refusal(exchange(rig, codes[2]))

    assert (used, elsewhere, secret, late) == (
        "invalid_code",
        "bad_redirect_uri",
        "bad_client_secret",
        "invalid_code",
    )


async def test_the_authorize_page_asks_only_for_the_app_that_exists(rig: Rig) -> None:
    rig.server.app.redirect_urls = frozenset({"http://bot/"})

    assert "error=access_denied" in rig.server.approves(rig.ana, an_address(rig), denied=True)
    for wrong in ({"client_id": "9.9"}, {"scope": ""}, {"redirect_uri": "http://evil/cb"}):
        with pytest.raises(Impossible, match="Slack shows"):
            rig.server.approves(rig.ana, an_address(rig, **wrong))


async def test_a_browser_can_walk_through_the_authorize_page(rig: Rig) -> None:
    async with aiohttp.ClientSession() as browser:
        async with browser.get(an_address(rig)) as page:
            text = await page.text()
        form = {"as": rig.ana.id, "answer": "allow"}
        async with browser.post(an_address(rig), data=form, allow_redirects=False) as sent:
            back = sent.headers["Location"]

    assert "Casa: Ana" in text
    assert "chat:write" in text
    assert code_of(back) in rig.server.world.codes


async def test_bolts_own_install_flow_works_and_events_find_their_token(tmp_path: Path) -> None:
    app = SlackApp(scopes=EVERY_SCOPE, events=EVERY_EVENT)
    async with SlackServer(mode="http", app=app) as server:
        team = server.add_workspace("Casa", installed=False)
        ana = team.member("Ana")
        bolt = bolt_with_oauth(server, tmp_path)
        async with served_by_http(bolt, server) as address, aiohttp.ClientSession() as browser:
            cookies = {}
            async with browser.get(f"{address}/slack/install", allow_redirects=False) as begun:
                cookies = {name: morsel.value for name, morsel in begun.cookies.items()}
                begin = begun.headers["Location"]
            back = urlsplit(server.approves(ana, begin))
            callback = f"{address}/slack/oauth_redirect?{back.query}"
            statuses = [
                (await browser.get(callback, cookies=sent)).status for sent in ({"none": "none"}, cookies, cookies)
            ]
            answer = await server.answer_to(await server.says(ana, team.channel("kitchen", ana), "hello"))

    assert statuses == [400, 200, 401]
    assert answer.text == "hello too"
    assert server.violations == []


def bolt_with_oauth(server: SlackServer, folder: Path) -> AsyncApp:
    settings = AsyncOAuthSettings(
        client_id=server.app.client_id,
        client_secret=server.app.client_secret,
        scopes=sorted(server.app.scopes),
        install_page_rendering_enabled=False,
        installation_store=FileInstallationStore(base_dir=str(folder)),
        state_store=FileOAuthStateStore(expiration_seconds=600, base_dir=str(folder)),
        authorization_url=server.authorize_url,
    )
    client = AsyncWebClient(base_url=server.api_url)
    app = AsyncApp(client=client, signing_secret=server.app.signing_secret, oauth_settings=settings)

    @app.event("app_mention")
    async def answer(say: Any) -> None:
        await say(text="hello too")

    acknowledge_the_rest(app)
    return app


async def test_an_uninstall_ends_the_token_and_is_told_twice(rig: Rig) -> None:
    rig.hear("app_uninstalled")
    rig.hear("tokens_revoked")

    async with rig.running():
        rig.server.uninstalls(rig.team)
        code = await refusal(rig.client.auth_test())
        await rig.server.until(lambda: len(rig.server.deliveries) == 2)

    assert code == "account_inactive"
    assert {one.type for one in rig.server.deliveries} == {"app_uninstalled", "tokens_revoked"}
    revoked = next(one for one in rig.server.deliveries if one.type == "tokens_revoked").payload["event"]
    assert revoked["tokens"] == {"oauth": [], "bot": [rig.team.bot.id]}
    assert rig.team.bot not in rig.kitchen.members


async def test_a_revoked_token_is_refused_and_a_new_install_brings_a_new_one(rig: Rig) -> None:
    old, bot = rig.team.token, rig.team.bot
    rig.server.revokes(rig.team)

    code = await refusal(rig.client.auth_test())
    await exchange(rig, code_of(rig.server.approves(rig.ana, an_address(rig))))

    assert code == "token_revoked"
    assert rig.team.token != old
    assert rig.team.bot is bot


async def test_signing_in_tells_who_is_in_the_browser(rig: Rig) -> None:
    address = f"{rig.server.sign_in_url}?client_id=111.222&scope=openid&redirect_uri=http://bot/cb&nonce=n&state=s"
    code = code_of(rig.server.approves(rig.leo, address))
    client = AsyncWebClient(base_url=rig.server.api_url)

    tokens = await client.openid_connect_token(
        client_id="111.222", client_secret="client-secret", code=code, redirect_uri="http://bot/cb"
    )
    who = await AsyncWebClient(token=tokens["access_token"], base_url=rig.server.api_url).openid_connect_userInfo()

    assert who["https://slack.com/user_id"] == rig.leo.id
    assert who["https://slack.com/team_id"] == rig.team.id


def test_an_app_can_be_read_from_its_manifest() -> None:
    manifest = {
        "display_information": {"name": "Chorus"},
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "slash_commands": [{"command": "/chorus"}],
            "shortcuts": [{"type": "message", "callback_id": "add"}, {"type": "global", "callback_id": "begin"}],
            "unfurl_domains": ["open.spotify.com"],
        },
        "oauth_config": {"scopes": {"bot": ["chat:write"], "bot_optional": ["links:read"]}},
        "settings": {"event_subscriptions": {"bot_events": ["app_mention"]}},
    }

    app = SlackApp.from_manifest(manifest)

    assert (set(app.scopes), set(app.events)) == ({"chat:write", "links:read"}, {"app_mention"})
    assert [*app.commands, *app.message_shortcuts, *app.global_shortcuts] == ["/chorus", "add", "begin"]
    assert (app.home_tab, app.messages_tab) == (True, True)
