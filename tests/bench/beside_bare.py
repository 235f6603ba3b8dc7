"""What an event costs beside a bot of the bare SDK that echoes as much text: the same events, the two in turns."""

import asyncio
import statistics
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from adapters.sandbox.server import Sandbox
from adapters.web.settings import WebSettings
from bot.__main__ import demo_settings
from bot.composition import Settings
from tests.bench.bare import Answer
from tests.bench.chats import Chat, DiscordChat, SlackChat, until_all
from tests.bench.measured import Measured, Plan, running
from tests.bench.tables import Rows, p50_p99
from tests.trips.world import ADDRESS, shipped_catalogue

TITLE = "An event beside a bare echo bot, each in its own process, in turns against the same stand-in"
WORDS = ("help", "show")
WISH = "play ambient jazz for late-night study"  # a list of 20, which "show" shows
MEMBER = "Ana"
CHANNELS = 10
ROUNDS = 5
ONE_BY_ONE = 40  # events of a round whose answers are timed
AT_ONCE = 100  # events of a round that come together, ten to a channel
MOST = 2.0  # times the CPU of the bare SDK


@dataclass
class Side:
    """One bot and its chat, and what was measured of it."""

    chat: Chat
    bot: Measured
    cpu: list[float] = field(default_factory=list)  # ms an event, one figure a round
    answer_times: list[float] = field(default_factory=list)  # ms from event to answer
    rates: list[float] = field(default_factory=list)  # events a second where they come together

    def figures(self) -> str:
        """Return its figures in one line."""
        cpu, rate = statistics.median(self.cpu), statistics.median(self.rates)
        return f"{rate:5.0f} events/s   {p50_p99(self.answer_times)} ms   CPU {cpu:5.2f} ms an event"

    async def round(self, words: str, answer: Answer) -> None:
        """Measure one round."""
        before = await self.bot.cpu_seconds()
        for _ in range(ONE_BY_ONE):
            start = time.perf_counter()
            await self.ask(words, answer, 1)
            self.answer_times.append(1000 * (time.perf_counter() - start))
        start = time.perf_counter()
        await self.ask(words, answer, AT_ONCE)
        self.rates.append(AT_ONCE / (time.perf_counter() - start))
        spent = await self.bot.cpu_seconds() - before
        self.cpu.append(1000 * spent / (ONE_BY_ONE + AT_ONCE))

    async def ask(self, words: str, answer: Answer, count: int) -> None:
        """Let `count` mentions come at once, over the channels in turn, and wait for all their answers."""
        start = [self.chat.length(channel) for channel in range(CHANNELS)]
        asked = Counter(number % CHANNELS for number in range(count))
        for channel in asked.elements():
            await self.chat.mention(MEMBER, channel, words)

        def is_answered(channel: int) -> bool:
            said = self.chat.said(channel, start[channel])
            return sum(one.text[:20] == answer.text[:20] for one in said) >= asked[channel]  # a panel begins otherwise

        await until_all(self.chat, asked, is_answered)


async def rows(kind: type[DiscordChat] | type[SlackChat], folder: Path) -> Rows:
    """Measure Chorus and the bare bot of one platform, each in its own process, against one kind of stand-in."""
    found: Rows = []
    async with _two_sides(kind, folder) as (ours, bare):
        for channel in range(CHANNELS):
            await first_answer(ours.chat, channel, WISH)
        for words in WORDS:
            found += await _compared(ours, bare, words)
    return found


async def _compared(ours: Side, bare: Side, words: str) -> Rows:
    answer = await first_answer(ours.chat, 0, words)
    bare.bot.answers_with(answer)
    sides = [Side(side.chat, side.bot) for side in (ours, bare)]
    for side in sides:
        await side.ask(words, answer, AT_ONCE)  # what is only done once is done
    for _ in range(ROUNDS):
        for side in sides:
            await side.round(words, answer)
    ratio = statistics.median(mine / other for mine, other in zip(*(side.cpu for side in sides), strict=True))
    verdict = "holds" if ratio <= MOST else "does NOT hold"
    return [
        (f"“{words}”: Chorus", sides[0].figures()),
        (f"“{words}”: bare SDK", sides[1].figures()),
        (f"“{words}”: CPU, Chorus / bare", f"{ratio:.2f}   (at most {MOST}: {verdict})"),
    ]


async def first_answer(chat: Chat, channel: int, words: str) -> Answer:
    """Ask, and return the first thing the bot says then."""
    since = chat.length(channel)
    await chat.mention(MEMBER, channel, words)
    await chat.until(lambda: bool(chat.said(channel, since)))
    return chat.said(channel, since)[0]


@asynccontextmanager
async def _two_sides(kind: type[DiscordChat] | type[SlackChat], folder: Path) -> AsyncIterator[tuple[Side, Side]]:
    async with AsyncExitStack() as stack:
        chats: list[Chat] = [await stack.enter_async_context(kind([MEMBER], CHANNELS)) for _ in range(2)]
        settings = await stack.enter_async_context(settings_in(folder))
        plans: list[Plan] = [chats[0].chorus(settings), chats[1].bare()]
        bots = [await stack.enter_async_context(running(plan)) for plan in plans]
        await asyncio.gather(*(chat.connected() for chat in chats))
        yield Side(chats[0], bots[0]), Side(chats[1], bots[1])


@asynccontextmanager
async def settings_in(folder: Path) -> AsyncIterator[Settings]:
    """Serve a pretend Spotify; give settings for a bot that keeps its data in `folder`."""
    async with Sandbox(catalogue=shipped_catalogue()) as sandbox:
        yield demo_settings(sandbox, WebSettings(host="127.0.0.1", port=8000, address=ADDRESS), folder)
