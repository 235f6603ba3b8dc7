"""Stand-ins for what the engine stands between: rules, tools, a platform."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import cast

from bot.chat import Capabilities, Forget, Hear, Paragraph, Reply, Switchboard
from bot.conversation.engine import Engine
from bot.conversation.intents import Greet, Intent, NotUnderstood, Reading
from bot.conversation.interpreter import Interpreter
from bot.conversation.ports import Answer, Turn
from bot.conversation.rules.reader import Rules
from bot.conversation.understanding import Understanding
from bot.errors import ServiceError
from tests.memory import MemoryContexts, MemoryInbox

Act = Callable[[Intent, Turn], Awaitable[Answer]]


class TableRules:
    """Reads a message by looking it up; any other message wants a greeting."""

    def __init__(self, readings: Mapping[str, Reading] | None = None) -> None:
        self._readings = dict(readings or {})

    def read(self, text: str, *, language: str | None = None) -> Reading:
        """Return what the table says."""
        return self._readings.get(text, Reading((Greet(),), language or "en"))


class EchoTools:
    """A `Toolbox` that says the message back, or does what it was given for that text."""

    def __init__(self) -> None:
        self.acts: dict[str, Act] = {}
        self.ran: list[str] = []

    async def run(self, intent: Intent, turn: Turn) -> Answer:
        """Say the message back."""
        self.ran.append(turn.message.text)
        act = self.acts.get(turn.message.text)
        return await act(intent, turn) if act else echo(turn)


class FakePlatform:
    """A `Platform` that keeps what it was sent; a reply is shown once."""

    name = "playground"
    capabilities = Capabilities(longest_text=4000)

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self.statuses: list[str] = []  # every state of the status; an empty one when it was taken away
        self.fails_with: ServiceError | None = None

    async def connect(self, hear: Hear, forget: Forget) -> None:
        """Do nothing: the tests call `hear` themselves."""

    async def send(self, reply: Reply) -> None:
        """Keep the reply, unless it was shown already."""
        await asyncio.sleep(0)
        if self.fails_with:
            raise self.fails_with
        if reply.is_status:
            self.statuses.append(paragraph_of(reply) if reply.parts else "")
            return
        if not any((r.answers, r.number) == (reply.answers, reply.number) for r in self.replies):
            self.replies.append(reply)

    async def close(self) -> None:
        """Do nothing."""

    def said(self) -> list[str]:
        """Return the first paragraph of every reply."""
        return [paragraph_of(reply) for reply in self.replies]


class Talk:
    """An engine with stand-ins round it."""

    def __init__(
        self,
        readings: Mapping[str, Reading] | None = None,
        inbox: MemoryInbox | None = None,
        interpreter: Interpreter | None = None,
    ) -> None:
        self.inbox = inbox or MemoryInbox()
        self.contexts = MemoryContexts()
        self.tools = EchoTools()
        self.platform = FakePlatform()
        self.engine = Engine(
            inbox=self.inbox,
            contexts=self.contexts,
            understanding=Understanding(cast(Rules, TableRules(readings)), interpreter=interpreter),
            toolbox=self.tools,
            switchboard=Switchboard({"playground": self.platform}),
        )


def echo(turn: Turn, text: str = "") -> Answer:
    """Return the message's own text as the answer, or `text`."""
    return Answer((Reply(turn.message.channel, (Paragraph(text or turn.message.text),)),), turn.context)


def paragraph_of(reply: Reply) -> str:
    """Return the first paragraph of a reply."""
    return next(part.text for part in reply.parts if isinstance(part, Paragraph))


NOT_READ = Reading((NotUnderstood(),), "en", is_certain=False)
