"""Threads and their sessions."""

import asyncio
import threading

import requests

from adapters.spotify.workers import Workers


async def test_each_thread_keeps_one_session_of_its_own() -> None:
    workers, together = Workers(2), threading.Barrier(2)

    def session_of(session: requests.Session) -> tuple[int, int]:
        together.wait(5)
        return threading.get_ident(), id(session)

    first = await asyncio.gather(workers.run(session_of), workers.run(session_of))
    second = await asyncio.gather(workers.run(session_of), workers.run(session_of))

    assert len({session for _, session in first}) == 2
    assert dict(first) == dict(second)
    workers.close()
