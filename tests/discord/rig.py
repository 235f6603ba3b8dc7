"""A place on the stand-in with Chorus in it, and a scripted bot behind its ears."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from pydantic import SecretStr

from adapters.discord.platform import Discord
from adapters.discord.settings import DiscordSettings
from adapters.discord.shelf import MemoryShelf, Shelf
from bot.chat import (
    Choice,
    Choices,
    CommandSpec,
    Gone,
    Message,
    Option,
    OptionKind,
    Panel,
    Paragraph,
    Part,
    Reply,
    Row,
    Unsaid,
)
from bot.errors import ServiceError
from tests.standins.discord.clock import Clock, real_time
from tests.standins.discord.server import DiscordServer
from tests.standins.discord.sights import Rendered
from tests.standins.discord.world import Channel, Guild, Person

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
Answer = Callable[[Message], Sequence[Reply]]


def a_row(number: int = 1, title: str = "Glory Box", **changes: object) -> Row:
    row = Row(number, f"spotify:track:{number}", title, "Portishead", 306, f"https://open.spotify.com/track/{number}")
    return replace(row, **changes)  # type: ignore[arg-type]  # the test names the fields


def a_panel(*titles: str, **changes: object) -> Panel:
    rows = tuple(a_row(number, title) for number, title in enumerate(titles, start=1))
    panel = Panel("Night drive", "Made by a group.", rows, sum(row.seconds for row in rows), 1, ("Ana", "Ben"))
    return replace(panel, **changes)  # type: ignore[arg-type]  # the test names the fields


def a_spec(name: str, *options: Option, private: bool = False) -> CommandSpec:
    return CommandSpec(name, {"en": f"To {name}", "es": f"Para {name}"}, options, private)


def an_option(
    name: str, kind: OptionKind = OptionKind.TEXT, *, required: bool = True, suggests: bool = False
) -> Option:
    return Option(name, {"en": f"The {name}", "es": f"El {name}"}, kind, required, suggests)


SPECS = (
    a_spec("playlist make", an_option("words")),
    a_spec("playlist add", an_option("song", suggests=True)),
    a_spec("playlist why", an_option("number", OptionKind.NUMBER, required=False)),
    a_spec(
        "playlist restore",
        an_option("version", OptionKind.NUMBER, required=False),
        an_option("before", OptionKind.MEMBER, required=False),
    ),
    a_spec("playlist show"),
    a_spec("link", private=True),
    a_spec("code", an_option("code"), private=True),
    a_spec("help", private=True),
)


@dataclass
class Script:
    """A bot that answers as it is told, each message once."""

    say: Answer = lambda message: [said(message, f"Heard: {message.text}")]
    heard: list[Message] = field(default_factory=list)
    failures: list[ServiceError] = field(default_factory=list)
    refuses: ServiceError | None = None
    gone: list[Gone | Unsaid] = field(default_factory=list)
    forgets_nothing: ServiceError | None = None
    was_told: asyncio.Event = field(default_factory=asyncio.Event)  # that somebody is gone
    platform: Discord | None = None
    answering: set[asyncio.Task[None]] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)  # as the inbox keeps them

    async def hear(self, message: Message) -> None:
        if self.refuses is not None:
            await self.show([said(message, "I cannot write that down.")], message)
            raise self.refuses
        if message.key in self.keys:
            return
        self.keys.add(message.key)
        self.heard.append(message)
        self.answering.add(asyncio.create_task(self.show(self.say(message), message)))

    async def forget(self, gone: Gone | Unsaid) -> None:
        if self.forgets_nothing is not None:
            raise self.forgets_nothing
        self.gone.append(gone)
        self.was_told.set()

    async def answered(self) -> None:
        """Return once all that was to be said has been tried."""
        while self.answering:
            await asyncio.gather(*self.answering)
            self.answering = {task for task in self.answering if not task.done()}

    async def show(self, replies: Sequence[Reply], message: Message) -> None:
        assert self.platform is not None
        for number, reply in enumerate(replies):
            try:
                await self.platform.send(replace(reply, answers=message.key, number=number, handle=message.handle))
            except ServiceError as error:
                self.failures.append(error)


def said(message: Message, *parts: Part | str, private: bool = False) -> Reply:
    documents = tuple(Paragraph(part) if isinstance(part, str) else part for part in parts)
    return Reply(message.channel, documents, only_for=message.member if private else None)


def choices(*says: str) -> Choices:
    return Choices(tuple(Choice(words[:20], words) for words in says))


@dataclass(frozen=True)
class Scene:
    """One server, The Basement, with Ana, Ben, Chorus and #general."""

    server: DiscordServer
    guild: Guild
    channel: Channel
    ana: Person
    ben: Person
    discord: Discord
    script: Script
    shelf: Shelf

    def by_chorus(self, as_member: Person, channel: Channel | None = None) -> list[Rendered]:
        """Return what a member sees of Chorus."""
        return [one for one in self.server.visible(channel or self.channel, as_member) if one.author == "Chorus"]

    async def says(self, text: str) -> None:
        """Let Ana say something to Chorus."""
        await self.server.says(self.ana, self.channel, text, mentions_bot=True)


async def no_suggestions(option: str, typed: str) -> list[str]:
    return []


def settings_for(server: DiscordServer, **changes: object) -> DiscordSettings:
    settings = DiscordSettings(
        token=SecretStr(server.token),
        api_base=server.api_url,
        gateway_url=server.gateway_url,
        identify_seconds=0.0,
        ready_seconds=0.05,
    )
    return settings.model_copy(update=changes)


@asynccontextmanager
async def a_server(clock: Clock = real_time) -> AsyncIterator[DiscordServer]:
    """Serve The Basement, without Chorus yet; all that was sent must have fitted what Discord publishes."""
    async with DiscordServer(clock=clock) as server:
        server.add_guild("The Basement", ["Ana", "Ben"])
        yield server
        assert server.violations == []


@asynccontextmanager
async def chorus_on(
    server: DiscordServer,
    script: Script | None = None,
    *,
    shelf: Shelf | None = None,
    suggest: Callable[[str, str], object] = no_suggestions,
    clock: Clock = real_time,
    specs: Sequence[CommandSpec] = SPECS,
    **changes: object,
) -> AsyncIterator[Scene]:
    """Run Chorus meanwhile."""
    script, shelf = script or Script(), shelf or MemoryShelf(clock)
    discord = Discord(
        settings_for(server, **changes),
        commands=specs,
        suggest=suggest,  # type: ignore[arg-type]  # a test's own
        shelf=shelf,
        clock=clock,
    )
    script.platform = discord
    await discord.connect(script.hear, script.forget)
    await server.connected()
    guild = next(iter(server.state.people.guilds.values()))
    ana, ben = guild.member("Ana"), guild.member("Ben")
    try:
        yield Scene(server, guild, guild.channel("general"), ana, ben, discord, script, shelf)
    finally:
        await script.answered()
        await discord.close()


@asynccontextmanager
async def a_scene(say: Answer | None = None, *, clock: Clock = real_time, **changes: object) -> AsyncIterator[Scene]:
    """Serve The Basement with Chorus in it meanwhile."""
    script = Script(say) if say else Script()
    async with a_server(clock) as server, chorus_on(server, script, clock=clock, **changes) as scene:  # type: ignore[arg-type]
        yield scene
