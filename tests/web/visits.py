"""What the tests of the pages share: a pretend link desk, a pretend bot, and a browser without a screen."""

from dataclasses import dataclass, field
from uuid import UUID

from httpx import ASGITransport, AsyncClient

from adapters.web.app import web_app
from adapters.web.playground import Playground
from adapters.web.settings import WebSettings
from bot.accounts.ports import Arrival, Departure, LinkPage
from bot.chat import Gone, Message, Panel, Row, Unsaid
from bot.errors import ChorusError, LinkRefused

HERE = "http://127.0.0.1:8000"
CONSENT = "https://accounts.spotify.com/authorize?state=s1"
KEY = "0b9f5a52-6c0e-4a53-9a55-3d0a1f2b7c11"


@dataclass
class FakeDesk:
    """A link desk that knows one link and one login, and remembers what it was asked."""

    fails: ChorusError | None = None
    begun: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)

    async def look(self, secret: str) -> LinkPage:
        self._check(secret == "good")
        return LinkPage("Ana <b>", "The Basement", "playground", ("use_make_playlists", "use_profile_name"))

    async def depart(self, secret: str) -> Departure:
        self._check(secret == "good")
        self.begun.append(secret)
        return Departure(CONSENT, "the-cookie")

    async def arrive(self, *, state: str, cookie: str, code: str) -> Arrival:
        self._check((state, cookie, code) == ("s1", "the-cookie", "c1"))
        self.ended.append("arrived")
        return Arrival("7KQM-P2XD", "Ana", "The Basement", "Ana Reyes", 5)

    async def decline(self, *, state: str, cookie: str) -> None:
        self._check((state, cookie) == ("s1", "the-cookie"))
        self.ended.append("declined")

    def _check(self, is_known: bool) -> None:
        if self.fails:
            raise self.fails
        if not is_known:
            raise LinkRefused("link_expired")


@dataclass
class Ears:
    """A bot that only listens, or fails to."""

    fails: ChorusError | None = None
    heard: list[Message] = field(default_factory=list)

    async def hear(self, message: Message) -> None:
        if self.fails:
            raise self.fails
        self.heard.append(message)

    async def forget(self, gone: Gone | Unsaid) -> None:
        """Take no notice: nobody leaves the playground."""


def a_browser(desk: FakeDesk | None = None, playground: Playground | None = None, address: str = HERE) -> AsyncClient:
    """Return a browser at the pages."""
    app = web_app(
        link_desk=desk or FakeDesk(),
        playground=playground,
        settings=WebSettings(address=address),
        image_origins=("https://i.scdn.co/image/",),
    )
    return AsyncClient(transport=ASGITransport(app, raise_app_exceptions=False), base_url=address)


def a_saying(**changes: object) -> dict[str, object]:
    """Return what the page sends when Ana says something to Chorus in the channel."""
    said = {"member": "ana", "channel": "general", "text": "calmer", "to_bot": True, "key": str(UUID(KEY))}
    return {**said, **changes}


def a_row(title: str = "Holocene", number: int = 1, **changes: str | None) -> Row:
    """Return a row as a list shows it."""
    url = changes.get("url") or "https://open.spotify.com/track/1"
    uri, image = f"spotify:track:{number}", changes.get("image")
    return Row(number, uri, title, "Bon Iver", 337, url, image, member="Ana", note="for Ana")


def a_panel(*titles: str) -> Panel:
    """Return the panel of a session with tracks of these titles."""
    rows = tuple(a_row(title, number) for number, title in enumerate(titles, 1))
    return Panel("Glaciers", "Slow and wide.", rows, 337 * len(rows), 1, ("Ana", "Leo"), host="Ana")
