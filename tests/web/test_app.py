"""What every answer carries, and what it never tells."""

from collections.abc import AsyncIterator

import pytest

from adapters.web.door import own_origins
from adapters.web.playground import Playground
from tests.web.visits import FakeDesk, a_browser, a_saying

PAGES = ("/", "/privacy", "/link/good", "/linked", "/callback", "/nowhere", "/health", "/static/site.css")


@pytest.mark.parametrize("address", PAGES)
async def test_every_answer_has_a_strict_policy(address: str) -> None:
    answer = await a_browser(playground=Playground()).get(address)

    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "img-src 'self' https://i.scdn.co;" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("address", ["/", "/privacy", "/link/good", "/linked", "/nowhere"])
async def test_no_page_has_script_or_style_of_its_own(address: str) -> None:
    shown = (await a_browser(playground=Playground()).get(address)).text

    assert "style=" not in shown
    assert "<style" not in shown
    assert " on" + "click=" not in shown
    assert shown.count("<script") == shown.count('<script type="module" src="/static/')
    assert "https://" not in shown


async def test_health_is_a_short_yes() -> None:
    answer = await a_browser().get("/health")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


async def test_without_a_playground_the_first_page_is_a_welcome() -> None:
    answer = await a_browser(playground=None).get("/")

    assert answer.status_code == 200
    assert "One playlist for the whole group" in answer.text


async def test_an_unknown_page_is_told_calmly() -> None:
    answer = await a_browser().get("/nowhere")

    assert answer.status_code == 404
    assert "There is no page here" in answer.text


async def test_a_mistake_of_ours_shows_no_inside() -> None:
    class BrokenDesk(FakeDesk):
        def _check(self, is_known: bool) -> None:
            raise ZeroDivisionError("inside")

    answer = await a_browser(BrokenDesk()).get("/link/good")

    assert answer.status_code == 500
    assert "inside" not in answer.text
    assert "Traceback" not in answer.text
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("address", ["/playground/say", "/link/good"])
async def test_a_body_that_is_too_large_is_refused(address: str) -> None:
    browser = a_browser(playground=Playground())

    known = await browser.post(address, json=a_saying(text="x" * 70_000))
    unknown = await browser.post(address, content=_pieces(), headers={"content-type": "application/json"})

    assert known.status_code == 413
    assert unknown.status_code in (403, 413)  # the link form is refused before it is read


async def _pieces() -> AsyncIterator[bytes]:
    for _ in range(10):
        yield b"x" * 10_000


@pytest.mark.parametrize(
    ("address", "origins"),
    [
        ("https://chorus.example", {"https://chorus.example"}),
        (
            "http://127.0.0.1:8000",
            {"http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000"},
        ),
    ],
)
def test_knows_its_own_origins(address: str, origins: set[str]) -> None:
    assert own_origins(address) == origins


@pytest.mark.parametrize(
    ("accepts", "language"), [("es-MX,en;q=0.5", "es"), ("xx", "en"), ("en;q=0.9,es;q=bad", "en"), ("", "en")]
)
async def test_a_refusal_is_in_the_readers_language_where_there_is_one(
    accepts: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.web.pages.languages", lambda: frozenset({"en", "es"}))

    answer = await a_browser().get("/link/forged", headers={"accept-language": accepts})

    assert f'<p lang="{language}">' in answer.text
