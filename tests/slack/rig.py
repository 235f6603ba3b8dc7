"""What the tests start from: the adapter at a stand-in Slack, with a scripted bot behind it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.routing import Mount

from adapters.slack.notes import MemoryNotes
from adapters.slack.platform import Slack
from adapters.slack.settings import SlackSettings
from adapters.web.server import serving
from adapters.web.settings import WebSettings
from bot.chat import CommandSpec, Gone, Message, Option, OptionKind, Paragraph, Part, Reply, Unsaid
from bot.errors import ServiceError
from tests.standins.slack.app import SlackApp
from tests.standins.slack.clock import Clock
from tests.standins.slack.server import SlackServer
from tests.standins.slack.workspace import SlackChannel, SlackMember, SlackTeam

MINIMAL = frozenset({"app_mentions:read", "chat:write", "commands", "im:history", "im:write", "users:read"})
PATH = "/slack/events"
Script = Callable[[Message], Awaitable[None]]


def spec(name: str, *options: Option, private: bool = False) -> CommandSpec:
    """Return a command that is described in English and Spanish."""
    return CommandSpec(name, {"en": f"Do {name}", "es": f"Hacer {name}"}, options, private)


def blank(name: str, *, kind: OptionKind = OptionKind.TEXT, required: bool = True, suggests: bool = False) -> Option:
    """Return an option."""
    return Option(name, {"en": f"The {name}", "es": f"El {name}"}, kind, required, suggests)


SPECS = (
    spec("playlist make", blank("words")),
    spec("playlist add", blank("song", suggests=True)),
    spec("playlist why", blank("number", kind=OptionKind.NUMBER, required=False)),
    spec("playlist show"),
    spec(
        "playlist restore",
        blank("before", kind=OptionKind.MEMBER, required=False),
        blank("version", kind=OptionKind.NUMBER, required=False),
    ),
    spec("link", private=True),
    spec("code", blank("code"), private=True),
    spec("unlink", private=True),
    spec("privacy", private=True),
    spec("help", private=True),
)


@dataclass
class Rig:
    """A stand-in with Ana and Leo in its kitchen, and a bot that does what `script` says."""

    server: SlackServer
    team: SlackTeam
    ana: SlackMember
    leo: SlackMember
    kitchen: SlackChannel
    notes: MemoryNotes
    settings: SlackSettings
    heard: list[Message] = field(default_factory=list)
    found: list[str] = field(default_factory=list)  # what is suggested
    gone: list[Gone | Unsaid] = field(default_factory=list)
    forgets_nothing: ServiceError | None = None
    not_gone: list[Gone | Unsaid] = field(default_factory=list)  # meanwhile
    script: Script | None = None
    slack: Slack | None = None

    @property
    def platform(self) -> Slack:
        """The adapter, while it is connected."""
        assert self.slack is not None
        return self.slack

    async def hear(self, message: Message) -> None:
        """Hear a message: keep it, and do as the script says."""
        self.heard.append(message)
        self.server.world.changes.happened()
        if self.script is not None:
            await self.script(message)

    def answers_with(self, *parts: Part | str, private: bool = False) -> None:
        """Let the bot answer everything so."""

        async def answer(message: Message) -> None:
            await self.platform.send(reply_to(message, *parts, private=private))

        self.script = answer

    async def heard_of(self, count: int = 1) -> list[Message]:
        """Return what was heard, once it is so much."""
        await self.server.until(lambda: len(self.heard) >= count, f"{count} messages")
        return self.heard

    def now(self) -> datetime:
        """Return the stand-in's time."""
        return datetime.fromtimestamp(self.server.clock.now(), UTC)

    def calls_of(self, method: str) -> int:
        """Return how often a method of the Web API was called."""
        return sum(1 for called, *_ in self.server.api.calls if called == method)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Slack]:
        """Run the adapter; may be done again, which is a restart that only the notes survive."""
        self.slack = Slack(
            self.settings,
            commands=SPECS,
            suggest=self._suggest,
            notes=self.notes,
            clock=self.now,
        )
        async with self._served():
            await self.slack.connect(self.hear, self._forget)
            try:
                yield self.slack
            finally:
                await self.slack.close()

    @asynccontextmanager
    async def _served(self) -> AsyncIterator[None]:
        if self.server.mode == "socket":
            yield
            return
        assert self.slack is not None
        pages = Starlette(routes=[Mount(PATH, self.slack.endpoint)])
        async with serving(pages, WebSettings(host="127.0.0.1", port=0)) as address:
            self.server.requests.url = f"{address}{PATH}/"
            yield

    async def _suggest(self, option: str, typed: str) -> list[str]:
        return [f"{one} ({option}: {typed})" for one in self.found]

    async def _forget(self, gone: Gone | Unsaid) -> None:
        if self.forgets_nothing is not None:
            self.not_gone.append(gone)
            self.server.world.changes.happened()
            raise self.forgets_nothing
        self.gone.append(gone)
        self.server.world.changes.happened()


def reply_to(message: Message, *parts: Part | str, private: bool = False, number: int = 0) -> Reply:
    """Return a reply as the engine would number it."""
    documents = tuple(Paragraph(part) if isinstance(part, str) else part for part in parts)
    reply = Reply(message.channel, documents, answers=message.key, number=number, handle=message.handle)
    return replace(reply, only_for=message.member) if private else reply


@asynccontextmanager
async def rig_of(mode: str = "socket", app: SlackApp | None = None) -> AsyncIterator[Rig]:
    """Open a stand-in whose time stands still, with the adapter ready to run."""
    app = app or SlackApp(scopes=MINIMAL)
    async with SlackServer(mode=mode, app=app, clock=Clock(frozen=True)) as server:
        server.limits.enforced = False
        team = server.add_workspace("Casa")
        ana, leo = team.member("Ana"), team.member("Leo")
        kitchen = team.channel("kitchen", ana, leo)
        settings = SlackSettings(
            bot_token=SecretStr(team.token),
            app_token=SecretStr(app.app_token) if mode == "socket" else None,
            signing_secret=SecretStr(app.signing_secret) if mode == "http" else None,
            api_base=server.api_url,
        )
        rig = Rig(server, team, ana, leo, kitchen, MemoryNotes(), settings)
        yield rig
