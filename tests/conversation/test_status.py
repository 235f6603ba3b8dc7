"""What is seen while an answer takes long: one line, at the platform's pace, and nothing of it afterwards."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from structlog.testing import capture_logs

from bot.chat import Message, Reply
from bot.conversation.budget import Unlimited
from bot.conversation.intents import Intent
from bot.conversation.interpreter import Interpreter
from bot.conversation.ports import Answer, Turn
from bot.conversation.status import PATIENCE_SECONDS
from bot.curation.lexicon.terms import shipped
from bot.errors import NoMatch, ServiceDown
from bot.texts.catalogue import text
from tests.conversation.fakes import NOT_READ, Talk, echo
from tests.conversation.models import NoRecords, ScriptedModel, calls
from tests.examples import a_message
from tests.hourglass import Hourglass
from tests.memory import MemoryInbox

SOON = 5  # seconds: a test that waits longer hangs
PACE_SECONDS = 1.0  # of the fake platform


@dataclass
class Work:
    """A turn that takes as long as the hourglass says."""

    inbox: MemoryInbox = field(default_factory=MemoryInbox)
    hourglass: Hourglass = field(default_factory=Hourglass)
    waited: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.talk = Talk(inbox=self.inbox)
        self.talk.engine.pause = self.hourglass

    @property
    def statuses(self) -> list[str]:
        return self.talk.platform.statuses

    async def lasts(self) -> None:
        """Let the pause there is run out, and what follows it be shown."""
        self.waited.append(await self.hourglass.runs_out())
        await self.hourglass.waits()

    async def of(self, act: Callable[[Turn], Awaitable[Answer]], message: Message | None = None) -> list[str]:
        """Let a message be answered by `act`; return what was said."""
        message = message or a_message("slow")

        async def run(intent: Intent, turn: Turn) -> Answer:
            return await act(turn)

        self.talk.tools.acts = {message.text: run}
        async with asyncio.timeout(SOON), self.talk.engine.lanes:
            await self.talk.engine.hear(message)
            await self.talk.engine.resume()
        return self.talk.platform.said()


def tell(turn: Turn, *found: int) -> None:
    for each in found:
        turn.progress("status_looking", count=20, found=each)


def looking(found: int, language: str = "en") -> str:
    return text("status_looking", language, count=20, found=found)


async def test_what_is_answered_soon_has_no_status() -> None:
    work = Work()

    async def quick(turn: Turn) -> Answer:
        tell(turn, 0, 9)
        return echo(turn)

    assert await work.of(quick) == ["slow"]
    assert work.statuses == []


async def test_a_status_shows_the_newest_line_after_two_seconds_and_then_at_the_pace_of_the_platform() -> None:
    work = Work()

    async def slow(turn: Turn) -> Answer:
        tell(turn, 0, 4)
        await work.lasts()
        tell(turn, 7, 9)
        assert work.statuses == [looking(4)]
        await work.lasts()
        return echo(turn)

    assert await work.of(slow) == ["slow"]
    assert work.waited == [PATIENCE_SECONDS, PACE_SECONDS]
    assert work.statuses == [looking(4), looking(9)]


async def test_work_that_tells_nothing_of_itself_has_a_status_too() -> None:
    work = Work()

    async def slow(turn: Turn) -> Answer:
        await work.lasts()
        return echo(turn)

    await work.of(slow)

    assert work.statuses == [text("status_working")]


async def test_a_model_that_reads_for_long_is_told_of() -> None:
    model, hourglass = ScriptedModel(calls(("tell", {"what": "the list"}))), Hourglass()
    model.answers.clear()
    interpreter = Interpreter(model, records=NoRecords(), lexicon=shipped(), budget=Unlimited())
    talk = Talk({"a riddle": NOT_READ}, interpreter=interpreter)
    talk.engine.pause = hourglass

    async with asyncio.timeout(SOON), talk.engine.lanes:
        await talk.engine.hear(a_message("a riddle"))
        await model.reads.wait()
        await hourglass.runs_out()
        await hourglass.waits()
        model.answers.set()

    assert talk.platform.statuses == [text("status_reading")]
    assert talk.platform.said() == ["a riddle"]


async def test_a_line_that_stays_the_same_is_not_shown_again() -> None:
    work = Work()

    async def slow(turn: Turn) -> Answer:
        tell(turn, 4)
        await work.lasts()
        tell(turn, 4)
        await work.hourglass.runs_out()
        await asyncio.sleep(0)
        return echo(turn)

    await work.of(slow)

    assert work.statuses == [looking(4)]


async def test_a_status_is_in_the_language_of_the_member() -> None:
    work = Work()

    async def slow(turn: Turn) -> Answer:
        tell(turn, 4)
        await work.lasts()
        return echo(turn)

    await work.of(slow, replace(a_message("slow"), locale="es-ES"))

    assert looking(4, "es") != looking(4)
    assert work.statuses == [looking(4, "es")]


async def test_a_status_before_a_refusal_is_replaced_by_it() -> None:
    work = Work()

    async def slow(turn: Turn) -> Answer:
        tell(turn, 4)
        await work.lasts()
        raise NoMatch("nothing_fits")

    assert await work.of(slow) == [text("nothing_fits")]
    assert work.statuses == [looking(4)]


async def test_a_status_with_no_answer_after_it_is_taken_away() -> None:
    work = Work()

    async def silent(turn: Turn) -> Answer:
        tell(turn, 4)
        await work.lasts()
        return Answer((), turn.context)

    assert await work.of(silent) == []
    assert work.statuses == [looking(4), ""]


async def test_a_second_run_that_says_nothing_takes_away_what_the_first_may_have_shown() -> None:
    work = Work()
    message = a_message("slow")
    await work.inbox.accept(message)
    await work.inbox.next_in(message.channel)  # and the process ended

    async def silent(turn: Turn) -> Answer:
        return Answer((), turn.context)

    await work.of(silent, message)

    assert work.statuses == [""]


async def test_a_status_that_cannot_be_shown_costs_the_turn_nothing_and_is_not_tried_again() -> None:
    work = Work()

    async def slow(turn: Turn) -> Answer:
        work.talk.platform.fails_with = ServiceDown("the platform does not answer")
        tell(turn, 4)
        await work.lasts()
        work.talk.platform.fails_with = None
        tell(turn, 9)
        await work.hourglass.runs_out()
        await asyncio.sleep(0)
        return echo(turn)

    with capture_logs() as lines:
        assert await work.of(slow) == ["slow"]

    assert work.statuses == []
    assert [line["event"] for line in lines] == ["status not shown"]


async def test_a_turn_that_fails_leaves_its_status_to_the_apology() -> None:
    work = Work()

    async def broken(turn: Turn) -> Answer:
        tell(turn, 4)
        await work.lasts()
        raise RuntimeError("a mistake of ours")

    assert await work.of(broken) == [text("went_wrong")]
    assert work.statuses == [looking(4)]


async def test_an_answer_waits_for_a_status_that_is_on_its_way() -> None:
    work, sent, arrived = Work(), asyncio.Event(), asyncio.Event()
    send = work.talk.platform.send
    order: list[bool] = []

    async def slowly(reply: Reply) -> None:
        order.append(reply.is_status)
        if reply.is_status:
            sent.set()
            await arrived.wait()
        await send(reply)

    work.talk.platform.send = slowly  # type: ignore[method-assign]  # the platform is slow

    async def slow(turn: Turn) -> Answer:
        tell(turn, 4)
        await work.hourglass.runs_out()
        await sent.wait()
        asyncio.get_running_loop().call_soon(arrived.set)
        return echo(turn)

    assert await work.of(slow) == ["slow"]
    assert order == [True, False]
    assert work.statuses == [looking(4)]
