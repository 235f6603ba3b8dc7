"""Threads for what blocks: a few, each with a connection pool of its own."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import DefaultCookiePolicy
from typing import Any, TypeVar

import requests

T = TypeVar("T")

WORKERS = 8


class Workers:
    """The one way into blocking code."""

    def __init__(self, size: int = WORKERS) -> None:
        self._pool = ThreadPoolExecutor(size, thread_name_prefix="spotify")
        self._own = threading.local()
        self._sessions: list[requests.Session] = []

    async def run(self, call: Callable[[requests.Session], T]) -> T:
        """Return what `call` returns, run in a thread with that thread's session."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, lambda: call(self._session()))

    def close(self) -> None:
        """Let go of threads and connections."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        for session in self._sessions:
            session.close()

    def _session(self) -> requests.Session:
        """Return this thread's session: requests does not promise that one may be shared."""
        if not hasattr(self._own, "session"):
            self._own.session = plain_session()
            self._sessions.append(self._own.session)
        session: requests.Session = self._own.session
        return session


def plain_session() -> requests.Session:
    """Return a session that neither retries by itself nor keeps one account's cookies for the next."""
    session = requests.Session()
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    return session


async def unbroken(work: Coroutine[Any, Any, T]) -> T:
    """Return what `work` returns; who is cancelled meanwhile waits for its end first.

    For what must not be lost or overtaken: a write on the wire, a refresh token that was just replaced.
    """
    running = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.gather(running, return_exceptions=True)
        raise
