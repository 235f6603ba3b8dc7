"""What the playground's page asks for."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from httpx import AsyncClient

from adapters.web.app import web_app
from adapters.web.playground import GENERAL, Playground
from adapters.web.server import PortTaken, serving
from adapters.web.settings import WebSettings
from bot.chat import Paragraph, Platform, Reply
from bot.errors import ServiceDown
from tests.web.visits import Ears, FakeDesk, a_browser, a_panel, a_saying


def events_in(stream: str) -> list[dict[str, str]]:
    blocks = [block for block in stream.replace("\r\n", "\n").split("\n\n") if "event:" in block]
    return [dict(line.split(": ", 1) for line in block.strip().split("\n")) for block in blocks]


def test_is_a_platform() -> None:
    platform: Platform = Playground()

    assert platform.name == "playground"


async def test_the_page_names_everybody_and_what_to_try() -> None:
    shown = (await a_browser(playground=Playground()).get("/")).text

    for words in ("Chorus", "Ana", "Leo", "Mina", "Omar", "Yuki", "add Hoppípolla by Sigur Rós", "<noscript>"):
        assert words in shown


async def test_saying_something_is_taken_when_it_is_heard() -> None:
    playground, ears = Playground(), Ears()
    await playground.connect(ears.hear, ears.forget)

    answer = await a_browser(playground=playground).post("/playground/say", json=a_saying())

    assert answer.status_code == 202
    assert [message.text for message in ears.heard] == ["calmer"]


async def test_what_could_not_be_heard_is_said_calmly() -> None:
    playground = Playground()
    await playground.connect(Ears(fails=ServiceDown("redis refused")).hear, Ears().forget)

    answer = await a_browser(playground=playground).post("/playground/say", json=a_saying())

    assert answer.status_code == 503
    assert "still in the box" in answer.json()["sentence"]
    assert "redis" not in answer.text


@pytest.mark.parametrize(
    "body", [b"{", b"\xff\xfe\xfa", b"[]", b'{"member": "eve"}', json.dumps(a_saying(text="")).encode()]
)
async def test_what_cannot_be_said_is_explained(body: bytes) -> None:
    browser = a_browser(playground=Playground())

    answer = await browser.post("/playground/say", content=body, headers={"content-type": "application/json"})

    assert answer.status_code == 400
    assert answer.json()["sentence"].endswith(".")


async def test_a_form_of_another_site_cannot_speak() -> None:
    playground, ears = Playground(), Ears()
    await playground.connect(ears.hear, ears.forget)
    browser, body = a_browser(playground=playground), json.dumps(a_saying())

    plain = await browser.post("/playground/say", content=body, headers={"content-type": "text/plain"})
    foreign = await browser.post("/playground/say", json=a_saying(), headers={"origin": "https://evil.example"})

    assert (plain.status_code, foreign.status_code) == (415, 403)
    assert "sentence" in foreign.json()
    assert ears.heard == []


async def test_the_state_shows_hostile_text_as_text() -> None:
    playground, words = Playground(), "<script>alert(1)</script>"
    await playground.send(Reply(GENERAL, (Paragraph(words),)))

    answer = await a_browser(playground=playground).get("/playground/state")

    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["places"]["general"][0]["parts"] == [{"kind": "paragraph", "text": words}]


async def test_events_are_picked_up_where_they_stopped() -> None:
    playground = Playground()
    browser = a_browser(playground=playground)
    after = (await browser.get("/playground/state")).json()["after"]
    await playground.send(Reply(GENERAL, (Paragraph("one\ntwo"),)))
    playground.set_panel(GENERAL, a_panel("Holocene"))
    await playground.close()

    all_of_it = events_in((await browser.get("/playground/events", params={"after": after})).text)
    resumed = await browser.get("/playground/events?after=x", headers={"last-event-id": all_of_it[0]["id"]})

    assert [event["event"] for event in all_of_it] == ["entry", "panel"]
    assert json.loads(all_of_it[0]["data"])["entry"]["parts"][0]["text"] == "one\ntwo"
    assert events_in(resumed.text) == all_of_it[1:]


async def test_a_page_from_before_a_restart_starts_afresh() -> None:
    playground = Playground()
    await playground.close()

    stream = await a_browser(playground=playground).get("/playground/events?after=old-7")

    assert [event["event"] for event in events_in(stream.text)] == ["resync"]


async def test_changes_arrive_as_they_happen() -> None:
    """Over a real socket on 127.0.0.1."""
    playground = Playground()
    settings = WebSettings(port=0)
    app = web_app(link_desk=FakeDesk(), playground=playground, settings=settings)

    async with serving(app, settings) as address, AsyncClient(base_url=address) as browser:
        after = (await browser.get("/playground/state")).json()["after"]
        async with browser.stream("GET", "/playground/events", params={"after": after}) as stream:
            lines = stream.aiter_lines()
            await playground.send(Reply(GENERAL, (Paragraph("Here."),)))
            async with asyncio.timeout(10):
                kinds = [line async for line in _until_data(lines)]
        await playground.close()

    assert "event: entry" in kinds


async def _until_data(lines: AsyncIterator[str]) -> AsyncIterator[str]:
    async for line in lines:
        yield line
        if line.startswith("data:"):
            return


async def test_a_port_in_use_says_what_to_set() -> None:
    """Over a real socket on 127.0.0.1."""
    app = web_app(link_desk=FakeDesk(), playground=None, settings=WebSettings(port=0))

    async with serving(app, WebSettings(port=0)) as address:
        port = int(address.rpartition(":")[2])
        with pytest.raises(PortTaken, match="set WEB_PORT"):
            async with serving(app, WebSettings(port=port)):
                pass
