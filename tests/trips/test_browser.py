"""The whole trip in a real browser: link, ask, refine, add, undo, ask why; and three places that must agree."""

import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from adapters.sandbox.server import Sandbox
from adapters.web.server import serving
from adapters.web.settings import WebSettings
from bot.__main__ import demo_settings, free_port
from bot.composition import running_bot
from tests.trips.world import World, shipped_catalogue

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this computer; .ci/run installs one")


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    web = WebSettings(host="127.0.0.1", port=free_port(0), address="")
    async with (
        Sandbox(catalogue=shipped_catalogue()) as sandbox,
        running_bot(demo_settings(sandbox, web, tmp_path)) as bot,
        serving(bot.pages, web),
    ):
        yield World(sandbox, bot, web.public_address)
        await bot.playground.close()


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        await browser.close()


class Visitor:
    """Somebody at the playground's page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.problems: list[str] = []
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", lambda line: self.problems.append(line.text) if line.type == "error" else None)

    async def say(self, member: str, words: str) -> str:
        """Say something as a member, in the open tab; return what Chorus answers there."""
        replies = self.page.locator(".log:not([hidden]) .entry.of-chorus")
        before = await replies.count()
        await self.page.get_by_role("radio", name=member, exact=True).check(force=True)
        await self.page.get_by_role("textbox", name="Message").fill(words)
        await self.page.get_by_role("textbox", name="Message").press("Enter")
        await expect(replies).to_have_count(before + 1, timeout=20_000)
        return await replies.last.inner_text()

    async def titles(self) -> list[str]:
        """Return the titles in the live list."""
        return await self.page.locator("#playlist .track-title").all_inner_texts()

    async def link(self, member: str, person: str) -> None:
        """Link a member through the private chat, the consent page and the typed code."""
        await self.page.get_by_role("radio", name=member, exact=True).check(force=True)
        await self.page.get_by_role("tab", name=f"Private: {member}").click()
        await self.say(member, "link my spotify")
        async with self.page.expect_popup() as opened:
            await self.page.get_by_role("link", name="Link your Spotify").click()
        other = await opened.value
        await expect(other.locator("body")).to_contain_text(member)
        await other.get_by_role("button").first.click()
        await expect(other.locator("body")).to_contain_text("Manage your public playlists.")
        await other.get_by_label(person).check()
        await other.get_by_role("button", name="Agree").click()
        code = re.search(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}", await other.inner_text("body"))
        assert code is not None
        await other.close()
        assert "Linked" in await self.say(member, code[0])
        await self.page.get_by_role("tab", name="# general").click()


async def assert_all_agree(visitor: Visitor, world: World) -> list[str]:
    """Assert that page, database and pretend Spotify hold the same list; return its titles."""
    playlist = await world.playlist()
    recordings = await world.recordings()
    await expect(visitor.page.locator("#playlist .track-title")).to_have_text([r.title for r in recordings])
    assert playlist.service_id is not None
    assert world.on_spotify(playlist.service_id) == [entry.uri for entry in playlist.entries]
    assert playlist.revisions[-1].written
    return [r.title for r in recordings]


async def test_makes_the_whole_trip(world: World, browser: Browser) -> None:
    visitor = Visitor(await browser.new_page())
    await visitor.page.goto(world.address)

    await visitor.link("Ana", "Ana Reyes")
    await visitor.say("Ana", "music that feels like glaciers and quiet roads")
    first = await assert_all_agree(visitor, world)
    await visitor.say("Leo", "less piano, more voices")
    second = await assert_all_agree(visitor, world)
    await visitor.say("Mina", "add Hoppípolla by Sigur Rós")
    third = await assert_all_agree(visitor, world)
    why = await visitor.say("Omar", "why is this here?")
    await visitor.say("Yuki", "undo")
    fourth = await assert_all_agree(visitor, world)

    assert len(first) == len(second) == 20
    assert first != second
    assert "Hoppípolla" in third
    assert "Mina asked for it" in why
    assert fourth == second
    assert visitor.problems == []


async def test_works_by_keyboard_on_a_phone_without_scrolling_sideways(world: World, browser: Browser) -> None:
    page = await browser.new_page(viewport={"width": 360, "height": 740}, has_touch=True)
    await page.goto(world.address)

    await page.keyboard.press("Tab")  # the skip link
    await page.keyboard.press("Enter")
    await page.keyboard.type("city pop for a night drive")
    await page.keyboard.press("Enter")

    await expect(page.locator("#playlist .track-title")).to_have_count(20, timeout=20_000)
    assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
