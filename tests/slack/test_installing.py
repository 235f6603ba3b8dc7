"""Installing the app from our page: the way there and back, what it brings, and what is refused."""

import asyncio

import httpx
import pytest
from structlog.testing import capture_logs

from adapters.slack.installing import BACK_PATH, INSTALL_PATH
from bot.chat import Link
from tests.slack.many import COOKIE, Many

LINK = Link("Link it", "https://chorus.example/link/ticket")


async def test_from_the_page_to_the_first_answer_in_two_workspaces(many: Many) -> None:
    many.answers_with("Here you are.")
    casa, otra = (many.server.add_workspace(name, installed=False) for name in ("Casa", "Otra"))
    answers = []
    async with many.running():
        for team in (casa, otra):
            page = await many.install(team.member("Ana"))
            assert (page.status_code, "Chorus is in your workspace" in page.text) == (200, True)
            said = await many.server.says(team.member("Ana"), team.channel("kitchen", team.member("Ana")), "hello")
            answers.append(await many.server.answer_to(said))
        await many.server.settled()

    assert [answer.author for answer in answers] == [casa.bot, otra.bot]
    assert [message.channel.tenant for message in many.heard] == [casa.id, otra.id]
    assert [message.member.tenant for message in many.heard] == [casa.id, otra.id]
    assert [message.text for message in many.heard] == ["hello", "hello"]


async def test_an_installation_lasts_over_a_restart(many: Many) -> None:
    casa = many.server.add_workspace("Casa", installed=False)
    ana = casa.member("Ana")
    many.answers_with("Here you are.")
    async with many.running():
        await many.install(ana)
    async with many.running():
        said = await many.server.says(ana, casa.channel("kitchen", ana), "hello")
        answer = await many.server.answer_to(said)
        await many.server.settled()

    assert answer.author is casa.bot


async def test_buttons_forms_and_commands_find_their_workspace(many: Many) -> None:
    many.answers_with("Here:", LINK, private=True)
    for name in ("Casa", "Otra"):
        team = many.server.add_workspace(name, installed=False)
        ana = team.member("Ana")
        async with many.running():
            await many.install(ana)
            kitchen = team.channel("kitchen", ana)
            assert (await many.server.commands(ana, kitchen, "/chorus", "link").done()).problem == ""
            await many.server.commands(ana, kitchen, "/chorus", "code").done()
            await many.server.submits(ana, await many.server.view_of(ana), {"code": "ABCD-EFGH"}).done()
            many.server.opens_home(ana)
            await many.server.home_of(ana)
            await many.server.settled()

        assert {message.channel.tenant for message in many.heard} == {team.id}
        assert [message.text for message in many.heard] == ["link", "code ABCD-EFGH", "privacy"]
        many.heard.clear()


async def test_a_workspace_without_the_app_is_heard_of_by_nobody(many: Many) -> None:
    casa = many.server.add_workspace("Casa")  # installed from elsewhere: we were given no token
    ana = casa.member("Ana")
    async with many.running():
        kitchen = casa.channel("kitchen", ana)
        await many.server.says(ana, kitchen, "hello")
        await many.server.commands(ana, kitchen, "/chorus", "calmer").done()
        await many.server.settled()

    assert "not installed here" in many.server.visible(kitchen, ana)[-1].text
    assert many.heard == []
    assert all(delivery.acknowledged for delivery in many.server.deliveries)


async def test_the_page_asks_for_no_more_than_the_manifest(many: Many) -> None:
    async with many.running():
        visit = await many.set_out()

    asked = visit.authorize.partition("scope=")[2].partition("&")[0]
    assert asked.split(",") == sorted(many.server.app.scopes)
    assert f"redirect_uri={many.address}{BACK_PATH}" in visit.authorize
    assert "user_scope=&" in visit.authorize


async def test_a_state_works_once_and_in_its_own_browser(many: Many) -> None:
    ana = many.server.add_workspace("Casa", installed=False).member("Ana")
    async with many.running():
        visit, other = await many.set_out(), await many.set_out()
        back = many.server.approves(ana, visit.authorize)
        without = await many.come_back(back)
        elsewhere = await many.come_back(back, other.state)
        first = await many.come_back(back, visit.state)
        again = await many.come_back(back, visit.state)
        forged = await many.come_back(f"{many.address}{BACK_PATH}?code=x&state=forged", "forged")

    statuses = [page.status_code for page in (without, elsewhere, first, again, forged)]
    assert statuses == [400, 400, 200, 401, 401]
    assert all("begin again" in page.text for page in (without, elsewhere, again, forged))
    assert await many.count("slack_bots") == 1


async def test_a_state_is_over_after_ten_minutes(many: Many) -> None:
    ana = many.server.add_workspace("Casa", installed=False).member("Ana")
    async with many.running():
        visit = await many.set_out()
        many.server.clock.advance(600)
        late = await many.come_back(many.server.approves(ana, visit.authorize), visit.state)
        await many.set_out()

    assert late.status_code == 401
    assert await many.count("slack_bots") == 0
    assert await many.count("slack_oauth_states") == 1  # what is over goes


async def test_of_twenty_who_come_back_with_one_state_one_installs(many: Many) -> None:
    ana = many.server.add_workspace("Casa", installed=False).member("Ana")
    async with many.running():
        visit = await many.set_out()
        codes = [many.server.approves(ana, visit.authorize) for _ in range(20)]  # each with a code of its own
        pages = await asyncio.gather(*(many.come_back(back, visit.state) for back in codes))

    assert sorted(page.status_code for page in pages) == [200, *[401] * 19]
    assert await many.count("slack_installations") == await many.count("slack_bots") == 1
    assert sum(1 for method, *_ in many.server.api.calls if method == "oauth.v2.access") == 1


async def test_who_says_no_is_told_that_nothing_was_added(many: Many) -> None:
    ana = many.server.add_workspace("Casa", installed=False).member("Ana")
    async with many.running():
        visit = await many.set_out()
        page = await many.come_back(many.server.approves(ana, visit.authorize, denied=True), visit.state)

    assert (page.status_code, "You said no" in page.text) == (200, True)
    assert await many.count("slack_bots") == 0


async def test_the_pages_speak_the_language_of_the_browser(many: Many) -> None:
    async with many.running(), httpx.AsyncClient(base_url=many.address, headers={"Accept-Language": "es"}) as browser:
        page = await browser.get(INSTALL_PATH)
        posted = await browser.post(INSTALL_PATH)

    assert "Añade Chorus" in page.text
    assert "HttpOnly" in page.headers["set-cookie"]
    assert "samesite=lax" in page.headers["set-cookie"].lower()
    assert COOKIE in page.headers["set-cookie"]
    assert posted.status_code == 405


@pytest.mark.parametrize(
    ("setting", "page"),
    [("SLACK_CLIENT_SECRET", "Basic Information"), ("SLACK_CLIENT_ID", "Basic Information"), ("WEB_ADDRESS", "OAuth")],
)
async def test_a_wrong_setting_is_named_with_its_page_in_the_log_alone(many: Many, setting: str, page: str) -> None:
    ana = many.server.add_workspace("Casa", installed=False).member("Ana")
    with capture_logs() as lines:
        async with many.running():
            visit = await many.set_out()
            back = many.server.approves(ana, visit.authorize)
            many.server.faults.refuses("oauth.v2.access", REFUSALS[setting])
            shown = await many.come_back(back, visit.state)

    named = [line for line in lines if line.get("setting") == setting and line["event"] == "slack not installed"]
    assert [page in line["page"] for line in named] == [True]
    assert (shown.status_code, setting in shown.text, "in its log" in shown.text) == (500, False, True)
    assert "code-" not in str(lines)
    assert await many.count("slack_bots") == 0


REFUSALS = {
    "SLACK_CLIENT_SECRET": "bad_client_secret",
    "SLACK_CLIENT_ID": "invalid_client_id",
    "WEB_ADDRESS": "bad_redirect_uri",
}


async def test_a_wrong_client_secret_is_refused_by_slack_itself(many: Many) -> None:
    many.server.app.client_secret = "another"
    ana = many.server.add_workspace("Casa", installed=False).member("Ana")
    with capture_logs() as lines:
        async with many.running():
            shown = await many.install(ana)

    assert shown.status_code == 500
    assert [line["setting"] for line in lines if line["event"] == "slack not installed"] == ["SLACK_CLIENT_SECRET"]


async def test_a_used_code_is_no_fault_of_ours(many: Many) -> None:
    ana = many.server.add_workspace("Casa", installed=False).member("Ana")
    async with many.running():
        visit = await many.set_out()
        back = many.server.approves(ana, visit.authorize)
        many.server.world.codes.clear()
        page = await many.come_back(back, visit.state)

    assert (page.status_code, "begin again" in page.text) == (401, True)


async def test_slack_being_away_is_told_without_a_fault(many: Many) -> None:
    ana = many.server.add_workspace("Casa", installed=False).member("Ana")
    async with many.running():
        visit = await many.set_out()
        many.server.faults.ratelimited("oauth.v2.access", retry_after=600)
        page = await many.come_back(many.server.approves(ana, visit.authorize), visit.state)

    assert (page.status_code, "Try again in a minute" in page.text) == (503, True)


async def test_an_installation_without_the_scopes_it_needs_is_not_kept(many: Many) -> None:
    ana = many.server.add_workspace("Casa", installed=False).member("Ana")
    with capture_logs() as lines:
        async with many.running():
            visit = await many.set_out()
            back = many.server.approves(ana, visit.authorize.replace("chat:write,", ""))
            page = await many.come_back(back, visit.state)

    [named] = [line for line in lines if line["event"] == "slack not installed"]
    assert page.status_code == 500
    assert "chat:write" in named["problem"]
    assert await many.count("slack_bots") == 0


async def test_tokens_cannot_be_read_in_the_database(many: Many) -> None:
    casa = many.server.add_workspace("Casa", installed=False)
    async with many.running():
        visit = await many.set_out()
        between = await many.stored()
        await many.come_back(many.server.approves(casa.member("Ana"), visit.authorize), visit.state)
        stored = await many.stored()

    assert casa.id in stored
    assert casa.token.startswith("xoxb")
    assert casa.token not in stored
    assert visit.state not in between


async def test_installing_again_replaces_the_token(many: Many) -> None:
    casa = many.server.add_workspace("Casa", installed=False)
    ana = casa.member("Ana")
    many.answers_with("Here you are.")
    async with many.running():
        await many.install(ana)
        old = casa.token
        many.server.revokes(casa)
        await many.server.until(lambda: many.gone, "the purge")
        await many.install(casa.member("Leo"))
        said = await many.server.says(ana, casa.channel("kitchen", ana), "hello")
        await many.server.answer_to(said)
        await many.install(ana)
        await many.server.settled()

    assert casa.token != old
    assert await many.count("slack_bots") == await many.count("slack_installations") == 1
