"""The gate every call to Spotify passes: few at a time, counted, patient for seconds and never for hours."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from weakref import WeakValueDictionary

from adapters.spotify.budget import Budget
from adapters.spotify.client import Body
from adapters.spotify.recent import Recent
from adapters.spotify.refusals import Unanswered
from bot.errors import RateLimited, ServiceError

PARALLEL_READS = 4
PATIENCE = 5.0  # seconds a call waits for a rate limit to pass; beyond, the member hears of it
BACKOFF = 0.4  # seconds before a failed call is repeated
SEARCH_LIFETIME = timedelta(minutes=10)
SEARCHES = 500

Key = tuple[str, ...]  # what is asked, and of what: equal keys get equal answers
Ask = Callable[[], Awaitable[Body]]


@dataclass(slots=True)
class Counts:
    """What the gate did since it stands."""

    calls: int = 0  # sent to Spotify, repeats included
    repeated: int = 0
    shared: int = 0  # answered by an equal call already on its way
    remembered: int = 0  # answered from an earlier search
    held_back: int = 0  # refused here, so as not to be refused there


@dataclass(slots=True)
class _Flight:
    """A read on its way; its answer is None when the one who asked gave up."""

    landed: asyncio.Future[Body | None]


class Gate:
    """One for each app registered with Spotify: limits are counted per app and developer."""

    def __init__(
        self,
        clock: Callable[[], datetime],
        *,
        daily_calls: int = 900,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.counts = Counts()
        self.budget = Budget(daily_calls)
        self._clock = clock
        self._sleep = sleep
        self._reading = asyncio.Semaphore(PARALLEL_READS)
        self._writing: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._flights: dict[Key, _Flight] = {}
        self._searches: Recent[Key, Body] = Recent(clock, SEARCH_LIFETIME, SEARCHES)
        self._closed_until: datetime | None = None
        self._quota_spent = False

    @property
    def now(self) -> datetime:
        """What the clock says by which calls are counted."""
        return self._clock()

    @property
    def spent(self) -> int:
        """How many calls the last 24 hours saw."""
        return self.budget.spent(self._clock())

    async def read(self, key: Key, ask: Ask) -> Body:
        """Return the answer to a GET; one that equals a GET on its way shares its answer.

        Raises:
            ServiceError: it was refused, or failed twice.
        """
        while key in self._flights:
            self.counts.shared += 1
            answer = await asyncio.shield(self._flights[key].landed)
            if answer is not None:
                return answer
        return await self._fly(key, partial(self._read, ask))

    async def search(self, key: Key, ask: Ask) -> Body:
        """Return the answer to a search, that of some minutes ago where there is one.

        Raises:
            ServiceError: it was refused, or failed twice.
        """
        remembered = self._searches.get(key)
        if remembered is not None:
            self.counts.remembered += 1
            return remembered
        answer = await self.read(key, ask)
        self._searches.put(key, answer)
        return answer

    async def write(self, ask: Ask, *, repeatable: bool) -> Body:
        """Return the answer to a write; only one that may be done twice is ever sent twice.

        Raises:
            ServiceError: it was refused or failed.
        """
        return await self._tried(ask, repeatable=repeatable)

    @asynccontextmanager
    async def serial(self, target: str) -> AsyncIterator[None]:
        """Hold `target`, such as a playlist, for writes that nobody else's may come between."""
        lock = self._writing.setdefault(target, asyncio.Lock())
        async with lock:
            try:
                yield
            finally:  # a read that began before must not answer one that begins now
                self._flights = {key: one for key, one in self._flights.items() if target not in key}

    async def _fly(self, key: Key, ask: Ask) -> Body:
        flight = _Flight(asyncio.get_running_loop().create_future())
        self._flights[key] = flight
        try:
            answer = await ask()
            flight.landed.set_result(answer)
            return answer
        except ServiceError as error:
            flight.landed.set_exception(error)
            flight.landed.exception()  # seen, even if nobody shares it
            raise
        finally:
            if not flight.landed.done():
                flight.landed.set_result(None)
            if self._flights.get(key) is flight:
                del self._flights[key]

    async def _read(self, ask: Ask) -> Body:
        async with self._reading:
            return await self._tried(ask, repeatable=True)

    async def _tried(self, ask: Ask, *, repeatable: bool) -> Body:
        try:
            return await self._once(ask)
        except Unanswered:
            if not repeatable:
                raise
            await self._sleep(BACKOFF)
        except RateLimited as error:
            if not repeatable or error.quota or error.seconds > PATIENCE:
                raise
        self.counts.repeated += 1
        return await self._once(ask)

    async def _once(self, ask: Ask) -> Body:
        await self._pass()
        self.counts.calls += 1
        self.budget.spend(self._clock())
        try:
            return await ask()
        except RateLimited as error:
            self._close(error)
            raise

    async def _pass(self) -> None:
        """Wait out a short pause; refuse at once during a long one or when the day's calls are spent.

        Raises:
            RateLimited: calling on would only lengthen the pause (spotipy#1158).
        """
        now = self._clock()
        pause = (self._closed_until - now).total_seconds() if self._closed_until else 0.0
        if pause > 0 and (self._quota_spent or pause > PATIENCE):
            self.counts.held_back += 1
            raise RateLimited("Held back: Spotify asked to wait.", seconds=pause, quota=self._quota_spent)
        if (unspent := self.budget.seconds_left(now)) > 0:
            self.counts.held_back += 1
            raise RateLimited("Held back: the day's calls are spent.", seconds=unspent, quota=True)
        if pause > 0:
            await self._sleep(pause)

    def _close(self, error: RateLimited) -> None:
        until = self._clock() + timedelta(seconds=error.seconds)
        if self._closed_until is None or until >= self._closed_until:
            self._closed_until, self._quota_spent = until, error.quota
