"""Handing things to the app: three seconds to acknowledge, three more tries for events, and a way to hold them back."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from tests.standins.slack.changes import Changes
from tests.standins.slack.clock import Clock

ACK_SECONDS = 3
RETRIES = (0, 60, 300)  # seconds after a failure until the next try


@dataclass(frozen=True)
class Answer:
    """What came back for one try: acknowledged, with a body perhaps, or why not."""

    acknowledged: bool
    body: Any = None
    failed: str = ""
    stop: bool = False  # the app asked for no further tries


@dataclass(frozen=True)
class Try:
    """One try: 0 is the first; `reason` says why the one before failed."""

    number: int
    reason: str = ""


@dataclass(eq=False)
class Delivery:
    """One thing for the app: its kind (events_api, slash_commands or interactive), its payload, how it went."""

    kind: str
    payload: dict[str, Any]
    tries: list[Try] = field(default_factory=list)
    answer: Answer | None = None  # None until acknowledged or given up
    on_answer: Callable[[Answer], None] | None = None
    rest: float = 0  # seconds to the next try, while it waits for that

    @property
    def acknowledged(self) -> bool:
        """Whether the app took it."""
        return self.answer is not None and self.answer.acknowledged

    @property
    def event_id(self) -> str:
        """Return the event's id; empty for what is no event."""
        return str(self.payload.get("event_id", ""))

    @property
    def type(self) -> str:
        """Return the type of the event, or of the interaction."""
        return str(self.payload.get("event", self.payload).get("type", self.kind))


class Transport(Protocol):
    """A way to the app."""

    async def offer(self, delivery: Delivery, attempt: Try) -> Answer:
        """Hand it over and return what the app answered, however long that takes."""


class Dispatcher:
    """Delivers each thing in a task of its own, so that one that hangs holds up no other."""

    def __init__(self, clock: Clock, changes: Changes) -> None:
        self.all: list[Delivery] = []
        self.transport: Transport
        self._clock, self._changes = clock, changes
        self._tasks: set[asyncio.Task[None]] = set()
        self._held: list[tuple[Delivery, Try]] | None = None

    def send(self, delivery: Delivery) -> Delivery:
        """Deliver, now or, when deliveries are held, on release."""
        self.all.append(delivery)
        self.again(delivery, Try(0))
        return delivery

    def again(self, delivery: Delivery, first: Try) -> None:
        """Deliver what was delivered before, as if from that try on."""
        if self._held is not None:
            self._held.append((delivery, first))
            return
        task = asyncio.get_running_loop().create_task(self._deliver(delivery, first))
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def hold(self) -> None:
        """Keep back what is sent from now on."""
        self._held = self._held or []

    def release(self, *, backwards: bool = False) -> None:
        """Deliver what was kept back, in its order or the other way round."""
        held, self._held = self._held or [], None
        for delivery, first in reversed(held) if backwards else held:
            self.again(delivery, first)

    @property
    def idle(self) -> bool:
        """Whether everything was acknowledged or given up."""
        return not self._tasks and not self._held

    async def close(self) -> None:
        """Give up what is under way."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _deliver(self, delivery: Delivery, first: Try) -> None:
        attempt = first
        while True:
            delivery.tries.append(attempt)
            self._changes.happened()
            answer = await self._in_time(delivery, attempt)
            final = answer.acknowledged or answer.stop or delivery.kind != "events_api"
            if final or attempt.number >= len(RETRIES):
                break
            await self._rest(delivery, RETRIES[attempt.number])
            attempt = Try(attempt.number + 1, answer.failed)
        self._settle(delivery, answer)

    async def _rest(self, delivery: Delivery, seconds: float) -> None:
        delivery.rest = seconds
        self._changes.happened()
        await self._clock.sleep(seconds)
        delivery.rest = 0

    def _settle(self, delivery: Delivery, answer: Answer) -> None:
        if delivery.on_answer is not None and delivery.answer is None:
            delivery.on_answer(answer)
        delivery.answer = answer
        self._changes.happened()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._changes.happened()

    async def _in_time(self, delivery: Delivery, attempt: Try) -> Answer:
        offered = asyncio.ensure_future(self.transport.offer(delivery, attempt))
        late = self._clock.timer(ACK_SECONDS)
        try:
            either: set[asyncio.Future[Any]] = {offered, late}
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            return offered.result() if offered.done() else Answer(False, failed="timeout")
        finally:
            offered.cancel()
            late.cancel()
            await asyncio.gather(offered, late, return_exceptions=True)
