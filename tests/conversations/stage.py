"""Where the conversations are held: the whole bot, a chat that only remembers, and a model that is watched."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from adapters.sandbox.recordings import Catalogue
from bot.chat import Capabilities, Channel, Choice, Choices, Forget, Hear, Member, Reply, Switchboard
from bot.composition import Bot
from bot.conversation.briefing import Briefing, Completion
from bot.conversation.ports import LanguageModel
from bot.errors import ModelDown
from tests.conversation.models import calls
from tests.conversations.recorded import FREE
from tests.trips.world import a_world

NAME = "rehearsal"
SILENCE = calls(("stay_silent", {"reason": "nothing was recorded"})).calls


class Board:
    """A chat platform that only remembers what was said to whom."""

    name = NAME
    capabilities = Capabilities(longest_text=5_000)

    def __init__(self) -> None:
        self.replies: list[Reply] = []

    async def connect(self, hear: Hear, forget: Forget) -> None:
        """Do nothing: the members speak to the engine themselves."""

    async def send(self, reply: Reply) -> None:
        """Remember a reply; what is going on until it is there is none."""
        if not reply.is_status:
            self.replies.append(reply)

    async def close(self) -> None:
        """Do nothing."""

    def answers(self, key: str) -> list[Reply]:
        """Return what was said to one message."""
        return [reply for reply in self.replies if reply.answers == key]

    def button(self, label: str, channel: Channel, member: Member) -> Choice | None:
        """Return the newest button with this label that the member can see in the channel."""
        seen = (r for r in reversed(self.replies) if r.channel == channel and r.only_for in (None, member))
        return next((choice for reply in seen for choice in _choices(reply) if choice.label == label), None)


def _choices(reply: Reply) -> Iterator[Choice]:
    return (choice for part in reply.parts if isinstance(part, Choices) for choice in part.choices)


class WatchedModel:
    """A `LanguageModel` that says what was recorded, or what a live one says; it can be made to take its time."""

    def __init__(self, live: LanguageModel | None = None) -> None:
        self.recorded: list[Completion | ModelDown] = []
        self.told: list[Briefing] = []  # since the message began
        self.begun = asyncio.Event()
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self._live = live

    @property
    def is_live(self) -> bool:
        """Whether what was recorded is not heard."""
        return self._live is not None

    async def complete(self, briefing: Briefing) -> Completion:
        """Return the next answer; one who is interrupted has said nothing, and does not say it to the next."""
        self.told.append(briefing)
        self.begun.set()
        answer = self.recorded.pop(0) if self.recorded else Completion(SILENCE, usage=FREE)
        await self.may_answer.wait()
        if self._live is not None:
            return await self._live.complete(briefing)
        if isinstance(answer, ModelDown):
            raise answer
        return answer


@dataclass(frozen=True)
class Stage:
    """The running bot, what it says, and the model it hears."""

    bot: Bot
    board: Board
    model: WatchedModel
    catalogue: Catalogue
    played: list[str] = field(default_factory=list)  # ids of the cases, so that each repetition is a group of its own


@asynccontextmanager
async def a_stage(data: Path, live: LanguageModel | None = None) -> AsyncIterator[Stage]:
    """Run the whole bot on the shipped catalogue, with a board as its only chat."""
    model, board = WatchedModel(live), Board()
    async with a_world(data, model=model) as world:
        world.bot.engine._switchboard = Switchboard({NAME: board})
        yield Stage(world.bot, board, model, world.sandbox.catalogue)
