"""What the tests of many workspaces start from: a stand-in Slack where nobody has the app yet, and a scripted bot."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape

import httpx
from cryptography.fernet import Fernet
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.applications import Starlette
from starlette.routing import Route

from adapters.slack.installing import BACK_PATH, INSTALL_PATH, Surroundings
from adapters.slack.notes import MemoryNotes
from adapters.slack.platform import EVENTS_PATH, Slack
from adapters.slack.settings import SlackSettings
from adapters.sql.cipher import Cipher
from adapters.web.notices import notice
from adapters.web.server import serving
from adapters.web.settings import WebSettings
from bot.__main__ import free_port
from bot.chat import Gone, Message, Part, Unsaid
from tests.slack.rig import MINIMAL, SPECS, reply_to
from tests.standins.slack.app import SlackApp
from tests.standins.slack.clock import Clock
from tests.standins.slack.server import SlackServer
from tests.standins.slack.workspace import SlackMember

COOKIE = "slack-app-oauth-state"
TABLES = ("slack_installations", "slack_bots", "slack_oauth_states")


@dataclass
class Visit:
    """A browser that is on its way through an installation."""

    authorize: str  # where our page sends it
    state: str


@dataclass
class Many:
    """A stand-in Slack, and the adapter that people install from its page."""

    server: SlackServer
    engine: AsyncEngine
    settings: SlackSettings
    port: int
    notes: MemoryNotes = field(default_factory=MemoryNotes)
    key: str = field(default_factory=lambda: Fernet.generate_key().decode())
    heard: list[Message] = field(default_factory=list)
    gone: list[Gone | Unsaid] = field(default_factory=list)
    script: Callable[[Message], Awaitable[None]] | None = None
    slack: Slack | None = None

    @property
    def address(self) -> str:
        """Where the pages are."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def platform(self) -> Slack:
        """The adapter, while it is connected."""
        assert self.slack is not None
        return self.slack

    def answers_with(self, *parts: Part | str, private: bool = False) -> None:
        """Let the bot answer everything so."""

        async def answer(message: Message) -> None:
            await self.platform.send(reply_to(message, *parts, private=private))

        self.script = answer

    async def heard_of(self, count: int = 1) -> list[Message]:
        """Return what was heard, once it is so much."""
        await self.server.until(lambda: len(self.heard) >= count, f"{count} messages")
        return self.heard

    async def set_out(self) -> Visit:
        """Open our page in a browser, as far as its way to Slack."""
        return await set_out(self.address)

    async def come_back(self, address: str, cookie: str | None = None) -> httpx.Response:
        """Load the address that Slack sends a browser to, with its cookie if it has one."""
        return await come_back(address, cookie)

    async def install(self, by: SlackMember) -> httpx.Response:
        """Let a member install the app, from our page to our page."""
        return await install(self.server, self.address, by)

    async def stored(self) -> str:
        """Return all that is in the tables of Slack."""
        async with self.engine.connect() as connection:
            rows = [(await connection.execute(text(f"SELECT * FROM {table}"))).all() for table in TABLES]
        return str(rows)

    async def count(self, table: str) -> int:
        """Return how many rows a table has."""
        async with self.engine.connect() as connection:
            return int((await connection.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one())

    async def run_sql(self, statement: str) -> None:
        """Do something to the database behind the adapter's back."""
        async with self.engine.begin() as connection:
            await connection.execute(text(statement))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Slack]:
        """Run the adapter with its pages; may be done again, which is a restart."""
        around = Surroundings(self.engine, Cipher.from_keys([self.key]), self.address, notice)
        self.slack = Slack(
            self.settings, commands=SPECS, suggest=nothing, notes=self.notes, around=around, clock=self.now
        )
        pages = Starlette(routes=[Route(path, endpoint) for path, endpoint in self.slack.endpoints.items()])
        async with serving(pages, WebSettings(host="127.0.0.1", port=self.port)):
            await self.slack.connect(self._hear, self._forget)
            if self.server.mode == "http":
                await self.server.verifies(f"{self.address}{EVENTS_PATH}")
            try:
                yield self.slack
            finally:
                await self.slack.close()

    def now(self) -> datetime:
        """Return the stand-in's time."""
        return datetime.fromtimestamp(self.server.clock.now(), UTC)

    async def _hear(self, message: Message) -> None:
        self.heard.append(message)
        self.server.world.changes.happened()
        if self.script is not None:
            await self.script(message)

    async def _forget(self, gone: Gone | Unsaid) -> None:
        self.gone.append(gone)
        self.server.world.changes.happened()


async def install(server: SlackServer, address: str, by: SlackMember) -> httpx.Response:
    """Let a member install the app, from the page at `address` to its last one."""
    visit = await set_out(address)
    return await come_back(server.approves(by, visit.authorize), visit.state)


async def set_out(address: str) -> Visit:
    """Open the install page in a browser, as far as its way to Slack."""
    async with httpx.AsyncClient(base_url=address) as browser:
        page = await browser.get(INSTALL_PATH)
    way = re.search(r'class="main" href="([^"]+)"', page.text)
    state = re.search(rf"{COOKIE}=([^;]+)", page.headers["set-cookie"])
    assert way is not None
    assert state is not None
    return Visit(unescape(way[1]), state[1])


async def come_back(address: str, cookie: str | None) -> httpx.Response:
    """Load a page with the state's cookie, or without."""
    headers = {"Cookie": f"{COOKIE}={cookie}"} if cookie else {}
    async with httpx.AsyncClient() as browser:
        return await browser.get(address, headers=headers)


async def nothing(option: str, typed: str) -> list[str]:
    """Suggest nothing."""
    return []


@asynccontextmanager
async def many_of(mode: str, engine: AsyncEngine) -> AsyncIterator[Many]:
    """Open a stand-in whose time stands still and where the app may be distributed, with the adapter ready to run."""
    port = free_port(0)
    app = SlackApp(scopes=MINIMAL, redirect_urls=frozenset({f"http://127.0.0.1:{port}{BACK_PATH}"}))
    async with SlackServer(mode=mode, app=app, clock=Clock(frozen=True)) as server:
        server.limits.enforced = False
        settings = SlackSettings(
            client_id=app.client_id,
            client_secret=SecretStr(app.client_secret),
            app_token=SecretStr(app.app_token) if mode == "socket" else None,
            signing_secret=SecretStr(app.signing_secret) if mode == "http" else None,
            api_base=server.api_url,
        )
        yield Many(server, engine, settings, port)
