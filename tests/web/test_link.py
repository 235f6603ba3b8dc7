"""The link pages."""

import re

import pytest
from httpx import AsyncClient, Response

from bot.errors import LinkRefused, NotAllowed, ServiceDown
from bot.texts.catalogue import text
from tests.web.visits import CONSENT, HERE, FakeDesk, a_browser


async def press_go_on(browser: AsyncClient, **headers: str) -> Response:
    shown = await browser.get("/link/good")
    found = re.search(r'name="token" value="([^"]+)"', shown.text)
    assert found
    return await browser.post("/link/good", data={"token": found[1]}, headers=headers)


async def test_says_who_would_be_linked_and_for_what_and_changes_nothing() -> None:
    desk = FakeDesk()

    shown = await a_browser(desk).get("/link/good")

    assert shown.status_code == 200
    assert "<strong>Ana &lt;b&gt;</strong>" in shown.text
    assert "<em>The Basement</em> on the playground" in shown.text
    assert "Not you? Close this page." in shown.text
    assert text("use_make_playlists") in shown.text
    assert desk.begun == []


async def test_pages_of_links_are_not_stored_and_tell_nobody_their_address() -> None:
    shown = await a_browser().get("/link/good")

    assert shown.headers["cache-control"] == "no-store"
    assert shown.headers["referrer-policy"] == "no-referrer"


async def test_going_on_leads_to_the_consent_page_with_a_cookie_bound_to_the_host() -> None:
    desk, address = FakeDesk(), "https://chorus.example"
    browser = a_browser(desk, address=address)

    gone = await press_go_on(browser, origin=address)

    assert (gone.status_code, gone.headers["location"]) == (303, CONSENT)
    assert desk.begun == ["good"]
    cookie = next(c for c in gone.headers.get_list("set-cookie") if "the-cookie" in c)
    assert cookie.startswith("__Host-chorus-link=")
    flags = {flag.strip().lower() for flag in cookie.split(";")}
    assert {"httponly", "secure", "samesite=lax", "max-age=600", "path=/"} <= flags


async def test_the_cookie_works_on_this_computer_without_tls() -> None:
    gone = await press_go_on(a_browser(), origin=HERE)

    cookie = next(c for c in gone.headers.get_list("set-cookie") if "the-cookie" in c)
    assert cookie.startswith("chorus-link=")
    assert "secure" not in cookie.lower()


async def test_a_form_on_a_page_without_referrer_has_no_origin_and_is_taken() -> None:
    gone = await press_go_on(a_browser(), origin="null", **{"sec-fetch-site": "same-origin"})

    assert gone.status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null", "sec-fetch-site": "cross-site"},
        {"origin": "http://127.0.0.1:8001"},
        {"sec-fetch-site": "same-site"},
    ],
)
async def test_another_site_cannot_press_the_button(headers: dict[str, str]) -> None:
    desk = FakeDesk()

    refused = await press_go_on(a_browser(desk), **headers)

    assert refused.status_code == 403
    assert desk.begun == []


@pytest.mark.parametrize("token", ["", "wrong", "é" * 43])
async def test_a_form_without_the_token_of_its_page_is_refused(token: str) -> None:
    desk = FakeDesk()
    browser = a_browser(desk)
    await browser.get("/link/good")

    refused = await browser.post("/link/good", data={"token": token})

    assert refused.status_code == 403
    assert desk.begun == []


async def test_a_form_in_a_browser_that_never_saw_the_page_is_refused() -> None:
    desk = FakeDesk()

    refused = await a_browser(desk).post("/link/good", data={"token": "x" * 43})

    assert refused.status_code == 403
    assert desk.begun == []


async def test_coming_back_shows_the_code_once_and_drops_the_cookie() -> None:
    desk = FakeDesk()
    browser = a_browser(desk)
    await press_go_on(browser, origin=HERE)

    back = await browser.get("/callback?code=c1&state=s1")

    assert back.status_code == 200
    assert "7KQM-P2XD" in back.text
    assert "valid for 5 minutes" in back.text
    assert "never send it to anyone" in back.text
    assert "/static/code.js" in back.text  # cleans the address
    assert "s1" not in back.text
    assert "chorus-link" not in browser.cookies


async def test_a_peek_at_the_way_back_does_not_use_up_the_login() -> None:
    desk = FakeDesk()
    browser = a_browser(desk)
    await press_go_on(browser, origin=HERE)

    peek = await browser.head("/callback?code=c1&state=s1")

    assert peek.status_code == 405
    assert desk.ended == []


async def test_saying_no_on_the_consent_page_ends_the_login() -> None:
    desk = FakeDesk()
    browser = a_browser(desk)
    await press_go_on(browser, origin=HERE)

    back = await browser.get("/callback?error=access_denied&state=s1")

    assert back.status_code == 200
    assert text("link_declined") in back.text
    assert desk.ended == ["declined"]


@pytest.mark.parametrize(
    "way_back", ["?code=c1&state=forged", "?code=c1", "?state=s1", "", "?error=access_denied&state=forged"]
)
async def test_a_wrong_way_back_is_one_sentence(way_back: str) -> None:
    browser = a_browser()
    await press_go_on(browser, origin=HERE)

    back = await browser.get(f"/callback{way_back}")

    assert back.status_code == 410
    assert "Traceback" not in back.text
    assert "This link does not work any more" in back.text


async def test_another_browser_cannot_finish_a_login() -> None:
    desk = FakeDesk()
    await press_go_on(a_browser(desk), origin=HERE)

    back = await a_browser(desk).get("/callback?code=c1&state=s1")

    assert back.status_code == 410
    assert desk.ended == []


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (LinkRefused("link_expired"), 410, "This link does not work any more"),
        (LinkRefused("account_taken"), 400, "already linked"),
        (NotAllowed("403 from the service", reason="not_allowlisted"), 403, "Spotify does not let this account"),
        (ServiceDown("secret detail"), 503, "does not answer just now"),
    ],
)
async def test_what_cannot_be_done_is_said_in_a_sentence(error: Exception, status: int, words: str) -> None:
    assert isinstance(error, LinkRefused | NotAllowed | ServiceDown)

    shown = await a_browser(FakeDesk(fails=error)).get("/link/good")

    assert shown.status_code == status
    assert words in shown.text
    assert "secret detail" not in shown.text


async def test_a_reload_after_the_code_says_how_to_go_on() -> None:
    shown = await a_browser().get("/linked")

    assert shown.status_code == 200
    assert "say “link”" in shown.text
