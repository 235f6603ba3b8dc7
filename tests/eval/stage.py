"""A stage to talk on: the whole bot on the pretend outside world, with a new group for each case."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from adapters.sandbox.recordings import Catalogue
from bot.chat import Capabilities, Channel, Forget, Hear, Member, Message, Panel, Reply, Switchboard
from bot.composition import Bot
from bot.errors import NothingThere
from tests.eval.facts import Facts, facts_of
from tests.eval.verdict import Row
from tests.trips.world import a_world, words_of

NAME = "stage"
NAMES = ("Ana", "Leo", "Mina", "Omar", "Yuki")


class Stage:
    """A chat platform that only remembers what was said to whom."""

    name = NAME
    capabilities = Capabilities(longest_text=5_000)

    def __init__(self) -> None:
        self.replies: list[Reply] = []

    async def connect(self, hear: Hear, forget: Forget) -> None:
        """Do nothing: groups speak to the engine themselves."""

    async def send(self, reply: Reply) -> None:
        """Remember a reply."""
        self.replies.append(reply)

    async def close(self) -> None:
        """Do nothing."""


@dataclass(frozen=True)
class Group:
    """Five people in a channel of their own, where nothing was said before."""

    theater: "Theater"
    id: str
    keys: count = field(default_factory=count)  # type: ignore[type-arg]

    async def say(self, name: str, words: str) -> str:
        """Say something to Chorus; return all it answers, as plain text."""
        bot, replies = self.theater.bot, self.theater.stage.replies
        start = len(replies)
        mentions = tuple(self._member(other) for other in NAMES if other.lower() in words.lower())
        key = f"{self.channel.key}:{next(self.keys)}"
        member = self._member(name)
        await bot.engine.hear(Message(key, self.channel, member, words, datetime.now(UTC), mentions=mentions))
        await bot.engine.lanes.quiet()
        return words_of(part for reply in replies[start:] for part in reply.parts if not isinstance(part, Panel))

    async def rows(self) -> tuple[Row, ...]:
        """Return the tracks on the channel's list, in order; none where there is no list."""
        desk = self.theater.bot.desk
        try:
            session = await desk.sessions.current(self.channel)
        except NothingThere:
            return ()
        entries = (await desk.playlists.get(session.playlist_id)).entries
        told = [(self.theater.facts.get(e.uri.rsplit(":", 1)[1]), e.member.name if e.member else "") for e in entries]
        return tuple(Row(facts, name) for facts, name in told if facts)

    @property
    def channel(self) -> Channel:
        """Where they talk."""
        return Channel(NAME, self.id, "general")

    def _member(self, name: str) -> Member:
        return Member(NAME, self.id, name.lower(), name)


@dataclass(frozen=True)
class Theater:
    """The running bot with its stage, and the facts of every track there is."""

    bot: Bot
    stage: Stage
    catalogue: Catalogue
    facts: dict[str, Facts]  # by the recording's id

    def group(self, id: str) -> Group:
        """Return a group of its own."""
        return Group(self, id)


@asynccontextmanager
async def a_theater(data: Path) -> AsyncIterator[Theater]:
    """Run the whole bot on the shipped catalogue, with a stage as its only chat."""
    async with a_world(data) as world:
        stage = Stage()
        world.bot.engine._switchboard = Switchboard({NAME: stage})
        catalogue = world.sandbox.catalogue
        yield Theater(world.bot, stage, catalogue, {r.id: facts_of(r, catalogue) for r in catalogue.recordings})
